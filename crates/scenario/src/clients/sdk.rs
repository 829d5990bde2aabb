//! The real aws-sdk-sts and aws-sdk-eks clients, pointed at the mock.
//!
//! They keep their own endpoint resolution: the host that they chose is the host that the mock judges.

use std::{error::Error, fmt::Write};

use aws_sdk_eks::operation::create_cluster::builders::CreateClusterFluentBuilder;
use aws_smithy_http_client::Builder as HttpClientBuilder;
use aws_smithy_runtime_api::client::{orchestrator::HttpResponse, result::SdkError};
use aws_smithy_types::{error::metadata::ProvideErrorMetadata, retry::RetryConfig};
use eks_iam_mock_aws::{Credentials, RedirectInterceptor, SamlAssertion, WebIdentityClaims, WorldTime};
use eks_iam_span::Language;
use eks_iam_sts_endpoint::{FailoverPlan, Outcome as Fault, SdkFamily, Step as Next};

use super::{Outcome, Run};
use crate::file::Step;

/// How long tokens and assertions of the world are good for, in seconds.
const TOKEN_SECONDS: i64 = 3600;
/// The audience of a SAML response for the sign-in page of the commercial partition.
const SAML_AUDIENCE: &str = "https://signin.aws.amazon.com/saml";

/// Makes the call of a step.
pub(super) async fn run(run: &mut Run<'_>, step: &Step) -> Outcome {
    let made = match step.run.as_str() {
        "sts.assume-role" => assume_role(run, step).await,
        "sts.assume-role-with-web-identity" => web_identity(run, step).await,
        "sts.assume-role-with-saml" => saml(run, step).await,
        "sts.get-caller-identity" => caller_identity(run, step).await,
        "eks.describe-cluster" | "eks.list-clusters" | "eks.create-cluster" | "eks.create-access-entry" => {
            eks(run, step).await
        }
        other => Err(format!("no client makes the call `{other}`")),
    };
    made.unwrap_or_else(Outcome::failure)
}

/// Which host and Region an STS client is told, by its code and by what its family does.
struct Target {
    endpoint: Option<String>,
    region: String,
}

/// Returns what the step's family would use. The Rust SDK is left to decide by itself.
fn target(run: &Run<'_>, step: &Step) -> Result<Target, String> {
    let settings = run.settings(step);
    if settings.family == SdkFamily::Rust {
        let client = &run.snapshot.client;
        return Ok(Target { endpoint: client.endpoint.clone(), region: run.region() });
    }
    let used = settings.endpoint().map_err(|error| error.to_string())?;
    Ok(Target { endpoint: Some(used.url), region: used.signing_region })
}

fn sts(run: &Run<'_>, target: &Target, credentials: Option<&Credentials>) -> aws_sdk_sts::Client {
    let mut config = aws_sdk_sts::Config::builder()
        .behavior_version(aws_sdk_sts::config::BehaviorVersion::latest())
        .region(aws_sdk_sts::config::Region::new(target.region.clone()))
        .http_client(HttpClientBuilder::new().build_http())
        .time_source(WorldTime::of(run.mock))
        .retry_config(RetryConfig::disabled())
        .interceptor(RedirectInterceptor::of(run.mock));
    if let Some(endpoint) = &target.endpoint {
        config = config.endpoint_url(endpoint);
    }
    if let Some(credentials) = credentials {
        config = config.credentials_provider(eks_iam_mock_aws::sdk_credentials(credentials));
    }
    aws_sdk_sts::Client::from_conf(config.build())
}

async fn caller_identity(run: &mut Run<'_>, step: &Step) -> Result<Outcome, String> {
    let credentials = match step.caller.strip_prefix("pod/") {
        Some(name) => match pod_credentials(run, step, name).await? {
            Ok(credentials) => credentials,
            Err(outcome) => return Ok(outcome),
        },
        None => run.credentials(&step.caller)?,
    };
    let first = target(run, step)?;
    let outcome = identity_call(run, &first, &credentials).await;
    if outcome.allowed || run.snapshot.client.failover.is_empty() {
        return Ok(outcome);
    }
    failover(run, &credentials, outcome).await
}

async fn identity_call(run: &Run<'_>, target: &Target, credentials: &Credentials) -> Outcome {
    match sts(run, target, Some(credentials)).get_caller_identity().send().await {
        Ok(answer) => Outcome::success(answer.arn().unwrap_or_default()),
        Err(error) => failure(&error),
    }
}

