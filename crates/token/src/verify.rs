//! Verifies a token as aws-iam-authenticator does, or more strictly.

use std::borrow::Cow;

use eks_iam_sigv4::{Secret, Timestamp};

use crate::{
    Identity, Reason, StsCall, StsRequest, VerifyTokenError, base64,
    go::{atoi, equal_fold, parse_date, quoted},
    host,
    make::MAX_EXPIRES,
    query::{Name, Query},
    strict,
    token::{CLUSTER_HEADER, LIFETIME_SECONDS, MAX_BYTES, PREFIX},
    url::Url,
};

/// By which rules a token is verified. There is no default: say which.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Rules {
    /// As EKS does: the steps of aws-iam-authenticator v0.7.18 in their order, but for a closed list of hosts, where the
    /// reference takes any label for a region.
    AsEks,
    /// All of that, and only tokens as makers make them: each parameter once and spelt as STS reads it, a scope that fits
    /// the host, nothing in the future, no line breaks, no user info, no fragment.
    Strict,
}

/// The verifier of one cluster.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Verifier<'a> {
    /// The cluster's partition, such as `aws`.
    pub partition: &'a str,
    /// The cluster's region; its STS host is accepted even where the tables do not know the region yet.
    pub region: &'a str,
    /// The cluster's name (on Outposts the local cluster's id), which the token must have been signed for.
    pub cluster_id: &'a str,
    /// By which rules.
    pub rules: Rules,
}

impl<'a> Verifier<'a> {
    /// Makes a verifier that decides as EKS does.
    pub const fn as_eks(partition: &'a str, region: &'a str, cluster_id: &'a str) -> Self {
        Self { partition, region, cluster_id, rules: Rules::AsEks }
    }

    /// Makes a verifier that takes only tokens as makers make them.
    pub const fn strict(partition: &'a str, region: &'a str, cluster_id: &'a str) -> Self {
        Self { partition, region, cluster_id, rules: Rules::Strict }
    }

    /// Does all that can be done without STS, and returns the request to send there.
    ///
    /// The token names a cluster only through its signature, so a token of another cluster passes here and is refused by
    /// STS.
    ///
    /// # Errors
    ///
    /// The first step that fails, from [`Reason::TooLarge`] to [`Reason::Expired`]; where the rules are strict also those
    /// behind [`Reason::StsUserId`].
    pub fn prepare(&self, token: &str, now: Timestamp) -> Result<StsRequest, VerifyTokenError> {
        let (payload, mut text) = unpack(token)?;
        let url = parse_url(&text)?;
        self.check_url(&url)?;
        let query = Query::parse(url.query)?;
        check_query(&query, now)?;
        if self.rules == Rules::Strict {
            strict::check(payload, &text, &url, &query, now)?;
        }
        let (host, access_key_id) = (url.host.to_owned(), query.access_key_id().to_owned());
        let length = url.without_fragment.len();
        text.truncate(length);
        Ok(StsRequest {
            url: Secret::new(text),
            host,
            cluster_id: self.cluster_id.to_owned(),
            access_key_id,
            strict_partition: (self.rules == Rules::Strict).then(|| self.partition.to_owned()),
        })
    }

    fn check_url(&self, url: &Url<'_>) -> Result<(), VerifyTokenError> {
        if !url.scheme.eq_ignore_ascii_case("https") {
            let scheme = url.scheme.to_ascii_lowercase();
            let text = format!("unexpected scheme {} in pre-signed URL", quoted(&scheme));
            return Err(VerifyTokenError::new(Reason::BadScheme, text));
        }
        host::check(url.host, self.partition, self.region)?;
        if url.user_info.is_some() {
            return Err(VerifyTokenError::new(Reason::BadHost, "unexpected user info in pre-signed URL"));
        }
        if url.path != "/" {
            return Err(VerifyTokenError::new(Reason::BadPath, "unexpected path in pre-signed URL"));
        }
        Ok(())
    }
}

/// Verifies a token, with STS asked in between.
///
/// # Errors
///
/// As [`Verifier::prepare`] and [`StsRequest::finish`], and [`Reason::StsUnreachable`] when the call gives no answer.
pub fn verify(
    token: &str,
    verifier: &Verifier<'_>,
    now: Timestamp,
    sts: &dyn StsCall,
) -> Result<Identity, VerifyTokenError> {
    let request = verifier.prepare(token, now)?;
    let answer = sts.call(&request).map_err(|cause| request.unreachable(&cause))?;
    request.finish(&answer)
}

/// The base64 of a token and the URL in it.
pub(crate) fn unpack(token: &str) -> Result<(&str, String), VerifyTokenError> {
    if token.len() > MAX_BYTES {
        return Err(VerifyTokenError::new(Reason::TooLarge, "token is too large"));
    }
    let Some(payload) = token.strip_prefix(PREFIX) else {
        let text = format!("token is missing expected {} prefix", quoted(PREFIX));
        return Err(VerifyTokenError::new(Reason::MissingPrefix, text));
    };
    let bytes = base64::decode(payload).map_err(|at| {
        VerifyTokenError::new(Reason::BadBase64, format!("illegal base64 data at input byte {at}"))
    })?;
    let text = String::from_utf8(bytes)
        .unwrap_or_else(|error| String::from_utf8_lossy(error.as_bytes()).into_owned());
    Ok((payload, text))
}

pub(crate) fn parse_url(text: &str) -> Result<Url<'_>, VerifyTokenError> {
    Url::parse(text)
        .map_err(|text| VerifyTokenError::new(Reason::BadUrl, format!("parse \"[redacted]\": {text}")))
}

fn check_query(query: &Query<'_>, now: Timestamp) -> Result<(), VerifyTokenError> {
    let refuse = |reason, text: Cow<'static, str>| Err(VerifyTokenError::new(reason, text));
    if query.value(Name::Action) != Some("GetCallerIdentity") {
        return refuse(Reason::BadAction, "unexpected action parameter in pre-signed URL".into());
    }
    if !query.value_or_empty(Name::SignedHeaders).split(';').any(|it| equal_fold(it, CLUSTER_HEADER)) {
        let text = "client did not sign the x-k8s-aws-id header in the pre-signed URL";
        return refuse(Reason::ClusterIdNotSigned, text.into());
    }
    let (seconds, is_number) = atoi(query.value_or_empty(Name::Expires));
    if !is_number || !(0..=i64::from(MAX_EXPIRES)).contains(&seconds) {
        let text = format!("invalid X-Amz-Expires parameter in pre-signed URL: {seconds}");
        return refuse(Reason::BadExpires, text.into());
    }
    let date = query.value_or_empty(Name::Date);
    if date.is_empty() {
        let text = "X-Amz-Date parameter must be present in pre-signed URL";
        return refuse(Reason::MissingDate, text.into());
    }
    match parse_date(date) {
        Err(text) => {
            let text =
                format!("error parsing X-Amz-Date parameter {date} into format 20060102T150405Z: {text}");
            refuse(Reason::BadDate, text.into())
        }
        Ok(time) if now > time + LIFETIME_SECONDS => {
            let shown = time.rfc3339().replace('T', " ").replace('Z', " +0000 UTC");
            let text = format!("X-Amz-Date parameter is expired (15 minute expiration) {shown}");
            refuse(Reason::Expired, text.into())
        }
        Ok(_) => Ok(()),
    }
}
