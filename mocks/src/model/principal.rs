//! IAM users and roles.

use eks_iam_policy::NamedPolicy;
use eks_iam_sigv4::Timestamp;

use crate::digest;

/// An IAM user with a long-term access key, which the world makes from its ARN.
#[derive(Debug, Clone)]
pub struct User {
    /// The name without path.
    pub name: String,
    /// The path, `/` unless set.
    pub path: String,
    /// The unique id, `AIDA…`.
    pub unique_id: String,
    /// When it was made; at the world's beginning unless set.
    pub created: Option<Timestamp>,
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
            created: None,
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
    /// When it was made; at the world's beginning unless set.
    pub created: Option<Timestamp>,
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
            created: None,
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

pub(crate) fn unique_id(prefix: &str, name: &str) -> String {
    format!("{prefix}{}", digest::base32(&["unique-id", prefix, name], 17))
}
