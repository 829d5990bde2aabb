//! A connection: one request behind the other, each answer read whole and checked.

use std::{
    sync::Arc,
    time::{Duration, Instant},
};

use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
    time::timeout,
};

/// A request as it goes over the wire, and what a right answer has in it.
#[derive(Debug)]
pub(crate) struct Asked {
    pub(crate) bytes: Vec<u8>,
    pub(crate) expected: Vec<String>,
}

/// What came back.
#[derive(Debug, Default)]
pub(crate) struct Seen {
    /// What was expected.
    pub(crate) right: u64,
    /// A refusal that only a fault explains.
    pub(crate) faulty: u64,
    /// Anything else.
    pub(crate) wrong: u64,
    /// Broken off within an answer.
    pub(crate) cut: u64,
    /// Closed without an answer.
    pub(crate) closed: u64,
    /// The first that was wrong.
    pub(crate) example: String,
}

impl Seen {
    pub(crate) fn add(&mut self, other: &Self) {
        self.right += other.right;
        self.faulty += other.faulty;
        self.wrong += other.wrong;
        self.cut += other.cut;
        self.closed += other.closed;
        if self.example.is_empty() {
            self.example.clone_from(&other.example);
        }
    }

    fn count(&mut self, answer: &str, expected: &[String]) {
        if answer.starts_with("HTTP/1.1 200 ") && expected.iter().all(|it| answer.contains(it)) {
            self.right += 1;
        } else if FAULTS.iter().any(|code| answer.contains(code)) {
            self.faulty += 1;
        } else {
            self.wrong += 1;
            if self.example.is_empty() {
                self.example = answer.chars().take(600).collect();
            }
        }
    }
}

/// Asks until the time is up; a connection that was closed is opened again.
pub(crate) async fn ask_until(
    address: String,
    requests: Arc<Vec<Asked>>,
    number: usize,
    end: Instant,
) -> Seen {
    let mut seen = Seen::default();
    let mut buffer = vec![0; 64 * 1024];
    let mut turn = requests.iter().cycle().skip(number % requests.len());
    while Instant::now() < end {
        let Ok(mut stream) = TcpStream::connect(&address).await else {
            seen.closed += 1;
            tokio::time::sleep(Duration::from_millis(1)).await;
            continue;
        };
        let _ = stream.set_nodelay(true);
        while Instant::now() < end {
            let Some(asked) = turn.next() else { return seen };
            match exchange(&mut stream, &asked.bytes, &mut buffer).await {
                Ok(answer) => {
                    seen.count(answer, &asked.expected);
                    if says_close(answer) {
                        break;
                    }
                }
                Err(received) => {
                    if received == 0 {
                        seen.closed += 1;
                    } else {
                        seen.cut += 1;
                    }
                    break;
                }
            }
        }
    }
    seen
}

/// Sends a request and reads its answer, whose length is announced; else tells how many bytes came.
pub(crate) async fn exchange<'a>(
    stream: &mut TcpStream,
    request: &[u8],
    buffer: &'a mut [u8],
) -> Result<&'a str, usize> {
    let mut filled = 0;
    stream.write_all(request).await.map_err(|_| filled)?;
    let length = loop {
        let room = buffer.get_mut(filled..).ok_or(filled)?;
        // A server that hangs is to be seen.
        match timeout(Duration::from_secs(30), stream.read(room)).await {
            Ok(Ok(count)) if count > 0 => filled += count,
            _ => return Err(filled),
        }
        if let Some(length) = buffer.get(..filled).and_then(length_of)
            && filled >= length
        {
            break length;
        }
    };
    buffer.get(..length).and_then(|it| std::str::from_utf8(it).ok()).ok_or(filled)
}

/// Whether the server ends the connection behind this answer, as one that speaks HTTP/1.0 does.
fn says_close(answer: &str) -> bool {
    let head = answer.split_once("\r\n\r\n").map_or(answer, |(head, _)| head);
    head.lines().any(|it| it.eq_ignore_ascii_case("connection: close"))
}

/// The length of a whole answer, once its head is there.
fn length_of(bytes: &[u8]) -> Option<usize> {
    let end = memchr::memmem::find(bytes, b"\r\n\r\n")?;
    let head = std::str::from_utf8(bytes.get(..end)?).ok()?;
    let body = head.lines().find_map(|line| {
        let (name, value) = line.split_once(':')?;
        if name.eq_ignore_ascii_case("content-length") { value.trim().parse::<usize>().ok() } else { None }
    })?;
    Some(end + 4 + body)
}

/// What the services say when a fault strikes.
const FAULTS: [&str; 5] = [
    "<Code>Throttling</Code>",
    "<Code>InternalFailure</Code>",
    "<Code>ServiceUnavailable</Code>",
    "ThrottlingException",
    "ServiceUnavailableException",
];
