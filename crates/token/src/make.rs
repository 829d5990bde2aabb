//! Makes a token.

use std::{borrow::Cow, error, fmt};

use eks_iam_sigv4::{
    Credentials, PresignRequest, SigningKey, SigningParams, Timestamp, presign, presign_with_key,
};
use eks_iam_sts_endpoint::is_region_name;

use crate::{
    Token, host,
    token::{CLUSTER_HEADER, MAX_BYTES},
};

/// Everything that decides a token. Nothing is read from the process.
#[derive(Debug, Clone, Copy)]
pub struct TokenRequest<'a> {
    /// The region to sign for, such as `us-west-2`.
    pub region: &'a str,
    /// The STS host to name; none means the region's own, as a regional client takes it.
    pub host: Option<&'a str>,
    /// The cluster's name (on Outposts the local cluster's id), exact to the byte.
    pub cluster_id: &'a str,
    /// Who signs.
    pub credentials: &'a Credentials,
    /// When it is signed.
    pub time: Timestamp,
    /// `X-Amz-Expires`, in seconds, 0 to 900; 60 by custom. STS takes no notice of it.
    pub expires: u32,
}

impl<'a> TokenRequest<'a> {
    /// Makes the usual request: the region's own host, 60 seconds.
    pub const fn new(
        region: &'a str,
        cluster_id: &'a str,
        credentials: &'a Credentials,
        time: Timestamp,
    ) -> Self {
        Self { region, host: None, cluster_id, credentials, time, expires: 60 }
    }
}

/// Makes a token: the URL is byte for byte that of botocore's signer at that time with that key, and so that of
/// `aws eks get-token`.
///
/// # Errors
///
/// When the region or host is no name, the cluster's name is empty or has control characters, `expires` is above 900, or
/// the token would be longer than the 4,096 bytes that a cluster reads (a very large session token).
pub fn make(request: &TokenRequest<'_>) -> Result<Token, MakeTokenError> {
    let (host, region) = checked(request)?;
    signed(&TokenRequest { host: Some(&host), region, ..*request }, None)
}

/// Checks a request, and tells the host that the token is to name and the Region that it is to be signed for.
pub(crate) fn checked<'a>(request: &TokenRequest<'a>) -> Result<(Cow<'a, str>, &'a str), MakeTokenError> {
    check(request)?;
    match request.host {
        Some(host) => Ok((Cow::Borrowed(host), request.region)),
        None => {
            let (host, region) = host::regional(request.region).ok_or(MakeTokenError(Kind::Region))?;
            Ok((Cow::Owned(host), region))
        }
    }
}

/// Makes the token of a checked request that has its host.
pub(crate) fn signed(request: &TokenRequest<'_>, key: Option<&SigningKey>) -> Result<Token, MakeTokenError> {
    let presigned = PresignRequest {
        method: "GET",
        host: request.host.unwrap_or_default(),
        path: "/",
        query: &[("Action", "GetCallerIdentity"), ("Version", "2011-06-15")],
        headers: &[(CLUSTER_HEADER, request.cluster_id)],
        expires_seconds: Some(request.expires),
    };
    let params = signing_params(request);
    let url = match key {
        Some(key) => presign_with_key(&presigned, &params, key),
        None => presign(&presigned, &params),
    };
    let token = Token::of_url(&url, request.time);
    match token.as_str().len() {
        length if length > MAX_BYTES => Err(MakeTokenError(Kind::TooLong(length))),
        _ => Ok(token),
    }
}

/// With what the token of a checked request is signed.
pub(crate) fn signing_params<'a>(request: &TokenRequest<'a>) -> SigningParams<'a> {
    SigningParams {
        credentials: request.credentials,
        region: request.region,
        service: "sts",
        time: request.time,
    }
}

fn check(request: &TokenRequest<'_>) -> Result<(), MakeTokenError> {
    if !is_region_name(request.region) {
        return Err(MakeTokenError(Kind::Region));
    }
    let is_host = |host: &str| {
        !host.is_empty()
            && host.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b':'))
    };
    if !request.host.is_none_or(is_host) {
        return Err(MakeTokenError(Kind::Host));
    }
    if request.cluster_id.trim().is_empty() || request.cluster_id.chars().any(char::is_control) {
        return Err(MakeTokenError(Kind::ClusterId));
    }
    if request.expires > MAX_EXPIRES {
        return Err(MakeTokenError(Kind::Expires(request.expires)));
    }
    Ok(())
}

/// Tells why no token can be made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MakeTokenError(pub(crate) Kind);

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Kind {
    Region,
    Host,
    ClusterId,
    Expires(u32),
    TooLong(usize),
}

impl fmt::Display for MakeTokenError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            Kind::Region => f.write_str("region is no name of letters, digits and hyphens"),
            Kind::Host => f.write_str("host is no name of letters, digits, hyphens and dots"),
            Kind::ClusterId => f.write_str("cluster name is empty or has control characters"),
            Kind::Expires(seconds) => {
                write!(f, "a token of {seconds} seconds is refused, at most 900 are accepted")
            }
            Kind::TooLong(length) => {
                write!(f, "token of {length} bytes is refused by clusters, at most 4096 are read")
            }
        }
    }
}

impl error::Error for MakeTokenError {}

/// The largest `X-Amz-Expires` that aws-iam-authenticator accepts.
pub(crate) const MAX_EXPIRES: u32 = 900;
