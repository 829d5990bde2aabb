//! Signs a request in its query: a presigned URL.

use std::{borrow::Cow, fmt::Write};

use crate::{
    Location, SigningKey, SigningParams,
    canonical::{Canonical, CanonicalQuery},
    encode::{is_unreserved, push_encoded},
    sign::signed_names,
};

/// A request that is to be handed on as a URL. Its body is empty.
#[derive(Debug, Clone, Copy)]
pub struct PresignRequest<'a> {
    /// The method, such as `GET`.
    pub method: &'a str,
    /// The host, such as `sts.us-west-2.amazonaws.com`, with its port where it has one. It stands in the URL as it is; what
    /// is signed is the header that clients send: in lower case, and without port 443.
    pub host: &'a str,
    /// The path, percent-encoded; `/` for STS.
    pub path: &'a str,
    /// The query's names and values, not encoded, in the order in which they are to stand in the URL.
    pub query: &'a [(&'a str, &'a str)],
    /// Further headers that are signed and that whoever uses the URL has to send, such as `x-k8s-aws-id`.
    pub headers: &'a [(&'a str, &'a str)],
    /// `X-Amz-Expires`, in seconds; STS takes no notice of it and ends after 15 minutes.
    pub expires_seconds: Option<u32>,
}

/// Returns the presigned `https` URL of a request.
///
/// Parameters stand in the order of botocore: the request's own, then Algorithm, Credential, Date, Expires, SignedHeaders,
/// the session token where there is one, and the signature.
pub fn presign(request: &PresignRequest<'_>, params: &SigningParams<'_>) -> String {
    presign_by(request, params, None)
}

/// Presigns as [`presign`] does, byte for byte, with a key that was derived before from the same secret.
///
/// A key of another day, Region or service is left aside and the right one derived, so the signature is good in any case.
pub fn presign_with_key(
    request: &PresignRequest<'_>,
    params: &SigningParams<'_>,
    key: &SigningKey,
) -> String {
    presign_by(request, params, Some(key))
}

fn presign_by(request: &PresignRequest<'_>, params: &SigningParams<'_>, key: Option<&SigningKey>) -> String {
    let mut headers = Vec::with_capacity(request.headers.len() + 1);
    let host = host_header(request.host);
    headers.push(("host", host.as_ref()));
    headers.extend_from_slice(request.headers);
    let signed_headers = signed_names(&headers);
    let time = params.time.basic();
    let scope = params.scope(&time);

    let path = if request.path.is_empty() { "/" } else { request.path };
    let mut url = String::with_capacity(512 + request.host.len() + path.len());
    for part in ["https://", request.host, path, "?"] {
        url.push_str(part);
    }
    let start = url.len();
    for (name, value) in request.query {
        push_encoded(&mut url, name, |_| false);
        url.push('=');
        push_encoded(&mut url, value, |_| false);
        url.push('&');
    }
    url.push_str("X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=");
    push_encoded(&mut url, &params.credentials.access_key_id, |_| false);
    url.push_str("%2F");
    push_encoded(&mut url, &scope, |_| false);
    url.push_str("&X-Amz-Date=");
    url.push_str(&time);
    if let Some(seconds) = request.expires_seconds {
        // A string takes whatever is written.
        let _ = write!(url, "&X-Amz-Expires={seconds}");
    }
    let signed_at = url.len();
    url.push_str("&X-Amz-SignedHeaders=");
    push_encoded(&mut url, &signed_headers, |_| false);
    let token_at = url.len();
    if let Some(token) = &params.credentials.session_token {
        url.push_str("&X-Amz-Security-Token=");
        push_encoded(&mut url, token.expose(), |_| false);
    }

    // The session token is the only parameter of ours that does not stand where it is sorted to.
    let part = |from, to| url.get(from..to).unwrap_or_default();
    let sorted = [part(start, signed_at), part(token_at, url.len()), part(signed_at, token_at)].concat();
    let canonical_request = Canonical {
        method: request.method,
        path,
        query: if is_sorted(request.query) {
            CanonicalQuery::Sorted(&sorted)
        } else {
            CanonicalQuery::Encoded(&sorted)
        },
        headers: &headers,
        signed_headers: &signed_headers,
        body: &[],
        service: params.service,
        location: Location::Query,
    }
    .render(false);
    url.push_str("&X-Amz-Signature=");
    params.push_signature(&mut url, (&time, &scope), &canonical_request, key);
    url
}

/// The header `Host` that clients send to an `https` URL with that host and port.
fn host_header(host: &str) -> Cow<'_, str> {
    let host = host.strip_suffix(":443").unwrap_or(host);
    if host.bytes().any(|byte| byte.is_ascii_uppercase()) {
        return Cow::Owned(host.to_ascii_lowercase());
    }
    Cow::Borrowed(host)
}

/// Whether parameters stand as they are sorted, and before ours.
fn is_sorted(query: &[(&str, &str)]) -> bool {
    query.is_sorted_by(|(left, _), (right, _)| left < right)
        && query.last().is_none_or(|(name, _)| *name < "X-Amz-Algorithm")
        && query.iter().all(|(name, _)| name.bytes().all(is_unreserved))
}
