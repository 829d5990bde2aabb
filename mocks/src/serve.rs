//! A world as a server for every program: plain HTTP, HTTPS, and a CONNECT proxy, all on one loopback port.
//!
//! wiremock keeps every request that it matched, so a server that stays up stands on hyper.

mod authority;
mod body;
mod loopback;

use std::{fmt, future::Future, io, net::SocketAddr, sync::Arc, time::Duration};

use eks_iam_sigv4::Request;
use hyper::{
    Method, StatusCode,
    body::Incoming,
    header::{CONTENT_TYPE, HeaderName, HeaderValue},
    server::conn::http1,
    service::service_fn,
};
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::{
    io::{AsyncRead, AsyncWrite},
    net::{TcpListener, TcpStream},
};
use tokio_rustls::TlsAcceptor;

pub use self::authority::{Authority, MakeAuthorityError};
use self::body::{AnswerBody, Closed, collect};
use crate::{Answer, Response, World};

/// A world that listens on a loopback port, for clients in other processes.
///
/// One port takes everything: requests in the clear (their `Host` says for whom they are meant; a loopback name stands for the
/// service and Region of the credential scope), TLS by SNI, and `CONNECT host:443`, behind which TLS ends here with a
/// certificate of the [`Authority`]. Nothing is ever sent on to another machine: an unknown host is refused.
pub struct Server {
    listener: TcpListener,
    shared: Arc<Shared>,
}

struct Shared {
    world: World,
    acceptor: TlsAcceptor,
}

type Reply = Result<hyper::Response<AnswerBody>, Closed>;

impl Server {
    /// Binds a loopback port; 0 lets the system choose one.
    ///
    /// # Errors
    ///
    /// When the port cannot be bound.
    pub async fn bind(world: World, authority: Authority, port: u16) -> io::Result<Self> {
        let listener = TcpListener::bind(SocketAddr::from(([127, 0, 0, 1], port))).await?;
        let acceptor = TlsAcceptor::from(authority.into_server_config());
        Ok(Self { listener, shared: Arc::new(Shared { world, acceptor }) })
    }

    /// Returns the address that it listens on.
    ///
    /// # Errors
    ///
    /// When the system does not tell it.
    pub fn address(&self) -> io::Result<SocketAddr> {
        self.listener.local_addr()
    }

    /// Returns the world behind the port.
    pub fn world(&self) -> &World {
        &self.shared.world
    }

    /// Serves until `end` comes, each connection in a task of its own; connections that are open then are dropped.
    pub async fn run(self, end: impl Future<Output = ()> + Send) {
        let mut tasks = tokio::task::JoinSet::new();
        tokio::pin!(end);
        loop {
            tokio::select! {
                () = &mut end => break,
                Some(_) = tasks.join_next(), if !tasks.is_empty() => {}
                accepted = self.listener.accept() => match accepted {
                    Ok((stream, _)) => {
                        tasks.spawn(connection(Arc::clone(&self.shared), stream));
                    }
                    // Out of descriptors, mostly: others are closed in a moment.
                    Err(_) => tokio::time::sleep(Duration::from_millis(20)).await,
                },
            }
        }
        tasks.shutdown().await;
        self.shared.world.flush_records();
    }
}

impl fmt::Debug for Server {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Server").field("world", &self.shared.world).finish_non_exhaustive()
    }
}

/// TLS begins with the byte 22, no method of HTTP does.
async fn connection(shared: Arc<Shared>, stream: TcpStream) {
    let mut first = [0_u8];
    // Small answers in small packets: waiting for more only costs time. A socket that refuses works all the same.
    let _ = stream.set_nodelay(true);
    if !matches!(stream.peek(&mut first).await, Ok(1)) {
        return;
    }
    if first == [22] { secure(shared, stream).await } else { serve(shared, stream).await }
}

async fn secure<S: AsyncRead + AsyncWrite + Unpin + Send + 'static>(shared: Arc<Shared>, stream: S) {
    if let Ok(stream) = shared.acceptor.clone().accept(stream).await {
        serve(shared, stream).await;
    }
}

