//! What STS says to a credential scope, at a host.

use core::fmt;

use crate::{SIGNING_NAME, endpoint_of_host};

/// A credential scope as it stands in a signed request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ScopeQuery<'a> {
    /// The host that the request was meant for.
    pub authority: &'a str,
    /// The time of the signature, such as `20260713T091500Z`.
    pub timestamp: &'a str,
    /// The scope's date.
    pub date: &'a str,
    /// The scope's Region.
    pub region: &'a str,
    /// The scope's service.
    pub service: &'a str,
    /// The scope's last part, which should be `aws4_request`.
    pub terminator: &'a str,
}

/// STS's refusal of a scope: 403 `SignatureDoesNotMatch` with this message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ScopeRefusal {
    message: String,
}

impl ScopeRefusal {
    /// Returns the HTTP status.
    #[must_use]
    pub const fn status(&self) -> u16 {
        403
    }

    /// Returns the error code.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        "SignatureDoesNotMatch"
    }

    /// Returns the message, with the blank at its end that STS sends.
    #[must_use]
    pub fn message(&self) -> &str {
        &self.message
    }
}

impl fmt::Display for ScopeRefusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.message.trim_end())
    }
}

impl core::error::Error for ScopeRefusal {}

/// Judges a scope as STS does: Region and service first (probed), then terminator and date (inferred from other services).
///
/// # Errors
///
/// With STS's own words when it refuses. A host that is no STS endpoint refuses every Region.
///
/// ```
/// use eks_iam_sts_endpoint::{ScopeQuery, judge_scope};
///
/// let query = ScopeQuery {
///     authority: "sts.amazonaws.com",
///     timestamp: "20260713T091500Z",
///     date: "20260713",
///     region: "us-west-2",
///     service: "sts",
///     terminator: "aws4_request",
/// };
/// assert_eq!(judge_scope(&query).unwrap_err().message(), "Credential should be scoped to a valid region. ");
/// ```
pub fn judge_scope(query: &ScopeQuery<'_>) -> Result<(), ScopeRefusal> {
    let mut message = String::new();
    if endpoint_of_host(query.authority).is_none_or(|it| it.scope_region != query.region) {
        message.push_str("Credential should be scoped to a valid region. ");
    }
    if query.service != SIGNING_NAME {
        message.push_str("Credential should be scoped to correct service: 'sts'. ");
    }
    if message.is_empty() && query.terminator != "aws4_request" {
        message =
            format!("Credential should be scoped with a valid terminator: 'aws4_request', not '{}'. ", query.terminator);
    }
    let day = query.timestamp.get(..8).unwrap_or(query.timestamp);
    if message.is_empty() && query.date != day {
        message = format!(
            "Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP: '{}' != '{day}', from '{}'.",
            query.date, query.timestamp
        );
    }
    if message.is_empty() { Ok(()) } else { Err(ScopeRefusal { message }) }
}
