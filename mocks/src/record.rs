//! The record of all calls, as CloudTrail writes it, in a bounded ring.

use std::{collections::VecDeque, fmt, io::Write};

use eks_iam_sigv4::Timestamp;
use serde_json::{Map, Value, json};

use crate::digest;

/// One call as CloudTrail would record it; never with a secret, a session token or a bearer token in it.
///
/// Unlike CloudTrail, the record also holds calls that failed before AWS knew the caller (a bad signature, an unknown
/// key): a test wants to see them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Call {
    pub(crate) source: String,
    pub(crate) name: String,
    pub(crate) time: Timestamp,
    pub(crate) region: String,
    pub(crate) host: String,
    pub(crate) user_agent: String,
    pub(crate) request_id: String,
    pub(crate) identity: Option<CallIdentity>,
    pub(crate) parameters: Vec<(String, String)>,
    pub(crate) status: u16,
    pub(crate) error: Option<(String, String)>,
}

/// Who called, as far as AWS came to know.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct CallIdentity {
    pub(crate) kind: &'static str,
    pub(crate) principal_id: String,
    pub(crate) arn: String,
    pub(crate) account: String,
    pub(crate) access_key_id: String,
}

impl Call {
    /// Returns the operation, such as `GetCallerIdentity`.
    pub fn event_name(&self) -> &str {
        &self.name
    }

    /// Returns the service, such as `sts.amazonaws.com`.
    pub fn event_source(&self) -> &str {
        &self.source
    }

    /// Returns the host that the client called, such as `sts.us-west-2.amazonaws.com`.
    pub fn host(&self) -> &str {
        &self.host
    }

    /// Returns the HTTP status of the answer.
    pub fn status(&self) -> u16 {
        self.status
    }

    /// Returns the error code, such as `AccessDenied`; `None` when the call succeeded.
    pub fn error_code(&self) -> Option<&str> {
        self.error.as_ref().map(|(code, _)| code.as_str())
    }

    /// Returns the error text; `None` when the call succeeded.
    pub fn error_message(&self) -> Option<&str> {
        self.error.as_ref().map(|(_, message)| message.as_str())
    }

    /// Returns the ARN of the caller, where AWS came to know it.
    pub fn caller_arn(&self) -> Option<&str> {
        self.identity.as_ref().map(|it| it.arn.as_str())
    }

    /// Returns the request id of the answer.
    pub fn request_id(&self) -> &str {
        &self.request_id
    }

    /// Returns the CloudTrail record as one line of JSON.
    pub fn to_json(&self) -> String {
        let mut record = json!({
            "eventVersion": "1.11",
            "userIdentity": self.identity_json(),
            "eventTime": self.time.rfc3339(),
            "eventSource": self.source,
            "eventName": self.name,
            "awsRegion": self.region,
            "sourceIPAddress": SOURCE_ADDRESS,
            "userAgent": self.user_agent,
            "requestParameters": self.parameters_json(),
            "responseElements": null,
            "requestID": self.request_id,
            "eventID": event_id(&self.request_id),
            "readOnly": self.is_read_only(),
            "eventType": "AwsApiCall",
            "managementEvent": true,
            "eventCategory": "Management",
            "tlsDetails": { "clientProvidedHostHeader": self.host },
        });
        if let (Some(fields), Some((code, message))) = (record.as_object_mut(), &self.error) {
            let code =
                if self.source == "ec2.amazonaws.com" { format!("Client.{code}") } else { code.clone() };
            fields.insert("errorCode".to_owned(), Value::String(code));
            fields.insert("errorMessage".to_owned(), Value::String(message.clone()));
        }
        if let (Some(fields), Some(identity)) = (record.as_object_mut(), &self.identity) {
            fields.insert("recipientAccountId".to_owned(), Value::String(identity.account.clone()));
        }
        record.to_string()
    }

    fn identity_json(&self) -> Value {
        let Some(identity) = &self.identity else { return json!({ "type": "Unknown" }) };
        let mut fields = Map::new();
        for (name, value) in [
            ("type", identity.kind),
            ("principalId", &identity.principal_id),
            ("arn", &identity.arn),
            ("accountId", &identity.account),
            ("accessKeyId", &identity.access_key_id),
        ] {
            if !value.is_empty() {
                fields.insert(name.to_owned(), Value::String(value.to_owned()));
            }
        }
        Value::Object(fields)
    }

    fn parameters_json(&self) -> Value {
        if self.parameters.is_empty() {
            return Value::Null;
        }
        self.parameters.iter().map(|(name, value)| (name.clone(), Value::String(value.clone()))).collect()
    }

    fn is_read_only(&self) -> bool {
        ["Get", "List", "Describe", "Assume", "Decode"].iter().any(|verb| self.name.starts_with(verb))
    }
}

/// The id of the event, which follows from that of the request.
fn event_id(request_id: &str) -> String {
    let digits = |part: &str, length| digest::hex(&["event-id", part, request_id], length);
    let [a, b, c, d] = ["a", "b", "c", "d"];
    format!("{}-{}-4{}-8{}-{}", digits(a, 8), digits(b, 4), digits(c, 3), digits(d, 3), digits("e", 12))
}

/// The last calls of a world; the oldest goes when it is full.
#[derive(Debug)]
pub(crate) struct Ring {
    calls: VecDeque<Call>,
    limit: usize,
}

impl Ring {
    pub(crate) fn new(limit: usize) -> Self {
        Self { calls: VecDeque::new(), limit }
    }

    pub(crate) fn push(&mut self, call: Call) {
        if self.limit == 0 {
            return;
        }
        if self.calls.len() >= self.limit {
            self.calls.pop_front();
        }
        self.calls.push_back(call);
    }

    pub(crate) fn to_vec(&self) -> Vec<Call> {
        self.calls.iter().cloned().collect()
    }
}

/// Where every call is written, a line of JSON each.
pub(crate) struct Sink {
    writer: Box<dyn Write + Send>,
    lost: u64,
}

impl Sink {
    pub(crate) fn new(writer: Box<dyn Write + Send>) -> Self {
        Self { writer, lost: 0 }
    }

    /// Writes a call. A writer that fails loses it; how many are lost is told by `Debug` alone, for a service goes on.
    pub(crate) fn write(&mut self, call: &Call) {
        if writeln!(self.writer, "{}", call.to_json()).is_err() {
            self.lost += 1;
        }
    }

    pub(crate) fn flush(&mut self) {
        if self.writer.flush().is_err() {
            self.lost += 1;
        }
    }
}

impl fmt::Debug for Sink {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Sink").field("lost", &self.lost).finish_non_exhaustive()
    }
}

/// The address every client seems to come from, out of the range kept for documentation.
pub(crate) const SOURCE_ADDRESS: &str = "203.0.113.10";
