//! The real aws-sdk-sts client.

use aws_smithy_http_client::Builder as HttpClientBuilder;
use aws_smithy_types::retry::RetryConfig;
use eks_iam_diagnosis::OwnedSettings;
use eks_iam_mock_aws::{Credentials, RedirectInterceptor, SamlAssertion, WebIdentityClaims};
use eks_iam_span::Language;
use eks_iam_sts_endpoint::{FailoverClient, FailoverPlan, SdkFamily};

use super::{
    Outcome, Run,
    sdk::{clock, failure, patience, timeouts},
};
use crate::file::Step;

/// How long tokens and assertions of the world are good for, in seconds.
const TOKEN_SECONDS: i64 = 3600;
/// The audience of a SAML response for the sign-in page of the commercial partition.
const SAML_AUDIENCE: &str = "https://signin.aws.amazon.com/saml";
/// The variable by which the SDK keeps to its own clock.
const NO_CORRECTION: &str = "AWS_DISABLE_CLOCK_SKEW_CORRECTION";

/// Makes the call of a step.
pub(super) async fn run(run: &mut Run<'_>, step: &Step) -> Outcome {
    let made = match step.run.as_str() {
        "sts.assume-role" => assume_role(run, step).await,
        "sts.assume-role-with-web-identity" => web_identity(run, step).await,
        "sts.assume-role-with-saml" => saml(run, step).await,
        "sts.get-caller-identity" => caller_identity(run, step).await,
        other => Err(format!("no client makes the call `{other}`")),
    };
    made.unwrap_or_else(Outcome::failure)
}

/// Which host and Region an STS client is told, by its code and by what its family does.
struct Target {
    endpoint: Option<String>,
    region: String,
    is_silent: bool,
}

/// Returns what the step's family would use. The Rust SDK is left to decide by itself.
fn target(run: &Run<'_>, step: &Step) -> Result<Target, String> {
    target_of(run, &run.settings(step))
}

fn target_of(run: &Run<'_>, settings: &OwnedSettings) -> Result<Target, String> {
    let used = settings.endpoint().map_err(|error| error.to_string())?;
    let is_silent = run.is_silent(&used.host);
    if settings.family == SdkFamily::Rust {
        let region = settings.region.clone().unwrap_or_else(|| run.region());
        return Ok(Target { endpoint: settings.endpoint.clone(), region, is_silent });
    }
    Ok(Target { endpoint: Some(used.url), region: used.signing_region, is_silent })
}

fn sts(run: &Run<'_>, target: &Target, credentials: Option<&Credentials>) -> aws_sdk_sts::Client {
    aws_sdk_sts::Client::from_conf(config(run, target, credentials))
}

fn config(run: &Run<'_>, target: &Target, credentials: Option<&Credentials>) -> aws_sdk_sts::Config {
    let corrects = run.clock_skew() != 0
        && !run
            .snapshot
            .client
            .environment
            .iter()
            .any(|(name, value)| name == NO_CORRECTION && value == "true");
    let retries = if corrects {
        let moment = std::time::Duration::from_millis(1);
        RetryConfig::standard().with_max_attempts(2).with_initial_backoff(moment)
    } else {
        RetryConfig::disabled()
    };
    let mut config = aws_sdk_sts::Config::builder()
        .behavior_version(aws_sdk_sts::config::BehaviorVersion::latest())
        .region(aws_sdk_sts::config::Region::new(target.region.clone()))
        .http_client(HttpClientBuilder::new().build_http())
        .time_source(clock(run))
        .sleep_impl(patience(target.is_silent))
        .timeout_config(timeouts())
        .retry_config(retries)
        .interceptor(RedirectInterceptor::of(run.mock));
    if let Some(endpoint) = &target.endpoint {
        config = config.endpoint_url(endpoint);
    }
    if let Some(credentials) = credentials {
        config = config.credentials_provider(eks_iam_mock_aws::sdk_credentials(credentials));
    }
    config.build()
}

