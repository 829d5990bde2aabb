//! Who asks for a role: what the trust policy is held against.

/// A pod that asks for a role by IRSA: what its token says and where the role is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IrsaClaims {
    /// The cluster's OIDC issuer, with or without `https://`.
    pub issuer: String,
    /// The partition of the role, such as `aws`.
    pub partition: String,
    /// The account of the role, which is also that of the OIDC provider.
    pub account: String,
    /// The pod's namespace.
    pub namespace: String,
    /// The pod's service account.
    pub service_account: String,
    /// The token's audience; `sts.amazonaws.com` unless set otherwise, in China too.
    pub audience: String,
}

impl IrsaClaims {
    /// Returns the issuer as it stands in condition keys: without scheme and final slash.
    pub fn issuer_name(&self) -> &str {
        let name = self.issuer.strip_prefix("https://").unwrap_or(&self.issuer);
        name.trim_end_matches('/')
    }

    /// Returns the ARN of the OIDC provider that the role must trust.
    pub fn provider_arn(&self) -> String {
        format!("arn:{}:iam::{}:oidc-provider/{}", self.partition, self.account, self.issuer_name())
    }

    /// Returns the token's subject, `system:serviceaccount:NAMESPACE:NAME`.
    pub fn subject(&self) -> String {
        format!("system:serviceaccount:{}:{}", self.namespace, self.service_account)
    }
}

/// A pod that asks for a role by EKS Pod Identity: what EKS Auth sends.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PodIdentityClaims {
    /// The cluster's ARN, sent as `aws:SourceArn` and as tag.
    pub cluster_arn: String,
    /// The cluster's name.
    pub cluster_name: String,
    /// The account of cluster and role.
    pub account: String,
    /// The pod's namespace.
    pub namespace: String,
    /// The pod's service account.
    pub service_account: String,
    /// Whether the association sends session tags; it does unless told otherwise.
    pub sends_tags: bool,
}

/// By which way a pod asks for a role.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TrustClaims {
    /// By IRSA.
    Irsa(IrsaClaims),
    /// By EKS Pod Identity.
    PodIdentity(PodIdentityClaims),
}
