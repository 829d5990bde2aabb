//! Why a token is refused.

use std::{error, fmt};

/// A refused token: the reason as a type, and the text that aws-iam-authenticator v0.7.18 has for it.
///
/// No text holds the token, its URL, its signature or its session token; where the reference would show one of them,
/// `[redacted]` stands in its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VerifyTokenError {
    reason: Reason,
    detail: String,
    is_plain: bool,
}

impl VerifyTokenError {
    pub(crate) fn new(reason: Reason, detail: impl Into<String>) -> Self {
        Self { reason, detail: redacted(detail.into()), is_plain: false }
    }

    /// An error that the reference returns without the words of its type.
    pub(crate) fn plain(reason: Reason, detail: impl Into<String>) -> Self {
        Self { reason, detail: redacted(detail.into()), is_plain: true }
    }

    /// Returns what is wrong.
    pub fn reason(&self) -> Reason {
        self.reason
    }

    /// Returns the status that the authenticator's webhook answers with: 429 when STS throttled, so that the caller tries
    /// again, else 403.
    pub fn http_status(&self) -> u16 {
        if self.reason == Reason::StsThrottled { 429 } else { 403 }
    }
}

/// Prints the authenticator's own text, as its log has it under `error=`.
impl fmt::Display for VerifyTokenError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let prefix = match self.reason {
            _ if self.is_plain => "",
            Reason::StsThrottled => "sts getCallerIdentity was throttled: ",
            reason if reason.asked_sts() => "sts getCallerIdentity failed: ",
            _ => "input token was not properly formatted: ",
        };
        write!(f, "{prefix}{}", self.detail)
    }
}

impl error::Error for VerifyTokenError {}

/// Takes signatures and session tokens out of a text: a damaged token can carry them anywhere.
fn redacted(text: String) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text.as_str();
    while let Some(begin) = rest.find(is_of_value) {
        let (before, behind) = rest.split_at_checked(begin).unwrap_or((rest, ""));
        let end = behind.find(|it| !is_of_value(it)).unwrap_or(behind.len());
        let (run, behind) = behind.split_at_checked(end).unwrap_or((behind, ""));
        out.push_str(before);
        let shown = shown_length(run);
        out.push_str(run.get(..shown).unwrap_or_default());
        out.push_str(if shown < run.len() { "[redacted]" } else { "" });
        rest = behind;
    }
    out.push_str(rest);
    out
}

/// What the values of a query are made of, encoded or not.
fn is_of_value(letter: char) -> bool {
    letter.is_ascii_alphanumeric() || matches!(letter, '+' | '/' | '=' | '%' | '_' | '-')
}

/// How much of a run of such letters can be shown: all up to a secret's name, and nothing of what is as long as a secret.
fn shown_length(run: &str) -> usize {
    let lower = run.to_ascii_lowercase();
    let name = SECRET_NAMES.iter().filter_map(|name| Some(lower.find(name)? + name.len())).min();
    let is_hex = |digits: &str| digits.len() >= LONG_HEX;
    match name {
        Some(end) => {
            let behind = lower.get(end..).unwrap_or_default();
            let sign =
                ["=", "%3d"].iter().find(|sign| behind.starts_with(**sign)).map_or(0, |sign| sign.len());
            end + sign
        }
        None if run.len() >= LONG_RUN || lower.split(|it: char| !it.is_ascii_hexdigit()).any(is_hex) => 0,
        None => run.len(),
    }
}

/// What stands before a secret, in lower case.
const SECRET_NAMES: [&str; 2] = ["x-amz-signature", "x-amz-security-token"];
/// A signature has 64 digits; the longest run in an answer of STS, in a request id, has 12.
const LONG_HEX: usize = 32;
/// Session tokens are longer, and names of parameters and labels of STS hosts are shorter.
const LONG_RUN: usize = 40;

