//! A Kubernetes client: a bearer token from the caller's keys, and the words that kubectl and the kubelet print.

use eks_iam_mock_aws::{Credentials, Request, SessionOptions, Timestamp};
use eks_iam_token::TokenRequest;

use super::{Outcome, Run, http};
use crate::file::Step;

/// What kubectl prints for a 401 of `get` once discovery is cached, and of `get --raw`.
const UNAUTHORIZED: &str = "error: You must be logged in to the server (Unauthorized)";

/// What `kubectl auth whoami` asks.
const WHO_AM_I: &str = r#"{"apiVersion":"authentication.k8s.io/v1","kind":"SelfSubjectReview"}"#;

/// The interface to credential plugins that kubectl refuses since 1.24.
const REFUSED_INTERFACE: &str = "client.authentication.k8s.io/v1alpha1";

/// The seconds a token made by `aws eks get-token` asks for.
const TOKEN_SECONDS: u32 = 60;

/// Makes the requests of a step: one, unless it says how many.
pub(super) async fn run(run: &mut Run<'_>, step: &Step) -> Outcome {
    let plugin = run.snapshot.kubeconfig();
    if plugin.is_some_and(|it| it.api_version.as_deref() == Some(REFUSED_INTERFACE)) {
        return Outcome::failure(format!("error: exec plugin: invalid apiVersion \"{REFUSED_INTERFACE}\""));
    }
    let credentials = match run.credentials(step).await {
        Ok(Ok(credentials)) => credentials,
        Ok(Err(outcome)) => return outcome,
        Err(problem) => return Outcome::failure(unable(&problem)),
    };
    let requests = run.parameter(step, "requests").and_then(|it| it.parse().ok()).unwrap_or(1);
    let mut last = Outcome::success("");
    for succeeded in 0..requests {
        let keys = keys_of_request(run, step, &credentials);
        last = match keys {
            Ok(keys) => send(run, step, &keys).await.unwrap_or_else(|it| Outcome::failure(unable(&it))),
            Err(problem) => Outcome::failure(unable(&problem)),
        };
        last.succeeded = succeeded;
        if !last.allowed {
            break;
        }
    }
    last
}

fn unable(problem: &str) -> String {
    format!("Unable to connect to the server: {problem}")
}

/// A client that keeps nothing opens another session for each request, so each has a token of its own.
fn keys_of_request(run: &Run<'_>, step: &Step, kept: &Credentials) -> Result<Credentials, String> {
    if !run.snapshot.client.token_per_request {
        return Ok(kept.clone());
    }
    let caller = run.snapshot.acting(&step.caller, true);
    run.mock.world().session(&caller, &SessionOptions::default()).map_err(|error| error.to_string())
}

/// Makes the token as the kubeconfig's plugin is told to, or with the name of the cluster that is called.
fn token(run: &Run<'_>, credentials: &Credentials) -> Result<String, String> {
    let cluster = run.snapshot.cluster.as_ref().ok_or("the snapshot has no cluster")?;
    let plugin = run.snapshot.kubeconfig().unwrap_or_default();
    let endpoint = plugin.variable("AWS_ENDPOINT_URL_STS").or_else(|| plugin.variable("AWS_ENDPOINT_URL"));
    let host = endpoint.map(|it| it.split_once("://").map_or(it, |(_, host)| host).trim_end_matches('/'));
    let kept = run.snapshot.client.kept_token.as_deref();
    let time = kept.and_then(|it| Timestamp::parse_rfc3339(it).ok());
    let token = eks_iam_token::make(&TokenRequest {
        region: plugin.argument(&["--region"]).unwrap_or(&cluster.region),
        host,
        cluster_id: plugin.cluster_name().unwrap_or(&cluster.name),
        credentials,
        time: time.unwrap_or_else(|| run.mock.world().now()),
        expires: TOKEN_SECONDS,
    });
    token.map(|it| it.as_str().to_owned()).map_err(|error| error.to_string())
}

