//! Who a caller is to a cluster: access entries first, then aws-auth, as the mode says.

use eks_iam_arn::{canonical_arn, role_arn_without_path};
use eks_iam_aws_auth::{
    Backend, BackendEntry, BackendMode, Caller, Identity, IdentityMap, MapOptions, MatchedEntry, Unmapped,
    UnmappedReason, Via, map_backends,
};
use eks_iam_span::Language;

use crate::{AccessEntry, AssociatedPolicy, AuthenticationMode, EntryType, default_username};

/// Everything by which a cluster knows its callers.
#[derive(Clone, Copy, Debug)]
pub struct ClusterMappings<'a> {
    /// Which of the two sources are read.
    pub mode: AuthenticationMode,
    /// The access entries; not looked at in mode `CONFIG_MAP`.
    pub entries: &'a [AccessEntry],
    /// aws-auth; not looked at in mode `API`. `None`: the object does not exist.
    pub aws_auth: Option<&'a IdentityMap>,
}

/// Which source made a caller known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum IdentitySource {
    /// An access entry.
    AccessEntry {
        /// Its position in [`ClusterMappings::entries`].
        index: usize,
        /// Its type.
        entry_type: EntryType,
    },
    /// aws-auth.
    AwsAuth {
        /// The list.
        via: Via,
        /// The line that decided, where it was a line.
        matched: Option<MatchedEntry>,
    },
}

impl IdentitySource {
    /// Returns `accessEntry`, `mapRoles`, `mapUsers` or `mapAccounts`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::AccessEntry { .. } => "accessEntry",
            Self::AwsAuth { via, .. } => via.name(),
        }
    }
}

/// Who a caller is to the cluster, and what the access policies of its entry give.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClusterIdentity {
    /// The Kubernetes user name, templates filled in.
    pub username: String,
    /// The Kubernetes groups.
    pub groups: Vec<String>,
    /// `aws-iam-authenticator:ACCOUNT:PRINCIPALID`.
    pub uid: String,
    /// The extra values, as aws-iam-authenticator names them.
    pub extra: Vec<(String, Vec<String>)>,
    /// What made the caller known.
    pub source: IdentitySource,
    /// The access policies; always none for aws-auth, which knows no policies.
    pub policies: Vec<AssociatedPolicy>,
    /// Whether the authenticator may as well give another answer (see `eks_iam_aws_auth::Identity::undetermined`).
    pub undetermined: bool,
}

/// Why a caller is nobody to the cluster: 401 `Unauthorized` at the API server.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum NotIdentifiedReason {
    /// An entry names the caller's ARN, but was made for a principal of another unique id: one deleted since.
    PrincipalIdChanged,
    /// No entry for the caller, and the mode is `API`: aws-auth is not read, whatever it says.
    NoAccessEntry,
    /// No entry that counts, and there is no aws-auth object.
    NoAwsAuth,
    /// What aws-iam-authenticator says.
    Unmapped(UnmappedReason),
}

impl NotIdentifiedReason {
    /// Returns the stable name in kebab-case; those of [`UnmappedReason`] are kept, and a missing entry or object is
    /// `not-mapped` too.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::PrincipalIdChanged => "principal-id-changed",
            Self::NoAccessEntry | Self::NoAwsAuth => UnmappedReason::NotMapped.name(),
            Self::Unmapped(reason) => reason.name(),
        }
    }
}

