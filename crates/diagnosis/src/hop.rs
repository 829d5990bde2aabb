//! The steps of the access path, and what is known of each.

use std::fmt;

use crate::Message;

/// One step of the access path.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Hop {
    /// Credentials, profile, clock and client set-up.
    Caller,
    /// What a pod is given: IRSA or Pod Identity.
    ServiceAccount,
    /// Whether IAM allows the call.
    Policy,
    /// Which STS host is called, and which Region is signed for.
    StsEndpoint,
    /// The proof that is shown to the cluster.
    Token,
    /// Who the caller is to the cluster, by the ConfigMap aws-auth.
    AwsAuth,
    /// Who the caller is to the cluster, by access entries.
    AccessEntry,
    /// Whether that user may do this in Kubernetes.
    Rbac,
}

impl Hop {
    /// All hops, in the order of the path.
    pub const ALL: [Self; 8] = [
        Self::Caller,
        Self::ServiceAccount,
        Self::Policy,
        Self::StsEndpoint,
        Self::Token,
        Self::AwsAuth,
        Self::AccessEntry,
        Self::Rbac,
    ];

    /// Returns the name that JSON, tests and documents use, such as `aws-auth`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Caller => "caller",
            Self::ServiceAccount => "service-account",
            Self::Policy => "policy",
            Self::StsEndpoint => "sts-endpoint",
            Self::Token => "token",
            Self::AwsAuth => "aws-auth",
            Self::AccessEntry => "access-entry",
            Self::Rbac => "rbac",
        }
    }

    /// Returns the hop of that name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|it| it.as_str() == name)
    }
}

impl fmt::Display for Hop {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// What is known of one hop.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Verdict {
    /// It lets this caller through; the message says by what.
    Passes(Message),
    /// It stops this caller; the message says why.
    Breaks(Message),
    /// It cannot be told; the message says what is missing.
    Unknown(Message),
}

impl Verdict {
    /// Returns `passes`, `breaks` or `unknown`.
    #[must_use]
    pub const fn as_str(&self) -> &'static str {
        match self {
            Self::Passes(_) => "passes",
            Self::Breaks(_) => "breaks",
            Self::Unknown(_) => "unknown",
        }
    }

    /// Returns what there is to say about it.
    #[must_use]
    pub const fn message(&self) -> &Message {
        match self {
            Self::Passes(message) | Self::Breaks(message) | Self::Unknown(message) => message,
        }
    }
}

/// One hop of a walked path with its verdict.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HopReport {
    /// The hop.
    pub hop: Hop,
    /// What is known of it.
    pub verdict: Verdict,
}

impl HopReport {
    /// Returns the command that fetches what is missing, for a hop that cannot be told.
    #[must_use]
    pub fn fetch(&self) -> Option<Message> {
        match &self.verdict {
            Verdict::Unknown(missing) => missing.fetch(),
            _ => None,
        }
    }
}
