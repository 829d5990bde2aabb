//! The canonical request and the string to sign.

use crate::{
    Location, Request, Signature,
    digest::push_sha256,
    encode::{push_encoded, push_encoded_anew, query_bytes, query_text},
    request::{REDACTED, is_secret_name},
    signature::ALGORITHM,
};

/// Returns the canonical request that a signature is made over: method, path, query, signed headers, their names and the
/// body's hash, joined by newline.
///
/// It holds the session token where that is signed; [`redacted_canonical_request`] is for people.
pub fn canonical_request(request: &Request, signature: &Signature) -> String {
    of_signature(request, signature, false)
}

/// Returns the canonical request as [`canonical_request`] does, with `[redacted]` in place of the session token and of
/// whatever else lets a reader act as the caller: cookies, web identity tokens, SAML assertions.
pub fn redacted_canonical_request(request: &Request, signature: &Signature) -> String {
    of_signature(request, signature, true)
}

/// Returns the string to sign: algorithm, timestamp, scope and the canonical request's hash, joined by newline.
pub fn string_to_sign(request: &Request, signature: &Signature) -> String {
    let scope = signature.scope.to_string();
    string_to_sign_of(&canonical_request(request, signature), &signature.timestamp.basic(), &scope)
}

/// The string to sign of a timestamp in basic form and a whole scope.
pub(crate) fn string_to_sign_of(canonical_request: &str, timestamp: &str, scope: &str) -> String {
    let mut text = String::with_capacity(192);
    for line in [ALGORITHM, timestamp, scope] {
        text.push_str(line);
        text.push('\n');
    }
    push_sha256(&mut text, canonical_request.as_bytes());
    text
}

fn of_signature(request: &Request, signature: &Signature, redact: bool) -> String {
    Canonical {
        method: &request.method,
        path: request.path(),
        query: CanonicalQuery::Raw(request.query()),
        headers: &header_pairs(&request.headers),
        signed_headers: &signature.signed_headers.join(";"),
        body: &request.body,
        service: &signature.scope.service,
        location: signature.location,
    }
    .render(redact)
}

/// Borrows names and values.
pub(crate) fn header_pairs(headers: &[(String, String)]) -> Vec<(&str, &str)> {
    headers.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect()
}

/// A query, and what is still to be done to it.
#[derive(Clone, Copy)]
pub(crate) enum CanonicalQuery<'a> {
    /// As it stands in a target.
    Raw(&'a str),
    /// Encoded as AWS encodes, to be sorted.
    Encoded(&'a str),
    /// Encoded and sorted.
    Sorted(&'a str),
}

/// What goes into a canonical request, before it is brought into form.
pub(crate) struct Canonical<'a> {
    pub(crate) method: &'a str,
    pub(crate) path: &'a str,
    pub(crate) query: CanonicalQuery<'a>,
    pub(crate) headers: &'a [(&'a str, &'a str)],
    /// The names as sent, separated by semicolons.
    pub(crate) signed_headers: &'a str,
    pub(crate) body: &'a [u8],
    pub(crate) service: &'a str,
    pub(crate) location: Location,
}

impl Canonical<'_> {
    pub(crate) fn render(&self, redact: bool) -> String {
        let (CanonicalQuery::Raw(query) | CanonicalQuery::Encoded(query) | CanonicalQuery::Sorted(query)) =
            self.query;
        let mut text = String::with_capacity(512 + query.len());
        text.push_str(self.method);
        text.push('\n');
        push_path(&mut text, self.path, is_s3(self.service));
        text.push('\n');
        match self.query {
            CanonicalQuery::Raw(query) => push_sorted(&mut text, &encoded_anew(query, redact)),
            CanonicalQuery::Encoded(query) => push_sorted(&mut text, query),
            CanonicalQuery::Sorted(query) => text.push_str(query),
        }
        text.push('\n');
        self.push_headers(&mut text, redact);
        text.push('\n');
        text.push_str(self.signed_headers);
        text.push('\n');
        self.push_payload(&mut text);
        text
    }

    fn push_headers(&self, text: &mut String, redact: bool) {
        for name in self.signed_headers.split(';') {
            text.extend(name.chars().map(|letter| letter.to_ascii_lowercase()));
            text.push(':');
            if redact && is_secret_name(name) {
                text.push_str(REDACTED);
            } else {
                self.push_values(text, name);
            }
            text.push('\n');
        }
    }

    /// The values of a header, trimmed, inner runs of blanks made one, joined by a comma.
    fn push_values(&self, text: &mut String, name: &str) {
        let values = self.headers.iter().filter(|(key, _)| key.eq_ignore_ascii_case(name));
        for (at, (_, value)) in values.enumerate() {
            text.push_str(if at == 0 { "" } else { "," });
            for (at, word) in value.split([' ', '\t', '\r', '\n']).filter(|word| !word.is_empty()).enumerate()
            {
                text.push_str(if at == 0 { "" } else { " " });
                text.push_str(word);
            }
        }
    }

    fn push_payload(&self, text: &mut String) {
        let mut claimed =
            self.headers.iter().filter(|(name, _)| name.eq_ignore_ascii_case("x-amz-content-sha256"));
        let is_unsigned = match claimed.next() {
            Some((_, claim)) => *claim == UNSIGNED_PAYLOAD,
            None => self.location == Location::Query,
        };
        match self.body {
            _ if is_s3(self.service) && is_unsigned => text.push_str(UNSIGNED_PAYLOAD),
            [] => text.push_str(EMPTY_SHA256),
            body => push_sha256(text, body),
        }
    }
}

