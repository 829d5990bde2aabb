//! Accounts with their users, roles and identity providers.

use eks_iam_policy::NamedPolicy;

use super::{
    principal::{Role, User},
    provider::{InstanceProfile, ManagedPolicy, OidcProvider, SamlProvider},
};

/// An AWS account.
#[derive(Debug, Clone)]
pub struct Account {
    /// Twelve digits.
    pub id: String,
    /// The partition, such as `aws`, `aws-cn` or `aws-us-gov`.
    pub partition: String,
    /// IAM users.
    pub users: Vec<User>,
    /// IAM roles.
    pub roles: Vec<Role>,
    /// IAM OIDC providers.
    pub oidc_providers: Vec<OidcProvider>,
    /// IAM SAML providers.
    pub saml_providers: Vec<SamlProvider>,
    /// Instance profiles.
    pub instance_profiles: Vec<InstanceProfile>,
    /// Customer managed policies, attached to somebody or not.
    pub managed_policies: Vec<ManagedPolicy>,
    /// Names of S3 buckets.
    pub buckets: Vec<String>,
    /// The policies of buckets, by the bucket's name.
    pub bucket_policies: Vec<(String, NamedPolicy)>,
    /// Service control policies by level, the organization's root first; empty for the management account.
    pub scps: Vec<Vec<NamedPolicy>>,
    /// Resource control policies by level; they reach the account's roles, not its clusters.
    pub rcps: Vec<Vec<NamedPolicy>>,
    /// Regions in which STS issues no credentials for this account's roles.
    pub disabled_regions: Vec<String>,
}

impl Account {
    /// Makes an account of the commercial partition with nothing in it.
    pub fn new(id: impl Into<String>) -> Self {
        Self {
            id: id.into(),
            partition: "aws".to_owned(),
            users: Vec::new(),
            roles: Vec::new(),
            oidc_providers: Vec::new(),
            saml_providers: Vec::new(),
            instance_profiles: Vec::new(),
            managed_policies: Vec::new(),
            buckets: Vec::new(),
            bucket_policies: Vec::new(),
            scps: Vec::new(),
            rcps: Vec::new(),
            disabled_regions: Vec::new(),
        }
    }

    /// Puts the account into another partition, such as `aws-cn`.
    #[must_use]
    pub fn with_partition(mut self, partition: impl Into<String>) -> Self {
        self.partition = partition.into();
        self
    }

    /// Adds a user.
    #[must_use]
    pub fn with_user(mut self, user: User) -> Self {
        self.users.push(user);
        self
    }

    /// Adds a role.
    #[must_use]
    pub fn with_role(mut self, role: Role) -> Self {
        self.roles.push(role);
        self
    }

    /// Adds an OIDC provider.
    #[must_use]
    pub fn with_oidc_provider(mut self, provider: OidcProvider) -> Self {
        self.oidc_providers.push(provider);
        self
    }

    /// Adds a SAML provider.
    #[must_use]
    pub fn with_saml_provider(mut self, provider: SamlProvider) -> Self {
        self.saml_providers.push(provider);
        self
    }

    /// Adds an instance profile.
    #[must_use]
    pub fn with_instance_profile(mut self, profile: InstanceProfile) -> Self {
        self.instance_profiles.push(profile);
        self
    }

    /// Adds a customer managed policy, attached to nobody yet.
    #[must_use]
    pub fn with_managed_policy(mut self, policy: ManagedPolicy) -> Self {
        self.managed_policies.push(policy);
        self
    }

    /// Adds an S3 bucket.
    #[must_use]
    pub fn with_bucket(mut self, name: impl Into<String>) -> Self {
        self.buckets.push(name.into());
        self
    }

    /// Gives a bucket a policy.
    #[must_use]
    pub fn with_bucket_policy(mut self, bucket: impl Into<String>, policy: NamedPolicy) -> Self {
        self.bucket_policies.push((bucket.into(), policy));
        self
    }

    /// Adds a level of service control policies below those that are there.
    #[must_use]
    pub fn with_scp_level(mut self, policies: impl IntoIterator<Item = NamedPolicy>) -> Self {
        self.scps.push(policies.into_iter().collect());
        self
    }

    /// Adds a level of resource control policies below those that are there.
    #[must_use]
    pub fn with_rcp_level(mut self, policies: impl IntoIterator<Item = NamedPolicy>) -> Self {
        self.rcps.push(policies.into_iter().collect());
        self
    }

    /// Switches STS off for this account in a region.
    #[must_use]
    pub fn with_disabled_region(mut self, region: impl Into<String>) -> Self {
        self.disabled_regions.push(region.into());
        self
    }

    /// Returns the ARN of a user of this account, path included.
    pub fn user_arn(&self, user: &User) -> String {
        format!("arn:{}:iam::{}:user{}{}", self.partition, self.id, user.path, user.name)
    }

    /// Returns the ARN of a role of this account, path included.
    pub fn role_arn(&self, role: &Role) -> String {
        format!("arn:{}:iam::{}:role{}{}", self.partition, self.id, role.path, role.name)
    }

    /// Returns the ARN of an instance profile of this account, path included.
    pub fn instance_profile_arn(&self, profile: &InstanceProfile) -> String {
        format!("arn:{}:iam::{}:instance-profile{}{}", self.partition, self.id, profile.path, profile.name)
    }

    /// Returns the ARN of a customer managed policy of this account, path included.
    pub fn managed_policy_arn(&self, policy: &ManagedPolicy) -> String {
        format!("arn:{}:iam::{}:policy{}{}", self.partition, self.id, policy.path, policy.name)
    }

    pub(crate) fn oidc_provider_arn(&self, provider: &OidcProvider) -> String {
        format!("arn:{}:iam::{}:oidc-provider/{}", self.partition, self.id, without_scheme(&provider.url))
    }

    pub(crate) fn saml_provider_arn(&self, provider: &SamlProvider) -> String {
        format!("arn:{}:iam::{}:saml-provider/{}", self.partition, self.id, provider.name)
    }

    pub(crate) fn root_arn(&self) -> String {
        format!("arn:{}:iam::{}:root", self.partition, self.id)
    }

    /// IAM takes role names as one whatever their case; the authenticator and ARNs do not, so neither do we.
    pub(crate) fn role(&self, name: &str) -> Option<&Role> {
        self.roles.iter().find(|role| role.name == name)
    }
}

/// An issuer without its scheme and last slash, as IAM writes it in ARNs and condition keys.
pub(crate) fn without_scheme(url: &str) -> &str {
    url.strip_prefix("https://").unwrap_or(url).trim_end_matches('/')
}
