//! A call as CloudTrail writes it.

use std::fmt::Write;

use serde_json::Value;

use super::{Call, CallIdentity, SOURCE_ADDRESS};
use crate::digest;

impl Call {
    /// Appends the record, in CloudTrail's order of fields. Written by hand, since a server writes one for every request.
    pub(super) fn write_json(&self, line: &mut String) {
        let mut record = Object::begin(line);
        record.text("eventVersion", "1.11");
        self.write_identity(record.name("userIdentity"));
        record.text("eventTime", &self.time.rfc3339());
        record.text("eventSource", &self.source);
        record.text("eventName", &self.name);
        record.text("awsRegion", &self.region);
        record.text("sourceIPAddress", SOURCE_ADDRESS);
        record.text("userAgent", &self.user_agent);
        if let Some((code, message)) = &self.error {
            let prefix = if self.source == "ec2.amazonaws.com" { "Client." } else { "" };
            record.text("errorCode", &format!("{prefix}{code}"));
            record.text("errorMessage", message);
        }
        self.write_parameters(record.name("requestParameters"));
        record.name("responseElements").push_str("null");
        record.text("requestID", &self.request_id);
        record.text("eventID", &event_id(&self.request_id));
        record.name("readOnly").push_str(if self.is_read_only() { "true" } else { "false" });
        record.text("eventType", "AwsApiCall");
        record.name("managementEvent").push_str("true");
        if let Some(CallIdentity::Caller(caller)) = &self.identity {
            record.text("recipientAccountId", &caller.account);
        }
        record.text("eventCategory", "Management");
        let mut details = Object::begin(record.name("tlsDetails"));
        details.text("clientProvidedHostHeader", &self.host);
        details.end();
        record.end();
    }

    fn write_identity(&self, line: &mut String) {
        let mut identity = Object::begin(line);
        match &self.identity {
            None => identity.text("type", "Unknown"),
            Some(CallIdentity::Named(kind, id)) => {
                identity.text("type", kind);
                identity.text_unless_empty("principalId", id);
            }
            Some(CallIdentity::Caller(caller)) => {
                identity.text("type", caller.cloudtrail_type());
                identity.text_unless_empty("principalId", &caller.user_id);
                identity.text_unless_empty("arn", &caller.arn);
                identity.text_unless_empty("accountId", &caller.account);
                identity.text_unless_empty("accessKeyId", &caller.access_key_id);
            }
        }
        identity.end();
    }

    fn write_parameters(&self, line: &mut String) {
        if self.parameters.is_empty() {
            line.push_str("null");
            return;
        }
        let mut parameters = Object::begin(line);
        for (name, value) in &self.parameters {
            parameters.text(name, value);
        }
        parameters.end();
    }

    fn is_read_only(&self) -> bool {
        ["Get", "List", "Describe", "Assume", "Decode"].iter().any(|verb| self.name.starts_with(verb))
    }
}

/// The id of the event, which follows from that of the request.
fn event_id(request_id: &str) -> String {
    digest::uuid(&["event-id", request_id])
}

/// An object that is being written.
struct Object<'a> {
    line: &'a mut String,
    is_empty: bool,
}

impl<'a> Object<'a> {
    fn begin(line: &'a mut String) -> Self {
        line.push('{');
        Self { line, is_empty: true }
    }

    /// Begins a field, whose name needs no escapes; the value is the caller's to write.
    fn name(&mut self, name: &str) -> &mut String {
        if !self.is_empty {
            self.line.push(',');
        }
        self.is_empty = false;
        push_text(self.line, name);
        self.line.push(':');
        self.line
    }

    fn text(&mut self, name: &str, value: &str) {
        push_text(self.name(name), value);
    }

    fn text_unless_empty(&mut self, name: &str, value: &str) {
        if !value.is_empty() {
            self.text(name, value);
        }
    }

    fn end(self) {
        self.line.push('}');
    }
}

/// Appends a JSON string; most need no escape.
fn push_text(line: &mut String, text: &str) {
    if text.bytes().all(|it| it >= b' ' && !matches!(it, b'"' | b'\\')) {
        line.push('"');
        line.push_str(text);
        line.push('"');
    } else {
        let _ = write!(line, "{}", Value::from(text));
    }
}