/// Whether the service hashes its path and payload as S3 does.
pub(crate) fn is_s3(service: &str) -> bool {
    matches!(service, "s3" | "s3express" | "s3-object-lambda" | "s3-outposts")
}

/// Appends the path: without dot segments and doubled slashes and encoded once more; for S3 neither.
fn push_path(text: &mut String, path: &str, is_s3: bool) {
    if is_s3 {
        push_encoded(text, path, |byte| matches!(byte, b'/' | b'%'));
        return;
    }
    if path == "/" {
        text.push('/');
        return;
    }
    let mut segments: Vec<&str> = Vec::new();
    for segment in path.split('/') {
        match plain_dots(segment) {
            "" | "." => {}
            ".." => {
                segments.pop();
            }
            _ => segments.push(segment),
        }
    }
    for segment in &segments {
        text.push('/');
        push_encoded(text, segment, |_| false);
    }
    let last = plain_dots(path.rsplit('/').next().unwrap_or_default());
    if segments.is_empty() || matches!(last, "" | "." | "..") {
        text.push('/');
    }
}

/// The segment with an escaped dot read as a dot, where it is a dot segment.
fn plain_dots(segment: &str) -> &str {
    match segment.to_ascii_lowercase().as_str() {
        "%2e" => ".",
        "%2e%2e" | ".%2e" | "%2e." => "..",
        _ => segment,
    }
}

/// The pairs of a query decoded and encoded anew, each with an equals sign, the signature left out.
fn encoded_anew(query: &str, redact: bool) -> String {
    let mut text = String::with_capacity(query.len() + 16);
    for pair in query.split('&').filter(|pair| !pair.is_empty()) {
        let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
        if query_bytes(name).eq(SIGNATURE_NAME.bytes()) {
            continue;
        }
        if !text.is_empty() {
            text.push('&');
        }
        push_encoded_anew(&mut text, name);
        text.push('=');
        if redact && is_secret_name(&query_text(name)) {
            text.push_str(REDACTED);
        } else {
            push_encoded_anew(&mut text, value);
        }
    }
    text
}

/// Appends encoded pairs sorted by name, then by value.
fn push_sorted(text: &mut String, query: &str) {
    let mut pairs: Vec<(&str, &str)> = Vec::with_capacity(16);
    pairs.extend(query.split('&').filter_map(|pair| pair.split_once('=')));
    pairs.sort_unstable();
    for (at, (name, value)) in pairs.into_iter().enumerate() {
        text.push_str(if at == 0 { "" } else { "&" });
        text.push_str(name);
        text.push('=');
        text.push_str(value);
    }
}

const SIGNATURE_NAME: &str = "X-Amz-Signature";
const UNSIGNED_PAYLOAD: &str = "UNSIGNED-PAYLOAD";
const EMPTY_SHA256: &str = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
