//! From a record's error to its symptom.

use eks_iam_span::Span;

use crate::{
    Emitter, Field, FieldName, Symptom, classify,
    json::{self, Members},
};

/// A string of the record: its text with its escapes, and where that stands.
#[derive(Clone, Copy)]
struct Said<'a> {
    raw: &'a str,
    at: usize,
}

impl<'a> Said<'a> {
    /// Reads the value that stands at `at`.
    fn new(at: usize, value: &'a [u8]) -> Option<Self> {
        json::raw_string(value).filter(|raw| !raw.is_empty()).map(|raw| Self { raw, at: at + 1 })
    }

    fn field(self) -> Field<'static> {
        let span = Span::new(self.at, self.at + self.raw.len());
        Field { value: json::unescaped(self.raw).into_owned().into(), span }
    }
}

/// What a record says of its error.
#[derive(Default)]
struct Parts<'a> {
    code: Option<Said<'a>>,
    message: Option<Said<'a>>,
    operation: Option<Said<'a>>,
    request_id: Option<Said<'a>>,
    caller: Option<Said<'a>>,
}

/// Returns the symptom of a record's error, with spans that are offsets into `raw`.
pub(super) fn symptom(raw: &[u8]) -> Option<Symptom<'static>> {
    let parts = Parts::new(raw);
    if parts.code.is_none() && parts.message.is_none() {
        return None;
    }
    let (text, message) = parts.text();
    let mut symptom = classify(&text).into_owned();
    parts.settle(&mut symptom, message);
    for other in &mut symptom.others {
        parts.settle(other, message);
    }
    Some(symptom)
}

impl<'a> Parts<'a> {
    fn new(raw: &'a [u8]) -> Self {
        let mut parts = Self::default();
        for (key, at, value) in Members::new(raw) {
            match key {
                b"errorCode" => parts.code = Said::new(at, value),
                b"errorMessage" => parts.message = Said::new(at, value),
                b"eventName" => parts.operation = Said::new(at, value),
                b"requestID" => parts.request_id = Said::new(at, value),
                b"userIdentity" => {
                    let arn = json::member(value, "arn");
                    parts.caller = arn.and_then(|(inner, arn)| Said::new(at + inner, arn));
                }
                _ => {}
            }
        }
        parts
    }

    /// Returns code and message as the AWS CLI prints them, and the place of the message.
    fn text(&self) -> (String, usize) {
        let mut text =
            self.code.map_or_else(String::new, |code| format!("An error occurred ({}): ", code.raw));
        let message = text.len();
        text.push_str(self.message.map_or("", |message| message.raw));
        (text, message)
    }

    /// Gives a symptom, read from [`text`](Self::text), the record's own fields and places in the record.
    fn settle(&self, symptom: &mut Symptom<'_>, message: usize) {
        symptom.emitter = Emitter::Cloudtrail;
        let base = self.message.map_or(0, |said| said.at);
        for field in symptom.fields.iter_mut().flatten() {
            let place = |at: usize| at.saturating_sub(message) + base;
            field.span = Span::new(place(field.span.start()), place(field.span.end()));
        }
        let own = [
            (FieldName::ErrorCode, self.code),
            (FieldName::Operation, self.operation),
            (FieldName::RequestId, self.request_id),
        ];
        for (name, said) in own {
            if let (Some(said), Some(slot)) = (said, symptom.fields.get_mut(name as usize)) {
                *slot = Some(said.field());
            }
        }
        let caller = symptom.fields.get_mut(FieldName::PrincipalArn as usize);
        if let (Some(said), Some(slot @ None)) = (self.caller, caller) {
            *slot = Some(said.field());
        }
    }
}
