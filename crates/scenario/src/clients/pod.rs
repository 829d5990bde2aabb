//! A pod's way to its keys: web identity, then the Pod Identity agent, then the node's metadata service.

use eks_iam_diagnosis::PodFacts;
use eks_iam_mock_aws::{Credentials, Request, WebIdentityClaims};
use eks_iam_sigv4::SigningParams;
use eks_iam_span::Language;
use eks_iam_sts_endpoint::SdkFamily;
use tokio::time::Duration;

use super::{Outcome, Run, http, sts};
use crate::file::Step;

/// The address of the agent on each node.
const AGENT: &str = "169.254.170.23";
/// The add-on that runs it.
const AGENT_ADDON: &str = "eks-pod-identity-agent";
/// How long an SDK waits for the agent, and how long that is for a host from which nothing comes.
const PATIENCE: Duration = Duration::from_secs(10);
const SHORT: Duration = Duration::from_millis(20);

/// Returns the keys that the SDK in a pod finds; the outer error is no client's.
pub(super) async fn credentials(
    run: &mut Run<'_>,
    name: &str,
) -> Result<Result<Credentials, Outcome>, String> {
    let facts = run.snapshot.pod(name).map_err(|it| it.text(Language::English))?;
    if facts.variable("AWS_ROLE_ARN").is_some() {
        let outcome = sts::by_pod(run, name).await?;
        if !outcome.allowed {
            return Ok(Err(outcome));
        }
        let session = run.sessions.last().map(|(_, keys)| keys.clone());
        return Ok(Ok(session.ok_or("STS gave no session")?));
    }
    if facts.variable("AWS_CONTAINER_CREDENTIALS_FULL_URI").is_some() {
        match agent(run, name, &facts).await {
            // The chain of this family goes on to the next provider, whatever the last one said.
            Err(_) if run.settings_of(name).family == SdkFamily::JavaV2 => {}
            answered => return Ok(answered),
        }
    }
    let node = facts.node.as_ref().ok_or("the pod has no credentials, and its node is not known")?;
    run.mock.world().credentials(&node.session_arn()).map(Ok).map_err(|error| error.to_string())
}

/// Asks the agent, unless a proxy is asked in its place, the SDK does not take its address, or it is not there.
async fn agent(run: &Run<'_>, pod: &str, facts: &PodFacts) -> Result<Credentials, Outcome> {
    let settings = run.settings_of(pod);
    let variable = |name: &str| {
        let found = settings.environment.iter().find(|(it, _)| it.eq_ignore_ascii_case(name));
        found.map(|(_, value)| value.as_str())
    };
    let version = run.snapshot.client.sdk_version.as_deref();
    if let Some(version) = version.filter(|it| is_too_old(settings.family, it)) {
        let text = format!(
            "Failed to load credentials from http://{AGENT}/v1/credentials: '{AGENT}' is not a valid container \
             metadata service hostname ({} {version})",
            settings.family.as_str()
        );
        return Err(Outcome::failure(text));
    }
    let is_excepted =
        variable("NO_PROXY").unwrap_or_default().split(',').any(|it| matches!(it.trim(), AGENT | "*"));
    let proxy = variable("HTTP_PROXY").filter(|_| !is_excepted);
    if proxy.is_none()
        && run.snapshot.addons.as_ref().is_some_and(|it| !it.iter().any(|it| it == AGENT_ADDON))
    {
        let text = format!("dial tcp {AGENT}:80: connect: connection refused");
        return Err(Outcome::failure(text));
    }
    let proxy_host = proxy.map(|it| it.split_once("://").map_or(it, |(_, host)| host).trim_end_matches('/'));
    let uri = format!("http://{AGENT}/v1/credentials");
    let request = Request {
        method: "GET".to_owned(),
        target: if proxy.is_some() { uri.clone() } else { "/v1/credentials".to_owned() },
        headers: vec![
            ("host".to_owned(), proxy_host.unwrap_or(AGENT).to_owned()),
            ("authorization".to_owned(), token(run, pod, facts)),
        ],
        body: Vec::new(),
    };
    let is_silent = proxy_host.is_some_and(|it| run.is_silent(it));
    let limit = if is_silent { SHORT } else { PATIENCE };
    let sent = tokio::time::timeout(limit, async {
        if is_silent { std::future::pending().await } else { http::send(run.mock.address(), &request).await }
    });
    let sent = sent.await;
    let response = match sent {
        Ok(Ok(response)) => response,
        Ok(Err(error)) => return Err(Outcome::failure(error.to_string())),
        Err(_) => {
            let text = format!(
                "failed to refresh cached credentials, failed to load credentials, Get \"{uri}\": context deadline \
                 exceeded (Client.Timeout exceeded while awaiting headers)"
            );
            return Err(Outcome::failure(text));
        }
    };
    let body: serde_json::Value = serde_json::from_slice(&response.body).unwrap_or_default();
    let text = |key: &str| body.get(key).and_then(serde_json::Value::as_str).unwrap_or_default();
    if response.status != 200 {
        let text = format!(
            "Error when retrieving credentials from container-role: Error retrieving metadata: Received non 200 \
             response {} from container metadata: {}",
            response.status,
            String::from_utf8_lossy(&response.body).trim_end()
        );
        return Err(Outcome::failure(text));
    }
    Ok(Credentials::new(text("AccessKeyId"), text("SecretAccessKey")).with_session_token(text("Token")))
}

