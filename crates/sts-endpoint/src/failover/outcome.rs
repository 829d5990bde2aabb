//! What came of an attempt, and whose fault it was.

/// What came of an attempt.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Outcome<'a> {
    /// It succeeded.
    Success,
    /// No connection: the name does not resolve, nobody listens, the handshake fails, the connection breaks.
    NoConnection,
    /// No answer in time.
    Timeout,
    /// STS, or something before it, answered.
    Response {
        /// The HTTP status.
        status: u16,
        /// The error code of the document, such as `Throttling`, where it could be read.
        code: Option<&'a str>,
    },
    /// What came is no answer of STS, or broke off before its end.
    Unreadable,
    /// The client sent nothing, for want of credentials or of a valid request.
    NotSent,
}

/// Whose fault an outcome is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Fault {
    /// Nobody's: it succeeded.
    None,
    /// The endpoint's: another Region may do better.
    Endpoint,
    /// STS is not activated in the Region for the account that owns the role.
    RegionDisabled,
    /// Too many requests: a wait may help.
    Throttled,
    /// The identity provider's, which did not answer STS (`IDPCommunicationError`): a wait may help, another Region not.
    IdentityProvider,
    /// The caller's or the request's: another Region says the same.
    Caller,
}

impl Fault {
    /// Returns the name in kebab-case, such as `region-disabled`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Endpoint => "endpoint",
            Self::RegionDisabled => "region-disabled",
            Self::Throttled => "throttled",
            Self::IdentityProvider => "identity-provider",
            Self::Caller => "caller",
        }
    }
}

impl Outcome<'_> {
    /// Returns whose fault it is.
    ///
    /// A code of throttling counts as such whatever the status (STS sends 400); `RegionDisabledException` (403) is the
    /// Region's, `IDPCommunicationError` (400) the identity provider's; then the status decides: 2xx success, 429
    /// throttling, 5xx the endpoint, everything else a verdict.
    ///
    /// ```
    /// use eks_iam_sts_endpoint::{Fault, Outcome};
    ///
    /// let throttled = Outcome::Response { status: 400, code: Some("Throttling") };
    /// assert_eq!(throttled.fault(), Fault::Throttled);
    /// let expired = Outcome::Response { status: 403, code: Some("ExpiredToken") };
    /// assert_eq!(expired.fault(), Fault::Caller);
    /// ```
    #[must_use]
    pub fn fault(&self) -> Fault {
        match self {
            Self::Success => Fault::None,
            Self::NoConnection | Self::Timeout | Self::Unreadable => Fault::Endpoint,
            Self::NotSent => Fault::Caller,
            Self::Response { code: Some(code), .. } if THROTTLING.contains(code) => Fault::Throttled,
            Self::Response { code: Some("RegionDisabledException" | "RegionDisabled"), .. } => {
                Fault::RegionDisabled
            }
            Self::Response {
                code: Some("IDPCommunicationError" | "IDPCommunicationErrorException"), ..
            } => Fault::IdentityProvider,
            Self::Response { status, .. } => match status {
                200..300 => Fault::None,
                429 => Fault::Throttled,
                500.. => Fault::Endpoint,
                _ => Fault::Caller,
            },
        }
    }
}

/// The codes that the SDKs take for throttling.
const THROTTLING: [&str; 9] = [
    "Throttling",
    "ThrottlingException",
    "ThrottledException",
    "RequestThrottled",
    "RequestThrottledException",
    "RequestLimitExceeded",
    "TooManyRequestsException",
    "BandwidthLimitExceeded",
    "SlowDown",
];
