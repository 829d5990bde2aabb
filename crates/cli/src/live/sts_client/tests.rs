//! The client against a TLS server on loopback that says it is STS.

use std::{
    net::SocketAddr,
    sync::{Arc, Mutex},
    time::Duration,
};

use eks_iam_sigv4::{Credentials, Timestamp};
use eks_iam_token::{Identity, Reason, TokenRequest, Verifier, VerifyTokenError, make, verify};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpListener,
};
use tokio_rustls::{
    TlsAcceptor,
    rustls::{
        RootCertStore, ServerConfig,
        crypto::ring,
        pki_types::{PrivateKeyDer, PrivatePkcs8KeyDer},
    },
};

use super::StsClient;

const HOST: &str = "sts.us-west-2.amazonaws.com";
const GOOD: &str = r#"{"GetCallerIdentityResponse":{"GetCallerIdentityResult":{"Account":"111122223333","Arn":"arn:aws:iam::111122223333:user/anna","UserId":"AIDAEXAMPLE"},"ResponseMetadata":{"RequestId":"x"}}}"#;

/// A server with a certificate of its own for `name` that gives every connection the same answer.
struct Server {
    address: SocketAddr,
    roots: RootCertStore,
    seen: Arc<Mutex<Vec<String>>>,
}

impl Server {
    /// No answer means that the connection is held open and nothing is said.
    fn start(name: &str, answer: Option<String>) -> Self {
        let made = rcgen::generate_simple_self_signed([name.to_owned()]).unwrap();
        let certificate = made.cert.der().clone();
        let mut roots = RootCertStore::empty();
        roots.add(certificate.clone()).unwrap();
        let key = PrivateKeyDer::Pkcs8(PrivatePkcs8KeyDer::from(made.signing_key.serialize_der()));
        let config = ServerConfig::builder_with_provider(Arc::new(ring::default_provider()))
            .with_safe_default_protocol_versions()
            .unwrap()
            .with_no_client_auth()
            .with_single_cert(vec![certificate], key)
            .unwrap();
        let acceptor = TlsAcceptor::from(Arc::new(config));
        let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        listener.set_nonblocking(true).unwrap();
        let address = listener.local_addr().unwrap();
        let seen = Arc::new(Mutex::new(Vec::new()));
        let log = Arc::clone(&seen);
        std::thread::spawn(move || {
            super::runtime().unwrap().block_on(async move {
                let listener = TcpListener::from_std(listener).unwrap();
                while let Ok((stream, _)) = listener.accept().await {
                    let Ok(mut stream) = acceptor.accept(stream).await else { continue };
                    let mut head = Vec::new();
                    while !head.ends_with(b"\r\n\r\n") {
                        match stream.read_u8().await {
                            Ok(byte) => head.push(byte),
                            Err(_) => break,
                        }
                    }
                    log.lock().unwrap().push(String::from_utf8(head).unwrap());
                    match &answer {
                        Some(answer) => {
                            // A client that has read enough closes the connection.
                            let _ = stream.write_all(answer.as_bytes()).await;
                            let _ = stream.shutdown().await;
                        }
                        None => std::mem::forget(stream),
                    }
                }
            });
        });
        Self { address, roots, seen }
    }

    fn client(&self) -> StsClient {
        StsClient { address: Some(self.address), ..StsClient::trusting(self.roots.clone()).unwrap() }
    }
}

fn response(status: &str, headers: &str, body: &str) -> Option<String> {
    Some(format!("HTTP/1.1 {status}\r\n{headers}content-length: {}\r\n\r\n{body}", body.len()))
}

fn ask(client: &StsClient) -> Result<Identity, VerifyTokenError> {
    let credentials = Credentials::new("AKIAIOSFODNN7EXAMPLE", "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY");
    let time = Timestamp::parse_basic("20260115T100000Z").unwrap();
    let token = make(&TokenRequest::new("us-west-2", "prod", &credentials, time)).unwrap();
    verify(token.as_str(), &Verifier::as_eks("aws", "us-west-2", "prod"), time, client)
}

