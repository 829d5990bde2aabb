//! Signs a request in its query: a presigned URL.

use crate::{
    Location, SigningParams, canonical::Canonical, encode::push_encoded, sign::signed_names,
    signature::ALGORITHM,
};

/// A request that is to be handed on as a URL. Its body is empty.
#[derive(Debug, Clone, Copy)]
pub struct PresignRequest<'a> {
    /// The method, such as `GET`.
    pub method: &'a str,
    /// The host, such as `sts.us-west-2.amazonaws.com`, with its port if that is not 443.
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
    let mut headers = vec![("host".to_owned(), request.host.to_owned())];
    headers.extend(request.headers.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())));
    let signed_headers = signed_names(&headers);
    let scope = params.scope();

    let path = if request.path.is_empty() { "/" } else { request.path };
    let mut url = String::with_capacity(512 + request.host.len() + path.len());
    url.push_str("https://");
    url.push_str(request.host);
    url.push_str(path);
    url.push('?');
    let start = url.len();
    for (name, value) in request.query {
        push_pair(&mut url, start, name, value);
    }
    push_pair(&mut url, start, "X-Amz-Algorithm", ALGORITHM);
    let credential = format!("{}/{scope}", params.credentials.access_key_id);
    push_pair(&mut url, start, "X-Amz-Credential", &credential);
    push_pair(&mut url, start, "X-Amz-Date", &params.time.basic());
    if let Some(seconds) = request.expires_seconds {
        push_pair(&mut url, start, "X-Amz-Expires", &seconds.to_string());
    }
    push_pair(&mut url, start, "X-Amz-SignedHeaders", &signed_headers.join(";"));
    if let Some(token) = &params.credentials.session_token {
        push_pair(&mut url, start, "X-Amz-Security-Token", token.expose());
    }

    let canonical_request = Canonical {
        method: request.method,
        path,
        query: url.split_at_checked(start).map_or("", |(_, query)| query),
        headers: &headers,
        signed_headers: &signed_headers,
        body: &[],
        service: params.service,
        location: Location::Query,
    }
    .render(false);
    let signature = params.signature(&canonical_request, &scope);
    push_pair(&mut url, start, "X-Amz-Signature", &signature);
    url
}

/// Appends a pair, encoded; `start` is where the query begins.
fn push_pair(url: &mut String, start: usize, name: &str, value: &str) {
    if url.len() > start {
        url.push('&');
    }
    push_encoded(url, name.bytes(), |_| false);
    url.push('=');
    push_encoded(url, value.bytes(), |_| false);
}
