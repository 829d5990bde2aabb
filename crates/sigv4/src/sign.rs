//! Signs a request in its headers.

use std::cmp::Ordering;

use crate::{
    Credentials, Location, Request, SigningKey, Timestamp,
    canonical::{Canonical, CanonicalQuery, header_pairs, string_to_sign_of},
    digest::HmacKey,
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
    /// Appends the signature of a canonical request at a time in basic form, under that scope. A key for anything else
    /// than these parameters is left aside.
    pub(crate) fn push_signature(
        &self,
        out: &mut String,
        (time, scope): (&str, &str),
        canonical_request: &str,
        key: Option<&SigningKey>,
    ) {
        let text = string_to_sign_of(canonical_request, time, scope);
        match key.and_then(|key| key.mac(time, self)) {
            Some(key) => key.push_signature(out, &text),
            None => self.derive(day_of(time)).push_signature(out, &text),
        }
    }

    /// The key of the day.
    pub(crate) fn derive(&self, date: &str) -> HmacKey {
        HmacKey::of_scope(&self.credentials.secret_access_key, [date, self.region, self.service, TERMINATOR])
    }

    /// The credential scope at a time in basic form.
    pub(crate) fn scope(&self, time: &str) -> String {
        [day_of(time), self.region, self.service, TERMINATOR].join("/")
    }
}

/// The day of a time in basic form: all before the `T`.
fn day_of(time: &str) -> &str {
    time.split('T').next().unwrap_or_default()
}

/// Signs a request in its headers: adds `x-amz-date`, for temporary credentials `x-amz-security-token`, and
/// `authorization`. What stood under these names before is replaced.
///
/// Every header that is there is signed, but those that are changed on their way: `authorization`, `user-agent`,
/// `x-amzn-trace-id`, `transfer-encoding` (as the `aws-sigv4` crate 1.6 leaves them out). A server wants `host` signed,
/// so put it in before.
pub fn sign(request: &mut Request, params: &SigningParams<'_>) {
    sign_by(request, params, None);
}

/// Signs as [`sign`] does, byte for byte, with a key that was derived before from the same secret.
///
/// A key of another day, Region or service is left aside and the right one derived, so the signature is good in any case.
pub fn sign_with_key(request: &mut Request, params: &SigningParams<'_>, key: &SigningKey) {
    sign_by(request, params, Some(key));
}

fn sign_by(request: &mut Request, params: &SigningParams<'_>, key: Option<&SigningKey>) {
    for name in ["authorization", "x-amz-date", "x-amz-security-token"] {
        request.remove_header(name);
    }
    let time = params.time.basic();
    request.headers.push(("x-amz-date".to_owned(), time.clone()));
    if let Some(token) = &params.credentials.session_token {
        request.headers.push(("x-amz-security-token".to_owned(), token.expose().to_owned()));
    }
    let headers = header_pairs(&request.headers);
    let signed_headers = signed_names(&headers);
    let canonical_request = Canonical {
        method: &request.method,
        path: request.path(),
        query: CanonicalQuery::Raw(request.query()),
        headers: &headers,
        signed_headers: &signed_headers,
        body: &request.body,
        service: params.service,
        location: Location::Header,
    }
    .render(false);
    let scope = params.scope(&time);
    let mut value = format!(
        "{ALGORITHM} Credential={}/{scope}, SignedHeaders={signed_headers}, Signature=",
        params.credentials.access_key_id,
    );
    params.push_signature(&mut value, (&time, &scope), &canonical_request, key);
    request.headers.push(("authorization".to_owned(), value));
}

/// The names to sign, in lower case, sorted, each once, separated by semicolons.
pub(crate) fn signed_names(headers: &[(&str, &str)]) -> String {
    let is_signed = |name: &&str| !NEVER_SIGNED.iter().any(|never| name.eq_ignore_ascii_case(never));
    let names = headers.iter().map(|(name, _)| *name).filter(is_signed);
    let mut names: Vec<_> = names.map(Lower).collect();
    names.sort_unstable();
    names.dedup();
    let mut text = String::with_capacity(names.iter().map(|name| name.0.len() + 1).sum());
    for (at, Lower(name)) in names.into_iter().enumerate() {
        text.push_str(if at == 0 { "" } else { ";" });
        text.extend(name.chars().map(|letter| letter.to_ascii_lowercase()));
    }
    text
}

/// A name that is compared in lower case.
struct Lower<'a>(&'a str);

impl Lower<'_> {
    fn bytes(&self) -> impl Iterator<Item = u8> {
        self.0.bytes().map(|byte| byte.to_ascii_lowercase())
    }
}

impl Ord for Lower<'_> {
    fn cmp(&self, other: &Self) -> Ordering {
        self.bytes().cmp(other.bytes())
    }
}

impl PartialOrd for Lower<'_> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Lower<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.0.eq_ignore_ascii_case(other.0)
    }
}

impl Eq for Lower<'_> {}

/// Headers that proxies change on the way.
const NEVER_SIGNED: [&str; 4] = ["authorization", "user-agent", "x-amzn-trace-id", "transfer-encoding"];