#[track_caller]
fn check_failure(client: &StsClient, reason: Reason, part: &str) {
    let error = ask(client).unwrap_err();
    assert_eq!(error.reason(), reason, "{error}");
    assert!(error.to_string().contains(part), "{error}");
    assert!(!format!("{error:?}").contains("X-Amz-Signature=1"), "{error}");
}

#[test]
fn a_good_token_becomes_an_identity() {
    let server = Server::start(HOST, response("200 OK", "", GOOD));
    assert_eq!(ask(&server.client()).unwrap().arn, "arn:aws:iam::111122223333:user/anna");
    let seen = server.seen.lock().unwrap().join("");
    assert!(seen.starts_with("GET /?Action=GetCallerIdentity&Version=2011-06-15&X-Amz-Algorithm="), "{seen}");
    for header in
        ["host: sts.us-west-2.amazonaws.com\r\n", "accept: application/json\r\n", "x-k8s-aws-id: prod\r\n"]
    {
        assert_eq!(seen.matches(header).count(), 1, "{seen}");
    }
}

#[test]
fn a_refusal_of_sts_is_told_with_its_status() {
    let server = Server::start(HOST, response("403 Forbidden", "", r#"{"Error":{"Code":"ExpiredToken"}}"#));
    check_failure(&server.client(), Reason::StsStatus, "expected 200, got 403");
    let server = Server::start(HOST, response("400 Bad Request", "", "Throttling"));
    check_failure(&server.client(), Reason::StsThrottled, "throttled");
}

#[test]
fn no_redirect_is_followed() {
    let other = Server::start("attacker.example", response("200 OK", "", GOOD));
    let location = format!("location: https://attacker.example:{}/\r\n", other.address.port());
    let server = Server::start(HOST, response("302 Found", &location, ""));
    check_failure(&server.client(), Reason::StsStatus, "expected 200, got 302");
    assert_eq!((server.seen.lock().unwrap().len(), other.seen.lock().unwrap().len()), (1, 0));
}

#[test]
fn an_endless_answer_is_cut() {
    let server = Server::start(HOST, response("200 OK", "", &" ".repeat(super::MAX_BODY + 1)));
    check_failure(&server.client(), Reason::StsUnreachable, "length limit exceeded");
    let headers = format!("x-long: {}\r\n", "x".repeat(4 * super::MAX_HEAD));
    let server = Server::start(HOST, response("200 OK", &headers, GOOD));
    check_failure(&server.client(), Reason::StsUnreachable, "error during GET");
}

#[test]
fn a_silent_server_is_left() {
    let server = Server::start(HOST, None);
    let client = StsClient { timeout: Duration::from_millis(300), ..server.client() };
    check_failure(&client, Reason::StsUnreachable, "no answer within 0.3 s on us-west-2 endpoint");
}

#[test]
fn half_an_answer_is_none() {
    let server = Server::start(HOST, Some("HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\n{".to_owned()));
    check_failure(&server.client(), Reason::StsUnreachable, "error reading HTTP result");
    let server = Server::start(HOST, Some("nonsense\r\n\r\n".to_owned()));
    check_failure(&server.client(), Reason::StsUnreachable, "error during GET");
}

#[test]
fn only_a_trusted_certificate_of_that_host_will_do() {
    let server = Server::start("sts.eu-west-1.amazonaws.com", response("200 OK", "", GOOD));
    check_failure(&server.client(), Reason::StsUnreachable, "TLS handshake failed");
    assert!(server.seen.lock().unwrap().is_empty());
    let server = Server::start(HOST, response("200 OK", "", GOOD));
    let stranger = Server::start(HOST, response("200 OK", "", GOOD));
    let client = StsClient { address: Some(stranger.address), ..server.client() };
    check_failure(&client, Reason::StsUnreachable, "TLS handshake failed");
    assert!(stranger.seen.lock().unwrap().is_empty());
}

#[test]
fn nobody_listens() {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    drop(listener);
    let server = Server::start(HOST, None);
    let client = StsClient { address: Some(address), ..server.client() };
    check_failure(&client, Reason::StsUnreachable, "cannot connect: ");
}
