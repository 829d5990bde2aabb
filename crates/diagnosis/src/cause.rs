//! Why a hop breaks: the names, and one cause with its evidence and remedies.

use std::fmt;

use crate::{Hop, Message, Remedy};

macro_rules! cause_names {
    ($($(#[$doc:meta])* $variant:ident, $name:literal, $hop:ident;)*) => {
        /// The kind of a cause; its name is stable.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        pub enum CauseName { $($(#[$doc])* $variant,)* }

        impl CauseName {
            /// All names, in the order of the access path's documentation.
            pub const ALL: &[Self] = &[$(Self::$variant,)*];

            /// Returns the kebab-case name, such as `mapping-never-matches`.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $name,)* }
            }

            /// Returns the hop at which it usually stands; a cause found in a snapshot names its own.
            #[must_use]
            pub const fn hop(self) -> Hop {
                match self { $(Self::$variant => Hop::$hop,)* }
            }

            /// Returns what it is, in one sentence.
            #[must_use]
            pub const fn title(self) -> Message {
                Message::new(match self { $(Self::$variant => concat!("cause.", $name),)* })
            }

            /// Returns what tells it apart from the other candidates, and the command that fetches the evidence.
            #[must_use]
            pub const fn check(self) -> Message {
                Message::new(match self { $(Self::$variant => concat!("check.", $name),)* })
            }

            /// Returns what to do about it when no snapshot is at hand.
            #[must_use]
            pub const fn advice(self) -> Message {
                Message::new(match self { $(Self::$variant => concat!("advice.", $name),)* })
            }
        }
    };
}

cause_names! {
    /// IAM: nothing allows it.
    IdentityPolicyMissing, "identity-policy-missing", Policy;
    /// IAM: a Deny in a policy.
    ExplicitDeny, "explicit-deny", Policy;
    /// The organization's service control policy.
    ScpDeny, "scp-deny", Policy;
    /// The organization's resource control policy.
    RcpDeny, "rcp-deny", Policy;
    /// The permissions boundary does not include the action.
    BoundaryMissing, "boundary-missing", Policy;
    /// The session policy does not include the action.
    SessionPolicyMissing, "session-policy-missing", Policy;
    /// The VPC endpoint's policy does not include the action.
    VpcePolicyMissing, "vpce-policy-missing", Policy;
    /// The resource's own policy does not name the caller.
    ResourcePolicyMissing, "resource-policy-missing", Policy;
    /// The caller may not hand that role to that service.
    PassRole, "pass-role", Policy;
    /// The role's trust policy does not name the caller.
    TrustPolicy, "trust-policy", Policy;
    /// A condition of the trust policy does not hold.
    TrustCondition, "trust-condition", Policy;
    /// The role's account has no provider for the issuer.
    OidcProvider, "oidc-provider", ServiceAccount;
    /// The provider does not take the token's audience.
    OidcAudience, "oidc-audience", ServiceAccount;
    /// The trust policy's condition names another subject.
    OidcSubject, "oidc-subject", ServiceAccount;
    /// The cluster knows no entry for the caller.
    NotMapped, "not-mapped", AwsAuth;
    /// An entry exists that can never match.
    MappingNeverMatches, "mapping-never-matches", AwsAuth;
    /// The document no longer parses, or was replaced.
    MappingLost, "mapping-lost", AwsAuth;
    /// Mapped, but no RBAC rule allows it.
    MappedWithoutRights, "mapped-without-rights", Rbac;
    /// The cluster does not use that source of mappings.
    AuthMode, "auth-mode", AccessEntry;
    /// Same name, other identity.
    PrincipalIdChanged, "principal-id-changed", AccessEntry;
    /// A node's entry is wrong, or is used by a person.
    NodeIdentity, "node-identity", AwsAuth;
    /// The caller is someone else than intended.
    WrongPrincipal, "wrong-principal", Caller;
    /// The pod was not given its identity.
    PodIdentityNotInjected, "pod-identity-not-injected", ServiceAccount;
    /// The role does not trust EKS Pod Identity.
    PodIdentityTrust, "pod-identity-trust", ServiceAccount;
    /// The trust policy does not allow the tags that are sent.
    SessionTags, "session-tags", ServiceAccount;
    /// The credentials or the token are past their time.
    CredentialsExpired, "credentials-expired", Caller;
    /// The credentials are not valid.
    CredentialsInvalid, "credentials-invalid", Caller;
    /// The client's clock is wrong.
    ClockSkew, "clock-skew", Caller;
    /// The host and the Region that is signed for disagree.
    SigningRegion, "signing-region", StsEndpoint;
    /// The endpoint is of another partition.
    EndpointPartition, "endpoint-partition", StsEndpoint;
    /// The Region is not enabled.
    RegionDisabled, "region-disabled", StsEndpoint;
    /// The endpoint cannot be reached.
    EndpointUnreachable, "endpoint-unreachable", StsEndpoint;
    /// The session asked for is too long.
    SessionLimit, "session-limit", Caller;
    /// Too many calls.
    Throttled, "throttled", Token;
    /// The token is malformed, or made for another cluster.
    TokenFormat, "token-format", Token;
    /// The client's configuration.
    ClientConfig, "client-config", Caller;
}

impl fmt::Display for CauseName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// How sure a diagnosis is of a cause.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Confidence {
    /// The class of the text allows for it; nothing else is known.
    Possible,
    /// The text names it.
    Likely,
    /// The snapshot shows it.
    Proven,
}

impl Confidence {
    /// Returns `possible`, `likely` or `proven`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Possible => "possible",
            Self::Likely => "likely",
            Self::Proven => "proven",
        }
    }
}

/// Why a hop breaks: what was seen, how sure we are, what would mend it.
#[derive(Debug, Clone, PartialEq)]
pub struct Cause {
    /// Its kind.
    pub name: CauseName,
    /// The hop that breaks.
    pub hop: Hop,
    /// How sure we are.
    pub confidence: Confidence,
    /// What was seen, in the order in which it convinces.
    pub evidence: Vec<Message>,
    /// Kinds of the findings in documents that prove it, such as `role-arn-has-path`.
    pub findings: Vec<&'static str>,
    /// What would mend it; each alone is enough.
    pub remedies: Vec<Remedy>,
    /// What people try and what does not mend it, each with the reason.
    pub rejected: Vec<RejectedRemedy>,
}

/// A change that is often proposed and does not help here.
#[derive(Debug, Clone, PartialEq)]
pub struct RejectedRemedy {
    /// The change.
    pub remedy: Remedy,
    /// Why it does not help.
    pub why: Message,
}

impl Cause {
    /// Returns a cause without evidence or remedies, at its usual hop.
    #[must_use]
    pub const fn new(name: CauseName, confidence: Confidence) -> Self {
        Self {
            name,
            hop: name.hop(),
            confidence,
            evidence: vec![],
            findings: vec![],
            remedies: vec![],
            rejected: vec![],
        }
    }

    /// Returns it at another hop.
    #[must_use]
    pub const fn at(mut self, hop: Hop) -> Self {
        self.hop = hop;
        self
    }

    /// Returns it with one more piece of evidence.
    #[must_use]
    pub fn with_evidence(mut self, message: Message) -> Self {
        self.evidence.push(message);
        self
    }

    /// Returns it with one more remedy.
    #[must_use]
    pub fn with_remedy(mut self, remedy: Remedy) -> Self {
        self.remedies.push(remedy);
        self
    }
}
