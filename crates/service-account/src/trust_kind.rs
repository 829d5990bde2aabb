//! The kinds of faults in a trust policy, with their words.

use eks_iam_span::{Language, Severity};

use crate::TrustFinding;

macro_rules! kinds {
    ($($(#[$doc:meta])* $variant:ident $severity:ident $name:literal
        $english:literal
        $japanese:literal,)*) => {
        /// What is wrong in a trust policy.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        pub enum TrustFindingKind {
            $($(#[$doc])* $variant,)*
        }

        impl TrustFindingKind {
            /// All kinds.
            pub const ALL: &[Self] = &[$(Self::$variant,)*];

            /// Returns the stable kebab-case name.
            pub fn name(self) -> &'static str {
                match self {
                    $(Self::$variant => $name,)*
                }
            }

            pub(crate) fn severity(self) -> Severity {
                match self {
                    $(Self::$variant => Severity::$severity,)*
                }
            }

            /// What is wrong and what to do, with `{found}` and `{wanted}` still in it.
            fn template(self, language: Language) -> &'static str {
                match (self, language) {
                    $((Self::$variant, Language::English) => $english,
                    (Self::$variant, Language::Japanese) => $japanese,)*
                }
            }
        }
    };
}

kinds! {
    /// A `Deny` meets the pod.
    Denied Error "denied"
        "a Deny statement of the trust policy meets this pod; no Allow helps against it"
        "信頼ポリシーの拒否ステートメントがこのポッドに当てはまります。許可を追加しても効果はありません",
    /// No statement allows `sts:AssumeRoleWithWebIdentity`, and none names an OIDC provider.
    NoWebIdentityStatement Error "no-web-identity-statement"
        "the trust policy has no statement for sts:AssumeRoleWithWebIdentity; add one for this cluster's OIDC provider"
        "信頼ポリシーに sts:AssumeRoleWithWebIdentity のステートメントがありません。このクラスターの OIDC プロバイダーのステートメントを追加します",
    /// No statement names the service of Pod Identity.
    NoPodIdentityStatement Error "no-pod-identity-statement"
        "the trust policy does not name the service pods.eks.amazonaws.com; add a statement for it"
        "信頼ポリシーにサービス pods.eks.amazonaws.com がありません。このサービスのステートメントを追加します",
    /// The statement names the provider and allows another action.
    WrongAction Error "wrong-action"
        "the statement allows `{found}`, but a pod with a web identity token calls `{wanted}`"
        "ステートメントが許可するのは `{found}` ですが、ウェブ ID トークンを持つポッドが呼び出すのは `{wanted}` です",
    /// The principal is no federated one.
    WrongPrincipalType Error "wrong-principal-type"
        "the principal `{found}` is no OIDC provider; write \"Federated\": \"{wanted}\""
        "プリンシパル `{found}` は OIDC プロバイダーではありません。\"Federated\": \"{wanted}\" と書きます",
    /// The principal has a scheme.
    ProviderHasScheme Error "provider-has-scheme"
        "the provider `{found}` is written with a scheme; write `{wanted}`"
        "プロバイダー `{found}` にスキームが付いています。`{wanted}` と書きます",
    /// The principal is no ARN of an OIDC provider.
    ProviderNotAnArn Error "provider-not-an-arn"
        "`{found}` is no ARN of an OIDC provider; write `{wanted}`"
        "`{found}` は OIDC プロバイダーの ARN ではありません。`{wanted}` と書きます",
    /// The provider is of another cluster, perhaps of one that was rebuilt.
    ProviderOtherCluster Error "provider-other-cluster"
        "the provider `{found}` is of another cluster (a rebuilt cluster has a new issuer); write `{wanted}`"
        "プロバイダー `{found}` は別のクラスターのものです (再作成したクラスターの発行者は新しくなります)。`{wanted}` と書きます",
    /// The provider is of another account than the role.
    ProviderOtherAccount Error "provider-other-account"
        "the provider `{found}` is of another account than the role; create it in the role's account and write `{wanted}`"
        "プロバイダー `{found}` はロールとは別のアカウントのものです。ロールのアカウントに作成し、`{wanted}` と書きます",
    /// The provider's ARN is of another partition.
    ProviderOtherPartition Error "provider-other-partition"
        "the provider `{found}` is of another partition; write `{wanted}`"
        "プロバイダー `{found}` は別のパーティションのものです。`{wanted}` と書きます",
    /// A condition key has a scheme.
    KeyHasScheme Error "key-has-scheme"
        "the condition key `{found}` is written with https://, so it is never there; write `{wanted}`"
        "条件キー `{found}` に https:// が付いているため、キーは存在しません。`{wanted}` と書きます",
    /// A condition key has a slash too many.
    KeyTrailingSlash Error "key-trailing-slash"
        "the condition key `{found}` has a slash too many; write `{wanted}`"
        "条件キー `{found}` のスラッシュが余分です。`{wanted}` と書きます",
    /// A condition key names another cluster's issuer.
    KeyOtherCluster Error "key-other-cluster"
        "the condition key `{found}` names another cluster's issuer; write `{wanted}`"
        "条件キー `{found}` は別のクラスターの発行者のものです。`{wanted}` と書きます",
    /// An operator of equality stands with a wildcard.
    EqualsWithWildcard Error "equals-with-wildcard"
        "`{found}` takes a wildcard for a plain character; use `{wanted}`"
        "`{found}` はワイルドカードをただの文字として比較します。`{wanted}` を使います",
    /// The values of `sub` and `aud` stand under each other's key.
    ClaimsExchanged Error "claims-exchanged"
        "the values of sub and aud are exchanged: `{found}` stands where `{wanted}` should"
        "sub と aud の値が入れ替わっています。`{wanted}` であるべき所に `{found}` があります",
    /// The subject has not the form of one.
    SubjectMalformed Error "subject-malformed"
        "`{found}` is no subject of a service account; write `{wanted}`"
        "`{found}` はサービスアカウントの sub の形ではありません。`{wanted}` と書きます",
    /// Namespace and name are swapped.
    SubjectSwapped Error "subject-swapped"
        "namespace and name are swapped in `{found}`; write `{wanted}`"
        "`{found}` の名前空間と名前が逆です。`{wanted}` と書きます",
    /// The subject is another service account.
    SubjectMismatch Error "subject-mismatch"
        "the condition asks for `{found}`, but the pod is `{wanted}`"
        "条件が求めるのは `{found}` ですが、ポッドは `{wanted}` です",
    /// The audience is another one.
    AudienceMismatch Error "audience-mismatch"
        "the condition asks for audience `{found}`, but the token is for `{wanted}`"
        "条件が求める audience は `{found}` ですが、トークンの audience は `{wanted}` です",
    /// The service is another one.
    WrongService Error "wrong-service"
        "the service `{found}` is not the one that takes roles for pods; write `{wanted}`"
        "サービス `{found}` はポッドのためにロールを引き受けるサービスではありません。`{wanted}` と書きます",
    /// `sts:AssumeRole` is not allowed to the service.
    AssumeRoleMissing Error "assume-role-missing"
        "the statement allows `{found}`, but not `{wanted}`; add it"
        "ステートメントが許可するのは `{found}` で、`{wanted}` がありません。追加します",
    /// `sts:TagSession` is not allowed to the service, which sends tags.
    TagSessionMissing Error "tag-session-missing"
        "EKS Pod Identity sends session tags, but the statement allows only `{found}`; add `{wanted}`"
        "EKS Pod Identity はセッションタグを送りますが、ステートメントが許可するのは `{found}` だけです。`{wanted}` を追加します",
    /// A condition does not hold.
    ConditionUnmet Error "condition-unmet"
        "the condition `{found}` does not hold for this pod"
        "条件 `{found}` はこのポッドには成り立ちません",
    /// A condition is about something that is not known here.
    ConditionUnknown Warning "condition-unknown"
        "whether the condition `{found}` holds cannot be told from what is known"
        "条件 `{found}` が成り立つかどうかは、分かっている情報からは判断できません",
    /// No condition names the subject: every pod of the cluster gets the role.
    SubjectMissing Warning "subject-missing"
        "no condition names the subject, so every service account of the cluster gets this role; add `{wanted}`"
        "sub の条件がないため、クラスターのすべてのサービスアカウントがこのロールを引き受けられます。`{wanted}` を追加します",
    /// No condition names the audience.
    AudienceMissing Warning "audience-missing"
        "no condition names the audience, so tokens made for others are taken too; add `{wanted}`"
        "aud の条件がないため、ほかの相手向けのトークンも受け入れられます。`{wanted}` を追加します",
}

impl TrustFinding {
    /// Returns what is wrong and what to do, in one sentence.
    pub fn message(&self, language: Language) -> String {
        self.kind.template(language).replace("{wanted}", &self.wanted).replace("{found}", &self.found)
    }
}
