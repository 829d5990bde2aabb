//! A Kubernetes client: a bearer token from the caller's keys, and the words that kubectl prints.

use eks_iam_mock_aws::Request;
use eks_iam_token::TokenRequest;

use super::{Outcome, Run, http};
use crate::file::Step;

/// What kubectl prints for a 401 of `get` once discovery is cached, and of `get --raw`.
const UNAUTHORIZED: &str = "error: You must be logged in to the server (Unauthorized)";

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
        expires: Some(TOKEN_SECONDS),
    })
    .map_err(|error| error.to_string())?;
    let target = match step.run.as_str() {
        "kubernetes.list-pods" => format!("/api/v1/namespaces/{}/pods", run.parameter(step, "namespace").unwrap_or("default")),
        _ => "/api/v1/nodes".to_owned(),
    };
    let endpoint = run.mock.world().cluster_endpoint(&cluster.name).ok_or("the world has no such cluster")?;
    let request = Request {
        method: "GET".to_owned(),
        target,
        headers: vec![
            ("host".to_owned(), endpoint.trim_start_matches("https://").to_owned()),
            ("authorization".to_owned(), format!("Bearer {}", token.as_str())),
            ("accept".to_owned(), "application/json".to_owned()),
            ("user-agent".to_owned(), concat!("eks-iam/", env!("CARGO_PKG_VERSION")).to_owned()),
        ],
        body: Vec::new(),
    };
    let response = http::send(run.mock.address(), &request).await.map_err(|error| error.to_string())?;
    let body: serde_json::Value = serde_json::from_slice(&response.body).map_err(|error| error.to_string())?;
    let message = body.get("message").and_then(serde_json::Value::as_str);
    Ok(match response.status {
        200 => {
            let items = body.get("items").and_then(serde_json::Value::as_array).map_or(0, Vec::len);
            Outcome::success(format!("{items} {}", step.run.trim_start_matches("kubernetes.list-")))
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
