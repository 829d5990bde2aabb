//! What a world answers: a plain response, or no connection at all.

use std::fmt;

/// An HTTP response without any HTTP library.
///
/// `Debug` does not print the body, which may hold credentials.
#[derive(Clone, PartialEq, Eq)]
pub struct Response {
    /// The status code.
    pub status: u16,
    /// The headers, names as sent.
    pub headers: Vec<(String, String)>,
    /// The body.
    pub body: Vec<u8>,
}

impl Response {
    /// Makes a response without headers.
    pub fn new(status: u16, body: impl Into<Vec<u8>>) -> Self {
        Self { status, headers: Vec::new(), body: body.into() }
    }

    /// Adds a header behind those that are there.
    #[must_use]
    pub fn with_header(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.headers.push((name.into(), value.into()));
        self
    }

    /// Returns the value of the first header of that name; names are compared without case.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(key, _)| key.eq_ignore_ascii_case(name)).map(|(_, value)| value.as_str())
    }

    /// Returns the body as text, with a mark for every byte that is not UTF-8.
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }
}

impl fmt::Debug for Response {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Response")
            .field("status", &self.status)
            .field("headers", &self.headers)
            .field("body", &format_args!("[{} bytes]", self.body.len()))
            .finish()
    }
}

/// What becomes of a request.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Answer {
    /// It is answered.
    Response(Response),
    /// It is answered, late.
    Late {
        /// How late.
        milliseconds: u64,
        /// With what.
        response: Response,
    },
    /// The headers and a part of the body are sent, then the connection is closed.
    Truncated {
        /// How late.
        milliseconds: u64,
        /// What would have been answered; its length is announced.
        response: Response,
    },
    /// The connection is closed before an answer.
    Reset,
    /// The endpoint takes no connection.
    NoConnection,
}

impl Answer {
    /// Returns the response, late or not; `None` when none came, or not the whole of it.
    pub fn response(&self) -> Option<&Response> {
        match self {
            Self::Response(response) | Self::Late { response, .. } => Some(response),
            Self::Truncated { .. } | Self::Reset | Self::NoConnection => None,
        }
    }
}
