//! One record and its fields.

use std::{borrow::Cow, fmt};

use crate::{
    Symptom,
    json::{self, Members, string},
};

/// The members that only records have; one of them is enough.
const OWN: [&[u8]; 3] = [b"eventVersion", b"eventSource", b"eventName"];

/// One CloudTrail record, as it stands in the buffer.
#[derive(Clone, PartialEq, Eq)]
pub struct Record<'a> {
    raw: Cow<'a, [u8]>,
    start: usize,
    /// Whether something in it may tell of an error.
    may_have_error: bool,
}

/// The fields of a record that tell who did what and how it ended; absent ones, and such as are no string, are `None`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct RecordFields<'r> {
    /// `eventTime`, as RFC 3339 has it, to the second.
    pub event_time: Option<Cow<'r, str>>,
    /// `eventSource`, such as `eks.amazonaws.com`.
    pub event_source: Option<Cow<'r, str>>,
    /// `eventName`, the operation.
    pub event_name: Option<Cow<'r, str>>,
    /// `awsRegion`.
    pub aws_region: Option<Cow<'r, str>>,
    /// `errorCode`; EC2's have `Client.` or `Server.` in front.
    pub error_code: Option<Cow<'r, str>>,
    /// `errorMessage`.
    pub error_message: Option<Cow<'r, str>>,
    /// `requestID`.
    pub request_id: Option<Cow<'r, str>>,
    /// `eventID`.
    pub event_id: Option<Cow<'r, str>>,
    /// `recipientAccountId`.
    pub recipient_account_id: Option<Cow<'r, str>>,
    /// `userIdentity.arn`.
    pub principal_arn: Option<Cow<'r, str>>,
    /// `userIdentity.type`, such as `AssumedRole`.
    pub principal_type: Option<Cow<'r, str>>,
}

impl<'a> Record<'a> {
    /// With what an object begins as CloudTrail writes its records.
    pub(super) const BEGINNING: &'static [u8] = b"{\"eventVersion\"";

    /// Returns whether an object begins as CloudTrail writes its records.
    pub(super) fn begins(object: &[u8]) -> bool {
        object.starts_with(Self::BEGINNING)
    }

    /// Returns the record that an object is or holds; `start` is the object's place.
    pub(super) fn read(object: &'a [u8], start: usize, may_have_error: bool) -> Option<Self> {
        if Self::begins(object) {
            return Some(Self { raw: Cow::Borrowed(object), start, may_have_error });
        }
        for (key, at, value) in Members::new(object) {
            if OWN.contains(&key) {
                return Some(Self { raw: Cow::Borrowed(object), start, may_have_error });
            }
            match (key, value) {
                (b"detail", [b'{', ..]) => {
                    let is_record = has_own(value);
                    return is_record.then(|| Self {
                        raw: Cow::Borrowed(value),
                        start: start + at,
                        may_have_error,
                    });
                }
                (b"CloudTrailEvent" | b"message" | b"Message", [b'"', ..]) => {
                    return Self::unescaped(value, start + at);
                }
                _ => {}
            }
        }
        None
    }

    /// Returns the record that a string holds.
    fn unescaped(value: &[u8], start: usize) -> Option<Self> {
        let inner = json::unescaped(json::raw_string(value)?).into_owned();
        has_own(inner.as_bytes()).then(|| Self {
            raw: Cow::Owned(inner.into_bytes()),
            start,
            may_have_error: true,
        })
    }

    /// Returns the text of the record, from brace to brace.
    #[must_use]
    pub fn raw(&self) -> &[u8] {
        &self.raw
    }

    /// Returns where the record, or the string it was escaped in, begins in the buffer.
    #[must_use]
    pub const fn start(&self) -> usize {
        self.start
    }

    /// Returns whether the record tells of an error: it has an `errorCode` or an `errorMessage`.
    #[must_use]
    pub fn has_error(&self) -> bool {
        self.may_have_error
            && Members::new(&self.raw)
                .any(|(key, _, value)| matches!(key, b"errorCode" | b"errorMessage") && value != b"null")
    }

    /// Reads the fields.
    #[must_use]
    pub fn fields(&self) -> RecordFields<'_> {
        let mut fields = RecordFields::default();
        for (key, _, value) in Members::new(&self.raw) {
            let field = match key {
                b"userIdentity" => {
                    fields.identity(value);
                    continue;
                }
                b"eventTime" => &mut fields.event_time,
                b"eventSource" => &mut fields.event_source,
                b"eventName" => &mut fields.event_name,
                b"awsRegion" => &mut fields.aws_region,
                b"errorCode" => &mut fields.error_code,
                b"errorMessage" => &mut fields.error_message,
                b"requestID" => &mut fields.request_id,
                b"eventID" => &mut fields.event_id,
                b"recipientAccountId" => &mut fields.recipient_account_id,
                _ => continue,
            };
            *field = string(value);
        }
        fields
    }

    /// Returns the symptom of the record's error; `None` when it tells of none.
    ///
    /// The message and the code decide, and nothing else of the record. Spans are offsets into [`raw`](Self::raw).
    #[must_use]
    pub fn classify(&self) -> Option<Symptom<'static>> {
        super::symptom::symptom(&self.raw)
    }
}

/// Shows where the record stands; what it says may be confidential.
impl fmt::Debug for Record<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (start, length) = (self.start, self.raw.len());
        f.debug_struct("Record").field("start", &start).field("length", &length).finish_non_exhaustive()
    }
}

impl<'r> RecordFields<'r> {
    /// Takes in the fields of `userIdentity`.
    fn identity(&mut self, object: &'r [u8]) {
        for (key, _, value) in Members::new(object) {
            match key {
                b"arn" => self.principal_arn = string(value),
                b"type" => self.principal_type = string(value),
                _ => {}
            }
        }
    }
}

/// Returns whether an object has a member that only records have.
fn has_own(object: &[u8]) -> bool {
    Members::new(object).any(|(key, _, _)| OWN.contains(&key))
}
