//! From a service's HTTP reply, for callers that have no more.

use crate::{Class, Confidence, ErrorParts, Symptom};

/// A reply of a service as it came: its status, the headers that tell of errors, and its body.
///
/// ```
/// use eks_iam_error_classifier::{Class, FieldName, HttpReply};
///
/// let reply = HttpReply {
///     status: 403,
///     error_type: Some("AccessDeniedException:http://internal.amazon.com/coral/com.amazon.coral.service/"),
///     body: br#"{"message":"User: arn:aws:iam::111122223333:user/dev is not authorized to perform: eks:ListClusters"}"#,
///     ..HttpReply::default()
/// };
/// let symptom = reply.classify();
/// assert_eq!(symptom.class(), Class::AccessDeniedUnspecified);
/// assert_eq!(symptom.value(FieldName::ErrorCode), Some("AccessDeniedException"));
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct HttpReply<'a> {
    /// The status.
    pub status: u16,
    /// The header `x-amzn-errortype`, in which the JSON protocols put the code.
    pub error_type: Option<&'a str>,
    /// The header `x-amzn-requestid` or `x-amz-request-id`.
    pub request_id: Option<&'a str>,
    /// The body, in any protocol of AWS or of Kubernetes; bytes that are no UTF-8 count as U+FFFD.
    pub body: &'a [u8],
}

impl HttpReply<'_> {
    /// Returns the symptom of the reply: of its code and body, else of the status alone with low confidence.
    ///
    /// Spans are offsets into the text of the same [`ErrorParts`], with the body as its message.
    #[must_use]
    pub fn classify(&self) -> Symptom<'static> {
        let body = String::from_utf8_lossy(self.body);
        let code = self.error_type.map(code_of).filter(|code| !code.is_empty());
        let parts = ErrorParts {
            code,
            message: Some(&body),
            request_id: self.request_id,
            http_status: Some(self.status),
            ..ErrorParts::default()
        };
        let mut symptom = parts.classify();
        if symptom.is_unknown()
            && code.is_none()
            && let Some(class) = class_of(self.status)
        {
            symptom.class = class;
            symptom.confidence = Confidence::Low;
        }
        symptom
    }
}

/// Returns the code that the header names, without the namespace in front and the address behind.
fn code_of(error_type: &str) -> &str {
    let name = error_type.split(':').next().unwrap_or(error_type);
    name.rsplit('#').next().unwrap_or(name).trim()
}

/// Returns the class of a status that nothing explains.
const fn class_of(status: u16) -> Option<Class> {
    match status {
        0..400 => Some(Class::NotAnError),
        403 => Some(Class::AccessDeniedOpaque),
        404 => Some(Class::NotFound),
        409 => Some(Class::Conflict),
        429 => Some(Class::Throttling),
        _ => None,
    }
}