async fn caller_identity(run: &mut Run<'_>, step: &Step) -> Result<Outcome, String> {
    let credentials = match run.credentials(step).await? {
        Ok(credentials) => credentials,
        Err(outcome) => return Ok(outcome),
    };
    let target = target(run, step)?;
    let failover: Vec<&str> = run.snapshot.client.failover.iter().map(String::as_str).collect();
    let answer = if failover.is_empty() {
        let client = sts(run, &target, Some(&credentials));
        client.get_caller_identity().send().await.map_err(|error| failure(&error))
    } else {
        let plan = FailoverPlan::new(&run.region(), &failover).map_err(|error| error.to_string())?;
        let client = FailoverClient::new(&config(run, &target, Some(&credentials)), plan);
        let answer = client.call(|sts| async move { sts.get_caller_identity().send().await }).await;
        answer.map_err(|error| failure(error.sdk_error()))
    };
    Ok(match answer {
        Ok(it) => Outcome::success(it.arn().unwrap_or_default()),
        Err(outcome) => outcome,
    })
}

async fn assume_role(run: &mut Run<'_>, step: &Step) -> Result<Outcome, String> {
    let credentials = match run.credentials(step).await? {
        Ok(credentials) => credentials,
        Err(outcome) => return Ok(outcome),
    };
    let target = target(run, step)?;
    let duration = run
        .parameter(step, "duration-seconds")
        .map(|it| it.parse::<i32>().map_err(|error| error.to_string()));
    let call = sts(run, &target, Some(&credentials))
        .assume_role()
        .set_role_arn(run.parameter(step, "role-arn").map(str::to_owned))
        .set_role_session_name(run.parameter(step, "role-session-name").map(str::to_owned))
        .set_policy(run.parameter(step, "policy").map(str::to_owned))
        .set_external_id(run.parameter(step, "external-id").map(str::to_owned))
        .set_duration_seconds(duration.transpose()?);
    let answer = call.send().await;
    Ok(session(run, answer.as_ref().map(|it| (it.assumed_role_user(), it.credentials())).map_err(failure)))
}

async fn web_identity(run: &mut Run<'_>, step: &Step) -> Result<Outcome, String> {
    if let Some(name) = step.caller.strip_prefix("pod/") {
        return by_pod(run, name).await;
    }
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
    exchange(run, None, (&role, &name), token).await
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

/// Exchanges a pod's token for a session of the role that its service account names, as the SDK in the pod does.
pub(super) async fn by_pod(run: &mut Run<'_>, pod: &str) -> Result<Outcome, String> {
    let facts = run.snapshot.pod(pod).map_err(|it| it.text(Language::English))?;
    let issuer = facts.issuer.as_deref().ok_or("the cluster has no issuer")?;
    let role = facts.variable("AWS_ROLE_ARN").ok_or("the pod was given no role")?.to_owned();
    let claims = claims(run, issuer, &facts.subject(), &facts.audience);
    let token = run.mock.world().web_identity_token(&claims);
    exchange(run, Some(pod), (&role, pod), token).await
}

/// Exchanges a web identity token for a session, at the endpoint that an SDK's provider chooses: one that the code sets
/// for its own client does not reach it.
async fn exchange(
    run: &mut Run<'_>,
    pod: Option<&str>,
    (role, name): (&str, &str),
    token: String,
) -> Result<Outcome, String> {
    let mut settings = run.snapshot.client_settings(pod);
    settings.endpoint = None;
    settings.environment.retain(|(name, _)| !name.starts_with("AWS_ENDPOINT_URL"));
    let target = target_of(run, &settings)?;
    let call = sts(run, &target, None).assume_role_with_web_identity();
    let answer = call.role_arn(role).role_session_name(name).web_identity_token(token).send().await;
    Ok(session(run, answer.as_ref().map(|it| (it.assumed_role_user(), it.credentials())).map_err(failure)))
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
        audience: run.parameter(step, "audience").unwrap_or(SAML_AUDIENCE).to_owned(),
        recipient: SAML_AUDIENCE.to_owned(),
        name_id: name.clone(),
        role_arn: role.clone(),
        provider_arn: step.caller.clone(),
        session_name: name,
        not_before: now,
        not_on_or_after: now + TOKEN_SECONDS,
    });
    let target = Target { endpoint: None, region: run.region(), is_silent: false };
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
