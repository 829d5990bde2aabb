//! From the parts of an error, for callers that have them and no text.

use eks_iam_span::Span;

use crate::{Emitter, Field, FieldName, Symptom, classify};

/// What a caller knows of an error without having its text: an SDK's metadata, or the fields of a record.
///
/// ```
/// use eks_iam_error_classifier::{Class, ErrorParts};
///
/// let parts = ErrorParts { code: Some("ExpiredToken"), operation: Some("ListClusters"), ..ErrorParts::default() };
/// assert_eq!(parts.classify().class(), Class::CredentialsExpired);
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ErrorParts<'a> {
    /// The service's code, such as `AccessDeniedException`.
    pub code: Option<&'a str>,
    /// The service's message.
    pub message: Option<&'a str>,
    /// The operation, such as `DescribeCluster`.
    pub operation: Option<&'a str>,
    /// The service's id of the request.
    pub request_id: Option<&'a str>,
    /// The HTTP status.
    pub http_status: Option<u16>,
}

/// The text made of the parts, and where each part stands in it.
struct Composed {
    text: String,
    fields: Vec<(FieldName, Field<'static>)>,
}

impl ErrorParts<'_> {
    /// Returns the parts as one line, in the words of the AWS CLI where there is a code.
    #[must_use]
    pub fn text(&self) -> String {
        self.compose().text
    }

    /// Returns the symptom; the fields given are taken as they are, the others read from the message.
    ///
    /// Spans are offsets into [`text`](Self::text).
    #[must_use]
    pub fn classify(&self) -> Symptom<'static> {
        let Composed { text, fields } = self.compose();
        let mut symptom = classify(&text).into_owned();
        symptom.emitter = Emitter::Other;
        for (name, field) in fields {
            if let Some(slot) = symptom.fields.get_mut(name as usize) {
                *slot = Some(field);
            }
        }
        symptom
    }

    fn compose(&self) -> Composed {
        let mut composed = Composed { text: String::new(), fields: Vec::new() };
        if let Some(code) = self.code.filter(|code| !code.is_empty()) {
            composed.text.push_str("An error occurred (");
            composed.put(FieldName::ErrorCode, code);
            composed.text.push(')');
            if let Some(operation) = self.operation {
                composed.text.push_str(" when calling the ");
                composed.put(FieldName::Operation, operation);
                composed.text.push_str(" operation");
            }
            composed.text.push_str(": ");
        } else if let Some(operation) = self.operation {
            composed.put(FieldName::Operation, operation);
            composed.text.push_str(": ");
        }
        composed.text.push_str(self.message.unwrap_or_default());
        if let Some(status) = self.http_status {
            composed.text.push_str(" (Status Code: ");
            composed.put(FieldName::HttpStatus, &status.to_string());
            composed.text.push(')');
        }
        if let Some(request_id) = self.request_id {
            composed.text.push_str(" (Request ID: ");
            composed.put(FieldName::RequestId, request_id);
            composed.text.push(')');
        }
        composed
    }
}

impl Composed {
    /// Writes a value and notes where it stands.
    fn put(&mut self, name: FieldName, value: &str) {
        let start = self.text.len();
        self.text.push_str(value);
        let span = Span::new(start, self.text.len());
        self.fields.push((name, Field { value: value.to_owned().into(), span }));
    }
}

impl Symptom<'static> {
    /// Returns the symptom of an error of which code, message and operation are known.
    ///
    /// The same as [`ErrorParts::classify`] with these three.
    #[must_use]
    pub fn from_code_and_message(code: Option<&str>, message: Option<&str>, operation: Option<&str>) -> Self {
        ErrorParts { code, message, operation, ..ErrorParts::default() }.classify()
    }
}
