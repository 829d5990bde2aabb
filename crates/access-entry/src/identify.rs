//! Who a caller is to a cluster: access entries first, then aws-auth, as the mode says.

use eks_iam_aws_auth::{Caller, IdentityMap, MapOptions, MatchedEntry, UnmappedReason, Via};

use crate::{AccessEntry, AssociatedPolicy, AuthenticationMode, EntryType};

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
/// would give more. Without one, in a mode with CONFIG_MAP, aws-auth decides.
///
/// # Errors
///
/// When neither source that the mode reads knows the caller, or what was found cannot be rendered.
pub fn identify(
    mappings: &ClusterMappings<'_>,
    caller: &Caller,
    options: &MapOptions,
) -> Result<ClusterIdentity, NotIdentified> {
    let Some(map) = mappings.aws_auth.filter(|_| mappings.mode.reads_aws_auth()) else {
        return Err(NotIdentified {
            reason: NotIdentifiedReason::NoAwsAuth,
            entry: None,
            matched: None,
            undetermined: false,
        });
    };
    match map.map(caller, options) {
        Ok(identity) => Ok(ClusterIdentity {
            username: identity.username,
            groups: identity.groups,
            uid: identity.uid,
            extra: identity.extra,
            source: IdentitySource::AwsAuth { via: identity.via, matched: identity.matched },
            policies: Vec::new(),
            undetermined: identity.undetermined,
        }),
        Err(unmapped) => Err(NotIdentified {
            reason: NotIdentifiedReason::Unmapped(unmapped.reason),
            entry: None,
            matched: unmapped.matched,
            undetermined: unmapped.undetermined,
        }),
    }
}
