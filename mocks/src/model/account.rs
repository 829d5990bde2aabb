//! Accounts with their users, roles and identity providers.

use eks_iam_policy::NamedPolicy;

use crate::digest;

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

/// An IAM user with a long-term access key, which the world makes from its ARN.
#[derive(Debug, Clone)]
pub struct User {
    /// The name without path.
    pub name: String,
    /// The path, `/` unless set.
    pub path: String,
    /// The unique id, `AIDA…`.
    pub unique_id: String,
    /// Policies of the user and its groups.
    pub policies: Vec<NamedPolicy>,
    /// The permissions boundary.
    pub boundary: Option<NamedPolicy>,
}

impl User {
    /// Makes a user without policies; its unique id is made from its name.
    pub fn new(name: impl Into<String>) -> Self {
        let name = name.into();
        Self {
            unique_id: unique_id("AIDA", &name),
            name,
            path: "/".to_owned(),
            policies: Vec::new(),
            boundary: None,
        }
    }

    /// Sets the path, which begins and ends with `/`.
    #[must_use]
    pub fn with_path(mut self, path: impl Into<String>) -> Self {
        self.path = path.into();
        self
    }

    /// Sets the unique id.
    #[must_use]
    pub fn with_unique_id(mut self, unique_id: impl Into<String>) -> Self {
        self.unique_id = unique_id.into();
        self
    }

    /// Adds a policy.
    #[must_use]
    pub fn with_policy(mut self, policy: NamedPolicy) -> Self {
        self.policies.push(policy);
        self
    }

    /// Sets the permissions boundary.
    #[must_use]
    pub fn with_boundary(mut self, boundary: NamedPolicy) -> Self {
        self.boundary = Some(boundary);
        self
    }
}

/// An IAM role.
#[derive(Debug, Clone)]
pub struct Role {
    /// The name without path.
    pub name: String,
    /// The path, `/` unless set.
    pub path: String,
    /// The unique id, `AROA…`.
    pub unique_id: String,
    /// Who may assume it.
    pub trust: NamedPolicy,
    /// What it may do.
    pub policies: Vec<NamedPolicy>,
    /// The permissions boundary.
    pub boundary: Option<NamedPolicy>,
    /// The longest session, in seconds; 3600 unless set.
    pub max_session_seconds: u32,
}

impl Role {
    /// Makes a role with that trust policy and no permissions; its unique id is made from its name.
    pub fn new(name: impl Into<String>, trust: NamedPolicy) -> Self {
        let name = name.into();
        Self {
            unique_id: unique_id("AROA", &name),
            name,
            path: "/".to_owned(),
            trust,
            policies: Vec::new(),
            boundary: None,
            max_session_seconds: 3600,
        }
    }

    /// Sets the path, which begins and ends with `/`.
    #[must_use]
    pub fn with_path(mut self, path: impl Into<String>) -> Self {
        self.path = path.into();
        self
    }

    /// Sets the unique id; a role that was deleted and made again has another.
    #[must_use]
    pub fn with_unique_id(mut self, unique_id: impl Into<String>) -> Self {
        self.unique_id = unique_id.into();
        self
    }

    /// Adds a policy.
    #[must_use]
    pub fn with_policy(mut self, policy: NamedPolicy) -> Self {
        self.policies.push(policy);
        self
    }

    /// Sets the permissions boundary.
    #[must_use]
    pub fn with_boundary(mut self, boundary: NamedPolicy) -> Self {
        self.boundary = Some(boundary);
        self
    }

    /// Sets the longest session, in seconds.
    #[must_use]
    pub fn with_max_session_seconds(mut self, seconds: u32) -> Self {
        self.max_session_seconds = seconds;
        self
    }
}

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
}

impl SamlProvider {
    /// Makes a provider.
    pub fn new(name: impl Into<String>, issuer: impl Into<String>) -> Self {
        Self { name: name.into(), issuer: issuer.into() }
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

fn unique_id(prefix: &str, name: &str) -> String {
    format!("{prefix}{}", digest::base32(&["unique-id", prefix, name], 17))
}
