//! Why a line needs no entry, cannot have one, or has one with a difference; in both languages.

use eks_iam_span::Language;

const fn choose(language: Language, words: [&'static str; 2]) -> &'static str {
    let [english, japanese] = words;
    match language {
        Language::English => english,
        Language::Japanese => japanese,
    }
}

/// Why a line needs no entry: nobody gets in by it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum SkipReason {
    /// The principal has an access entry already, which wins over the line.
    EntryExists,
    /// No caller has this ARN: an entry would give access that the line does not give.
    NeverMatches,
    /// An SSO matcher, which EKS does not switch on.
    SsoMatcher,
    /// Another line for the same ARN counts.
    Superseded,
}

impl SkipReason {
    /// All reasons.
    pub const ALL: [Self; 4] = [Self::EntryExists, Self::NeverMatches, Self::SsoMatcher, Self::Superseded];

    /// Returns the stable name in kebab-case.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::EntryExists => "entry-exists",
            Self::NeverMatches => "never-matches",
            Self::SsoMatcher => "sso-matcher",
            Self::Superseded => "superseded",
        }
    }

    /// Returns the reason for people, one line.
    #[must_use]
    pub const fn message(self, language: Language) -> &'static str {
        let words = match self {
            Self::EntryExists => [
                "the principal has an access entry, which is asked before aws-auth",
                "このプリンシパルには、aws-auth より先に参照されるアクセスエントリがすでにあります",
            ],
            Self::NeverMatches => [
                "the line never matches a caller; an entry would give access that nobody has now",
                "この行に一致する呼び出し元はありません。エントリを作ると、今はない権限を与えることになります",
            ],
            Self::SsoMatcher => [
                "EKS does not switch SSO matchers on; the line matches nobody",
                "EKS では SSO マッチャーが有効になっていないため、この行には誰も一致しません",
            ],
            Self::Superseded => {
                ["another line for the same ARN counts in its place", "同じ ARN の別の行が代わりに使われます"]
            }
        };
        choose(language, words)
    }
}

/// Why a line cannot become an entry.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum RefusalReason {
    /// An empty group.
    EmptyGroup,
    /// An empty user name: an entry without one gets another.
    EmptyUsername,
    /// A federated user has no entry.
    FederatedUser,
    /// `mapAccounts` lets a whole account in; an entry is for one principal.
    MapAccounts,
    /// A node's line whose groups are not those of a node.
    NodeGroups,
    /// A node's role must be a role of the cluster's account.
    NodeOfOtherAccount,
    /// IAM lists no such role or user.
    NoSuchPrincipal,
    /// Groups that begin with a reserved prefix.
    ReservedGroups(Vec<String>),
    /// A user name that begins with a reserved prefix.
    ReservedUsername,
    /// The root user of an account.
    RootUser,
    /// A service-linked role: only its service makes an entry.
    ServiceLinkedRole,
    /// A session template with no colon before it.
    SessionNameWithoutColon,
    /// A template that entries do not fill in.
    Template,
    /// Lines for one user that differ in case: the authenticator picks one at random.
    UndeterminedDuplicate,
}

impl RefusalReason {
    /// All reasons; [`RefusalReason::ReservedGroups`] with no group.
    pub const ALL: [Self; 14] = [
        Self::EmptyGroup,
        Self::EmptyUsername,
        Self::FederatedUser,
        Self::MapAccounts,
        Self::NodeGroups,
        Self::NodeOfOtherAccount,
        Self::NoSuchPrincipal,
        Self::ReservedGroups(Vec::new()),
        Self::ReservedUsername,
        Self::RootUser,
        Self::ServiceLinkedRole,
        Self::SessionNameWithoutColon,
        Self::Template,
        Self::UndeterminedDuplicate,
    ];

