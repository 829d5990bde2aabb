//! Who an ARN is: the principals of IAM and STS.

use alloc::{format, string::String};
use core::fmt;

use crate::ArnRef;

/// Somebody who can call AWS. Names and paths are slices of the ARN.
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

/// An IAM user.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct User<'a> {
    /// The partition.
    pub partition: &'a str,
    /// The account id.
    pub account: &'a str,
    /// The path with both slashes, `/` when there is none.
    pub path: &'a str,
    /// The name.
    pub name: &'a str,
}

/// An IAM role.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Role<'a> {
    /// The partition.
    pub partition: &'a str,
    /// The account id.
    pub account: &'a str,
    /// The path with both slashes, `/` when there is none.
    pub path: &'a str,
    /// The name.
    pub name: &'a str,
}

/// A permission set's role of IAM Identity Center.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct SsoRole<'a> {
    /// The permission set's name.
    pub permission_set: &'a str,
    /// The sixteen hexadecimal digits which change when the permission set is assigned again.
    pub instance_suffix: &'a str,
}

/// A session of an assumed role. STS never tells the role's path.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct AssumedRole<'a> {
    /// The partition.
    pub partition: &'a str,
    /// The account id.
    pub account: &'a str,
    /// The role's name.
    pub role_name: &'a str,
    /// The session's name.
    pub session_name: &'a str,
}

/// A federated user.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct FederatedUser<'a> {
    /// The partition.
    pub partition: &'a str,
    /// The account id.
    pub account: &'a str,
    /// The name.
    pub name: &'a str,
}

/// The root user of an account.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Root<'a> {
    /// The partition.
    pub partition: &'a str,
    /// The account id.
    pub account: &'a str,
}

/// The kind of a principal.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum PrincipalKind {
    /// An IAM user.
    User,
    /// An IAM role.
    Role,
    /// A session of an assumed role.
    AssumedRole,
    /// A federated user.
    FederatedUser,
    /// The root user.
    Root,
}

impl PrincipalKind {
    /// Returns `user`, `role`, `assumed-role`, `federated-user` or `root`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::User => "user",
            Self::Role => "role",
            Self::AssumedRole => "assumed-role",
            Self::FederatedUser => "federated-user",
            Self::Root => "root",
        }
    }
}

/// An ARN that is nobody: a resource, a group, an instance profile.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotAPrincipalError(());

impl fmt::Display for NotAPrincipalError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("ARN is no user, role, session, federated user or root")
    }
}

impl core::error::Error for NotAPrincipalError {}

impl<'a> TryFrom<ArnRef<'a>> for Principal<'a> {
    type Error = NotAPrincipalError;

    fn try_from(arn: ArnRef<'a>) -> Result<Self, Self::Error> {
        let (partition, account, resource) = (arn.partition(), arn.account(), arn.resource());
        let (kind, rest) = resource.split_once('/').unwrap_or((resource, ""));
        let named = |length: usize| {
            let cut = resource.rfind('/').unwrap_or(length);
            (resource.get(length..=cut).unwrap_or("/"), resource.get(cut + 1..).unwrap_or_default())
        };
        match (arn.service(), kind) {
            ("iam", "root") if rest.is_empty() => Ok(Self::Root(Root { partition, account })),
            ("iam", "user") if !rest.is_empty() => {
                let (path, name) = named("user".len());
                Ok(Self::User(User { partition, account, path, name }))
            }
            ("iam", "role") if !rest.is_empty() => {
                let (path, name) = named("role".len());
                Ok(Self::Role(Role { partition, account, path, name }))
            }
            ("sts", "assumed-role") => {
                let (role_name, session_name) = rest.rsplit_once('/').ok_or(NotAPrincipalError(()))?;
                Ok(Self::AssumedRole(AssumedRole { partition, account, role_name, session_name }))
            }
            ("sts", "federated-user") if !rest.is_empty() => {
                Ok(Self::FederatedUser(FederatedUser { partition, account, name: rest }))
            }
            _ => Err(NotAPrincipalError(())),
        }
    }
}

impl Principal<'_> {
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

    /// Returns the canonical ARN, as aws-iam-authenticator v0.7 makes it: a session becomes its role, without a path,
    /// for STS never tells one; everything else stays.
    #[must_use]
    pub fn canonical(&self) -> String {
        match self {
            Self::User(it) => format!("arn:{}:iam::{}:user{}{}", it.partition, it.account, it.path, it.name),
            Self::Role(it) => format!("arn:{}:iam::{}:role{}{}", it.partition, it.account, it.path, it.name),
            Self::AssumedRole(it) => {
                format!("arn:{}:iam::{}:role/{}", it.partition, it.account, it.role_name)
            }
            Self::FederatedUser(it) => {
                format!("arn:{}:sts::{}:federated-user/{}", it.partition, it.account, it.name)
            }
            Self::Root(it) => format!("arn:{}:iam::{}:root", it.partition, it.account),
        }
    }
}

impl<'a> Role<'a> {
    /// Tells whether AWS made the role for one of its services.
    #[must_use]
    pub fn is_service_linked(&self) -> bool {
        self.path.starts_with("/aws-service-role/")
    }

    /// Returns permission set and suffix when the role is one of IAM Identity Center.
    #[must_use]
    pub fn sso(&self) -> Option<SsoRole<'a>> {
        let rest = self.name.strip_prefix("AWSReservedSSO_")?;
        let (permission_set, instance_suffix) = rest.rsplit_once('_')?;
        let is_suffix =
            instance_suffix.len() == 16 && instance_suffix.bytes().all(|it| it.is_ascii_hexdigit());
        is_suffix.then_some(SsoRole { permission_set, instance_suffix })
    }
}