/// The token that the kubelet projects into the pod for EKS Pod Identity.
fn token(run: &Run<'_>, pod: &str, facts: &PodFacts) -> String {
    let issuer = facts.issuer.clone().unwrap_or_default();
    let (world, namespace, account) = (run.mock.world(), &facts.namespace, &facts.service_account);
    let age = run.snapshot.client.kept_token.as_deref();
    let made = age.and_then(|it| eks_iam_mock_aws::Timestamp::parse_rfc3339(it).ok());
    let claims =
        WebIdentityClaims::pod_identity(issuer, namespace, account, pod, made.unwrap_or_else(|| world.now()));
    world.web_identity_token(&claims)
}

/// The first version of Java 2 that takes the agent's address (EKS User Guide); other families are not told apart here.
fn is_too_old(family: SdkFamily, version: &str) -> bool {
    let numbers = |it: &str| it.split('.').map(|it| it.parse().unwrap_or(0)).collect::<Vec<u32>>();
    family == SdkFamily::JavaV2 && numbers(version) < numbers("2.21.30")
}

/// Asks the agent for the pod's keys, and for nothing else.
pub(super) async fn agent_call(run: &mut Run<'_>, step: &Step) -> Outcome {
    let name = step.caller.strip_prefix("pod/").unwrap_or(&step.caller);
    let facts = match run.snapshot.pod(name) {
        Ok(facts) => facts,
        Err(missing) => return Outcome::failure(missing.text(Language::English)),
    };
    match agent(run, name, &facts).await {
        Ok(_) => Outcome::success(format!("credentials for {}/{}", facts.namespace, facts.service_account)),
        Err(outcome) => outcome,
    }
}

/// Calls EKS Auth as the agent does, signed with the node's keys.
pub(super) async fn eks_auth(run: &mut Run<'_>, step: &Step) -> Outcome {
    match assume(run, step).await {
        Ok(outcome) => outcome,
        Err(problem) => Outcome::failure(problem),
    }
}

async fn assume(run: &Run<'_>, step: &Step) -> Result<Outcome, String> {
    let name = step.caller.strip_prefix("pod/").unwrap_or(&step.caller);
    let facts = run.snapshot.pod(name).map_err(|it| it.text(Language::English))?;
    let node = facts.node.as_ref().ok_or("the node of the pod is not known")?;
    let cluster = run.snapshot.cluster.as_ref().ok_or("the snapshot has no cluster")?;
    let credentials = run.mock.world().credentials(&node.session_arn()).map_err(|error| error.to_string())?;
    let mut request = Request {
        method: "POST".to_owned(),
        target: format!("/clusters/{}/assume-role-for-pod-identity", cluster.name),
        headers: vec![
            ("host".to_owned(), format!("eks-auth.{}.api.aws", cluster.region)),
            ("content-type".to_owned(), "application/json".to_owned()),
        ],
        body: serde_json::json!({ "token": token(run, name, &facts) }).to_string().into_bytes(),
    };
    let time = run.mock.world().now();
    let params =
        SigningParams { credentials: &credentials, region: &cluster.region, service: "eks-auth", time };
    eks_iam_sigv4::sign(&mut request, &params);
    let response = http::send(run.mock.address(), &request).await.map_err(|error| error.to_string())?;
    let body: serde_json::Value = serde_json::from_slice(&response.body).unwrap_or_default();
    if response.status == 200 {
        let arn =
            body.pointer("/assumedRoleUser/arn").and_then(serde_json::Value::as_str).unwrap_or_default();
        return Ok(Outcome::success(arn));
    }
    let of_header = response.headers.iter().find(|(name, _)| name.eq_ignore_ascii_case("x-amzn-errortype"));
    let code = of_header.map_or("Unknown", |(_, value)| value.as_str());
    let message = body.get("message").and_then(serde_json::Value::as_str).unwrap_or_default();
    let printed =
        format!("An error occurred ({code}) when calling the AssumeRoleForPodIdentity operation: {message}");
    Ok(Outcome::failure(printed).with(Some(code), Some(message)))
}