/// Goes on to the next Region of the plan while the endpoint, not the caller, is at fault.
async fn failover(run: &Run<'_>, credentials: &Credentials, first: Outcome) -> Result<Outcome, String> {
    let regions: Vec<&str> = run.snapshot.client.failover.iter().map(String::as_str).collect();
    let region = run.region();
    let mut plan = FailoverPlan::new(&region, &regions).map_err(|error| error.to_string())?;
    plan.start(std::time::Duration::ZERO);
    let mut last = first;
    loop {
        let Next::Try(next) = plan.next(&fault(&last)) else { return Ok(last) };
        last = identity_call(run, &Target { endpoint: None, region: next.signing_region }, credentials).await;
        if last.allowed {
            return Ok(last);
        }
    }
}

/// Returns what an outcome says of the endpoint: an error without a code is no answer at all.
fn fault(outcome: &Outcome) -> Fault<'_> {
    match &outcome.code {
        Some(code) => Fault::Response { status: outcome.status.unwrap_or(400), code: Some(code) },
        None => Fault::NoConnection,
    }
}

async fn assume_role(run: &mut Run<'_>, step: &Step) -> Result<Outcome, String> {
    let credentials = run.credentials(&step.caller)?;
    let target = target(run, step)?;
    let duration = run
        .parameter(step, "duration-seconds")
        .map(|it| it.parse::<i32>().map_err(|error| error.to_string()));
    let call = sts(run, &target, Some(&credentials))
        .assume_role()
        .set_role_arn(run.parameter(step, "role-arn").map(str::to_owned))
        .set_role_session_name(run.parameter(step, "role-session-name").map(str::to_owned))
        .set_external_id(run.parameter(step, "external-id").map(str::to_owned))
        .set_duration_seconds(duration.transpose()?);
    let answer = call.send().await;
    Ok(session(run, answer.as_ref().map(|it| (it.assumed_role_user(), it.credentials())).map_err(failure)))
}

async fn web_identity(run: &mut Run<'_>, step: &Step) -> Result<Outcome, String> {
    let provider = step.caller.split_once("oidc-provider/").map_or(step.caller.as_str(), |(_, url)| url);
    let claims = claims(
        run,
        &format!("https://{provider}"),
        run.parameter(step, "subject").unwrap_or_default(),
        run.parameter(step, "audience").unwrap_or_default(),
    );
    let token = run.mock.world().web_identity_token(&claims);
    let role = run.parameter(step, "role-arn").unwrap_or_default().to_owned();
    let name = run.parameter(step, "role-session-name").unwrap_or("session").to_owned();
    Ok(exchange(run, &role, &name, token).await)
}

fn claims(run: &Run<'_>, issuer: &str, subject: &str, audience: &str) -> WebIdentityClaims {
    let now = run.mock.world().now();
    WebIdentityClaims {
        issuer: issuer.to_owned(),
        subject: subject.to_owned(),
        audience: audience.to_owned(),
        issued_at: now,
        expires_at: now + TOKEN_SECONDS,
        pod: None,
    }
}

/// Exchanges a web identity token for a session at the Region's own endpoint, as an SDK's provider does.
async fn exchange(run: &mut Run<'_>, role: &str, name: &str, token: String) -> Outcome {
    let target = Target { endpoint: None, region: run.region() };
    let call = sts(run, &target, None).assume_role_with_web_identity();
    let answer = call.role_arn(role).role_session_name(name).web_identity_token(token).send().await;
    session(run, answer.as_ref().map(|it| (it.assumed_role_user(), it.credentials())).map_err(failure))
}

async fn saml(run: &mut Run<'_>, step: &Step) -> Result<Outcome, String> {
    let now = run.mock.world().now();
    let name = run.parameter(step, "role-session-name").unwrap_or_default().to_owned();
    let role = run.parameter(step, "role-arn").unwrap_or_default().to_owned();
    let providers = run.snapshot.iam.iter().flat_map(|it| &it.saml_providers);
    let provider = providers
        .into_iter()
        .find(|it| it.arn == step.caller)
        .ok_or("the snapshot has no such SAML provider")?;
    let response = run.mock.world().saml_response(&SamlAssertion {
        issuer: provider.issuer.clone(),
        audience: SAML_AUDIENCE.to_owned(),
        recipient: SAML_AUDIENCE.to_owned(),
        name_id: name.clone(),
        role_arn: role.clone(),
        provider_arn: step.caller.clone(),
        session_name: name,
        not_before: now,
        not_on_or_after: now + TOKEN_SECONDS,
    });
    let target = Target { endpoint: None, region: run.region() };
    let call = sts(run, &target, None).assume_role_with_saml();
    let answer = call.role_arn(role).principal_arn(&step.caller).saml_assertion(response).send().await;
    Ok(session(run, answer.as_ref().map(|it| (it.assumed_role_user(), it.credentials())).map_err(failure)))
}