impl NotIdentifiedReason {
    /// Returns what it means, one line for people.
    #[must_use]
    pub const fn message(self, language: Language) -> &'static str {
        let (english, japanese) = match self {
            Self::PrincipalIdChanged => (
                "the access entry was made for a principal of this name that has been deleted since",
                "アクセスエントリは、削除された同名のプリンシパルのために作られたものです",
            ),
            Self::NoAccessEntry => (
                "no access entry for the caller, and the mode `API` does not read aws-auth",
                "呼び出し元のアクセスエントリがなく、認証モード `API` では aws-auth は読まれません",
            ),
            Self::NoAwsAuth => (
                "no access entry for the caller, and there is no ConfigMap aws-auth",
                "呼び出し元のアクセスエントリがなく、ConfigMap aws-auth もありません",
            ),
            Self::Unmapped(UnmappedReason::NotMapped) => (
                "no entry names the caller's canonical ARN",
                "呼び出し元の正規化された ARN を指すエントリがありません",
            ),
            Self::Unmapped(UnmappedReason::TemplateError) => (
                "a template of the matching entry cannot be filled in for this caller",
                "一致したエントリのテンプレートを、この呼び出し元の値で埋められません",
            ),
            Self::Unmapped(UnmappedReason::ReservedPrefix) => (
                "the user name of the matching entry begins with a reserved prefix",
                "一致したエントリのユーザー名が予約済みの接頭辞で始まっています",
            ),
            Self::Unmapped(UnmappedReason::IdArnMismatch) => (
                "unique id and ARN of the caller belong to different entries",
                "呼び出し元の一意の ID と ARN が別々のエントリのものです",
            ),
            Self::Unmapped(UnmappedReason::UnsupportedCallerArn) => (
                "the caller's ARN is no user, role, session, federated user or root",
                "呼び出し元の ARN はユーザー、ロール、セッション、フェデレーションユーザー、ルートのいずれでもありません",
            ),
            Self::Unmapped(UnmappedReason::MalformedUserId) => {
                ("the caller's `UserId` has too many parts", "呼び出し元の `UserId` の区切りが多すぎます")
            }
            Self::Unmapped(_) => {
                ("the authenticator knows nobody by the caller", "呼び出し元に対応する利用者がいません")
            }
        };
        match language {
            Language::English => english,
            Language::Japanese => japanese,
        }
    }
}

/// The answer "nobody", with its reason.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NotIdentified {
    /// Why.
    pub reason: NotIdentifiedReason,
    /// The entry that names the caller and does not work, by its position in [`ClusterMappings::entries`].
    pub entry: Option<usize>,
    /// The line of aws-auth that matched before something else failed.
    pub matched: Option<MatchedEntry>,
    /// Whether the authenticator may as well give another answer.
    pub undetermined: bool,
}

/// Returns who `caller` is to the cluster.
///
/// In a mode with API an entry of the caller's role or user decides alone; aws-auth is not asked then, also when it
/// would give more. Without one, in a mode with CONFIG_MAP, aws-auth decides. An entry that was made for a principal
/// of another unique id is no entry of the caller: EKS compares the id that it stored, not the name.
///
/// ```
/// use eks_iam_access_entry::{AccessEntry, AuthenticationMode, ClusterMappings, identify};
/// use eks_iam_aws_auth::{Caller, MapOptions};
///
/// let mut entry = AccessEntry::new("arn:aws:iam::111122223333:role/team/ops");
/// entry.principal_id = Some("AROAOLDOLDOLDOLDOLD01".to_owned());
/// let caller = Caller {
///     arn: "arn:aws:sts::111122223333:assumed-role/ops/mika".to_owned(),
///     account: "111122223333".to_owned(),
///     user_id: "AROANEWNEWNEWNEWNEW01:mika".to_owned(),
///     access_key_id: "ASIAIOSFODNN7EXAMPLE".to_owned(),
/// };
/// let mappings = ClusterMappings { mode: AuthenticationMode::Api, entries: &[entry], aws_auth: None };
/// let nobody = identify(&mappings, &caller, &MapOptions::default()).unwrap_err();
/// assert_eq!(nobody.reason.name(), "principal-id-changed");
/// ```
///
/// # Errors
///
/// When neither source that the mode reads knows the caller, or what was found cannot be rendered.
pub fn identify(
    mappings: &ClusterMappings<'_>,
    caller: &Caller,
    options: &MapOptions,
) -> Result<ClusterIdentity, NotIdentified> {
    let mut stale = None;
    if mappings.mode.reads_access_entries() {
        match find_entry(mappings.entries, caller) {
            Found::Entry(index, entry) => return render(index, entry, caller, options),
            Found::OtherId(index) => stale = Some(index),
            Found::Nothing => {}
        }
    }
    let nobody = |reason| NotIdentified { reason, entry: stale, matched: None, undetermined: false };
    if !mappings.mode.reads_aws_auth() {
        let reason =
            stale.map_or(NotIdentifiedReason::NoAccessEntry, |_| NotIdentifiedReason::PrincipalIdChanged);
        return Err(nobody(reason));
    }
    let Some(map) = mappings.aws_auth else {
        let reason =
            stale.map_or(NotIdentifiedReason::NoAwsAuth, |_| NotIdentifiedReason::PrincipalIdChanged);
        return Err(nobody(reason));
    };
    match map.map(caller, options) {
        Ok(identity) => {
            let source = IdentitySource::AwsAuth { via: identity.via, matched: identity.matched };
            Ok(from_authenticator(identity, source, Vec::new()))
        }
        Err(unmapped) if stale.is_some() && unmapped.reason == UnmappedReason::NotMapped => {
            Err(nobody(NotIdentifiedReason::PrincipalIdChanged))
        }
        Err(unmapped) => Err(from_unmapped(&unmapped, stale)),
    }
}

