//! Assuming roles: by STS, by web identity, by EKS Pod Identity.

use eks_iam_error_classifier::Class as C;

use crate::{ClassPage, Edit as E, Speaker as S};

pub(super) const PAGES: &[ClassPage] = &[
    ClassPage::new(
        C::AssumeRoleDenied,
        S::Sts,
        "An error occurred (AccessDenied) when calling the AssumeRole operation: User: arn:aws:iam::111122223333:user/dev is not authorized to perform: sts:AssumeRole on resource: arn:aws:iam::444455556666:role/eks-admin",
        &[E::TrustCaller, E::TrustThirdParty, E::AllowStatement],
        [
            "STS did not let the caller assume the role. The text is the same whether the role's trust, the caller's policy, an external id or the role itself is missing.",
            "STS がロールの引き受けを拒否しました。信頼ポリシー、呼び出し元のポリシー、外部 ID、ロール自体のどれが足りなくても同じメッセージになります。",
        ],
        [
            "Is the role's name and account right? Read its trust policy: aws iam get-role --role-name ROLE. If the accounts differ, both sides have to allow it. If the caller is a node role, the pod has no credentials of its own.",
            "ロールの名前とアカウントは正しいですか。信頼ポリシーを読みます: aws iam get-role --role-name ロール名。アカウントが異なるなら両側の許可が必要です。呼び出し元がノードロールなら、ポッドに専用の認証情報がありません。",
        ],
    ),
    ClassPage::new(
        C::AssumeRoleTrustPolicy,
        S::Sts,
        "User: arn:aws:iam::111122223333:user/dev is not authorized to perform: sts:AssumeRole on resource: arn:aws:iam::111122223333:role/eks-admin because no role trust policy allows the sts:AssumeRole action",
        &[E::TrustCaller, E::TrustThirdParty],
        [
            "The role's trust policy is the obstacle: it does not name the caller or the service, or one of its conditions does not hold.",
            "ロールの信頼ポリシーが原因です。呼び出し元やサービスが書かれていないか、条件が満たされていません。",
        ],
        [
            "Read the trust policy and compare principal and conditions. A role made a moment ago may need some seconds.",
            "信頼ポリシーを読み、プリンシパルと条件を比べます。作成直後のロールは数秒かかることがあります。",
        ],
    ),
    ClassPage::new(
        C::AssumeRoleTagSession,
        S::Sts,
        "User: arn:aws:sts::111122223333:assumed-role/ci/run is not authorized to perform: sts:TagSession on resource: arn:aws:iam::444455556666:role/deploy",
        &[E::TrustTags, E::TrustPodIdentity],
        [
            "The caller sends session tags with the role call, and the trust policy allows sts:AssumeRole only. Pod Identity, SAML and some CI systems always send tags.",
            "呼び出し元がセッションタグを送っていますが、信頼ポリシーは sts:AssumeRole だけを許可しています。Pod Identity、SAML、一部の CI は常にタグを送ります。",
        ],
        [
            "Allow sts:TagSession beside sts:AssumeRole in the same statement, or stop sending tags.",
            "同じステートメントで sts:AssumeRole と並べて sts:TagSession を許可するか、タグの送信をやめます。",
        ],
    ),
    ClassPage::new(
        C::AssumeRoleRootNotAllowed,
        S::Sts,
        "An error occurred (AccessDenied) when calling the AssumeRole operation: Roles may not be assumed by root accounts.",
        &[E::Keys],
        [
            "The keys of the account's root user are in use, and root may assume no role.",
            "アカウントのルートユーザーのキーが使われています。ルートユーザーはロールを引き受けられません。",
        ],
        [
            "See with aws sts get-caller-identity, and use a role or an IAM user. Root keys should not exist at all.",
            "aws sts get-caller-identity で確認し、ロールまたは IAM ユーザーを使います。ルートユーザーのアクセスキーは本来持つべきではありません。",
        ],
    ),
    ClassPage::new(
        C::AssumeRoleDuration,
        S::Sts,
        "An error occurred (ValidationError) when calling the AssumeRole operation: The requested DurationSeconds exceeds the MaxSessionDuration set for this role.",
        &[E::Duration],
        [
            "A longer session was asked for than the role allows, or than one hour where a role assumes a role.",
            "ロールの上限、またはロールの連鎖での 1 時間を超えるセッションが要求されました。",
        ],
        [
            "Read the sentence: MaxSessionDuration is the role's setting and can be raised; role chaining ends at one hour whatever is set.",
            "文面を確認します。MaxSessionDuration はロールの設定で、延ばせます。ロールの連鎖では設定に関係なく 1 時間が上限です。",
        ],
    ),
    ClassPage::new(
        C::AssumeRoleMfa,
        S::Sts,
        "An error occurred (AccessDenied) when calling the AssumeRole operation: MultiFactorAuthentication failed with invalid MFA one time pass code.",
        &[],
        [
            "The code of the MFA device was wrong, used twice, or belongs to another device than the serial number says.",
            "MFA デバイスのコードが誤っているか、2 回使われたか、シリアル番号とは別のデバイスのものです。",
        ],
        [
            "Wait for the next code and try once more. If it fails again, check mfa_serial: aws iam list-mfa-devices, and the clock of the device.",
            "次のコードを待ってもう一度試します。失敗する場合は mfa_serial を確認し (aws iam list-mfa-devices)、デバイスの時計も確かめます。",
        ],
    ),
    ClassPage::new(
        C::WebIdentityNotAuthorized,
        S::Sts,
        "An error occurred (AccessDenied) when calling the AssumeRoleWithWebIdentity operation: Not authorized to perform sts:AssumeRoleWithWebIdentity",
        &[E::TrustServiceAccount, E::RoleAnnotation],
        [
            "STS accepts the pod's token as real, but the trust policy of the role does not match it. A role that does not exist looks the same.",
            "STS はポッドのトークンを本物と認めましたが、ロールの信頼ポリシーと一致しません。存在しないロールでも同じになります。",
        ],
        [
            "Compare the token's `sub` (system:serviceaccount:NAMESPACE:NAME), `aud` and issuer with the trust policy, letter by letter. A wildcard needs StringLike. A rebuilt cluster has a new issuer.",
            "トークンの `sub` (system:serviceaccount:名前空間:名前)、`aud`、発行者を信頼ポリシーと 1 文字ずつ比べます。ワイルドカードには StringLike が必要です。作り直したクラスターは発行者が変わります。",
        ],
    ),
    ClassPage::new(
        C::WebIdentityProviderMissing,
        S::Sts,
        "InvalidIdentityToken: No OpenIDConnect provider found in your account for https://oidc.eks.us-west-2.amazonaws.com/id/EXAMPLED539D4633E53DE1B71EXAMPLE",
        &[E::OidcProvider],
        [
            "The account of the role has no OIDC provider for the issuer of the token.",
            "ロールのアカウントに、トークンの発行者の OIDC プロバイダーがありません。",
        ],
        [
            "Compare the issuer in the message with aws iam list-open-id-connect-providers in the account of the role, which may not be that of the cluster.",
            "メッセージの発行者を、ロールのアカウントの aws iam list-open-id-connect-providers と比べます。クラスターと別のアカウントのことがあります。",
        ],
    ),
    ClassPage::new(
        C::WebIdentityAudience,
        S::Sts,
        "InvalidIdentityToken: Incorrect token audience",
        &[E::OidcAudience],
        [
            "The token was made for another audience than the provider takes.",
            "トークンの対象者が、プロバイダーの受け付けるものと異なります。",
        ],
        [
            "Decode the token's `aud`. For pods it is sts.amazonaws.com; an ordinary service account token has another, and must not be sent to STS.",
            "トークンの `aud` をデコードします。ポッドでは sts.amazonaws.com です。通常のサービスアカウントトークンは対象者が異なり、STS には送れません。",
        ],
    ),
    ClassPage::new(
        C::WebIdentityThumbprint,
        S::Sts,
        "InvalidIdentityToken: OpenIDConnect provider's HTTPS certificate doesn't match configured thumbprint",
        &[],
        [
            "The identity provider shows another certificate than the one whose thumbprint IAM has.",
            "ID プロバイダーの証明書が、IAM に登録されたサムプリントと一致しません。",
        ],
        [
            "See which chain the issuer serves now, and update the list: aws iam update-open-id-connect-provider-thumbprint. Failures that come and go mean that it serves both.",
            "発行者が現在使っている証明書チェーンを確認し、一覧を更新します: aws iam update-open-id-connect-provider-thumbprint。断続的な失敗は新旧両方が使われている印です。",
        ],
    ),
    ClassPage::new(
        C::WebIdentityIdpUnreachable,
        S::Sts,
        "InvalidIdentityToken: Couldn't retrieve verification key from your identity provider,  please reference AssumeRoleWithWebIdentity documentation for requirements",
        &[],
        [
            "STS could not fetch the issuer's discovery document or its keys. STS fetches from the internet, not from your network.",
            "STS が発行者の検出ドキュメントまたは鍵を取得できませんでした。STS はお客様のネットワークではなくインターネットから取得します。",
        ],
        [
            "From outside: curl -s ISSUER/.well-known/openid-configuration. Is it public, and are the keys there? If so, wait and call again.",
            "外部から curl -s ISSUER/.well-known/openid-configuration を実行します。公開され、鍵がありますか。問題がなければ待って再試行します。",
        ],
    ),
    ClassPage::new(
        C::WebIdentityTokenExpired,
        S::Sts,
        "ExpiredTokenException: Token expired: current date/time 1637256000 must be before the expiration date/time 1637255000",
        &[E::Clock],
        [
            "The service account token that was sent is past its time.",
            "送られたサービスアカウントトークンの有効期限が切れています。",
        ],
        [
            "The kubelet renews the file; a program that reads it only once sends an old one. Update the SDK, or restart the pod to go on for now.",
            "kubelet はファイルを更新しますが、1 度しか読まないプログラムは古いトークンを送ります。SDK を更新するか、当面はポッドを再起動します。",
        ],
    ),
    ClassPage::new(
        C::WebIdentityTokenInvalid,
        S::Sts,
        "InvalidIdentityToken: Missing a required claim: sub",
        &[],
        [
            "What was sent is no token that STS can use: of another kind, cut off, or refused by its issuer.",
            "送られたものは STS が使えるトークンではありません。種類が違うか、途中で切れているか、発行者に拒否されました。",
        ],
        [
            "Look at what AWS_WEB_IDENTITY_TOKEN_FILE names, and decode it: three parts, with iss, sub, aud and exp.",
            "AWS_WEB_IDENTITY_TOKEN_FILE の指すファイルをデコードします。3 つの部分があり、iss、sub、aud、exp が必要です。",
        ],
    ),
    ClassPage::new(
        C::WebIdentityPodSetup,
        S::Client,
        "WebIdentityErr: unable to read file at /var/run/secrets/eks.amazonaws.com/serviceaccount/token\ncaused by: open /var/run/secrets/eks.amazonaws.com/serviceaccount/token: permission denied",
        &[E::RoleAnnotation, E::FsGroup],
        [
            "Nothing reached AWS: inside of the pod the token file or the role's ARN is missing, or may not be read.",
            "AWS には何も届いていません。ポッド内にトークンファイルやロール ARN がないか、読み取れません。",
        ],
        [
            "kubectl exec POD -- env | grep AWS_. No variables: the pod is older than the annotation, or the webhook did not run; make the pod anew. Permission denied: set fsGroup.",
            "kubectl exec ポッド -- env | grep AWS_ を実行します。変数がなければ、ポッドがアノテーションより古いか webhook が動いていません。ポッドを作り直します。permission denied なら fsGroup を設定します。",
        ],
    ),
    ClassPage::new(
        C::PodIdentityRoleNotAssumable,
        S::PodIdentity,
        "[0b31c6d8-7d3e-4ef7-9a2c-0e5c6f1d2b3a]: (AccessDeniedException): Unauthorized Exception! EKS does not have permissions to assume the associated role., fault: client",
        &[E::TrustPodIdentity],
        [
            "EKS Pod Identity found the association, but may not assume the role that it names.",
            "EKS Pod Identity は関連付けを見つけましたが、そのロールを引き受けられません。",
        ],
        [
            "Read the role's trust policy: pods.eks.amazonaws.com with both sts:AssumeRole and sts:TagSession. Then its conditions, and whether the role still exists.",
            "信頼ポリシーを確認します: pods.eks.amazonaws.com に sts:AssumeRole と sts:TagSession の両方が必要です。次に条件と、ロールがまだ存在するかを確かめます。",
        ],
    ),
    ClassPage::new(
        C::PodIdentityTokenInvalid,
        S::PodIdentity,
        "ExpiredTokenException: The token included in the request is expired: current date/time 1700000000 must be before the expiration date/time 1699990000",
        &[],
        [
            "The token that was sent to EKS Pod Identity is expired or is not the one that the pod was given.",
            "EKS Pod Identity に送られたトークンが期限切れか、ポッドに渡されたものではありません。",
        ],
        [
            "In the agent's log alone, for a pod that is gone: harmless. In a running pod: the client has to read AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE each time, and send it without `Bearer`.",
            "終了したポッドについてエージェントのログに出るだけなら無害です。動作中のポッドでは、クライアントが AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE を毎回読み、`Bearer` を付けずに送る必要があります。",
        ],
    ),
];
