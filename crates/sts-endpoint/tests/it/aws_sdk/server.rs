//! A loopback server that plays the STS of every Region: it checks signatures for the host that was meant, and has faults.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex},
    time::{SystemTime, UNIX_EPOCH},
};

use aws_sdk_sts::config::{
    ConfigBag, Intercept, RuntimeComponents, interceptors::BeforeTransmitInterceptorContextMut,
};
use aws_smithy_runtime_api::{box_error::BoxError, client::interceptors::dyn_dispatch_hint};
use eks_iam_sigv4::{KeyRecord, KeyState, Request, Timestamp, Verifier, verify};
use eks_iam_sts_endpoint::endpoint_of_host;
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpStream},
};

pub(crate) const KEY: &str = "AKIAIOSFODNN7EXAMPLE";
pub(crate) const SECRET: &str = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY";
/// Nobody listens there.
const NOBODY: &str = "127.0.0.1:1";

/// What the STS of a Region does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Answer {
    /// It verifies the signature, and says who the caller is.
    Identity,
    /// It answers with this status and code.
    Error(u16, &'static str),
    /// Nobody listens.
    Refuse,
    /// It takes the request and never answers.
    Silent,
    /// It closes the connection before an answer.
    Close,
    /// The answer breaks off.
    Truncated,
    /// What comes is no HTTP.
    Garbage,
    /// What comes is another document, with status 200.
    WrongDocument,
}

#[derive(Debug, Default)]
struct World {
    /// What each Region answers, first one first; the last one again and again. A Region that is not there identifies.
    answers: HashMap<&'static str, Vec<Answer>>,
    /// The hosts that were asked.
    hosts: Vec<String>,
    ahead_by: i64,
}

impl World {
    fn next(&mut self, region: &str) -> Answer {
        match self.answers.get_mut(region) {
            Some(list) if list.len() > 1 => list.remove(0),
            Some(list) => list[0],
            None => Answer::Identity,
        }
    }

    fn now(&self) -> Timestamp {
        let seconds = SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_secs();
        Timestamp::from_unix(i64::try_from(seconds).unwrap() + self.ahead_by)
    }
}

/// The server; it ends with the runtime of the test.
#[derive(Debug)]
pub(crate) struct Server {
    world: Arc<Mutex<World>>,
    address: String,
}

impl Server {
    pub(crate) async fn start<const N: usize>(answers: [(&'static str, Vec<Answer>); N]) -> Self {
        let world = Arc::new(Mutex::new(World { answers: HashMap::from(answers), ..World::default() }));
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap().to_string();
        let served = Arc::clone(&world);
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                tokio::spawn(serve(stream, Arc::clone(&served)));
            }
        });
        Self { world, address }
    }

    /// Lets the server's clock go so many seconds fast.
    pub(crate) fn ahead_by(self, seconds: i64) -> Self {
        self.world.lock().unwrap().ahead_by = seconds;
        self
    }

    pub(crate) fn hosts(&self) -> Vec<String> {
        self.world.lock().unwrap().hosts.clone()
    }

    /// Returns the Regions of the hosts that were asked.
    pub(crate) fn asked(&self) -> Vec<String> {
        self.hosts().iter().map(|it| endpoint_of_host(it).unwrap().sts_region.to_owned()).collect()
    }
}

/// Sends every request to the server after it was signed, with the host that the client chose.
#[derive(Debug)]
pub(crate) struct Redirect {
    world: Arc<Mutex<World>>,
    address: String,
}

impl Redirect {
    pub(crate) fn to(server: &Server) -> Self {
        Self { world: Arc::clone(&server.world), address: server.address.clone() }
    }
}

#[dyn_dispatch_hint]
impl Intercept for Redirect {
    fn name(&self) -> &'static str {
        "Redirect"
    }

    fn modify_before_transmit(
        &self,
        context: &mut BeforeTransmitInterceptorContextMut<'_>,
        _components: &RuntimeComponents,
        _config: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        let request = context.request_mut();
        let uri = request.uri().to_owned();
        let (host, path) = uri.trim_start_matches("https://").split_once('/').unwrap();
        let region = endpoint_of_host(host).unwrap().sts_region;
        let refuses =
            self.world.lock().unwrap().answers.get(region).is_some_and(|it| it[0] == Answer::Refuse);
        let address = if refuses { NOBODY } else { &self.address };
        request.headers_mut().insert("host", host.to_owned());
        request.set_uri(format!("http://{address}/{path}"))?;
        Ok(())
    }
}

