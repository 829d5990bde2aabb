//! What STS says to a credential scope.

use core::fmt;

use crate::{HostForm, SIGNING_NAME};

/// The last element of every credential scope.
pub(crate) const TERMINATOR: &str = "aws4_request";

/// A credential scope: `DATE/REGION/SERVICE/TERMINATOR` of a signature.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Scope<'a> {
    /// The day, `20260713`.
    pub date: &'a str,
    /// The Region.
    pub region: &'a str,
    /// The service, `sts`.
    pub service: &'a str,
    /// `aws4_request`.
    pub terminator: &'a str,
}

/// STS's answer to a scope that it does not take.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct ScopeRefusal {
    /// The HTTP status, always 403.
    pub status: u16,
    /// The error code, always `SignatureDoesNotMatch`.
    pub code: &'static str,
    /// The message, byte for byte; most of its sentences end with a blank.
    pub message: String,
}

impl fmt::Display for ScopeRefusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.message.trim_end())
    }
}

impl core::error::Error for ScopeRefusal {}

/// Judges a credential scope as the STS endpoint with this host does.
///
/// `timestamp` is that of the request, `20260713T091500Z`; the scope must name its day. Every fault adds its sentence,
/// in the order Region, service, terminator, day. The check stands before that of token, key and signature: a client that
/// gets past it has only learned that host and Region agree.
///
/// The texts for Region and service were observed on the live service, the others are those of DynamoDB and inferred here.
///
/// ```
/// use eks_iam_sts_endpoint::{Scope, endpoint_of_host, judge_scope};
///
/// let host = endpoint_of_host("sts.amazonaws.com").expect("an STS host");
/// let scope = Scope { date: "20260713", region: "us-west-2", service: "sts", terminator: "aws4_request" };
/// let refusal = judge_scope(&host, "20260713T091500Z", &scope).unwrap_err();
/// assert_eq!(refusal.message, "Credential should be scoped to a valid region. ");
/// ```
///
/// # Errors
///
/// The refusal with status, code and text.
pub fn judge_scope(host: &HostForm<'_>, timestamp: &str, scope: &Scope<'_>) -> Result<(), ScopeRefusal> {
    let day = timestamp.split_once('T').map_or(timestamp, |(day, _)| day);
    let mut message = String::new();
    if scope.region != host.scope_region {
        message.push_str("Credential should be scoped to a valid region. ");
    }
    if scope.service != SIGNING_NAME {
        message.push_str("Credential should be scoped to correct service: 'sts'. ");
    }
    if scope.terminator != TERMINATOR {
        message.push_str("Credential should be scoped with a valid terminator: 'aws4_request', not '");
        message.push_str(scope.terminator);
        message.push_str("'. ");
    }
    if scope.date != day {
        message.push_str(
            "Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP: '",
        );
        for part in [scope.date, "' != '", day, "', from '", timestamp, "'."] {
            message.push_str(part);
        }
    }
    if message.is_empty() {
        return Ok(());
    }
    Err(ScopeRefusal { status: 403, code: "SignatureDoesNotMatch", message })
}
