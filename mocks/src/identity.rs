//! Who holds which access key: long-term keys of users and roots, and sessions.

mod caller;
mod given;
mod store;

use std::{error, fmt, sync::Arc};

use eks_iam_arn::{ArnRef, Principal};
use eks_iam_policy::NamedPolicy;
use eks_iam_sigv4::Timestamp;

pub(crate) use self::{
    caller::{Caller, CallerKind, Opening, Session, SessionDetails},
    store::{IdentityStore, LongTermKey},
};
use crate::{Account, Role};

/// What a session is to be like.
#[derive(Debug, Clone)]
pub struct SessionOptions {
    /// Session policies; none means that the session is not narrowed.
    pub policies: Vec<NamedPolicy>,
    /// Session tags.
    pub tags: Vec<(String, String)>,
    /// The keys of those tags that the next session of a chain inherits.
    pub transitive_tag_keys: Vec<String>,
    /// When it was issued; now unless set.
    pub issued_at: Option<Timestamp>,
    /// How long it lasts from then, 3600 seconds unless set.
    pub lifetime_seconds: u32,
    /// Whether it was opened with MFA.
    pub mfa: bool,
}

impl Default for SessionOptions {
    fn default() -> Self {
        Self {
            policies: Vec::new(),
            tags: Vec::new(),
            transitive_tag_keys: Vec::new(),
            issued_at: None,
            lifetime_seconds: 3600,
            mfa: false,
        }
    }
}

/// Tells that a world has no such user, role or account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnknownPrincipalError {
    arn: String,
}

impl UnknownPrincipalError {
    pub(crate) fn new(arn: &str) -> Self {
        Self { arn: arn.to_owned() }
    }

    /// Returns the ARN that names nobody here.
    pub fn arn(&self) -> &str {
        &self.arn
    }
}

impl fmt::Display for UnknownPrincipalError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}` is no user, root or role session of this world", self.arn)
    }
}

impl error::Error for UnknownPrincipalError {}

pub(crate) fn find_role<'a>(
    accounts: &'a [Arc<Account>],
    account: &str,
    name: &str,
) -> Option<(&'a Account, &'a Role)> {
    let account = accounts.iter().find(|it| it.id == account)?;
    account.role(name).map(|role| (account.as_ref(), role))
}

/// Finds the role of an `assumed-role` ARN, and the session's name.
fn role_of_session<'a>(
    accounts: &'a [Arc<Account>],
    arn: &str,
) -> Result<(&'a Account, &'a Role, String), UnknownPrincipalError> {
    let unknown = || UnknownPrincipalError::new(arn);
    let parsed = ArnRef::parse(arn).map_err(|_| unknown())?;
    let Ok(Principal::AssumedRole(session)) = Principal::try_from(parsed) else { return Err(unknown()) };
    let (account, role) = find_role(accounts, parsed.account(), session.role_name).ok_or_else(unknown)?;
    let is_same = account.partition == parsed.partition() && !session.session_name.is_empty();
    if is_same { Ok((account, role, session.session_name.to_owned())) } else { Err(unknown()) }
}