    /// Returns the stable name in kebab-case.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        match self {
            Self::EmptyGroup => "empty-group",
            Self::EmptyUsername => "empty-username",
            Self::FederatedUser => "federated-user",
            Self::MapAccounts => "map-accounts",
            Self::NodeGroups => "node-groups",
            Self::NodeOfOtherAccount => "node-of-other-account",
            Self::NoSuchPrincipal => "no-such-principal",
            Self::ReservedGroups(_) => "reserved-groups",
            Self::ReservedUsername => "reserved-username",
            Self::RootUser => "root-user",
            Self::ServiceLinkedRole => "service-linked-role",
            Self::SessionNameWithoutColon => "session-name-without-colon",
            Self::Template => "template",
            Self::UndeterminedDuplicate => "undetermined-duplicate",
        }
    }

    /// Returns the reason for people and what to do, one line.
    #[must_use]
    pub fn message(&self, language: Language) -> String {
        if let Self::ReservedGroups(groups) = self {
            let groups = groups.iter().map(|group| format!("`{group}`")).collect::<Vec<_>>().join(", ");
            return match language {
                Language::English => format!(
                    "an entry cannot have the groups {groups}; give it groups of your own and bind them to the same \
                     roles"
                ),
                Language::Japanese => format!(
                    "アクセスエントリにはグループ {groups} を設定できません。独自のグループを付け、同じロールにバインドします"
                ),
            };
        }
        choose(language, self.words()).to_owned()
    }

    const fn words(&self) -> [&'static str; 2] {
        match self {
            Self::EmptyGroup => [
                "the line has an empty group; remove it or name it, then migrate",
                "空のグループがあります。削除するか名前を付けてから移行します",
            ],
            Self::EmptyUsername => [
                "the line gives an empty user name, which an entry cannot; choose one",
                "ユーザー名が空です。アクセスエントリのユーザー名は空にできないため、名前を決めます",
            ],
            Self::FederatedUser => [
                "a federated user cannot have an access entry; use a role",
                "フェデレーションユーザーにはアクセスエントリを作れません。ロールを使います",
            ],
            Self::MapAccounts => [
                "`mapAccounts` lets in every principal of the account; make one entry for each that needs access",
                "`mapAccounts` はアカウントの全プリンシパルを通します。アクセスが必要なプリンシパルごとにエントリを作ります",
            ],
            Self::NodeGroups => [
                "the groups are not those of a node; an entry for nodes gives `system:nodes` and takes no others",
                "ノードのグループと異なります。ノード用のエントリは `system:nodes` を与え、他のグループは持てません",
            ],
            Self::NodeOfOtherAccount => [
                "an entry for nodes needs a role of the cluster's own account",
                "ノード用のエントリには、クラスターと同じアカウントのロールが必要です",
            ],
            Self::NoSuchPrincipal => [
                "IAM lists no role or user of this name; remove the line or create the principal",
                "この名前のロールやユーザーは IAM にありません。行を削除するか、プリンシパルを作成します",
            ],
            Self::ReservedGroups(_) => {
                ["an entry cannot have these groups", "これらのグループは設定できません"]
            }
            Self::ReservedUsername => [
                "the user name begins with a reserved prefix; choose another and bind it where this one is bound",
                "ユーザー名が予約済みの接頭辞で始まっています。別の名前にし、同じバインディングを付けます",
            ],
            Self::RootUser => [
                "an entry for the root user is not known to work; use a role",
                "ルートユーザーのエントリは動作が確認されていません。ロールを使います",
            ],
            Self::ServiceLinkedRole => [
                "only the service itself makes an entry for its service-linked role; leave the line until it has",
                "サービスリンクロールのエントリはサービスだけが作れます。作られるまで行を残します",
            ],
            Self::SessionNameWithoutColon => [
                "an entry fills the session name in only after a colon; write `PREFIX:{{SessionName}}` and bind that name",
                "セッション名の前にはコロンが必要です。`PREFIX:{{SessionName}}` のように書き、その名前をバインドします",
            ],
            Self::Template => [
                "an entry does not fill this template in; write text in its place",
                "このテンプレートはアクセスエントリでは使えません。文字列に置き換えます",
            ],
            Self::UndeterminedDuplicate => [
                "several lines differ only in the case of the user's ARN, and the authenticator picks one at random; \
                 keep one",
                "大文字と小文字だけが違う同じユーザーの行が複数あり、どれが使われるか決まりません。一つだけ残します",
            ],
        }
    }
}

/// What is worth knowing about a line that became an entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum MigrationNote {
    /// The group `system:masters` became a policy.
    MastersBecomesPolicy,
    /// User name and groups are set by EKS.
    NamesByEks,
    /// The ARN is as aws-auth has it; the entry needs the path, where the principal has one.
    PathNotLookedUp,
    /// `{{AccountID}}`, or the session name of a user, was filled in.
    TemplateFilledIn,
}

impl MigrationNote {
    /// All notes.
    pub const ALL: [Self; 4] =
        [Self::MastersBecomesPolicy, Self::NamesByEks, Self::PathNotLookedUp, Self::TemplateFilledIn];

    /// Returns the stable name in kebab-case.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::MastersBecomesPolicy => "masters-becomes-policy",
            Self::NamesByEks => "names-by-eks",
            Self::PathNotLookedUp => "path-not-looked-up",
            Self::TemplateFilledIn => "template-filled-in",
        }
    }

    /// Returns the note for people, one line.
    #[must_use]
    pub const fn message(self, language: Language) -> &'static str {
        let words = match self {
            Self::MastersBecomesPolicy => [
                "`system:masters` becomes AmazonEKSClusterAdminPolicy; the right ends under impersonation, and what is \
                 bound to the group by hand is lost",
                "`system:masters` は AmazonEKSClusterAdminPolicy になります。なりすまし (`--as`) では無効で、グループへの独自のバインディングは失われます",
            ],
            Self::NamesByEks => [
                "user name and groups of the node are set by EKS",
                "ノードのユーザー名とグループは EKS が設定します",
            ],
            Self::PathNotLookedUp => [
                "the path was not looked up: if `aws iam get-role` shows one, the entry needs it",
                "パスを確認していません。`aws iam get-role` にパスが表示される場合は、エントリの ARN に含めます",
            ],
            Self::TemplateFilledIn => [
                "a template that is the same for every caller was filled in",
                "呼び出し元によらず同じ値になるテンプレートを埋めました",
            ],
        };
        choose(language, words)
    }
}
