//! A Kubernetes client: a bearer token from the caller's keys, and the words that kubectl prints.

use eks_iam_mock_aws::Request;
use eks_iam_token::TokenRequest;

use super::{Outcome, Run, http};
use crate::file::Step;

/// What kubectl prints for a 401 of `get` once discovery is cached, and of `get --raw`.
const UNAUTHORIZED: &str = "error: You must be logged in to the server (Unauthorized)";

/// What `kubectl auth whoami` asks.
const WHO_AM_I: &str = r#"{"apiVersion":"authentication.k8s.io/v1","kind":"SelfSubjectReview"}"#;

/// The seconds a token made by `aws eks get-token` asks for.
const TOKEN_SECONDS: u32 = 60;

/// Lists nodes or pods as kubectl does.
pub(super) async fn run(run: &Run<'_>, step: &Step) -> Outcome {
    match send(run, step).await {
        Ok(outcome) => outcome,
        Err(problem) => Outcome::failure(format!("Unable to connect to the server: {problem}")),
    }
}

async fn send(run: &Run<'_>, step: &Step) -> Result<Outcome, String> {
    let cluster = run.snapshot.cluster.as_ref().ok_or("the snapshot has no cluster")?;
    let credentials = run.credentials(&step.caller)?;
    let token = eks_iam_token::make(&TokenRequest {
        region: &cluster.region,
        host: None,
        cluster_id: &cluster.name,
        credentials: &credentials,
        time: run.mock.world().now(),
        expires: TOKEN_SECONDS,
    })
    .map_err(|error| error.to_string())?;
    let (method, target, body) = match step.run.as_str() {
        "kubernetes.who-am-i" => {
            ("POST", "/apis/authentication.k8s.io/v1/selfsubjectreviews".to_owned(), WHO_AM_I)
        }
        "kubernetes.list-pods" => {
            let namespace = run.parameter(step, "namespace").unwrap_or("default");
            ("GET", format!("/api/v1/namespaces/{namespace}/pods"), "")
        }
        _ => ("GET", "/api/v1/nodes".to_owned(), ""),
    };
    let endpoint = run.mock.world().cluster_endpoint(&cluster.name).ok_or("the world has no such cluster")?;
    let request = Request {
        method: method.to_owned(),
        target,
        headers: vec![
            ("host".to_owned(), endpoint.trim_start_matches("https://").to_owned()),
            ("authorization".to_owned(), format!("Bearer {}", token.as_str())),
            ("accept".to_owned(), "application/json".to_owned()),
            ("content-type".to_owned(), "application/json".to_owned()),
            ("user-agent".to_owned(), concat!("eks-iam/", env!("CARGO_PKG_VERSION")).to_owned()),
        ],
        body: body.as_bytes().to_vec(),
    };
    let response = http::send(run.mock.address(), &request).await.map_err(|error| error.to_string())?;
    let body: serde_json::Value =
        serde_json::from_slice(&response.body).map_err(|error| error.to_string())?;
    let message = body.get("message").and_then(serde_json::Value::as_str);
    Ok(match response.status {
        200 | 201 if step.run == "kubernetes.who-am-i" => Outcome::success(user_info(&body)),
        200 => {
            let items = body.get("items").and_then(serde_json::Value::as_array).map_or(0, Vec::len);
            Outcome::success(format!("{}: {items}", step.run.trim_start_matches("kubernetes.list-")))
        }
        401 => Outcome::failure(UNAUTHORIZED).with(Some("Unauthorized"), None),
        status => {
            let reason = body.get("reason").and_then(serde_json::Value::as_str).unwrap_or("Unknown");
            let printed = format!("Error from server ({reason}): {}", message.unwrap_or("unknown"));
            debug_assert!(status >= 400, "the API answers lists, or errors");
            Outcome::failure(printed).with(Some(reason), message)
        }
    })
}

/// Returns user and groups as `kubectl auth whoami` tells them.
fn user_info(body: &serde_json::Value) -> String {
    let info = |key| body.pointer(&format!("/status/userInfo/{key}"));
    let user = info("username").and_then(serde_json::Value::as_str).unwrap_or_default();
    let groups = info("groups").and_then(serde_json::Value::as_array);
    let groups: Vec<_> = groups.into_iter().flatten().filter_map(serde_json::Value::as_str).collect();
    format!("user {user}, groups {}", groups.join(", "))
}
