//! The credential scope: for which day, region and service a signature was made.

use std::fmt;

/// A credential scope as the client claims it; nothing in it is checked.
///
/// `Display` gives the text that stands in the string to sign, `20260713/us-west-2/sts/aws4_request`.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Scope {
    /// The day, `YYYYMMDD`: that of the request's timestamp.
    pub date: String,
    /// The region, such as `us-west-2`. It never routes a request; the endpoint compares it with its own.
    pub region: String,
    /// The service's signing name, such as `sts`.
    pub service: String,
    /// The end, `aws4_request`.
    pub terminator: String,
}

impl Scope {
    /// The parts in the order in which they are hashed.
    pub(crate) fn parts(&self) -> [&str; 4] {
        [&self.date, &self.region, &self.service, &self.terminator]
    }
}

impl fmt::Display for Scope {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.parts().join("/"))
    }
}

/// The last part of every scope of Signature Version 4.
pub(crate) const TERMINATOR: &str = "aws4_request";
