//! What else IAM keeps of an account: identity providers, instance profiles, managed policies.

use eks_iam_policy::{NamedPolicy, PolicyDocument};
use eks_iam_sigv4::Timestamp;

/// An IAM OIDC provider.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OidcProvider {
    /// The issuer, with or without `https://`.
    pub url: String,
    /// The audiences that it takes.
    pub client_ids: Vec<String>,
}

impl OidcProvider {
    /// Makes a provider for that issuer which takes these audiences, on EKS `sts.amazonaws.com`.
    pub fn new<T: Into<String>>(url: impl Into<String>, client_ids: impl IntoIterator<Item = T>) -> Self {
        Self { url: url.into(), client_ids: client_ids.into_iter().map(Into::into).collect() }
    }
}

/// An IAM SAML provider.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SamlProvider {
    /// The name, last part of its ARN.
    pub name: String,
    /// The issuer (entity id) that its metadata names.
    pub issuer: String,
    /// The metadata document; one with the issuer alone in it unless set.
    pub metadata: Option<String>,
}

impl SamlProvider {
    /// Makes a provider.
    pub fn new(name: impl Into<String>, issuer: impl Into<String>) -> Self {
        Self { name: name.into(), issuer: issuer.into(), metadata: None }
    }
}

/// An instance profile: how a role comes to an EC2 instance.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InstanceProfile {
    /// The name without path.
    pub name: String,
    /// The path, `/` unless set.
    pub path: String,
    /// The name of its role, in the same account.
    pub role: String,
}

impl InstanceProfile {
    /// Makes an instance profile of that name for that role.
    pub fn new(name: impl Into<String>, role: impl Into<String>) -> Self {
        Self { name: name.into(), path: "/".to_owned(), role: role.into() }
    }
}

/// A customer managed policy with its versions.
#[derive(Debug, Clone)]
pub struct ManagedPolicy {
    /// The name without path.
    pub name: String,
    /// The path, `/` unless set.
    pub path: String,
    /// The versions, oldest first; never empty.
    pub versions: Vec<PolicyVersion>,
    /// The id of the version that counts.
    pub default_version: String,
    /// When it was made; at the world's beginning unless set.
    pub created: Option<Timestamp>,
}

impl ManagedPolicy {
    /// Makes a policy whose only version is `v1`.
    pub fn new(name: impl Into<String>, document: PolicyDocument) -> Self {
        Self {
            name: name.into(),
            path: "/".to_owned(),
            versions: vec![PolicyVersion { id: "v1".to_owned(), document, created: None }],
            default_version: "v1".to_owned(),
            created: None,
        }
    }

    /// Returns the policy as it is attached: by name and ARN, in the version that counts.
    pub(crate) fn attached(&self, arn: &str) -> Option<NamedPolicy> {
        let version = self.versions.iter().find(|it| it.id == self.default_version)?;
        Some(NamedPolicy::new(&self.name, version.document.clone()).with_arn(arn))
    }
}

/// A version of a managed policy.
#[derive(Debug, Clone)]
pub struct PolicyVersion {
    /// `v1`, `v2` and so on.
    pub id: String,
    /// What it says.
    pub document: PolicyDocument,
    /// When it was made; at the world's beginning unless set.
    pub created: Option<Timestamp>,
}
