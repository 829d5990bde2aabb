//! The listener: what stands on the wire.

use eks_iam_mock_aws::{Fault, MockAws, Request};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
};

use crate::support::*;

async fn exchange(mock: &MockAws, request: &Request) -> String {
    let mut stream = TcpStream::connect(mock.address()).await.unwrap();
    let mut text = format!("{} {} HTTP/1.1\r\n", request.method, request.target);
    for (name, value) in &request.headers {
        text.push_str(&format!("{name}: {value}\r\n"));
    }
    text.push_str(&format!("connection: close\r\ncontent-length: {}\r\n\r\n", request.body.len()));
    stream.write_all(text.as_bytes()).await.unwrap();
    stream.write_all(&request.body).await.unwrap();
    let mut answer = String::new();
    let _ = stream.read_to_string(&mut answer).await;
    answer
}

#[tokio::test]
async fn headers_are_the_worlds() {
    let mock = MockAws::start(world()).await;
    let credentials = mock.world().credentials(MIKA).unwrap();
    let body = "Action=GetCallerIdentity&Version=2011-06-15";
    let answer = exchange(&mock, &form(mock.world(), &credentials, STS, "sts", REGION, body)).await;
    assert!(answer.starts_with("HTTP/1.1 200 OK\r\n"), "{answer}");
    for header in [
        "date: Mon, 13 Jul 2026 09:30:00 GMT",
        "content-type: text/xml",
        "x-amzn-requestid: 00000000-0000-4000-8000-000000000001",
    ] {
        let found = answer.lines().filter(|line| line.eq_ignore_ascii_case(header)).count();
        assert_eq!(found, 1, "{header} in {answer}");
    }
    assert_eq!(answer.to_ascii_lowercase().matches("\r\ndate:").count(), 1);
}

#[tokio::test]
async fn a_presigned_url_holds() {
    let mock = MockAws::start(world()).await;
    let token = token(mock.world(), OPS, "shop");
    let endpoint = mock.world().cluster_endpoint("shop").unwrap();
    let request = Request::new("GET", "/api/v1/nodes")
        .with_header("host", endpoint.trim_start_matches("https://"))
        .with_header("authorization", format!("Bearer {token}"));
    let answer = exchange(&mock, &request).await;
    assert!(answer.starts_with("HTTP/1.1 200 OK\r\n"), "{answer}");
}

#[tokio::test]
async fn no_connection_is_an_end_without_an_answer() {
    let mock = MockAws::start(builder().fault(Fault::down(STS)).build().unwrap()).await;
    let answer = exchange(&mock, &unsigned(STS, "Action=GetCallerIdentity&Version=2011-06-15")).await;
    assert_eq!(answer, "");
}
