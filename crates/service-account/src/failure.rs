//! How a pod's credentials fail: the kinds, with status and code of whoever answers.

use eks_iam_span::Language;

use crate::failure_words;

/// A way to fail, with the text that tells of it.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct PodFailure {
    /// What it is.
    pub kind: PodFailureKind,
    /// The text as it is printed; `…` stands for what each SDK wraps around it.
    pub text: String,
    /// Whether it happens to this pod, or may.
    pub occurs: Occurs,
}

impl PodFailure {
    /// Returns what the cause is and what to do, in one sentence or two.
    pub const fn cause(&self, language: Language) -> &'static str {
        failure_words::cause(self.kind, language)
    }
}

/// Whether something happens.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Occurs {
    /// What is given of the pod makes it happen.
    Certainly,
    /// It depends on what is not given.
    Possibly,
}

impl Occurs {
    /// Returns the stable name: `certainly`, `possibly`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Certainly => "certainly",
            Self::Possibly => "possibly",
        }
    }
}

/// The kinds of failures, those of IRSA first, then those of Pod Identity, then those of both and of neither.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum PodFailureKind {
    /// The kubelet cannot get the token that it is to mount.
    TokenNotMounted,
    /// The token's file is not in the container.
    TokenFileMissing,
    /// The container's user may not read the token's file.
    TokenFileUnreadable,
    /// The SDK for .NET takes the path for a relative one on Windows.
    TokenPathNotAbsolute,
    /// Only one of the two variables is set.
    HalfPair,
    /// IAM has no OIDC provider for the cluster in the role's account.
    ProviderMissing,
    /// The provider does not list the token's audience.
    AudienceNotListed,
    /// STS cannot fetch the issuer's keys.
    KeysUnreachable,
    /// The token is past its life.
    TokenExpired,
    /// The role does not trust the pod's token.
    RoleDoesNotTrustToken,
    /// The SDK does not know the agent's address.
    SdkTooOld,
    /// Nobody answers at the agent's address.
    AgentUnreachable,
    /// The request to the agent has no token.
    NoAuthorization,
    /// The node's role may not ask EKS Auth.
    NodeMayNotAsk,
    /// The association is gone, or another cluster's.
    AssociationGone,
    /// The token for EKS Auth is past its life.
    AgentTokenExpired,
    /// The role does not trust EKS Pod Identity.
    RoleDoesNotTrustPods,
    /// The log of the agent, around the answer of EKS Auth.
    AgentLog,
    /// Session tags and policies are too big together.
    PackedPolicyTooLarge,
    /// Host and signature of a call to STS do not fit.
    ScopeRefused,
    /// The credentials are past their life.
    CredentialsExpired,
    /// There are no credentials at all.
    NoCredentials,
    /// The node's role is used instead.
    NodeRoleUsed,
}

impl PodFailureKind {
    /// Every kind, in the order of the enum.
    pub const ALL: [Self; 23] = [
        Self::TokenNotMounted,
        Self::TokenFileMissing,
        Self::TokenFileUnreadable,
        Self::TokenPathNotAbsolute,
        Self::HalfPair,
        Self::ProviderMissing,
        Self::AudienceNotListed,
        Self::KeysUnreachable,
        Self::TokenExpired,
        Self::RoleDoesNotTrustToken,
        Self::SdkTooOld,
        Self::AgentUnreachable,
        Self::NoAuthorization,
        Self::NodeMayNotAsk,
        Self::AssociationGone,
        Self::AgentTokenExpired,
        Self::RoleDoesNotTrustPods,
        Self::AgentLog,
        Self::PackedPolicyTooLarge,
        Self::ScopeRefused,
        Self::CredentialsExpired,
        Self::NoCredentials,
        Self::NodeRoleUsed,
    ];

    /// Returns the stable kebab-case name.
    pub const fn name(self) -> &'static str {
        match self {
            Self::TokenNotMounted => "token-not-mounted",
            Self::TokenFileMissing => "token-file-missing",
            Self::TokenFileUnreadable => "token-file-unreadable",
            Self::TokenPathNotAbsolute => "token-path-not-absolute",
            Self::HalfPair => "half-pair",
            Self::ProviderMissing => "provider-missing",
            Self::AudienceNotListed => "audience-not-listed",
            Self::KeysUnreachable => "keys-unreachable",
            Self::TokenExpired => "token-expired",
            Self::RoleDoesNotTrustToken => "role-does-not-trust-token",
            Self::SdkTooOld => "sdk-too-old",
            Self::AgentUnreachable => "agent-unreachable",
            Self::NoAuthorization => "no-authorization",
            Self::NodeMayNotAsk => "node-may-not-ask",
            Self::AssociationGone => "association-gone",
            Self::AgentTokenExpired => "agent-token-expired",
            Self::RoleDoesNotTrustPods => "role-does-not-trust-pods",
            Self::AgentLog => "agent-log",
            Self::PackedPolicyTooLarge => "packed-policy-too-large",
            Self::ScopeRefused => "scope-refused",
            Self::CredentialsExpired => "credentials-expired",
            Self::NoCredentials => "no-credentials",
            Self::NodeRoleUsed => "node-role-used",
        }
    }

    /// Returns HTTP status and error code, where a service or the agent answers; the code is empty where none is known.
    pub const fn answer(self) -> Option<(u16, &'static str)> {
        Some(match self {
            Self::ProviderMissing | Self::AudienceNotListed | Self::KeysUnreachable => {
                (400, "InvalidIdentityToken")
            }
            Self::TokenExpired | Self::AgentTokenExpired => (400, "ExpiredTokenException"),
            Self::RoleDoesNotTrustToken => (403, "AccessDenied"),
            Self::RoleDoesNotTrustPods | Self::NodeMayNotAsk => (400, "AccessDeniedException"),
            Self::AssociationGone => (404, "ResourceNotFoundException"),
            Self::NoAuthorization => (400, ""),
            Self::PackedPolicyTooLarge => (400, "PackedPolicyTooLarge"),
            Self::ScopeRefused => (403, "SignatureDoesNotMatch"),
            Self::CredentialsExpired => (403, "ExpiredToken"),
            Self::NodeRoleUsed => (403, ""),
            Self::TokenNotMounted
            | Self::TokenFileMissing
            | Self::TokenFileUnreadable
            | Self::TokenPathNotAbsolute
            | Self::HalfPair
            | Self::SdkTooOld
            | Self::AgentUnreachable
            | Self::AgentLog
            | Self::NoCredentials => return None,
        })
    }
}
