//! What an identity provider says of somebody: the claims of a token, the contents of an assertion.

use eks_iam_sigv4::Timestamp;

/// The claims of a web identity token.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WebIdentityClaims {
    /// `iss`, such as `https://oidc.eks.us-west-2.amazonaws.com/id/EXAMPLED539D4633E53DE1B71EXAMPLE`.
    pub issuer: String,
    /// `sub`, such as `system:serviceaccount:apps:reader`.
    pub subject: String,
    /// `aud`, written as a list of one; an empty text leaves the claim out.
    pub audience: String,
    /// `iat` and `nbf`.
    pub issued_at: Timestamp,
    /// `exp`.
    pub expires_at: Timestamp,
    /// The name of the pod that a service account's token is bound to; none leaves the claim out.
    pub pod: Option<String>,
}

impl WebIdentityClaims {
    /// Makes the claims of a service account's token for STS that is good for 24 hours from `issued_at`.
    pub fn service_account(
        issuer: impl Into<String>,
        namespace: &str,
        name: &str,
        issued_at: Timestamp,
    ) -> Self {
        Self {
            issuer: issuer.into(),
            subject: format!("system:serviceaccount:{namespace}:{name}"),
            audience: "sts.amazonaws.com".to_owned(),
            issued_at,
            expires_at: issued_at + 86_400,
            pod: None,
        }
    }

    /// Makes the claims of the token with which a pod comes to the Pod Identity agent.
    pub fn pod_identity(
        issuer: impl Into<String>,
        namespace: &str,
        service_account: &str,
        pod: impl Into<String>,
        issued_at: Timestamp,
    ) -> Self {
        Self {
            audience: "pods.eks.amazonaws.com".to_owned(),
            pod: Some(pod.into()),
            ..Self::service_account(issuer, namespace, service_account, issued_at)
        }
    }
}

/// The contents of a SAML response.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SamlAssertion {
    /// The issuer's entity id.
    pub issuer: String,
    /// The audience restriction, `urn:amazon:webservices` on AWS; an empty text leaves it out.
    pub audience: String,
    /// The recipient, `https://signin.aws.amazon.com/saml`; it becomes the condition key `saml:aud`.
    pub recipient: String,
    /// The subject's NameID; an empty text leaves it out.
    pub name_id: String,
    /// The role, first half of the attribute `Role`.
    pub role_arn: String,
    /// The SAML provider, second half of the attribute `Role`.
    pub provider_arn: String,
    /// The attribute `RoleSessionName`; an empty text leaves it out.
    pub session_name: String,
    /// From when the assertion is good.
    pub not_before: Timestamp,
    /// Until when, not included.
    pub not_on_or_after: Timestamp,
}

impl SamlAssertion {
    /// Makes an assertion as AWS wants it (audience, recipient), good for five minutes from `now`.
    pub fn new(
        issuer: impl Into<String>,
        role_arn: impl Into<String>,
        provider_arn: impl Into<String>,
        session_name: impl Into<String>,
        now: Timestamp,
    ) -> Self {
        let session_name = session_name.into();
        Self {
            issuer: issuer.into(),
            audience: "urn:amazon:webservices".to_owned(),
            recipient: "https://signin.aws.amazon.com/saml".to_owned(),
            name_id: session_name.clone(),
            role_arn: role_arn.into(),
            provider_arn: provider_arn.into(),
            session_name,
            not_before: now,
            not_on_or_after: now + 300,
        }
    }
}
