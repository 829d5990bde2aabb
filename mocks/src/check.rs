//! The checks that a world makes, by name, so that a test can leave one out.

use std::fmt;

/// A check that [`WorldBuilder::skip`](crate::WorldBuilder::skip) leaves out.
///
/// It serves one purpose: to prove that a test depends on the check, because without it the refusal is gone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Check {
    /// That a request's signature is the one its secret makes.
    Signature,
    /// That the credential scope names the endpoint's region and service.
    Scope,
    /// That a request's time is within 15 minutes of the world's clock.
    Clock,
    /// That temporary credentials are not past their time.
    Expiry,
    /// That a session is no longer than its role, or a chain of roles, allows.
    SessionLimit,
    /// That the role's account has switched STS on in the region.
    Region,
    /// That a role's trust policy lets the caller in (the identity side of AssumeRole included).
    Trust,
    /// That the external id is the one that a trust policy wants; all else in it still counts.
    ExternalId,
    /// That policies allow an action.
    Policy,
    /// That a permissions boundary allows an action.
    Boundary,
    /// That service control policies allow an action.
    Scp,
    /// That resource control policies allow an action.
    Rcp,
    /// That a session policy allows an action.
    SessionPolicy,
    /// That the VPC endpoint's policy allows an action.
    EndpointPolicy,
    /// That the caller may pass a role to a service.
    PassRole,
    /// That a role which is handed to a service lets that service in.
    ServiceTrust,
    /// What STS checks of a web identity token: issuer, signature, audience, expiry.
    WebIdentity,
    /// What EKS Auth checks of a pod's token: issuer, signature, audience, expiry.
    PodIdentityToken,
    /// What STS checks of a SAML response: mark, issuer, audience, recipient, times.
    Saml,
    /// What EKS checks of an access entry: mode, principal, names, that there is none yet.
    AccessEntry,
    /// What the authenticator checks of a bearer token: form, host, age, and that STS confirms it; without it a token counts
    /// for whose key it names.
    Token,
    /// That a bearer token was signed for this cluster.
    TokenCluster,
    /// That an access entry or aws-auth maps the caller; without it everybody is a cluster administrator.
    Mapping,
    /// That only the sources count which the authentication mode names.
    AuthenticationMode,
    /// That an access entry means the very principal it was made for, not another of the same name.
    PrincipalId,
    /// That RBAC or an access policy allows a Kubernetes request.
    Rbac,
}

impl Check {
    /// All checks, about in the order in which a request meets them.
    pub const ALL: [Self; 26] = [
        Self::Signature,
        Self::Scope,
        Self::Clock,
        Self::Expiry,
        Self::SessionLimit,
        Self::Region,
        Self::Trust,
        Self::ExternalId,
        Self::Policy,
        Self::Boundary,
        Self::Scp,
        Self::Rcp,
        Self::SessionPolicy,
        Self::EndpointPolicy,
        Self::PassRole,
        Self::ServiceTrust,
        Self::WebIdentity,
        Self::PodIdentityToken,
        Self::Saml,
        Self::AccessEntry,
        Self::Token,
        Self::TokenCluster,
        Self::Mapping,
        Self::AuthenticationMode,
        Self::PrincipalId,
        Self::Rbac,
    ];

    /// Returns the stable kebab-case name, such as `pass-role`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Signature => "signature",
            Self::Scope => "scope",
            Self::Clock => "clock",
            Self::Expiry => "expiry",
            Self::SessionLimit => "session-limit",
            Self::Region => "region",
            Self::Trust => "trust",
            Self::ExternalId => "external-id",
            Self::Policy => "policy",
            Self::Boundary => "boundary",
            Self::Scp => "scp",
            Self::Rcp => "rcp",
            Self::SessionPolicy => "session-policy",
            Self::EndpointPolicy => "endpoint-policy",
            Self::PassRole => "pass-role",
            Self::ServiceTrust => "service-trust",
            Self::WebIdentity => "web-identity",
            Self::PodIdentityToken => "pod-identity-token",
            Self::Saml => "saml",
            Self::AccessEntry => "access-entry",
            Self::Token => "token",
            Self::TokenCluster => "token-cluster",
            Self::Mapping => "mapping",
            Self::AuthenticationMode => "authentication-mode",
            Self::PrincipalId => "principal-id",
            Self::Rbac => "rbac",
        }
    }
}

impl fmt::Display for Check {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}
