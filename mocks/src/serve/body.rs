//! Bodies: of requests, with a limit; of answers, whole or broken off.

use std::{
    error, fmt,
    future::poll_fn,
    pin::Pin,
    task::{Context, Poll},
};

use hyper::body::{Body, Bytes, Frame, Incoming, SizeHint};

/// The connection is closed on purpose, as a fault of the world wants it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Closed;

impl fmt::Display for Closed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a fault of the world closes the connection")
    }
}

impl error::Error for Closed {}

/// Reads a body; `None` when it breaks off or is longer than STS takes.
pub(super) async fn collect(mut body: Incoming) -> Option<Vec<u8>> {
    let mut bytes = Vec::new();
    while let Some(frame) = poll_fn(|context| Pin::new(&mut body).poll_frame(context)).await {
        let Ok(data) = frame.ok()?.into_data() else { continue };
        if bytes.len() + data.len() > LIMIT {
            return None;
        }
        bytes.extend_from_slice(&data);
    }
    Some(bytes)
}

/// The body of an answer.
pub(super) struct AnswerBody {
    data: Option<Bytes>,
    announced: u64,
    end: End,
}

/// What comes behind the bytes.
#[derive(PartialEq)]
enum End {
    /// Nothing more.
    Whole,
    /// The connection breaks, once what was sent is on its way.
    Breaking,
    Broken,
}

impl AnswerBody {
    pub(super) fn whole(bytes: Vec<u8>) -> Self {
        Self { announced: length(&bytes), data: Some(Bytes::from(bytes)), end: End::Whole }
    }

    /// Half of the bytes, though all are announced.
    pub(super) fn broken(mut bytes: Vec<u8>) -> Self {
        let announced = length(&bytes);
        bytes.truncate(bytes.len() / 2);
        Self { announced, data: Some(Bytes::from(bytes)), end: End::Breaking }
    }
}

impl Body for AnswerBody {
    type Data = Bytes;
    type Error = Closed;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Closed>>> {
        match self.data.take() {
            Some(data) if !data.is_empty() => Poll::Ready(Some(Ok(Frame::data(data)))),
            _ => match self.end {
                End::Whole => Poll::Ready(None),
                End::Breaking => {
                    // hyper sends what it has when there is nothing to wait for, and throws it away at an error.
                    self.end = End::Broken;
                    context.waker().wake_by_ref();
                    Poll::Pending
                }
                End::Broken => Poll::Ready(Some(Err(Closed))),
            },
        }
    }

    fn is_end_stream(&self) -> bool {
        self.end == End::Whole && self.data.as_ref().is_none_or(Bytes::is_empty)
    }

    fn size_hint(&self) -> SizeHint {
        SizeHint::with_exact(self.announced)
    }
}

fn length(bytes: &[u8]) -> u64 {
    u64::try_from(bytes.len()).unwrap_or(u64::MAX)
}

/// STS refuses more than ten million bytes itself; one more is let through to it.
const LIMIT: usize = 10_000_001;
