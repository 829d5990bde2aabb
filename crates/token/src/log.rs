//! The authenticator's log lines, as the log type `authenticator` of EKS shows them.

use eks_iam_sigv4::Timestamp;

use crate::{Identity, VerifyTokenError, go::quoted};

/// What a log line says besides the outcome.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LogContext<'a> {
    /// When the line is written.
    pub time: Timestamp,
    /// Address and port of who asked, such as `127.0.0.1:50096`.
    pub client: &'a str,
}

impl LogContext<'_> {
    /// Returns the line `access denied` of a refused token.
    pub fn access_denied(&self, error: &VerifyTokenError) -> String {
        let error = error.to_string();
        let fields =
            [("client", self.client), ("error", &error), ("method", "POST"), ("path", "/authenticate")];
        self.line("warning", "access denied", &fields)
    }

    /// Returns the line `access denied` of an identity that the mapping refused for `error`, such as
    /// `identity is not mapped`.
    pub fn access_denied_to(&self, identity: &Identity, error: &str) -> String {
        let fields = [
            ("arn", identity.canonical.as_str()),
            ("client", self.client),
            ("error", error),
            ("method", "POST"),
            ("path", "/authenticate"),
        ];
        self.line("warning", "access denied", &fields)
    }

    /// Returns the line `STS response` of a good token.
    pub fn sts_response(&self, identity: &Identity) -> String {
        let fields = [
            ("accesskeyid", identity.access_key_id.as_str()),
            ("accountid", &identity.account),
            ("arn", &identity.arn),
            ("client", self.client),
            ("method", "POST"),
            ("path", "/authenticate"),
            ("session", &identity.session_name),
            ("stsendpoint", &identity.sts_endpoint),
            ("userid", &identity.user_id),
        ];
        self.line("info", "STS response", &fields)
    }

    /// A line of logrus' text form: fields sorted by name, values quoted where they need it.
    fn line(&self, level: &str, message: &str, fields: &[(&str, &str)]) -> String {
        let mut line = format!("time={} level={level} msg={}", quoted(&self.time.rfc3339()), value(message));
        for (name, text) in fields {
            line.push_str(&format!(" {name}={}", value(text)));
        }
        line
    }
}

fn value(text: &str) -> String {
    let is_plain = |letter: char| letter.is_ascii_alphanumeric() || "-._/@^+".contains(letter);
    if text.chars().all(is_plain) { text.to_owned() } else { quoted(text) }
}
