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
    /// That a role's trust policy lets the caller in (the identity side of AssumeRole included).
    Trust,
    /// That policies allow an action.
    Policy,
    /// That an access entry or aws-auth maps the caller; without it everybody is a cluster administrator.
    Mapping,
    /// That RBAC or an access policy allows a Kubernetes request.
    Rbac,
    /// What STS checks of a web identity token: issuer, signature, audience, expiry.
    WebIdentity,
    /// What EKS Auth checks of a pod's token: issuer, signature, audience, expiry.
    PodIdentityToken,
    /// What STS checks of a SAML response: mark, issuer, audience, recipient, times.
    Saml,
    /// That the caller may pass a role to a service.
    PassRole,
    /// That temporary credentials are not past their time.
    Expiry,
    /// That a session is no longer than its role, or a chain of roles, allows.
    SessionLimit,
    /// That the role's account has switched STS on in the region.
    Region,
    /// What the authenticator checks of a bearer token: form, host, age, and that STS confirms it; without it a token counts
    /// for whose key it names.
    Token,
    /// What EKS checks of an access entry: mode, principal, names, that there is none yet.
    AccessEntry,
}

impl Check {
    /// All checks.
    pub const ALL: [Self; 16] = [
        Self::Signature,
        Self::Scope,
        Self::Clock,
        Self::Trust,
        Self::Policy,
        Self::Mapping,
        Self::Rbac,
        Self::WebIdentity,
        Self::PodIdentityToken,
        Self::Saml,
        Self::PassRole,
        Self::Expiry,
        Self::SessionLimit,
        Self::Region,
        Self::Token,
        Self::AccessEntry,
    ];

    /// Returns the stable kebab-case name, such as `pass-role`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Signature => "signature",
            Self::Scope => "scope",
            Self::Clock => "clock",
            Self::Trust => "trust",
            Self::Policy => "policy",
            Self::Mapping => "mapping",
            Self::Rbac => "rbac",
            Self::WebIdentity => "web-identity",
            Self::PodIdentityToken => "pod-identity-token",
            Self::Saml => "saml",
            Self::PassRole => "pass-role",
            Self::Expiry => "expiry",
            Self::SessionLimit => "session-limit",
            Self::Region => "region",
            Self::Token => "token",
            Self::AccessEntry => "access-entry",
        }
    }
}

impl fmt::Display for Check {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}
