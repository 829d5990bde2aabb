//! Why a text is no policy.

use std::fmt;

use eks_iam_document::ParseDocumentError;
use eks_iam_span::{Language, Span};

/// A text that is no policy document, or no policy of the type asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ParsePolicyError {
    pub(crate) kind: Kind,
    pub(crate) span: Span,
}

/// What is wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    NotJson(ParseDocumentError),
    NotAnObject,
    UnknownElement { name: String, place: Place },
    DuplicateElement(String),
    MissingElement(&'static str),
    BothElements(&'static str),
    WrongShape { element: String, expected: Shape },
    UnknownVersion(String),
    UnknownEffect(String),
    UnknownPrincipalKey(String),
    ProhibitedElement(&'static str),
    RequiredElement(&'static str),
    InvalidPrincipal { key: &'static str, text: String },
    NotEverybody,
}

/// Where an element stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Place {
    Document,
    Statement,
}

impl Place {
    pub(crate) const fn english(self) -> &'static str {
        match self {
            Self::Document => "a policy document",
            Self::Statement => "a statement",
        }
    }

    pub(crate) const fn japanese(self) -> &'static str {
        match self {
            Self::Document => "ポリシードキュメント",
            Self::Statement => "ステートメント",
        }
    }
}

/// What a value must be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Shape {
    Conditions,
    Keys,
    Principals,
    Statements,
    Text,
    Texts,
}

impl Shape {
    pub(crate) const fn english(self) -> &'static str {
        match self {
            Self::Conditions => "an object of operators, each an object of keys",
            Self::Keys => "an object of keys",
            Self::Principals => "`\"*\"` or an object such as `{\"AWS\": …}`",
            Self::Statements => "an object or a list of objects",
            Self::Text => "a string",
            Self::Texts => "a string or a list of strings",
        }
    }

    pub(crate) const fn japanese(self) -> &'static str {
        match self {
            Self::Conditions => "演算子のオブジェクト (それぞれがキーのオブジェクト)",
            Self::Keys => "キーのオブジェクト",
            Self::Principals => " `\"*\"` または `{\"AWS\": …}` のようなオブジェクト",
            Self::Statements => "オブジェクトまたはオブジェクトのリスト",
            Self::Text => "文字列",
            Self::Texts => "文字列または文字列のリスト",
        }
    }
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
        f.write_str(&self.message(Language::English))
    }
}

impl std::error::Error for ParsePolicyError {}
