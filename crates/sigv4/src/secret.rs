//! Secrets that print nothing and are overwritten when dropped.

use std::{fmt, hint, mem};

/// A text that must not be printed: a secret access key or a session token.
///
/// It has no `Display`, its `Debug` says `[redacted]`, and its memory is overwritten with zeros when it is dropped.
/// Equality takes the same time wherever two secrets of one length differ.
#[derive(Clone)]
pub struct Secret(String);

impl Secret {
    /// Takes a text that is not to be printed from now on.
    pub fn new(text: impl Into<String>) -> Self {
        Self(text.into())
    }

    /// Returns the text itself; the caller answers for what becomes of it.
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl PartialEq for Secret {
    fn eq(&self, other: &Self) -> bool {
        same_bytes(self.0.as_bytes(), other.0.as_bytes())
    }
}

impl Eq for Secret {}

impl From<String> for Secret {
    fn from(text: String) -> Self {
        Self(text)
    }
}

impl From<&str> for Secret {
    fn from(text: &str) -> Self {
        Self::new(text)
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[redacted]")
    }
}

impl Drop for Secret {
    fn drop(&mut self) {
        wipe(mem::take(&mut self.0).into_bytes());
    }
}

/// What a request is signed with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Credentials {
    /// The access key id, such as `AKIAIOSFODNN7EXAMPLE`; no secret.
    pub access_key_id: String,
    /// The secret access key.
    pub secret_access_key: Secret,
    /// The session token of temporary credentials.
    pub session_token: Option<Secret>,
}

impl Credentials {
    /// Makes long-term credentials, which have no session token.
    pub fn new(access_key_id: impl Into<String>, secret_access_key: impl Into<Secret>) -> Self {
        Self {
            access_key_id: access_key_id.into(),
            secret_access_key: secret_access_key.into(),
            session_token: None,
        }
    }

    /// Adds the session token that makes the credentials temporary ones.
    #[must_use]
    pub fn with_session_token(mut self, session_token: impl Into<Secret>) -> Self {
        self.session_token = Some(session_token.into());
        self
    }
}

/// Compares without telling by its duration where two texts of one length differ.
pub(crate) fn same_bytes(left: &[u8], right: &[u8]) -> bool {
    left.len() == right.len()
        && hint::black_box(left.iter().zip(right).fold(0, |seen, (l, r)| seen | (l ^ r))) == 0
}

/// Overwrites bytes with zeros; the black box keeps the compiler from leaving it out.
pub(crate) fn wipe(mut bytes: Vec<u8>) {
    bytes.fill(0);
    hint::black_box(&bytes);
}
