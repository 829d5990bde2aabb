//! Who an ARN is: the principals of IAM and STS.

mod error;
mod kinds;

use alloc::{format, string::String};
use core::fmt;

pub use self::{
    error::{NotAPrincipalError, PrincipalFault},
    kinds::{AssumedRole, FederatedUser, PrincipalKind, Role, Root, SsoRole, User},
};
use crate::{AccountId, ArnRef, Partition, look_alike::OddCharacter};

/// Somebody who can call AWS. Names and paths are slices of the ARN.
///
/// The partition is one of the eight, the account has twelve digits, names and paths have only the characters that IAM
/// allows, a path begins and ends with a slash.
///
/// ```
/// use eks_iam_arn::{ArnRef, Principal};
///
/// let arn = ArnRef::parse("arn:aws:iam::111122223333:role/team/developers/eks-admin")?;
/// let Ok(Principal::Role(role)) = Principal::try_from(arn) else { panic!("a role") };
/// assert_eq!((role.path, role.name), ("/team/developers/", "eks-admin"));
/// # Ok::<(), eks_iam_arn::ParseArnError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Principal<'a> {
    /// An IAM user.
    User(User<'a>),
    /// An IAM role.
    Role(Role<'a>),
    /// A session of an assumed role.
    AssumedRole(AssumedRole<'a>),
    /// A federated user (GetFederationToken).
    FederatedUser(FederatedUser<'a>),
    /// The root user of an account.
    Root(Root<'a>),
}

impl<'a> TryFrom<ArnRef<'a>> for Principal<'a> {
    type Error = NotAPrincipalError;

    fn try_from(arn: ArnRef<'a>) -> Result<Self, Self::Error> {
        let fault = NotAPrincipalError::new;
        let (partition, account, resource) = (arn.partition(), arn.account(), arn.resource());
        let (kind, rest) = resource.split_once('/').unwrap_or((resource, ""));
        let kind = match (arn.service(), kind) {
            ("iam", "user") => PrincipalKind::User,
            ("iam", "role") => PrincipalKind::Role,
            ("iam", "root") if resource == "root" => PrincipalKind::Root,
            ("sts", "assumed-role") => PrincipalKind::AssumedRole,
            ("sts", "federated-user") => PrincipalKind::FederatedUser,
            ("iam" | "sts", _) => return Err(fault(PrincipalFault::Resource)),
            _ => return Err(fault(PrincipalFault::Service)),
        };
        if Partition::from_id(partition).is_none() {
            return Err(fault(PrincipalFault::Partition));
        }
        if !arn.region().is_empty() {
            return Err(fault(PrincipalFault::Region));
        }
        if AccountId::new(account).is_err() {
            return Err(fault(PrincipalFault::Account));
        }
        let text = arn.as_str();
        Ok(match kind {
            PrincipalKind::User => {
                let (path, name) = path_and_name(text, resource, "user")?;
                Self::User(User { partition, account, path, name })
            }
            PrincipalKind::Role => {
                let (path, name) = path_and_name(text, resource, "role")?;
                Self::Role(Role { partition, account, path, name })
            }
            PrincipalKind::AssumedRole => {
                let (role_name, session_name) = rest.split_once('/').ok_or(fault(PrincipalFault::Name))?;
                check_name(text, role_name)?;
                check_name(text, session_name)?;
                Self::AssumedRole(AssumedRole { partition, account, role_name, session_name })
            }
            PrincipalKind::FederatedUser => {
                check_name(text, rest)?;
                Self::FederatedUser(FederatedUser { partition, account, name: rest })
            }
            PrincipalKind::Root => Self::Root(Root { partition, account }),
        })
    }
}

impl<'a> Principal<'a> {
    /// Reads the principal that an ARN names.
    ///
    /// # Errors
    ///
    /// When the text is no ARN, or the ARN names nobody; [`NotAPrincipalError::parse_error`] tells the first.
    pub fn parse(text: &'a str) -> Result<Self, NotAPrincipalError> {
        ArnRef::parse(text).map_err(NotAPrincipalError::no_arn).and_then(Self::try_from)
    }

    /// Returns its kind.
    #[must_use]
    pub const fn kind(&self) -> PrincipalKind {
        match self {
            Self::User(_) => PrincipalKind::User,
            Self::Role(_) => PrincipalKind::Role,
            Self::AssumedRole(_) => PrincipalKind::AssumedRole,
            Self::FederatedUser(_) => PrincipalKind::FederatedUser,
            Self::Root(_) => PrincipalKind::Root,
        }
    }

    /// Returns the partition's id, such as `aws`.
    #[must_use]
    pub const fn partition(&self) -> &'a str {
        match self {
            Self::User(it) => it.partition,
            Self::Role(it) => it.partition,
            Self::AssumedRole(it) => it.partition,
            Self::FederatedUser(it) => it.partition,
            Self::Root(it) => it.partition,
        }
    }

    /// Returns the account id, twelve digits.
    #[must_use]
    pub const fn account(&self) -> &'a str {
        match self {
            Self::User(it) => it.account,
            Self::Role(it) => it.account,
            Self::AssumedRole(it) => it.account,
            Self::FederatedUser(it) => it.account,
            Self::Root(it) => it.account,
        }
    }

    /// Returns the canonical ARN, as aws-iam-authenticator v0.7 makes it: a session becomes its role, without a path, for
    /// STS never tells one; everything else stays, a role's and a user's path too.
    #[must_use]
    pub fn canonical(&self) -> String {
        match self {
            Self::AssumedRole(it) => {
                format!("arn:{}:iam::{}:role/{}", it.partition, it.account, it.role_name)
            }
            other => format!("{other}"),
        }
    }
}

impl fmt::Display for Principal<'_> {
    /// Prints the ARN, byte for byte the one that was read.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (partition, account) = (self.partition(), self.account());
        match self {
            Self::User(it) => write!(f, "arn:{partition}:iam::{account}:user{}{}", it.path, it.name),
            Self::Role(it) => write!(f, "arn:{partition}:iam::{account}:role{}{}", it.path, it.name),
            Self::AssumedRole(it) => {
                write!(f, "arn:{partition}:sts::{account}:assumed-role/{}/{}", it.role_name, it.session_name)
            }
            Self::FederatedUser(it) => write!(f, "arn:{partition}:sts::{account}:federated-user/{}", it.name),
            Self::Root(_) => write!(f, "arn:{partition}:iam::{account}:root"),
        }
    }
}

