//! Access keys that are given, not made from the seed.

use eks_iam_sigv4::{Credentials, Timestamp};

/// An access key that the world is to know beside those that it makes itself, such as the key of a recorded request.
#[derive(Debug, Clone)]
pub struct AccessKey {
    /// Whose it is: the ARN of a user, of an account's root, or of a role's session.
    pub principal_arn: String,
    /// The key, with a session token where it is a session's and without one else.
    pub credentials: Credentials,
    /// Whether a user's or root's key is switched on; `UpdateAccessKey` changes it later.
    pub is_active: bool,
    /// When a session's key ends, with this second; an hour after the world's beginning unless set.
    pub expires: Option<Timestamp>,
}

impl AccessKey {
    /// Makes a key that works.
    pub fn new(principal_arn: impl Into<String>, credentials: Credentials) -> Self {
        Self { principal_arn: principal_arn.into(), credentials, is_active: true, expires: None }
    }

    /// Switches a user's or root's key off.
    #[must_use]
    pub fn inactive(mut self) -> Self {
        self.is_active = false;
        self
    }

    /// Sets when a session's key ends.
    #[must_use]
    pub fn with_expiry(mut self, expires: Timestamp) -> Self {
        self.expires = Some(expires);
        self
    }
}
