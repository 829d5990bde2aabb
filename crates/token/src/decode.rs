//! Takes a token apart for people.

use eks_iam_sigv4::Timestamp;

use crate::{
    VerifyTokenError,
    go::parse_date,
    query::{Name, Query},
    token::{CLUSTER_HEADER, LIFETIME_SECONDS},
    verify::{parse_url, unpack},
};

/// What a token says of itself; nothing of it is proven. The signature and the session token are left out, so it can be
/// shown.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct DecodedToken {
    /// The STS host that it names.
    pub host: String,
    /// Whose key signed it; empty when it names none.
    pub access_key_id: String,
    /// The region it is signed for; empty when it names none.
    pub scope_region: String,
    /// The service it is signed for; empty when it names none.
    pub scope_service: String,
    /// When it was signed; none when that cannot be read.
    pub signed_at: Option<Timestamp>,
    /// Until when STS takes it: 15 minutes after signing, whatever `X-Amz-Expires` says, unless the credentials end before.
    pub expires_at: Option<Timestamp>,
    /// `X-Amz-Expires` as written; STS takes no notice of it.
    pub expires_parameter: String,
    /// The names of the signed headers.
    pub signed_headers: Vec<String>,
    /// Whether a cluster's name is signed. Which one cannot be read: the name is signed, not sent.
    pub signs_cluster_id: bool,
    /// Whether it was signed with temporary credentials.
    pub has_session_token: bool,
}

/// Takes a token apart without verifying it.
///
/// # Errors
///
/// When it cannot be read at all: too large, no prefix, no base64, no URL, or a query that the verifier refuses
/// ([`Reason::TooLarge`](crate::Reason::TooLarge) to [`Reason::BadUrl`](crate::Reason::BadUrl), and
/// [`Reason::MalformedQuery`](crate::Reason::MalformedQuery) to
/// [`Reason::MultipleValues`](crate::Reason::MultipleValues)).
pub fn decode(token: &str) -> Result<DecodedToken, VerifyTokenError> {
    let (_, text) = unpack(token)?;
    let url = parse_url(&text)?;
    let query = Query::parse(url.query)?;
    let mut scope = query.value_or_empty(Name::Credential).split('/').skip(2).map(str::to_owned);
    let signed_headers: Vec<_> =
        query.value_or_empty(Name::SignedHeaders).split(';').map(str::to_owned).collect();
    let signed_at = parse_date(query.value_or_empty(Name::Date)).ok();
    Ok(DecodedToken {
        host: url.host.to_owned(),
        access_key_id: query.access_key_id().to_owned(),
        scope_region: scope.next().unwrap_or_default(),
        scope_service: scope.next().unwrap_or_default(),
        signed_at,
        expires_at: signed_at.map(|time| time + LIFETIME_SECONDS),
        expires_parameter: query.value_or_empty(Name::Expires).to_owned(),
        signs_cluster_id: signed_headers.iter().any(|name| name.eq_ignore_ascii_case(CLUSTER_HEADER)),
        signed_headers,
        has_session_token: query.value(Name::SecurityToken).is_some(),
    })
}
