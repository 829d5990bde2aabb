//! A plain HTTP/1.1 request to the mock's listener, for calls that no SDK makes.

use std::{io, net::SocketAddr};

use eks_iam_mock_aws::{Request, Response};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
};

/// The most bytes of an answer that are read.
const MAX_ANSWER: u64 = 16 * 1024 * 1024;

/// Sends a request and reads the whole answer; the `host` header says whom it is meant for.
pub(super) async fn send(address: SocketAddr, request: &Request) -> io::Result<Response> {
    let mut stream = TcpStream::connect(address).await?;
    let mut head = format!("{} {} HTTP/1.1\r\n", request.method, request.target);
    for (name, value) in &request.headers {
        head.push_str(&format!("{name}: {value}\r\n"));
    }
    head.push_str(&format!("content-length: {}\r\nconnection: close\r\n\r\n", request.body.len()));
    stream.write_all(head.as_bytes()).await?;
    stream.write_all(&request.body).await?;
    let mut answer = Vec::new();
    stream.take(MAX_ANSWER).read_to_end(&mut answer).await?;
    parse(&answer).ok_or_else(|| {
        io::Error::new(io::ErrorKind::UnexpectedEof, "connection closed before message completed")
    })
}

/// Reads status, headers and body; the connection's end is the body's end.
fn parse(answer: &[u8]) -> Option<Response> {
    let end = answer.windows(4).position(|it| it == b"\r\n\r\n")?;
    let head = std::str::from_utf8(answer.get(..end)?).ok()?;
    let mut lines = head.split("\r\n");
    let status = lines.next()?.split(' ').nth(1)?.parse().ok()?;
    let headers = lines
        .filter_map(|it| it.split_once(':'))
        .map(|(name, value)| (name.to_owned(), value.trim().to_owned()));
    Some(Response { status, headers: headers.collect(), body: answer.get(end + 4..)?.to_vec() })
}