async fn serve(mut stream: TcpStream, world: Arc<Mutex<World>>) {
    while let Some(request) = read(&mut stream).await {
        let host = request.host().unwrap().to_owned();
        let region = endpoint_of_host(&host).unwrap().sts_region.to_owned();
        let (answer, now) = {
            let mut world = world.lock().unwrap();
            world.hosts.push(host);
            (world.next(&region), world.now())
        };
        let body = match answer {
            Answer::Identity => identify(&request, &region, now),
            Answer::Error(status, code) => Ok((status, error(code))),
            Answer::WrongDocument => Ok((200, "<a></a>".to_owned())),
            Answer::Refuse | Answer::Close => Err(""),
            Answer::Garbage => Err("SSH-2.0-OpenSSH_9.2\r\n\r\n"),
            Answer::Truncated => Err("HTTP/1.1 200 OK\r\ncontent-length: 900\r\n\r\n<GetCaller"),
            Answer::Silent => return std::future::pending().await,
        };
        let text = match &body {
            Ok((status, body)) => format!(
                "HTTP/1.1 {status} X\r\ncontent-type: text/xml\r\ndate: {}\r\ncontent-length: {}\r\n\r\n{body}",
                now.http_date(),
                body.len()
            ),
            Err(raw) => (*raw).to_owned(),
        };
        stream.write_all(text.as_bytes()).await.unwrap();
        if body.is_err() {
            return;
        }
    }
}

/// STS's verdict on the signature for this Region, and who the caller is.
fn identify(request: &Request, region: &str, now: Timestamp) -> Result<(u16, String), &'static str> {
    let key = KeyRecord {
        secret_access_key: SECRET.into(),
        session_token: None,
        expires: None,
        state: KeyState::Active,
    };
    let find = |id: &str| (id == KEY).then(|| key.clone());
    Ok(match verify(request, &Verifier::new(region, "sts", now), &find) {
        Ok(_) => (
            200,
            "<GetCallerIdentityResponse xmlns=\"https://sts.amazonaws.com/doc/2011-06-15/\"><GetCallerIdentityResult>\
             <Arn>arn:aws:iam::111122223333:user/mika</Arn><UserId>AIDA</UserId><Account>111122223333</Account>\
             </GetCallerIdentityResult></GetCallerIdentityResponse>"
                .to_owned(),
        ),
        Err(refusal) => (refusal.status, error(refusal.code)),
    })
}

fn error(code: &str) -> String {
    format!(
        "<ErrorResponse xmlns=\"https://sts.amazonaws.com/doc/2011-06-15/\"><Error><Type>Sender</Type>\
         <Code>{code}</Code><Message>m</Message></Error><RequestId>r</RequestId></ErrorResponse>"
    )
}

/// Reads one request; `None` when the client has gone.
async fn read(stream: &mut TcpStream) -> Option<Request> {
    let mut bytes = Vec::new();
    let head = loop {
        if let Some(at) = bytes.windows(4).position(|it| it == b"\r\n\r\n") {
            break at;
        }
        if stream.read_buf(&mut bytes).await.ok()? == 0 {
            return None;
        }
    };
    let text = String::from_utf8(bytes[..head].to_vec()).unwrap();
    let mut lines = text.split("\r\n");
    let mut first = lines.next()?.split(' ');
    let mut request = Request::new(first.next()?, first.next()?);
    for (name, value) in lines.filter_map(|it| it.split_once(": ")) {
        request = request.with_header(name, value);
    }
    let length: usize = request.header("content-length").map_or(0, |it| it.parse().unwrap());
    let mut body = bytes[head + 4..].to_vec();
    while body.len() < length {
        if stream.read_buf(&mut body).await.ok()? == 0 {
            return None;
        }
    }
    Some(request.with_body(body))
}
