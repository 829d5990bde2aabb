//! Why a request is refused, with the answer AWS gives.

use std::{error, fmt};

/// A refusal: what is wrong as a type, and what AWS STS answers.
///
/// The message is AWS's own text, byte for byte, so two of them hold parts of the request: the `Authorization` header
/// with its signature ([`RefusalKind::MalformedAuthorization`], [`RefusalKind::IncompleteAuthorization`]). None holds a
/// secret, a session token or a canonical request.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Refusal {
    /// What is wrong.
    pub kind: RefusalKind,
    /// The HTTP status of the answer.
    pub status: u16,
    /// The error code of the query protocol, as STS and IAM print it; empty when the answer has no document.
    pub code: &'static str,
    /// The text of the answer; `Credential should be scoped to a valid region. ` ends with a blank, as AWS's does.
    pub message: String,
}

impl Refusal {
    /// Makes the refusal of that kind with a text of its own.
    pub(crate) fn new(kind: RefusalKind, message: impl Into<String>) -> Self {
        let (status, code) = kind.answer();
        Self { kind, status, code, message: message.into() }
    }

    /// Returns the code under which a JSON service, such as EKS, prints the same refusal.
    pub fn json_code(&self) -> &'static str {
        match self.code {
            "SignatureDoesNotMatch" => "InvalidSignatureException",
            "InvalidClientTokenId" => "UnrecognizedClientException",
            "IncompleteSignature" => "IncompleteSignatureException",
            "MissingAuthenticationToken" => "MissingAuthenticationTokenException",
            "ExpiredToken" => "ExpiredTokenException",
            code => code,
        }
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.code {
            "" => write!(f, "request is refused with status {} ({})", self.status, self.kind),
            code => write!(f, "{code}: {}", self.message),
        }
    }
}

impl error::Error for Refusal {}

/// What is wrong with a request, in the order in which AWS checks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum RefusalKind {
    /// The target has a broken percent escape; the answer has no body.
    MalformedTarget,
    /// The request carries no signature at all.
    MissingSignature,
    /// The request carries a signature in the header and one in the query.
    TwoSignatures,
    /// The algorithm of the header is not `AWS4-HMAC-SHA256`.
    UnsupportedAlgorithm,
    /// A part of the `Authorization` header is no `key=value`.
    MalformedAuthorization,
    /// Parts of the `Authorization` header, or the date, are missing.
    IncompleteAuthorization,
    /// Parts of the presigned query are missing.
    IncompleteQuery,
    /// The timestamp has another form or is no real time.
    MalformedDate,
    /// The timestamp is more than 15 minutes behind the server's clock.
    Expired,
    /// The timestamp is more than 15 minutes ahead of the server's clock.
    NotYetCurrent,
    /// The host is not among the signed headers.
    HostNotSigned,
    /// The credential has not exactly five parts.
    MalformedCredential,
    /// The scope is for another region, service, day, or ends otherwise; the text says which.
    WrongScope,
    /// The access key is not known.
    UnknownKey,
    /// The access key was switched off.
    InactiveKey,
    /// Temporary credentials without their session token, or with another's.
    WrongSessionToken,
    /// The session is over.
    ExpiredSession,
    /// The role that issued the session is deleted.
    RoleDeleted,
    /// The signature is another than the one calculated.
    SignatureMismatch,
    /// A long-term key came with a session token.
    UnexpectedSessionToken,
}

impl RefusalKind {
    /// All kinds, in the order in which AWS checks.
    pub const ALL: [Self; 20] = [
        Self::MalformedTarget,
        Self::MissingSignature,
        Self::TwoSignatures,
        Self::UnsupportedAlgorithm,
        Self::MalformedAuthorization,
        Self::IncompleteAuthorization,
        Self::IncompleteQuery,
        Self::MalformedDate,
        Self::Expired,
        Self::NotYetCurrent,
        Self::HostNotSigned,
        Self::MalformedCredential,
        Self::WrongScope,
        Self::UnknownKey,
        Self::InactiveKey,
        Self::WrongSessionToken,
        Self::ExpiredSession,
        Self::RoleDeleted,
        Self::SignatureMismatch,
        Self::UnexpectedSessionToken,
    ];

    /// Returns the stable kebab-case name, such as `wrong-scope`.
    pub fn name(self) -> &'static str {
        match self {
            Self::MalformedTarget => "malformed-target",
            Self::MissingSignature => "missing-signature",
            Self::TwoSignatures => "two-signatures",
            Self::UnsupportedAlgorithm => "unsupported-algorithm",
            Self::MalformedAuthorization => "malformed-authorization",
            Self::IncompleteAuthorization => "incomplete-authorization",
            Self::IncompleteQuery => "incomplete-query",
            Self::MalformedDate => "malformed-date",
            Self::Expired => "expired",
            Self::NotYetCurrent => "not-yet-current",
            Self::HostNotSigned => "host-not-signed",
            Self::MalformedCredential => "malformed-credential",
            Self::WrongScope => "wrong-scope",
            Self::UnknownKey => "unknown-key",
            Self::InactiveKey => "inactive-key",
            Self::WrongSessionToken => "wrong-session-token",
            Self::ExpiredSession => "expired-session",
            Self::RoleDeleted => "role-deleted",
            Self::SignatureMismatch => "signature-mismatch",
            Self::UnexpectedSessionToken => "unexpected-session-token",
        }
    }

    /// Status and code of AWS STS.
    fn answer(self) -> (u16, &'static str) {
        match self {
            Self::MalformedTarget => (400, ""),
            Self::MissingSignature => (403, "MissingAuthenticationToken"),
            Self::UnsupportedAlgorithm
            | Self::MalformedAuthorization
            | Self::IncompleteAuthorization
            | Self::IncompleteQuery
            | Self::MalformedDate
            | Self::MalformedCredential => (400, "IncompleteSignature"),
            Self::TwoSignatures
            | Self::Expired
            | Self::NotYetCurrent
            | Self::HostNotSigned
            | Self::WrongScope
            | Self::SignatureMismatch => (403, "SignatureDoesNotMatch"),
            Self::UnknownKey
            | Self::InactiveKey
            | Self::WrongSessionToken
            | Self::RoleDeleted
            | Self::UnexpectedSessionToken => (403, "InvalidClientTokenId"),
            Self::ExpiredSession => (403, "ExpiredToken"),
        }
    }
}

impl fmt::Display for RefusalKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}