/// What the entries say of a caller.
enum Found<'a> {
    Entry(usize, &'a AccessEntry),
    OtherId(usize),
    Nothing,
}

/// Looks for the entry of the caller's role or user. Names are unique in an account whatever their path, so a session,
/// whose ARN has none, is matched by the name of its role.
fn find_entry<'a>(entries: &'a [AccessEntry], caller: &Caller) -> Found<'a> {
    let Ok(canonical) = canonical_arn(&caller.arn) else { return Found::Nothing };
    let mut found = Found::Nothing;
    for (index, entry) in entries.iter().enumerate().filter(|(_, entry)| is_of(entry, &canonical)) {
        if has_other_id(entry, caller) {
            found = Found::OtherId(index);
        } else {
            return Found::Entry(index, entry);
        }
    }
    found
}

fn is_of(entry: &AccessEntry, canonical: &str) -> bool {
    match role_arn_without_path(&entry.principal_arn) {
        Some(role) => role == canonical,
        None => entry.principal_arn == canonical,
    }
}

fn has_other_id(entry: &AccessEntry, caller: &Caller) -> bool {
    let id = caller.user_id.split(':').next().unwrap_or_default();
    !id.is_empty() && entry.principal_id.as_deref().is_some_and(|stored| stored != id)
}

/// Fills an entry in for a caller, as the authenticator fills in a line of its own file.
fn render(
    index: usize,
    entry: &AccessEntry,
    caller: &Caller,
    options: &MapOptions,
) -> Result<ClusterIdentity, NotIdentified> {
    let line = BackendEntry {
        arn: canonical_arn(&caller.arn).unwrap_or_default().into_owned(),
        username: username(entry),
        groups: groups(entry),
        user_id: String::new(),
    };
    let backend = Backend {
        mode: BackendMode::MountedFile,
        roles: vec![line],
        users: Vec::new(),
        accounts: Vec::new(),
        data: [None, None, None],
        user_id_strict: false,
        reserved_username_prefixes: Vec::new(),
    };
    let source = IdentitySource::AccessEntry { index, entry_type: entry.entry_type };
    match map_backends(&[backend], caller, options) {
        Ok(identity) => Ok(from_authenticator(identity, source, entry.access_policies.clone())),
        Err(unmapped) => Err(from_unmapped(&Unmapped { matched: None, ..unmapped }, Some(index))),
    }
}

fn username(entry: &AccessEntry) -> String {
    let given = entry.username.clone().filter(|it| !it.is_empty());
    let node = || entry.entry_type.node_username().map(str::to_owned);
    given.or_else(node).or_else(|| default_username(&entry.principal_arn)).unwrap_or_default()
}

fn groups(entry: &AccessEntry) -> Vec<String> {
    if entry.kubernetes_groups.is_empty() {
        return entry.entry_type.node_groups().iter().map(|&it| it.to_owned()).collect();
    }
    entry.kubernetes_groups.clone()
}

fn from_authenticator(
    identity: Identity,
    source: IdentitySource,
    policies: Vec<AssociatedPolicy>,
) -> ClusterIdentity {
    let Identity { username, groups, uid, extra, undetermined, .. } = identity;
    ClusterIdentity { username, groups, uid, extra, source, policies, undetermined }
}

const fn from_unmapped(unmapped: &Unmapped, entry: Option<usize>) -> NotIdentified {
    NotIdentified {
        reason: NotIdentifiedReason::Unmapped(unmapped.reason),
        entry,
        matched: unmapped.matched,
        undetermined: unmapped.undetermined,
    }
}