macro_rules! reasons {
    ($($(#[$doc:meta])* $variant:ident $name:literal,)*) => {
        /// What is wrong with a token, in the order in which it is found out; the last ones are found by
        /// [`Rules::Strict`](crate::Rules::Strict) only.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        pub enum Reason {
            $($(#[$doc])* $variant,)*
        }

        impl Reason {
            /// All reasons, in order.
            pub const ALL: &[Self] = &[$(Self::$variant,)*];

            /// Returns the stable kebab-case name, such as `cluster-id-not-signed`.
            pub fn name(self) -> &'static str {
                match self {
                    $(Self::$variant => $name,)*
                }
            }
        }
    };
}

reasons! {
    /// The token has more than 4,096 bytes.
    TooLarge "too-large",
    /// It does not begin with `k8s-aws-v1.`.
    MissingPrefix "missing-prefix",
    /// The rest is no base64 of the URL alphabet without padding.
    BadBase64 "bad-base64",
    /// What it holds is no URL.
    BadUrl "bad-url",
    /// The URL's scheme is not https.
    BadScheme "bad-scheme",
    /// The host is none to which a token of this cluster may be sent.
    BadHost "bad-host",
    /// The path is not `/`.
    BadPath "bad-path",
    /// The query has a broken escape or a semicolon.
    MalformedQuery "malformed-query",
    /// Two parameters differ in case only (CVE-2022-2385).
    DuplicateParameter "duplicate-parameter",
    /// A parameter is not on the list.
    UnknownParameter "unknown-parameter",
    /// A parameter is given twice.
    MultipleValues "multiple-values",
    /// The action is not `GetCallerIdentity`.
    BadAction "bad-action",
    /// `x-k8s-aws-id` is not among the signed headers, so the token is for no cluster.
    ClusterIdNotSigned "cluster-id-not-signed",
    /// `X-Amz-Expires` is no number from 0 to 900.
    BadExpires "bad-expires",
    /// `X-Amz-Date` is missing.
    MissingDate "missing-date",
    /// `X-Amz-Date` is no time.
    BadDate "bad-date",
    /// More than 15 minutes have gone since `X-Amz-Date`.
    Expired "expired",
    /// STS gave no answer.
    StsUnreachable "sts-unreachable",
    /// STS throttled.
    StsThrottled "sts-throttled",
    /// STS refused: signature, credentials, scope or cluster name are wrong.
    StsStatus "sts-status",
    /// The answer of STS is no JSON of the form expected.
    StsJson "sts-json",
    /// The ARN in the answer is nobody's.
    StsArn "sts-arn",
    /// The user id of a role session has not two parts.
    StsUserId "sts-user-id",
    /// Strict: a parameter that every maker writes is missing.
    MissingParameter "missing-parameter",
    /// Strict: a parameter is spelt in another case than STS reads.
    MisspeltParameter "misspelt-parameter",
    /// Strict: `Version` is not `2011-06-15`.
    BadVersion "bad-version",
    /// Strict: `X-Amz-Algorithm` is not `AWS4-HMAC-SHA256`.
    BadAlgorithm "bad-algorithm",
    /// Strict: `X-Amz-Signature` is no 64 lower-case hexadecimal digits.
    BadSignature "bad-signature",
    /// Strict: the signed headers are other than `host;x-k8s-aws-id`.
    BadSignedHeaders "bad-signed-headers",
    /// Strict: the credential's scope does not fit the host, the date or the service.
    BadScope "bad-scope",
    /// Strict: `X-Amz-Date` is more than 15 minutes ahead.
    NotYetValid "not-yet-valid",
    /// Strict: account or partition in the answer of STS do not fit together.
    AccountMismatch "account-mismatch",
}

impl Reason {
    /// Whether the reason is found in the answer of STS, or in the lack of one.
    pub fn asked_sts(self) -> bool {
        matches!(
            self,
            Self::StsUnreachable
                | Self::StsThrottled
                | Self::StsStatus
                | Self::StsJson
                | Self::StsArn
                | Self::StsUserId
                | Self::AccountMismatch
        )
    }
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}
