//! The Pod Identity agent of a node: gives a pod the credentials that EKS Auth has for it.

use eks_iam_sigv4::{Credentials, Request, SigningParams, Timestamp, sign};
use serde_json::{Value, json};

use crate::{Response, World, form::encode, live_cluster::LiveCluster, model::dns_suffix, proof::jwt::Token};

/// The operation as faults name it.
pub(crate) const OPERATION: &str = "pod-identity-agent:GetCredentials";

/// Answers a request to the agent's link-local address.
///
/// The agent of the node on which the pod runs is found by the token's issuer; it signs with the node role.
pub(crate) fn answer(world: &World, request: &Request) -> Response {
    if request.path() != "/v1/credentials" {
        return plain(404, "404 page not found\n");
    }
    let token = request.header("authorization").unwrap_or_default();
    if token.is_empty() {
        return plain(400, "Service account token cannot be empty\n");
    }
    let Some(claims) = Token::read(token) else {
        let text = "Service account token cannot be parsed: token is malformed: token contains an invalid number of segments\n";
        return plain(400, text);
    };
    let live = world.clusters().iter().find(|it| it.cluster.issuer == claims.issuer).cloned();
    let Some((live, node)) = live.and_then(|live| node_credentials(world, &live).map(|node| (live, node)))
    else {
        return plain(500, "unable to fetch credentials from EKS Auth: no node of this world runs the pod\n");
    };
    let answer = super::answer(world, &ask(world, &live, &node, token), None);
    match answer.response() {
        Some(response) if response.status == 200 => credentials(response),
        Some(response) => refused(response),
        None => plain(500, "unable to fetch credentials from EKS Auth: connection refused\n"),
    }
}

/// The agent's own request, signed by the node.
fn ask(world: &World, live: &LiveCluster, node: &Credentials, token: &str) -> Request {
    let cluster = &live.cluster;
    let suffix =
        if dns_suffix(&cluster.region) == "amazonaws.com" { "api.aws" } else { dns_suffix(&cluster.region) };
    let mut request =
        Request::new("POST", format!("/clusters/{}/assume-role-for-pod-identity", encode(&cluster.name)))
            .with_header("host", format!("eks-auth.{}.{suffix}", cluster.region))
            .with_header("content-type", "application/json")
            .with_header("user-agent", "eks-pod-identity-agent")
            .with_body(json!({ "token": token }).to_string());
    let (region, service, time) = (cluster.region.as_str(), "eks-auth", world.now());
    sign(&mut request, &SigningParams { credentials: node, region, service, time });
    request
}

fn node_credentials(world: &World, live: &LiveCluster) -> Option<Credentials> {
    let role = live.cluster.role_of_nodes()?;
    let name = role.rsplit('/').next()?;
    let cluster = &live.cluster;
    let arn = format!("arn:{}:sts::{}:assumed-role/{name}/{INSTANCE}", cluster.partition(), cluster.account);
    world.credentials(&arn).ok()
}

fn credentials(response: &Response) -> Response {
    let body: Value = serde_json::from_slice(&response.body).unwrap_or_default();
    let part = |path: &str| body.pointer(path).cloned().unwrap_or_default();
    let expires = part("/credentials/expiration").as_i64().unwrap_or_default();
    let arn = part("/assumedRoleUser/arn");
    let account = arn.as_str().and_then(|it| it.split(':').nth(4)).unwrap_or_default();
    let answer = json!({
        "AccessKeyId": part("/credentials/accessKeyId"),
        "SecretAccessKey": part("/credentials/secretAccessKey"),
        "Token": part("/credentials/sessionToken"),
        "AccountId": account,
        "Expiration": Timestamp::from_unix(expires).rfc3339(),
    });
    Response::new(200, answer.to_string()).with_header("Content-Type", "application/json")
}

/// The agent hands a refusal of EKS Auth on in one line: `[REQUEST-ID]: (CODE): TEXT, fault: client`.
fn refused(response: &Response) -> Response {
    let body: Value = serde_json::from_slice(&response.body).unwrap_or_default();
    let message = body.get("message").and_then(Value::as_str).unwrap_or_default();
    let code = response.header("x-amzn-ErrorType").unwrap_or_default();
    let id = response.header("x-amzn-RequestId").unwrap_or_default();
    let fault = if response.status < 500 { "client" } else { "server" };
    plain(response.status, &format!("[{id}]: ({code}): {message}, fault: {fault}\n"))
}

fn plain(status: u16, text: &str) -> Response {
    Response::new(status, text).with_header("Content-Type", "text/plain; charset=utf-8")
}

/// The node on which every pod of a world runs.
const INSTANCE: &str = "i-0123456789abcdef0";
