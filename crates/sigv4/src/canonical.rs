//! The canonical request and the string to sign.

use crate::{
    Location, Request, Scope, Signature, Timestamp,
    digest::push_sha256,
    encode::{push_encoded, query_bytes},
    request::REDACTED,
    signature::ALGORITHM,
};

/// Returns the canonical request that a signature is made over: method, path, query, signed headers, their names and the
/// body's hash, joined by newline.
///
/// It holds the session token where that is signed; [`redacted_canonical_request`] is for people.
pub fn canonical_request(request: &Request, signature: &Signature) -> String {
    Canonical::of(request, signature).render(false)
}

/// Returns the canonical request as [`canonical_request`] does, with `[redacted]` in place of the session token.
pub fn redacted_canonical_request(request: &Request, signature: &Signature) -> String {
    Canonical::of(request, signature).render(true)
}

/// Returns the string to sign: algorithm, timestamp, scope and the canonical request's hash, joined by newline.
pub fn string_to_sign(request: &Request, signature: &Signature) -> String {
    string_to_sign_of(&canonical_request(request, signature), signature.timestamp, &signature.scope)
}

pub(crate) fn string_to_sign_of(canonical_request: &str, timestamp: Timestamp, scope: &Scope) -> String {
    let mut text = String::with_capacity(160);
    text.push_str(ALGORITHM);
    text.push('\n');
    text.push_str(&timestamp.basic());
    for (part, before) in scope.parts().into_iter().zip(['\n', '/', '/', '/']) {
        text.push(before);
        text.push_str(part);
    }
    text.push('\n');
    push_sha256(&mut text, canonical_request.as_bytes());
    text
}

/// What goes into a canonical request, before it is brought into form.
pub(crate) struct Canonical<'a> {
    pub(crate) method: &'a str,
    pub(crate) path: &'a str,
    pub(crate) query: &'a str,
    pub(crate) headers: &'a [(String, String)],
    pub(crate) signed_headers: &'a [String],
    pub(crate) body: &'a [u8],
    pub(crate) service: &'a str,
    pub(crate) location: Location,
}

impl<'a> Canonical<'a> {
    fn of(request: &'a Request, signature: &'a Signature) -> Self {
        Self {
            method: &request.method,
            path: request.path(),
            query: request.query(),
            headers: &request.headers,
            signed_headers: &signature.signed_headers,
            body: &request.body,
            service: &signature.scope.service,
            location: signature.location,
        }
    }

    pub(crate) fn render(&self, redact: bool) -> String {
        let mut text = String::with_capacity(512 + self.query.len());
        text.push_str(self.method);
        text.push('\n');
        push_path(&mut text, self.path, is_s3(self.service));
        text.push('\n');
        push_query(&mut text, self.query, redact);
        text.push('\n');
        self.push_headers(&mut text, redact);
        text.push('\n');
        for (at, name) in self.signed_headers.iter().enumerate() {
            text.push_str(if at == 0 { "" } else { ";" });
            text.push_str(name);
        }
        text.push('\n');
        self.push_payload(&mut text);
        text
    }

    fn push_headers(&self, text: &mut String, redact: bool) {
        for name in self.signed_headers {
            text.extend(name.chars().map(|letter| letter.to_ascii_lowercase()));
            text.push(':');
            if redact && name.eq_ignore_ascii_case(TOKEN_NAME) {
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
            for (at, word) in value.split([' ', '\t']).filter(|word| !word.is_empty()).enumerate() {
                text.push_str(if at == 0 { "" } else { " " });
                text.push_str(word);
            }
        }
    }

    fn push_payload(&self, text: &mut String) {
        let mut claimed =
            self.headers.iter().filter(|(name, _)| name.eq_ignore_ascii_case("x-amz-content-sha256"));
        let is_unsigned = match claimed.next() {
            Some((_, claim)) => claim == UNSIGNED_PAYLOAD,
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
        push_encoded(text, path.bytes(), |byte| matches!(byte, b'/' | b'%'));
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
        push_encoded(text, segment.bytes(), |_| false);
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

/// Appends the query: pairs encoded anew and sorted, the signature left out.
pub(crate) fn push_query(text: &mut String, query: &str, redact: bool) {
    let mut encoded = String::with_capacity(query.len() + 16);
    let mut ends = Vec::with_capacity(16);
    for pair in query.split('&').filter(|pair| !pair.is_empty()) {
        let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
        if query_bytes(name).eq(SIGNATURE_NAME.bytes()) {
            continue;
        }
        push_encoded(&mut encoded, query_bytes(name), |_| false);
        let middle = encoded.len();
        if redact && query_bytes(name).eq("X-Amz-Security-Token".bytes()) {
            encoded.push_str(REDACTED);
        } else {
            push_encoded(&mut encoded, query_bytes(value), |_| false);
        }
        ends.push((middle, encoded.len()));
    }
    let mut rest = encoded.as_str();
    let mut start = 0;
    let mut pairs: Vec<(&str, &str)> = Vec::with_capacity(ends.len());
    for (middle, end) in ends {
        let (name, behind) = rest.split_at(middle - start);
        let (value, behind) = behind.split_at(end - middle);
        pairs.push((name, value));
        (rest, start) = (behind, end);
    }
    pairs.sort_unstable();
    for (at, (name, value)) in pairs.into_iter().enumerate() {
        text.push_str(if at == 0 { "" } else { "&" });
        text.push_str(name);
        text.push('=');
        text.push_str(value);
    }
}

const SIGNATURE_NAME: &str = "X-Amz-Signature";
const TOKEN_NAME: &str = "x-amz-security-token";
const UNSIGNED_PAYLOAD: &str = "UNSIGNED-PAYLOAD";
const EMPTY_SHA256: &str = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
