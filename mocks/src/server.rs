//! A world behind a socket: wiremock carries, the world decides.

use std::{
    fmt, io,
    net::SocketAddr,
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use eks_iam_sigv4::Request;
use wiremock::{Match, Mock, MockServer, Respond, ResponseTemplate};

use crate::{Answer, Response, World};

/// A world that listens on a loopback port of the system's choice; dropping it ends the listener.
///
/// wiremock's request is lossy (header order across names, dot segments and some escapes of the path), which no client
/// that signs for STS, EKS or EC2 notices. Give [`World::answer`] a plain request where the raw target matters. wiremock
/// also keeps some kilobytes of every request, so this is for tests, not for a server that stays up.
#[must_use = "the listener ends when this is dropped"]
pub struct MockAws {
    world: World,
    server: MockServer,
}

impl MockAws {
    /// Starts to listen.
    pub async fn start(world: World) -> Self {
        let server = MockServer::builder().disable_request_recording().start().await;
        let bench = Bench { world: world.clone(), held: Arc::default() };
        let broken =
            |_: &wiremock::Request| io::Error::new(io::ErrorKind::ConnectionRefused, "endpoint is down");
        Mock::given(Asks(bench.clone())).respond_with_err(broken).with_priority(1).mount(&server).await;
        Mock::given(wiremock::matchers::any()).respond_with(Answers(bench)).mount(&server).await;
        Self { world, server }
    }

    /// Returns the world behind the listener.
    pub fn world(&self) -> &World {
        &self.world
    }

    /// Returns the loopback address that it listens on.
    pub fn address(&self) -> SocketAddr {
        *self.server.address()
    }

    /// Returns `http://127.0.0.1:PORT`.
    pub fn uri(&self) -> String {
        self.server.uri()
    }
}

impl fmt::Debug for MockAws {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("MockAws").field("address", &self.address()).field("world", &self.world).finish()
    }
}

/// The world, and the answer to the request at hand. wiremock asks matchers and responders of one request in a row and
/// never of two requests at once, so one place is enough.
#[derive(Clone)]
struct Bench {
    world: World,
    held: Arc<Mutex<Option<Answer>>>,
}

impl Bench {
    fn hold(&self, answer: Answer) {
        *self.held.lock().unwrap_or_else(PoisonError::into_inner) = Some(answer);
    }

    fn take(&self) -> Option<Answer> {
        self.held.lock().unwrap_or_else(PoisonError::into_inner).take()
    }
}

/// Asks the world, and matches when it gives no whole answer: wiremock then closes the connection, and cannot send a part.
struct Asks(Bench);

impl Match for Asks {
    fn matches(&self, request: &wiremock::Request) -> bool {
        let answer = self.0.world.answer(&plain(request));
        let is_refused = answer.response().is_none();
        self.0.hold(answer);
        is_refused
    }
}

/// Hands out what the world answered.
struct Answers(Bench);

impl Respond for Answers {
    fn respond(&self, _: &wiremock::Request) -> ResponseTemplate {
        match self.0.take() {
            Some(Answer::Response(response)) => template(response),
            Some(Answer::Late { milliseconds, response }) => {
                template(response).set_delay(Duration::from_millis(milliseconds))
            }
            Some(Answer::Truncated { .. } | Answer::Reset | Answer::NoConnection) | None => {
                ResponseTemplate::new(500)
            }
        }
    }
}

fn plain(request: &wiremock::Request) -> Request {
    let mut target = request.url.path().to_owned();
    if let Some(query) = request.url.query() {
        target.push('?');
        target.push_str(query);
    }
    let headers = request
        .headers
        .iter()
        .map(|(name, value)| {
            (name.as_str().to_owned(), String::from_utf8_lossy(value.as_bytes()).into_owned())
        })
        .collect();
    Request { method: request.method.to_string(), target, headers, body: request.body.clone() }
}

fn template(response: Response) -> ResponseTemplate {
    let mut template = ResponseTemplate::new(response.status).set_body_bytes(response.body);
    for (name, value) in &response.headers {
        template = template.append_header(name.as_str(), value.as_str());
    }
    template
}
