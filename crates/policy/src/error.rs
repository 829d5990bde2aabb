//! Why a text is no policy.

use std::fmt;

use eks_iam_span::Span;

/// A text that is no policy document, or no policy of the type asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ParsePolicyError {
    pub(crate) kind: Kind,
    pub(crate) span: Span,
}

/// What is wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    NotJson(String),
    NotAnObject,
    UnknownElement { name: String, place: &'static str },
    DuplicateElement(String),
    MissingElement(&'static str),
    BothElements(&'static str),
    WrongShape { element: String, expected: &'static str },
    UnknownVersion(String),
    UnknownEffect(String),
    UnknownPrincipalKey(String),
    ProhibitedElement(&'static str),
    RequiredElement(&'static str),
    InvalidPrincipal { key: &'static str, text: String },
    NotEverybody,
}

impl ParsePolicyError {
    pub(crate) const fn new(kind: Kind, span: Span) -> Self {
        Self { kind, span }
    }

    /// Returns where reading stopped, in the text that was parsed.
    #[must_use]
    pub const fn span(&self) -> Span {
        self.span
    }

    /// Returns the stable kebab-case name of what is wrong.
    #[must_use]
    pub const fn kind(&self) -> &'static str {
        match self.kind {
            Kind::NotJson(_) => "not-json",
            Kind::NotAnObject => "not-an-object",
            Kind::UnknownElement { .. } => "unknown-element",
            Kind::DuplicateElement(_) => "duplicate-element",
            Kind::MissingElement(_) => "missing-element",
            Kind::BothElements(_) => "contradicting-elements",
            Kind::WrongShape { .. } => "wrong-shape",
            Kind::UnknownVersion(_) => "unknown-version",
            Kind::UnknownEffect(_) => "unknown-effect",
            Kind::UnknownPrincipalKey(_) => "unknown-principal-key",
            Kind::ProhibitedElement(_) => "prohibited-element",
            Kind::RequiredElement(_) => "required-element",
            Kind::InvalidPrincipal { .. } => "invalid-principal",
            Kind::NotEverybody => "principal-not-everybody",
        }
    }

    /// Returns the message that IAM gives with the code `MalformedPolicyDocument`, where it is known; seen in public
    /// records, not promised by AWS.
    #[must_use]
    pub fn aws_message(&self) -> Option<String> {
        Some(match &self.kind {
            Kind::NotJson(_) => "This policy contains invalid Json".to_owned(),
            Kind::ProhibitedElement(name) => format!("Has prohibited field {name}"),
            Kind::InvalidPrincipal { key, text } => {
                format!("Invalid principal in policy: \"{key}\":\"{text}\"")
            }
            Kind::RequiredElement(_) | Kind::NotEverybody => return None,
            _ => "Syntax errors in policy.".to_owned(),
        })
    }
}

impl fmt::Display for ParsePolicyError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.kind {
            Kind::NotJson(why) => write!(f, "policy is not valid JSON: {why}"),
            Kind::NotAnObject => {
                f.write_str("policy is not a JSON object, expected `{\"Version\": …, \"Statement\": …}`")
            }
            Kind::UnknownElement { name, place } => write!(f, "{place} has no element `{name}`"),
            Kind::DuplicateElement(name) => write!(f, "`{name}` is given twice"),
            Kind::MissingElement(name) => write!(f, "`{name}` is missing"),
            Kind::BothElements(name) => {
                write!(f, "statement has both `{name}` and `Not{name}`, only one is allowed")
            }
            Kind::WrongShape { element, expected } => write!(f, "`{element}` must be {expected}"),
            Kind::UnknownVersion(text) => {
                write!(f, "version `{text}` does not exist, expected `2012-10-17` or `2008-10-17`")
            }
            Kind::UnknownEffect(text) => {
                write!(f, "effect `{text}` does not exist, expected `Allow` or `Deny`")
            }
            Kind::UnknownPrincipalKey(name) => write!(
                f,
                "principal has no key `{name}`, expected `AWS`, `Service`, `Federated` or `CanonicalUser`"
            ),
            Kind::ProhibitedElement(name) => write!(f, "a policy of this type has no element `{name}`"),
            Kind::RequiredElement(name) => write!(f, "a policy of this type needs the element `{name}`"),
            Kind::InvalidPrincipal { key, text } => write!(f, "`{text}` cannot be a principal under `{key}`"),
            Kind::NotEverybody => f.write_str("`Principal` of a resource control policy must be `\"*\"`"),
        }
    }
}

impl std::error::Error for ParsePolicyError {}
