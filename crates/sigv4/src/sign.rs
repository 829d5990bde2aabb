//! Signs a request in its headers.

use crate::{
    Credentials, Location, Request, Scope, Timestamp,
    canonical::{Canonical, string_to_sign_of},
    digest::signature,
    scope::TERMINATOR,
    signature::ALGORITHM,
};

/// With what, for where and when a request is signed.
#[derive(Debug, Clone, Copy)]
pub struct SigningParams<'a> {
    /// Whose signature it is to be.
    pub credentials: &'a Credentials,
    /// The region of the endpoint that is called, such as `us-west-2`; `us-east-1` for `sts.amazonaws.com`.
    pub region: &'a str,
    /// The service's signing name, such as `sts`.
    pub service: &'a str,
    /// When the request is signed; good for 15 minutes either way.
    pub time: Timestamp,
}

impl SigningParams<'_> {
    pub(crate) fn scope(&self) -> Scope {
        Scope {
            date: self.time.date(),
            region: self.region.to_owned(),
            service: self.service.to_owned(),
            terminator: TERMINATOR.to_owned(),
        }
    }

    pub(crate) fn signature(&self, canonical_request: &str, scope: &Scope) -> String {
        let text = string_to_sign_of(canonical_request, self.time, scope);
        signature(&self.credentials.secret_access_key, scope.parts(), &text)
    }
}

/// Signs a request in its headers: adds `x-amz-date`, for temporary credentials `x-amz-security-token`, and
/// `authorization`. What stood under these names before is replaced.
///
/// Every header that is there is signed, but those that are changed on their way: `authorization`, `user-agent`,
/// `x-amzn-trace-id`, `transfer-encoding` (as the `aws-sigv4` crate 1.6 leaves them out). A server wants `host` signed,
/// so put it in before.
pub fn sign(request: &mut Request, params: &SigningParams<'_>) {
    for name in ["authorization", "x-amz-date", "x-amz-security-token"] {
        request.remove_header(name);
    }
    request.headers.push(("x-amz-date".to_owned(), params.time.basic()));
    if let Some(token) = &params.credentials.session_token {
        request.headers.push(("x-amz-security-token".to_owned(), token.expose().to_owned()));
    }
    let signed_headers = signed_names(&request.headers);
    let canonical_request = Canonical {
        method: &request.method,
        path: request.path(),
        query: request.query(),
        headers: &request.headers,
        signed_headers: &signed_headers,
        body: &request.body,
        service: params.service,
        location: Location::Header,
    }
    .render(false);
    let scope = params.scope();
    let value = format!(
        "{ALGORITHM} Credential={}/{scope}, SignedHeaders={}, Signature={}",
        params.credentials.access_key_id,
        signed_headers.join(";"),
        params.signature(&canonical_request, &scope),
    );
    request.headers.push(("authorization".to_owned(), value));
}

/// The names to sign, in lower case, sorted, each once.
pub(crate) fn signed_names(headers: &[(String, String)]) -> Vec<String> {
    let mut names: Vec<_> = headers.iter().map(|(name, _)| name.to_ascii_lowercase()).collect();
    names.retain(|name| !NEVER_SIGNED.contains(&name.as_str()));
    names.sort_unstable();
    names.dedup();
    names
}

/// Headers that proxies change on the way.
const NEVER_SIGNED: [&str; 4] = ["authorization", "user-agent", "x-amzn-trace-id", "transfer-encoding"];
