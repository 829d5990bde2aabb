//! What is asked, signed for the time at which the program starts.

use std::{
    env,
    error::Error,
    time::{SystemTime, UNIX_EPOCH},
};

use eks_iam_sigv4::{Credentials, Request, SigningParams, Timestamp, sign};
use tokio::net::TcpStream;

use crate::ask::{Asked, exchange};

const REGION: &str = "us-west-2";
const ROLE: &str = "arn:aws:iam::111122223333:role/ops";

/// Makes the three requests, and tells how many were sent for that. For the ARN `-` it is the first alone, and any answer is
/// right: for a server that is nobody's mock.
pub(crate) async fn prepare(address: &str, arn: &str) -> Result<(u64, Vec<Asked>), Box<dyn Error>> {
    let variable = |name: &str, unset: &str| env::var(name).unwrap_or_else(|_| unset.to_owned());
    let mut key = Credentials::new(
        variable("AWS_ACCESS_KEY_ID", "AKIAIOSFODNN7EXAMPLE"),
        variable("AWS_SECRET_ACCESS_KEY", "secret"),
    );
    if let Ok(token) = env::var("AWS_SESSION_TOKEN") {
        key = key.with_session_token(token);
    }
    let time = Timestamp::from_unix(SystemTime::now().duration_since(UNIX_EPOCH)?.as_secs().try_into()?);
    let sts = |body: &str| {
        let request = Request::new("POST", "/")
            .with_header("host", format!("sts.{REGION}.amazonaws.com"))
            .with_header("content-type", "application/x-www-form-urlencoded")
            .with_body(body);
        signed(request, &key, "sts", time)
    };
    let who = sts("Action=GetCallerIdentity&Version=2011-06-15");
    if arn == "-" {
        return Ok((0, vec![Asked { bytes: who, expected: Vec::new() }]));
    }
    let assume = sts(&format!(
        "Action=AssumeRole&Version=2011-06-15&RoleSessionName=load&RoleArn={}",
        ROLE.replace('/', "%2F")
    ));
    let (mut asked, mut session) = (0, None);
    while session.is_none() && asked < 100 {
        // A fault may strike this one too.
        asked += 1;
        session = once(address, &assume).await.ok().and_then(|answer| credentials(&answer));
    }
    let session = session.ok_or("AssumeRole gives no credentials")?;
    let eks = |method: &str, path: &str, body: &str| {
        let request = Request::new(method, path)
            .with_header("host", format!("eks.{REGION}.amazonaws.com"))
            .with_header("content-type", "application/json")
            .with_body(body);
        signed(request, &session, "eks", time)
    };
    let describe = eks("GET", "/clusters/shop", "");
    asked += 1;
    if once(address, &describe).await.is_ok_and(|it| it.contains("ResourceNotFoundException")) {
        let body = format!("{{\"name\":\"shop\",\"roleArn\":\"{ROLE}\",\"resourcesVpcConfig\":{{}}}}");
        once(address, &eks("POST", "/clusters", &body)).await?;
        asked += 1;
    }
    let ask = |bytes: Vec<u8>, expected: &[&str]| Asked {
        bytes,
        expected: expected.iter().map(|it| (*it).to_owned()).collect(),
    };
    Ok((
        asked,
        vec![
            ask(who, &[&format!("<Arn>{arn}</Arn>"), "<RequestId>"]),
            ask(
                assume,
                &[":assumed-role/ops/load</Arn>", "<AccessKeyId>ASIA", "<SessionToken>", "<Expiration>"],
            ),
            ask(describe, &["\"shop\"", ":cluster/shop\"", "\"certificateAuthority\""]),
        ],
    ))
}

fn signed(mut request: Request, credentials: &Credentials, service: &str, time: Timestamp) -> Vec<u8> {
    sign(&mut request, &SigningParams { credentials, region: REGION, service, time });
    let mut bytes = format!("{} {} HTTP/1.1\r\n", request.method, request.target).into_bytes();
    for (name, value) in &request.headers {
        bytes.extend_from_slice(format!("{name}: {value}\r\n").as_bytes());
    }
    bytes.extend_from_slice(format!("content-length: {}\r\n\r\n", request.body.len()).as_bytes());
    bytes.extend_from_slice(&request.body);
    bytes
}

/// Sends one request over a connection of its own.
async fn once(address: &str, request: &[u8]) -> Result<String, Box<dyn Error>> {
    let mut buffer = vec![0; 64 * 1024];
    let mut stream = TcpStream::connect(address).await?;
    let answer = exchange(&mut stream, request, &mut buffer).await;
    Ok(answer.map_err(|count| format!("the connection was closed after {count} bytes"))?.to_owned())
}

fn credentials(answer: &str) -> Option<Credentials> {
    let element = |name: &str| {
        let (_, rest) = answer.split_once(&format!("<{name}>"))?;
        rest.split_once(&format!("</{name}>")).map(|(text, _)| text.to_owned())
    };
    let key = Credentials::new(element("AccessKeyId")?, element("SecretAccessKey")?);
    Some(key.with_session_token(element("SessionToken")?))
}
