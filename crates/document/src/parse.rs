//! From text to tree.

use eks_iam_span::Span;

use crate::{Limits, Node, ParseDocumentError, Scalar, ScalarStyle, Value, error::ErrorKind, json, yaml};

/// Reads the first document of a YAML or JSON text; a text without any is the empty scalar.
///
/// Reading stops where the second document begins; what follows is not looked at.
///
/// # Errors
///
/// When the text is neither, or costs more than [`Limits::default`] lets it; the error says where and what to do.
///
/// ```
/// let error = eks_iam_document::parse("a:\n\t- b\n").unwrap_err();
/// assert_eq!(error.to_string(), "tab is used as indentation at line 2, column 1; indent with blanks");
/// ```
pub fn parse(text: &str) -> Result<Node, ParseDocumentError> {
    parse_with(text, &Limits::default())
}

/// Reads the first document under caps of the caller's.
///
/// # Errors
///
/// As [`parse`].
pub fn parse_with(text: &str, limits: &Limits) -> Result<Node, ParseDocumentError> {
    let documents = read(text, limits, true)?;
    Ok(documents.into_iter().next().unwrap_or_else(|| empty(text)))
}

/// Reads all documents of a YAML text (`---` between them), or the one of a JSON text, in order.
///
/// A text of blanks and comments alone has none.
///
/// # Errors
///
/// As [`parse`], in any of the documents.
pub fn parse_all(text: &str) -> Result<Vec<Node>, ParseDocumentError> {
    read(text, &Limits::default(), false)
}

/// Reads a text that must be JSON as RFC 8259 has it: no comments, no unquoted keys, no comma before a bracket.
///
/// Keys that stand twice are both kept; a byte order mark before the text is passed over.
///
/// # Errors
///
/// When the text is no JSON; the error says where and what was expected.
pub fn parse_json_strict(text: &str) -> Result<Node, ParseDocumentError> {
    let limits = Limits::default();
    check_size(text, &limits)?;
    json::read(text, &limits)
}

fn read(text: &str, limits: &Limits, only_first: bool) -> Result<Vec<Node>, ParseDocumentError> {
    check_size(text, limits)?;
    // JSON is nearly YAML, but not all of it: a key of JSON may be long, or stand on another line than its colon.
    let json_error = if json::looks_like(text) {
        match json::read(text, limits) {
            Ok(node) => return Ok(vec![node]),
            Err(error) if error.kind().is_limit() => return Err(error),
            Err(error) => Some(error),
        }
    } else {
        None
    };
    yaml::read(text, limits, only_first).map_err(|error| match json_error {
        Some(json_error) if json::is_meant(text) && !error.kind().is_limit() => json_error,
        _ => error,
    })
}

fn check_size(text: &str, limits: &Limits) -> Result<(), ParseDocumentError> {
    if text.len() > limits.bytes || u32::try_from(text.len()).is_err() {
        return Err(ParseDocumentError::new(ErrorKind::TooLong, Span::empty(0), ""));
    }
    Ok(())
}

fn empty(text: &str) -> Node {
    Node::new(Value::Scalar(Scalar::new("", ScalarStyle::Plain)), Span::empty(text.len()))
}
