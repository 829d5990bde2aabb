//! Who calls: somebody whose access key is known, and what goes with temporary credentials.

use std::{
    fmt,
    sync::{Arc, atomic::AtomicBool},
};

use eks_iam_policy::NamedPolicy;
use eks_iam_sigv4::{Credentials, Timestamp};

use crate::{Account, Role};

/// Somebody whose access key is known.
pub(crate) struct Caller {
    /// The ARN that STS tells: of the user, the root, or the session.
    pub(crate) arn: String,
    pub(crate) account: String,
    /// `UserId` as STS tells it.
    pub(crate) user_id: String,
    pub(crate) access_key_id: String,
    pub(crate) kind: CallerKind,
    /// What goes with temporary credentials.
    pub(crate) session: Option<SessionDetails>,
}

/// What sort of principal a caller is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum CallerKind {
    /// The root user of the account.
    Root,
    /// The IAM user of that name.
    User(String),
    /// A session of a role.
    Role {
        /// Without path.
        name: String,
        /// With its path.
        arn: String,
        unique_id: String,
    },
    /// Somebody to whom GetFederationToken gave a part of the permissions of that user, or of the root.
    Federated { user: Option<String> },
}

/// What the call that opened a session gave it.
#[derive(Debug, Clone, Default)]
pub(crate) struct SessionDetails {
    pub(crate) issued_at: Timestamp,
    pub(crate) policies: Vec<NamedPolicy>,
    pub(crate) tags: Vec<(String, String)>,
    pub(crate) transitive_tag_keys: Vec<String>,
    pub(crate) source_identity: Option<String>,
    pub(crate) mfa: bool,
    /// Condition keys of a federated session that last, such as `aws:FederatedProvider` and `saml:sub`.
    pub(crate) federation: Vec<(String, String)>,
}

/// Temporary credentials, and whose they are.
#[derive(Debug)]
pub(crate) struct Session {
    pub(crate) credentials: Credentials,
    pub(crate) caller: Arc<Caller>,
    pub(crate) expires: Timestamp,
    /// Whether somebody signed with them since the store last looked.
    pub(super) is_used: AtomicBool,
}

/// Which session of a role is to be opened.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Opening<'a> {
    pub(crate) account: &'a Account,
    pub(crate) role: &'a Role,
    pub(crate) name: &'a str,
    pub(crate) issued_at: Timestamp,
    pub(crate) seconds: i64,
}

impl Opening<'_> {
    /// Who holds the session; the key is still to be made.
    pub(super) fn caller(&self, details: SessionDetails) -> Caller {
        let Self { account, role, name, issued_at, .. } = *self;
        Caller {
            arn: format!("arn:{}:sts::{}:assumed-role/{}/{name}", account.partition, account.id, role.name),
            account: account.id.clone(),
            user_id: format!("{}:{name}", role.unique_id),
            access_key_id: String::new(),
            kind: CallerKind::Role {
                name: role.name.clone(),
                arn: account.role_arn(role),
                unique_id: role.unique_id.clone(),
            },
            session: Some(SessionDetails { issued_at, ..details }),
        }
    }
}

impl Caller {
    /// Whether it is a session of a role.
    pub(crate) fn is_role(&self) -> bool {
        matches!(self.kind, CallerKind::Role { .. })
    }

    /// The type of the identity as CloudTrail names it.
    pub(crate) fn cloudtrail_type(&self) -> &'static str {
        match self.kind {
            CallerKind::Root => "Root",
            CallerKind::User(_) => "IAMUser",
            CallerKind::Role { .. } => "AssumedRole",
            CallerKind::Federated { .. } => "FederatedUser",
        }
    }
}

/// Two are one when they have one key.
impl PartialEq for Caller {
    fn eq(&self, other: &Self) -> bool {
        self.access_key_id == other.access_key_id && self.arn == other.arn
    }
}

impl Eq for Caller {}

impl fmt::Debug for Caller {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Caller")
            .field("arn", &self.arn)
            .field("access_key_id", &self.access_key_id)
            .finish_non_exhaustive()
    }
}