/// Serves HTTP/1.1. What ends a connection early is the client's affair, or a fault of the world.
///
/// Boxed, since a connection within a CONNECT is served in the same way.
fn serve<S: AsyncRead + AsyncWrite + Unpin + Send + 'static>(
    shared: Arc<Shared>,
    stream: S,
) -> std::pin::Pin<Box<dyn Future<Output = ()> + Send>> {
    Box::pin(async move {
        let service = service_fn(move |request| answer(Arc::clone(&shared), request));
        let served = http1::Builder::new()
            .timer(TokioTimer::new())
            .header_read_timeout(Duration::from_secs(60))
            .pipeline_flush(true)
            .serve_connection(TokioIo::new(stream), service)
            .with_upgrades();
        let _ = served.await;
    })
}

async fn answer(shared: Arc<Shared>, request: hyper::Request<Incoming>) -> Reply {
    if request.method() == Method::CONNECT {
        return Ok(connect(shared, request));
    }
    let (parts, body) = request.into_parts();
    let Some(body) = collect(body).await else { return plain(StatusCode::PAYLOAD_TOO_LARGE, "") };
    let request = Request {
        method: parts.method.as_str().to_owned(),
        target: parts.uri.path_and_query().map_or("/", |it| it.as_str()).to_owned(),
        headers: parts
            .headers
            .iter()
            .map(|(name, value)| {
                (name.as_str().to_owned(), String::from_utf8_lossy(value.as_bytes()).into_owned())
            })
            .collect(),
        body,
    };
    let answer = match loopback::meant(&shared.world, &request) {
        Some(host) => shared.world.answer_as(&host, &request),
        None => shared.world.answer(&request),
    };
    match answer {
        Answer::Response(response) => whole(response),
        Answer::Late { milliseconds, response } => {
            tokio::time::sleep(Duration::from_millis(milliseconds)).await;
            whole(response)
        }
        Answer::Truncated { milliseconds, response } => {
            tokio::time::sleep(Duration::from_millis(milliseconds)).await;
            written(response, AnswerBody::broken)
        }
        Answer::Reset | Answer::NoConnection => Err(Closed),
    }
}

/// Opens a tunnel that ends here. A host of nobody gets no tunnel, and one that is down is not reached.
fn connect(shared: Arc<Shared>, request: hyper::Request<Incoming>) -> hyper::Response<AnswerBody> {
    let authority = request.uri().authority().map(ToString::to_string).unwrap_or_default();
    let (host, port) = authority.rsplit_once(':').unwrap_or((&authority, "443"));
    if !shared.world.has_host(host) {
        let text = format!("this world has no host `{host}`, and nothing is sent to another machine\n");
        return text_response(StatusCode::FORBIDDEN, text);
    }
    if !shared.world.accepts_connection(host) {
        return text_response(StatusCode::SERVICE_UNAVAILABLE, format!("`{host}` takes no connection\n"));
    }
    let is_plain = port == "80";
    tokio::spawn(async move {
        if let Ok(upgraded) = hyper::upgrade::on(request).await {
            let stream = TokioIo::new(upgraded);
            if is_plain { serve(shared, stream).await } else { secure(shared, stream).await }
        }
    });
    hyper::Response::new(AnswerBody::whole(Vec::new()))
}

fn whole(response: Response) -> Reply {
    written(response, AnswerBody::whole)
}

fn written(response: Response, body: impl FnOnce(Vec<u8>) -> AnswerBody) -> Reply {
    let mut written = hyper::Response::new(body(response.body));
    *written.status_mut() =
        StatusCode::from_u16(response.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    for (name, value) in response.headers {
        if let (Ok(name), Ok(value)) = (HeaderName::try_from(name), HeaderValue::try_from(value)) {
            written.headers_mut().append(name, value);
        }
    }
    Ok(written)
}

fn plain(status: StatusCode, text: &str) -> Reply {
    Ok(text_response(status, text.to_owned()))
}

fn text_response(status: StatusCode, text: String) -> hyper::Response<AnswerBody> {
    let mut response = hyper::Response::new(AnswerBody::whole(text.into_bytes()));
    *response.status_mut() = status;
    response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static("text/plain; charset=utf-8"));
    response
}
