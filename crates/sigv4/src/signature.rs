//! Reads the signature that a request carries.

use std::fmt;

use crate::{
    Refusal, RefusalKind, Request, Scope, Timestamp,
    encode::{has_sound_escapes, query_bytes, query_text},
    refusal::RefusalKind as Kind,
};

/// Where a request carries its signature.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Location {
    /// In the `Authorization` header.
    Header,
    /// In the query: a presigned URL.
    Query,
}

/// A signature as a request carries it: read, not yet verified.
///
/// The signature's hexadecimal text is not printed, not even by `Debug`.
#[derive(Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Signature {
    /// Whose key is said to have signed.
    pub access_key_id: String,
    /// For which day, region and service.
    pub scope: Scope,
    /// The names of the signed headers as sent.
    pub signed_headers: Vec<String>,
    /// When the request was signed.
    pub timestamp: Timestamp,
    /// Where the signature stands.
    pub location: Location,
    pub(crate) hex: String,
}

impl fmt::Debug for Signature {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Signature")
            .field("access_key_id", &self.access_key_id)
            .field("scope", &self.scope)
            .field("signed_headers", &self.signed_headers)
            .field("timestamp", &self.timestamp)
            .field("location", &self.location)
            .finish_non_exhaustive()
    }
}

/// Reads the signature of a request, in the header or in the query.
///
/// # Errors
///
/// The first of AWS's checks that fails, down to [`RefusalKind::MalformedCredential`]; those that need a clock are left
/// to [`verify`](crate::verify).
pub fn parse_signature(request: &Request) -> Result<Signature, Refusal> {
    parse_checked(request, |_| Ok(()))
}

/// As [`parse_signature`], with the clock's check at its place in AWS's order.
pub(crate) fn parse_checked(
    request: &Request,
    check_clock: impl FnOnce(Timestamp) -> Result<(), Refusal>,
) -> Result<Signature, Refusal> {
    let parts = Parts::find(request)?;
    let timestamp = parts.timestamp()?;
    check_clock(timestamp)?;
    let signed_headers: Vec<_> = parts.signed_headers.split(';').map(str::to_owned).collect();
    if !signed_headers.iter().any(|name| name.eq_ignore_ascii_case("host") || name == ":authority") {
        return Err(Refusal::new(Kind::HostNotSigned, HOST_NOT_SIGNED));
    }
    let (access_key_id, scope) = parse_credential(&parts.credential)?;
    Ok(Signature {
        access_key_id,
        scope,
        signed_headers,
        timestamp,
        location: parts.location,
        hex: parts.signature,
    })
}

/// The parts of a signature as they were found, all present.
struct Parts {
    location: Location,
    credential: String,
    signed_headers: String,
    signature: String,
    date: String,
    /// Whether the date stood in `Date` and not in `X-Amz-Date`.
    is_http_date: bool,
}

impl Parts {
    fn find(request: &Request) -> Result<Self, Refusal> {
        if !has_sound_escapes(&request.target) {
            return Err(Refusal::new(Kind::MalformedTarget, ""));
        }
        let algorithm = parameter(request, "X-Amz-Algorithm");
        match (request.header("authorization"), algorithm.as_deref()) {
            (None, Some(ALGORITHM)) => Self::in_query(request),
            (Some(header), None) => Self::in_header(request, header),
            (Some(_), Some(_)) => Err(Refusal::new(Kind::TwoSignatures, TWO_SIGNATURES)),
            (None, _) => Err(Refusal::new(Kind::MissingSignature, "Request is missing Authentication Token")),
        }
    }

