//! What the strict rules ask beyond the reference.

use eks_iam_sigv4::Timestamp;

use crate::{
    Reason, VerifyTokenError, base64,
    go::parse_date,
    host,
    query::{Name, Query},
    token::LIFETIME_SECONDS,
    url::Url,
};

/// Refuses what no maker makes; the token has passed the reference's steps.
pub(crate) fn check(
    payload: &str,
    text: &str,
    url: &Url<'_>,
    query: &Query<'_>,
    now: Timestamp,
) -> Result<(), VerifyTokenError> {
    let ensure = |holds: bool, reason, text: &str| {
        if holds { Ok(()) } else { Err(VerifyTokenError::new(reason, text)) }
    };
    let is_plain = base64::is_canonical(payload, text.as_bytes());
    ensure(is_plain, Reason::BadBase64, "base64 has line breaks or surplus bits")?;
    ensure(url.scheme == "https", Reason::BadScheme, "scheme is not in lower case")?;
    ensure(url.fragment.is_none(), Reason::BadUrl, "unexpected fragment in pre-signed URL")?;
    let has_empty_pair = url.query.split('&').any(str::is_empty);
    ensure(!has_empty_pair, Reason::MalformedQuery, "query has a parameter without a name")?;
    for (name, spelling) in Name::ALL {
        match query.spelling(name) {
            None if name == Name::SecurityToken => {}
            None => {
                return ensure(false, Reason::MissingParameter, &format!("parameter {spelling} is missing"));
            }
            Some(found) if found == spelling => {}
            Some(_) => {
                let text = format!("parameter {spelling} is spelt in another case");
                return ensure(false, Reason::MisspeltParameter, &text);
            }
        }
    }
    let version = query.value_or_empty(Name::Version);
    ensure(version == "2011-06-15", Reason::BadVersion, "version is not 2011-06-15")?;
    let algorithm = query.value_or_empty(Name::Algorithm);
    ensure(algorithm == "AWS4-HMAC-SHA256", Reason::BadAlgorithm, "algorithm is not AWS4-HMAC-SHA256")?;
    let signature = query.value_or_empty(Name::Signature);
    let is_hex =
        signature.len() == 64 && signature.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'));
    ensure(is_hex, Reason::BadSignature, "signature is not 64 lower-case hexadecimal digits")?;
    let headers = query.value_or_empty(Name::SignedHeaders);
    let is_sent = headers == "host;x-k8s-aws-id" || headers == "accept;host;x-k8s-aws-id";
    ensure(is_sent, Reason::BadSignedHeaders, "signed headers are other than host;x-k8s-aws-id")?;
    let expires = query.value_or_empty(Name::Expires);
    let is_number = expires.bytes().all(|byte| byte.is_ascii_digit());
    ensure(is_number, Reason::BadExpires, "X-Amz-Expires has a sign")?;
    let date = query.value_or_empty(Name::Date);
    let Ok(signed_at) = parse_date(date) else { return ensure(false, Reason::BadDate, "date is no time") };
    ensure(signed_at.basic() == date, Reason::BadDate, "date has a fraction of a second")?;
    ensure(
        signed_at <= now + LIFETIME_SECONDS,
        Reason::NotYetValid,
        "date is more than 15 minutes ahead of the clock",
    )?;
    check_scope(query.value_or_empty(Name::Credential), url.host, signed_at)
}

/// The scope must be of the token's day, of STS, and of the region that the host accepts.
fn check_scope(credential: &str, host: &str, signed_at: Timestamp) -> Result<(), VerifyTokenError> {
    let refuse = |text: String| Err(VerifyTokenError::new(Reason::BadScope, text));
    let parts: Vec<_> = credential.split('/').collect();
    let [key, date, region, "sts", "aws4_request"] = parts.as_slice() else {
        return refuse("credential is not key/day/region/sts/aws4_request".to_owned());
    };
    let wanted = host::scope_region(host);
    if key.is_empty() || !key.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_') {
        return refuse("credential names no access key of letters and digits".to_owned());
    }
    if *date != signed_at.date() {
        return refuse(format!("scope is of {date}, but the token was signed on {}", signed_at.date()));
    }
    if *region != wanted {
        return refuse(format!("token is signed for {region}, but names {host}, which accepts {wanted}"));
    }
    Ok(())
}
