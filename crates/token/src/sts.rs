//! The one call to STS: what to send, what came back, who carries it.

use std::fmt;

use eks_iam_sigv4::{Request, Secret};

use crate::{Identity, Reason, VerifyTokenError, host, identity};

/// The request that proves a token: a GET, sent as it is.
///
/// Whoever sends it follows no redirect, waits 10 seconds at most, and bounds the answer's size. `Debug` does not show the
/// URL, which is as good as the token.
#[derive(Clone, PartialEq, Eq)]
pub struct StsRequest {
    pub(crate) url: Secret,
    pub(crate) host: String,
    pub(crate) cluster_id: String,
    pub(crate) access_key_id: String,
    /// The partition that the caller's ARN must be of, where the rules are strict.
    pub(crate) strict_partition: Option<String>,
}

impl StsRequest {
    /// Returns the URL to GET.
    pub fn url(&self) -> &str {
        self.url.expose()
    }

    /// Returns the host of the URL; it is one of those to which tokens of this cluster may be sent.
    pub fn host(&self) -> &str {
        &self.host
    }

    /// Returns the headers to send: `host`, `accept: application/json`, and `x-k8s-aws-id` with the verifier's own cluster.
    pub fn headers(&self) -> [(&'static str, &str); 3] {
        [
            ("host", self.host.as_str()),
            ("accept", "application/json"),
            (crate::token::CLUSTER_HEADER, self.cluster_id.as_str()),
        ]
    }

    /// Returns the whole request as a plain value.
    pub fn to_request(&self) -> Request {
        let target = self.url().splitn(4, '/').nth(3).unwrap_or_default();
        let mut request = Request::new("GET", format!("/{target}"));
        request.headers = self.headers().map(|(name, value)| (name.to_owned(), value.to_owned())).to_vec();
        request
    }

    /// Reads the answer of STS.
    ///
    /// # Errors
    ///
    /// [`Reason::StsThrottled`], [`Reason::StsStatus`], [`Reason::StsJson`], [`Reason::StsArn`], [`Reason::StsUserId`], and
    /// where the rules are strict [`Reason::AccountMismatch`].
    pub fn finish(&self, answer: &StsAnswer) -> Result<Identity, VerifyTokenError> {
        let StsAnswer { status, body } = answer;
        if *status != 200 && body.contains("Throttling") {
            return Err(VerifyTokenError::new(Reason::StsThrottled, body.as_str()));
        }
        if *status != 200 {
            let text = format!(
                "error from AWS (expected 200, got {status}) on {} endpoint. Body: {body}",
                host::region_label(&self.host)
            );
            return Err(VerifyTokenError::new(Reason::StsStatus, text));
        }
        identity::read(self, body)
    }

    /// Tells that STS gave no answer; `cause` is the client's own text.
    pub fn unreachable(&self, cause: &str) -> VerifyTokenError {
        let text = format!("error during GET: {cause} on {} endpoint", host::region_label(&self.host));
        VerifyTokenError::new(Reason::StsUnreachable, text)
    }
}

impl fmt::Debug for StsRequest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("StsRequest")
            .field("host", &self.host)
            .field("cluster_id", &self.cluster_id)
            .field("access_key_id", &self.access_key_id)
            .finish_non_exhaustive()
    }
}

/// What STS answered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StsAnswer {
    /// The HTTP status; a redirect is an answer and is not followed.
    pub status: u16,
    /// The body, bounded in size by whoever read it.
    pub body: String,
}

/// Whoever carries a request to STS: a real client, a mock, a test.
pub trait StsCall {
    /// Sends the request and returns the answer, whatever its status.
    ///
    /// # Errors
    ///
    /// When there is no answer: no connection, no answer in time, no body. The text must not hold the URL.
    fn call(&self, request: &StsRequest) -> Result<StsAnswer, String>;
}

impl<F: Fn(&StsRequest) -> Result<StsAnswer, String>> StsCall for F {
    fn call(&self, request: &StsRequest) -> Result<StsAnswer, String> {
        self(request)
    }
}