    fn in_header(request: &Request, header: &str) -> Result<Self, Refusal> {
        let header = header.trim();
        let (algorithm, rest) = header.split_once([' ', ',']).unwrap_or((header, ""));
        if algorithm != ALGORITHM {
            let text = format!("Unsupported AWS 'algorithm': '{algorithm}'. ");
            return Err(Refusal::new(Kind::UnsupportedAlgorithm, text));
        }
        let (mut credential, mut signature, mut signed_headers) = ("", "", "");
        for part in rest.split(',').map(str::trim).filter(|part| !part.is_empty()) {
            let Some((name, value)) = part.split_once('=') else {
                return Err(Refusal::new(Kind::MalformedAuthorization, not_key_value(part, header)));
            };
            match name.trim() {
                "Credential" => credential = value.trim(),
                "Signature" => signature = value.trim(),
                "SignedHeaders" => signed_headers = value.trim(),
                _ => {}
            }
        }
        let amz_date = request.header("x-amz-date").map(str::trim).filter(|date| !date.is_empty());
        let date = amz_date.or_else(|| request.header("date").map(str::trim)).unwrap_or_default();
        let mut missing = String::new();
        for (name, value) in
            [("Credential", credential), ("Signature", signature), ("SignedHeaders", signed_headers)]
        {
            if value.is_empty() {
                missing.push_str(&format!("Authorization header requires '{name}' parameter. "));
            }
        }
        if date.is_empty() {
            missing.push_str(NO_DATE);
        }
        if !missing.is_empty() {
            let text = format!("{missing}Authorization={header}");
            return Err(Refusal::new(Kind::IncompleteAuthorization, text));
        }
        Ok(Self {
            location: Location::Header,
            credential: credential.to_owned(),
            signed_headers: signed_headers.to_owned(),
            signature: signature.to_owned(),
            date: date.to_owned(),
            is_http_date: amz_date.is_none(),
        })
    }

    fn in_query(request: &Request) -> Result<Self, Refusal> {
        let mut missing = String::new();
        let mut find = |name: &str| {
            let value = parameter(request, name).unwrap_or_default();
            if value.is_empty() {
                missing.push_str(&format!("AWS query-string parameters must include '{name}'. "));
            }
            value
        };
        let credential = find("X-Amz-Credential");
        let signature = find("X-Amz-Signature");
        let signed_headers = find("X-Amz-SignedHeaders");
        let date = find("X-Amz-Date");
        if !missing.is_empty() {
            missing.push_str("Re-examine the query-string parameters.");
            return Err(Refusal::new(Kind::IncompleteQuery, missing));
        }
        Ok(Self {
            location: Location::Query,
            credential,
            signed_headers,
            signature,
            date,
            is_http_date: false,
        })
    }

    fn timestamp(&self) -> Result<Timestamp, Refusal> {
        let http_date = self.is_http_date.then(|| Timestamp::parse_http_date(&self.date).ok()).flatten();
        http_date.or_else(|| Timestamp::parse_basic(&self.date).ok()).ok_or_else(|| {
            let date = &self.date;
            let text = format!(
                "Date must be in ISO-8601 'basic format'. Got '{date}'. See http://en.wikipedia.org/wiki/ISO_8601"
            );
            Refusal::new(RefusalKind::MalformedDate, text)
        })
    }
}

/// The first value of that query parameter; AWS compares names with case.
pub(crate) fn parameter(request: &Request, name: &str) -> Option<String> {
    let mut pairs = request.query().split('&').map(|pair| pair.split_once('=').unwrap_or((pair, "")));
    pairs.find(|(key, _)| query_bytes(key).eq(name.bytes())).map(|(_, value)| query_text(value))
}

fn parse_credential(credential: &str) -> Result<(String, Scope), Refusal> {
    let mut parts = credential.split('/').map(str::to_owned);
    match (parts.next(), parts.next(), parts.next(), parts.next(), parts.next(), parts.next()) {
        (Some(access_key_id), Some(date), Some(region), Some(service), Some(terminator), None) => {
            Ok((access_key_id, Scope { date, region, service, terminator }))
        }
        _ => Err(Refusal::new(
            Kind::MalformedCredential,
            format!(
                "Credential must have exactly 5 slash-delimited elements, e.g. keyid/date/region/service/term, got \
                 '{credential}'"
            ),
        )),
    }
}

fn not_key_value(part: &str, header: &str) -> String {
    format!("'{part}' not a valid key=value pair (missing equal-sign) in Authorization header: '{header}'.")
}

/// The only algorithm of Signature Version 4.
pub(crate) const ALGORITHM: &str = "AWS4-HMAC-SHA256";
const NO_DATE: &str = "Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header. ";
const HOST_NOT_SIGNED: &str = "'Host' or ':authority' must be a 'SignedHeader' in the AWS Authorization.";
const TWO_SIGNATURES: &str =
    "Found both 'X-Amz-Algorithm' as a query-string param and 'Authorization' as HTTP header.";