/// Cuts `KIND/PATH/NAME` at the last slash; the path keeps both of its slashes.
fn path_and_name<'a>(
    text: &str,
    resource: &'a str,
    kind: &str,
) -> Result<(&'a str, &'a str), NotAPrincipalError> {
    let rest = resource.get(kind.len()..).unwrap_or_default();
    let cut = rest.rfind('/').ok_or(NotAPrincipalError::new(PrincipalFault::Name))?;
    let (path, name) = (rest.get(..=cut).unwrap_or_default(), rest.get(cut + 1..).unwrap_or_default());
    check(text, path, |it| it.is_ascii_graphic())?;
    if path.contains("//") {
        return Err(NotAPrincipalError::new(PrincipalFault::Name));
    }
    check_name(text, name)?;
    Ok((path, name))
}

/// Letters, digits and `_+=,.@-`, as IAM and STS allow; and `:`, for AWS's own sessions such as
/// `assumed-role/aws:ec2-infrastructure/i-0123`.
fn check_name(text: &str, name: &str) -> Result<(), NotAPrincipalError> {
    if name.is_empty() {
        return Err(NotAPrincipalError::new(PrincipalFault::Name));
    }
    check(text, name, |it| it.is_ascii_alphanumeric() || "_+=,.@-:".contains(it))
}

/// Finds the first wrong character, and its byte in the whole ARN, of which `part` is a slice.
fn check(text: &str, part: &str, is_allowed: impl Fn(char) -> bool) -> Result<(), NotAPrincipalError> {
    let Some((at, character)) = part.char_indices().find(|(_, it)| !is_allowed(*it)) else { return Ok(()) };
    let begin = (part.as_ptr() as usize).saturating_sub(text.as_ptr() as usize);
    Err(NotAPrincipalError::character(OddCharacter::new(begin + at, character)))
}
