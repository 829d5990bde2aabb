//! The plain request: what a signer signs, a verifier reads, and the mock answers.

use std::fmt;

use crate::encode::query_text;

/// An HTTP request as it stands on the wire, without any HTTP library.
///
/// `Debug` prints neither the body nor the values that would let a reader act as the caller: the `Authorization` header,
/// the session token and the signature, in headers and in the query.
#[derive(Clone, PartialEq, Eq, Default)]
pub struct Request {
    /// The method as sent, such as `GET`.
    pub method: String,
    /// The raw path and query, such as `/?Action=GetCallerIdentity`; never decoded, never normalised.
    pub target: String,
    /// The headers in wire order, names as sent.
    pub headers: Vec<(String, String)>,
    /// The body as received.
    pub body: Vec<u8>,
}

impl Request {
    /// Makes a request without headers and body.
    pub fn new(method: impl Into<String>, target: impl Into<String>) -> Self {
        Self { method: method.into(), target: target.into(), headers: Vec::new(), body: Vec::new() }
    }

    /// Adds a header behind those that are there.
    #[must_use]
    pub fn with_header(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.headers.push((name.into(), value.into()));
        self
    }

    /// Sets the body.
    #[must_use]
    pub fn with_body(mut self, body: impl Into<Vec<u8>>) -> Self {
        self.body = body.into();
        self
    }

    /// Returns the value of the first header of that name; names are compared without case.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(key, _)| key.eq_ignore_ascii_case(name)).map(|(_, value)| value.as_str())
    }

    /// Returns the values of all headers of that name, in wire order.
    pub fn header_values<'a>(&'a self, name: &str) -> impl Iterator<Item = &'a str> {
        self.headers
            .iter()
            .filter(move |(key, _)| key.eq_ignore_ascii_case(name))
            .map(|(_, value)| value.as_str())
    }

    /// Returns the host the request was meant for: the `Host` header, else HTTP/2's `:authority`.
    pub fn host(&self) -> Option<&str> {
        self.header("host").or_else(|| self.header(":authority"))
    }

    /// Returns the path, raw; `/` when the target has none.
    pub fn path(&self) -> &str {
        match self.target.split_once('?').map_or(self.target.as_str(), |(path, _)| path) {
            "" => "/",
            path => path,
        }
    }

    /// Returns the query, raw and without its `?`; empty when there is none.
    pub fn query(&self) -> &str {
        self.target.split_once('?').map_or("", |(_, query)| query)
    }

    /// Drops all headers of that name; names are compared without case.
    pub fn remove_header(&mut self, name: &str) {
        self.headers.retain(|(key, _)| !key.eq_ignore_ascii_case(name));
    }
}

impl fmt::Debug for Request {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let headers: Vec<_> =
            self.headers.iter().map(|(name, value)| (name, shown_value(name, value))).collect();
        f.debug_struct("Request")
            .field("method", &self.method)
            .field("target", &shown_target(self))
            .field("headers", &headers)
            .field("body", &format_args!("[{} bytes]", self.body.len()))
            .finish()
    }
}

fn shown_value<'a>(name: &str, value: &'a str) -> &'a str {
    if is_secret_name(name) { REDACTED } else { value }
}

fn shown_target(request: &Request) -> String {
    let mut shown = request.path().to_owned();
    let mut separator = '?';
    for pair in request.query().split('&').filter(|pair| !pair.is_empty()) {
        shown.push(separator);
        separator = '&';
        match pair.split_once('=') {
            Some((name, _)) if is_secret_name(&query_text(name)) => {
                shown.push_str(name);
                shown.push('=');
                shown.push_str(REDACTED);
            }
            _ => shown.push_str(pair),
        }
    }
    shown
}

pub(crate) fn is_secret_name(name: &str) -> bool {
    SECRET_NAMES.iter().any(|secret| name.eq_ignore_ascii_case(secret))
}

/// What stands where a secret was.
pub(crate) const REDACTED: &str = "[redacted]";

/// Headers and parameters whose value lets whoever reads it act as the caller.
const SECRET_NAMES: [&str; 7] = [
    "authorization",
    "cookie",
    "x-amz-security-token",
    "x-amz-signature",
    "WebIdentityToken",
    "SAMLAssertion",
    "SecretAccessKey",
];