async fn send(run: &Run<'_>, step: &Step, credentials: &Credentials) -> Result<Outcome, String> {
    let cluster = run.snapshot.cluster.as_ref().ok_or("the snapshot has no cluster")?;
    let node = step.caller.strip_prefix("node/").unwrap_or_default();
    let (method, target, body) = match step.run.as_str() {
        "kubernetes.who-am-i" => {
            ("POST", "/apis/authentication.k8s.io/v1/selfsubjectreviews".to_owned(), WHO_AM_I.to_owned())
        }
        "kubernetes.list-pods" => {
            let namespace = run.parameter(step, "namespace").unwrap_or("default");
            ("GET", format!("/api/v1/namespaces/{namespace}/pods"), String::new())
        }
        "kubernetes.register-node" => {
            let body =
                serde_json::json!({ "kind": "Node", "apiVersion": "v1", "metadata": { "name": node } });
            ("POST", "/api/v1/nodes".to_owned(), body.to_string())
        }
        _ => ("GET", "/api/v1/nodes".to_owned(), String::new()),
    };
    let endpoint = run.mock.world().cluster_endpoint(&cluster.name).ok_or("the world has no such cluster")?;
    let request = Request {
        method: method.to_owned(),
        target,
        headers: vec![
            ("host".to_owned(), endpoint.trim_start_matches("https://").to_owned()),
            ("authorization".to_owned(), format!("Bearer {}", token(run, credentials)?)),
            ("accept".to_owned(), "application/json".to_owned()),
            ("content-type".to_owned(), "application/json".to_owned()),
            ("user-agent".to_owned(), concat!("eks-iam/", env!("CARGO_PKG_VERSION")).to_owned()),
        ],
        body: body.into_bytes(),
    };
    let response = http::send(run.mock.address(), &request).await.map_err(|error| error.to_string())?;
    let body: serde_json::Value =
        serde_json::from_slice(&response.body).map_err(|error| error.to_string())?;
    Ok(printed(run, step, response.status, &body))
}

/// What the program prints for the answer.
fn printed(run: &Run<'_>, step: &Step, status: u16, body: &serde_json::Value) -> Outcome {
    let message = body.get("message").and_then(serde_json::Value::as_str);
    let reason = body.get("reason").and_then(serde_json::Value::as_str).unwrap_or("Unknown");
    if let Some(node) = step.caller.strip_prefix("node/") {
        if status < 300 {
            return Outcome::success(format!("node {node} registered"));
        }
        let text = if status == 401 { "Unauthorized" } else { message.unwrap_or(reason) };
        return Outcome::failure(kubelet_line(run.mock.world().now(), node, text))
            .with(Some(reason), message);
    }
    match status {
        200 | 201 if step.run == "kubernetes.who-am-i" => Outcome::success(user_info(body)),
        200 => {
            let items = body.get("items").and_then(serde_json::Value::as_array).map_or(0, Vec::len);
            Outcome::success(format!("{}: {items}", step.run.trim_start_matches("kubernetes.list-")))
        }
        401 => Outcome::failure(UNAUTHORIZED).with(Some("Unauthorized"), None),
        _ => {
            let printed = format!("Error from server ({reason}): {}", message.unwrap_or("unknown"));
            Outcome::failure(printed).with(Some(reason), message)
        }
    }
}

/// A line of the kubelet's log, in the form of klog.
fn kubelet_line(now: Timestamp, node: &str, text: &str) -> String {
    let time = now.rfc3339();
    let part = |from: usize, to: usize| time.get(from..to).unwrap_or_default();
    format!(
        "E{}{} {}.000000    3824 kubelet_node_status.go:94] Unable to register node \"{node}\" with API server: {text}",
        part(5, 7),
        part(8, 10),
        part(11, 19)
    )
}

/// Returns user and groups as `kubectl auth whoami` tells them.
fn user_info(body: &serde_json::Value) -> String {
    let info = |key| body.pointer(&format!("/status/userInfo/{key}"));
    let user = info("username").and_then(serde_json::Value::as_str).unwrap_or_default();
    let groups = info("groups").and_then(serde_json::Value::as_array);
    let groups: Vec<_> = groups.into_iter().flatten().filter_map(serde_json::Value::as_str).collect();
    format!("user {user}, groups {}", groups.join(", "))
}