/// Keeps a session for later steps, and tells what the client saw.
fn session(
    run: &mut Run<'_>,
    answer: Result<
        (Option<&aws_sdk_sts::types::AssumedRoleUser>, Option<&aws_sdk_sts::types::Credentials>),
        Outcome,
    >,
) -> Outcome {
    let (user, keys) = match answer {
        Ok(answer) => answer,
        Err(outcome) => return outcome,
    };
    let arn = user.map(|it| it.arn().to_owned()).unwrap_or_default();
    if let Some(keys) = keys {
        let credentials = Credentials::new(keys.access_key_id(), keys.secret_access_key())
            .with_session_token(keys.session_token());
        run.sessions.push((arn.clone(), credentials));
    }
    Outcome::success(arn)
}

/// Returns the keys that a pod's SDK gets for its service account's role; the outer error is no client's.
async fn pod_credentials(
    run: &mut Run<'_>,
    step: &Step,
    name: &str,
) -> Result<Result<Credentials, Outcome>, String> {
    let facts = run.snapshot.pod(name).map_err(|it| it.text(Language::English))?;
    let issuer = facts.issuer.as_deref().ok_or("the cluster has no issuer")?;
    let role_arn = facts.role_arn.as_deref().ok_or("the service account names no role")?;
    let claims = claims(run, issuer, &facts.subject(), &facts.audience);
    let token = run.mock.world().web_identity_token(&claims);
    let outcome = exchange(run, role_arn, name, token).await;
    if !outcome.allowed {
        return Ok(Err(outcome));
    }
    let session = run.sessions.last().map(|(_, keys)| keys.clone());
    Ok(Ok(session.ok_or_else(|| format!("the step of `{}` left no session", step.caller))?))
}

async fn eks(run: &Run<'_>, step: &Step) -> Result<Outcome, String> {
    let credentials = run.credentials(&step.caller)?;
    let config = aws_sdk_eks::Config::builder()
        .behavior_version(aws_sdk_eks::config::BehaviorVersion::latest())
        .region(aws_sdk_eks::config::Region::new(run.region()))
        .http_client(HttpClientBuilder::new().build_http())
        .time_source(WorldTime::of(run.mock))
        .retry_config(RetryConfig::disabled())
        .interceptor(RedirectInterceptor::of(run.mock))
        .credentials_provider(eks_iam_mock_aws::sdk_credentials(&credentials));
    let client = aws_sdk_eks::Client::from_conf(config.build());
    let name = run.parameter(step, "name").unwrap_or_default();
    Ok(match step.run.as_str() {
        "eks.describe-cluster" => match client.describe_cluster().name(name).send().await {
            Ok(answer) => Outcome::success(format!("cluster {name} {}", status(answer.cluster()))),
            Err(error) => failure(&error),
        },
        "eks.create-cluster" => match create(&client, name, run.parameter(step, "role-arn")).send().await {
            Ok(answer) => Outcome::success(format!("cluster {name} {}", status(answer.cluster()))),
            Err(error) => failure(&error),
        },
        "eks.create-access-entry" => {
            let arn = run.parameter(step, "principal-arn").unwrap_or_default();
            match client.create_access_entry().cluster_name(name).principal_arn(arn).send().await {
                Ok(_) => Outcome::success(format!("access entry for {arn}")),
                Err(error) => failure(&error),
            }
        }
        _ => match client.list_clusters().send().await {
            Ok(answer) => Outcome::success(format!("clusters: {}", answer.clusters().len())),
            Err(error) => failure(&error),
        },
    })
}

fn create(client: &aws_sdk_eks::Client, name: &str, role: Option<&str>) -> CreateClusterFluentBuilder {
    let subnets = aws_sdk_eks::types::VpcConfigRequest::builder()
        .subnet_ids("subnet-0a")
        .subnet_ids("subnet-0b")
        .build();
    client.create_cluster().name(name).set_role_arn(role.map(str::to_owned)).resources_vpc_config(subnets)
}

fn status(cluster: Option<&aws_sdk_eks::types::Cluster>) -> &str {
    cluster.and_then(|it| it.status()).map_or("", |it| it.as_str())
}

/// Prints an SDK's error as a careful program does: each link of the chain, never the `Debug` form with its body.
fn failure<E>(error: &SdkError<E, HttpResponse>) -> Outcome
where
    E: Error + ProvideErrorMetadata + 'static,
{
    let mut printed = error.to_string();
    let mut last = printed.clone();
    let mut link = error.source();
    while let Some(error) = link {
        let text = error.to_string();
        if text != last {
            let _ = write!(printed, ": {text}");
        }
        last = text;
        link = error.source();
    }
    let status = error.raw_response().map(|it| it.status().as_u16());
    Outcome { status, ..Outcome::failure(printed).with(error.code(), error.message()) }
}
