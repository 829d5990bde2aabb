//! The prefixes of IAM's unique ids.

/// What a unique id belongs to, by its first four letters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum UniqueIdKind {
    /// `AIDA`: user.
    User,
    /// `AROA`: role.
    Role,
    /// `AGPA`: group.
    Group,
    /// `AIPA`: instance profile.
    InstanceProfile,
    /// `ANPA`: managed policy.
    ManagedPolicy,
    /// `AKIA`: long-term access key.
    AccessKey,
    /// `ASIA`: temporary access key.
    TemporaryAccessKey,
}

impl UniqueIdKind {
    /// Returns what the id belongs to.
    #[must_use]
    pub fn of(id: &str) -> Option<Self> {
        Some(match id.get(..4)? {
            "AIDA" => Self::User,
            "AROA" => Self::Role,
            "AGPA" => Self::Group,
            "AIPA" => Self::InstanceProfile,
            "ANPA" => Self::ManagedPolicy,
            "AKIA" => Self::AccessKey,
            "ASIA" => Self::TemporaryAccessKey,
            _ => return None,
        })
    }
}
