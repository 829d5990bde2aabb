//! The token as a value that does not print itself.

use eks_iam_sigv4::{Secret, Timestamp};

use crate::base64;

/// A bearer token. Whoever reads it is the caller for 15 minutes, so `Debug` does not show it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Token {
    text: Secret,
    expires_at: Timestamp,
}

impl Token {
    pub(crate) fn of_url(url: &str, signed_at: Timestamp) -> Self {
        let text = Secret::new(base64::encoded(PREFIX, url.as_bytes()));
        Self { text, expires_at: signed_at + ANNOUNCED_SECONDS }
    }

    /// Returns the token itself, as it goes into `Authorization: Bearer …`.
    pub fn as_str(&self) -> &str {
        self.text.expose()
    }

    /// Returns the presigned URL inside, as secret as the token.
    pub fn to_url(&self) -> String {
        let payload = self.as_str().strip_prefix(PREFIX).unwrap_or_default();
        String::from_utf8(base64::decode(payload).unwrap_or_default()).unwrap_or_default()
    }

    /// Returns until when the client is to use the token: 14 minutes after signing, a minute less than STS allows, as the
    /// AWS CLI and aws-iam-authenticator announce it.
    pub fn expires_at(&self) -> Timestamp {
        self.expires_at
    }
}

/// What every token begins with.
pub(crate) const PREFIX: &str = "k8s-aws-v1.";
/// The longest token that is read, in bytes.
pub(crate) const MAX_BYTES: usize = 4096;
/// How long a presigned STS request is good, whatever `X-Amz-Expires` says.
pub(crate) const LIFETIME_SECONDS: i64 = 15 * 60;
/// The header that names the cluster.
pub(crate) const CLUSTER_HEADER: &str = "x-k8s-aws-id";
const ANNOUNCED_SECONDS: i64 = 14 * 60;
