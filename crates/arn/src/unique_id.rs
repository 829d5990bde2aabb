//! The prefixes of IAM's unique ids.

use core::fmt;

/// What a unique id or an access key id belongs to, by its first four letters.
///
/// The list is that of the IAM User Guide, "Understanding unique ID prefixes". A resource policy that shows such an id in
/// place of an ARN names a principal that was deleted.
///
/// ```
/// use eks_iam_arn::UniqueIdKind;
///
/// assert_eq!(UniqueIdKind::of("AROADBQP57FF2AEXAMPLE:dev"), Some(UniqueIdKind::Role));
/// assert_eq!(UniqueIdKind::of("ASIAIOSFODNN7EXAMPLE").map(UniqueIdKind::as_str), Some("temporary-access-key"));
/// assert_eq!(UniqueIdKind::of("111122223333"), None);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum UniqueIdKind {
    /// `ABIA`: bearer token of an AWS service.
    BearerToken,
    /// `ACCA`: context-specific credential.
    ContextSpecificCredential,
    /// `AGPA`: user group.
    Group,
    /// `AIDA`: user.
    User,
    /// `AIPA`: EC2 instance profile.
    InstanceProfile,
    /// `AKIA`: long-term access key.
    AccessKey,
    /// `ANPA`: managed policy.
    ManagedPolicy,
    /// `ANVA`: version of a managed policy.
    PolicyVersion,
    /// `APKA`: public key.
    PublicKey,
    /// `AROA`: role.
    Role,
    /// `ASCA`: certificate.
    Certificate,
    /// `ASIA`: access key of temporary credentials; it counts together with its session token only.
    TemporaryAccessKey,
}

impl UniqueIdKind {
    /// All kinds, in alphabetic order of their prefixes.
    pub const ALL: [Self; 12] = [
        Self::BearerToken,
        Self::ContextSpecificCredential,
        Self::Group,
        Self::User,
        Self::InstanceProfile,
        Self::AccessKey,
        Self::ManagedPolicy,
        Self::PolicyVersion,
        Self::PublicKey,
        Self::Role,
        Self::Certificate,
        Self::TemporaryAccessKey,
    ];

    /// Returns what an id belongs to; `None` when its prefix is none of IAM's, in capitals. What follows is not checked, so
    /// `ROLE-ID:SESSION` reads as a role.
    #[must_use]
    pub fn of(id: &str) -> Option<Self> {
        let prefix = id.get(..4)?;
        Self::ALL.into_iter().find(|it| it.prefix() == prefix)
    }

    /// Returns the four letters.
    #[must_use]
    pub const fn prefix(self) -> &'static str {
        match self {
            Self::BearerToken => "ABIA",
            Self::ContextSpecificCredential => "ACCA",
            Self::Group => "AGPA",
            Self::User => "AIDA",
            Self::InstanceProfile => "AIPA",
            Self::AccessKey => "AKIA",
            Self::ManagedPolicy => "ANPA",
            Self::PolicyVersion => "ANVA",
            Self::PublicKey => "APKA",
            Self::Role => "AROA",
            Self::Certificate => "ASCA",
            Self::TemporaryAccessKey => "ASIA",
        }
    }

    /// Returns the name in kebab-case, such as `temporary-access-key`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::BearerToken => "bearer-token",
            Self::ContextSpecificCredential => "context-specific-credential",
            Self::Group => "group",
            Self::User => "user",
            Self::InstanceProfile => "instance-profile",
            Self::AccessKey => "access-key",
            Self::ManagedPolicy => "managed-policy",
            Self::PolicyVersion => "policy-version",
            Self::PublicKey => "public-key",
            Self::Role => "role",
            Self::Certificate => "certificate",
            Self::TemporaryAccessKey => "temporary-access-key",
        }
    }
}

impl fmt::Display for UniqueIdKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}
