//! The real aws-sdk-sts and aws-sdk-eks, with their own endpoint resolution, on a listener.

use aws_sdk_eks::error::ProvideErrorMetadata;
use aws_sdk_sts::config::{
    BehaviorVersion, Region,
    endpoint::{EndpointFuture, Params, ResolveEndpoint},
    retry::RetryConfig,
};
use aws_smithy_http_client::Builder as HttpClient;
use aws_smithy_types::endpoint::{Endpoint, EndpointAuthScheme};
use eks_iam_mock_aws::{
    Credentials, Fault, MockAws, RedirectInterceptor, SamlAssertion, WebIdentityClaims, World, WorldTime,
    sdk_credentials,
};

use crate::support::*;

/// What a client is set to.
struct Settings {
    region: &'static str,
    endpoint: Option<&'static str>,
    credentials: Credentials,
    skew: i64,
    retry: RetryConfig,
}

fn settings(world: &World, principal: &str) -> Settings {
    Settings {
        region: REGION,
        endpoint: None,
        credentials: world.credentials(principal).unwrap(),
        skew: 0,
        retry: RetryConfig::disabled(),
    }
}

fn sts_config(mock: &MockAws, settings: &Settings) -> aws_sdk_sts::config::Builder {
    let config = aws_sdk_sts::Config::builder()
        .behavior_version(BehaviorVersion::latest())
        .region(Region::new(settings.region))
        .credentials_provider(sdk_credentials(&settings.credentials))
        .http_client(HttpClient::new().build_http())
        .time_source(WorldTime::of(mock).with_skew(settings.skew))
        .sleep_impl(aws_smithy_async::rt::sleep::TokioSleep::new())
        .retry_config(settings.retry.clone())
        .interceptor(RedirectInterceptor::of(mock));
    match settings.endpoint {
        Some(endpoint) => config.endpoint_url(endpoint),
        None => config,
    }
}

fn sts_client(mock: &MockAws, settings: &Settings) -> aws_sdk_sts::Client {
    aws_sdk_sts::Client::from_conf(sts_config(mock, settings).build())
}

fn eks_client(mock: &MockAws, settings: &Settings) -> aws_sdk_eks::Client {
    let config = aws_sdk_eks::Config::builder()
        .behavior_version(aws_sdk_eks::config::BehaviorVersion::latest())
        .region(aws_sdk_eks::config::Region::new(settings.region))
        .credentials_provider(sdk_credentials(&settings.credentials))
        .http_client(HttpClient::new().build_http())
        .time_source(WorldTime::of(mock))
        .retry_config(RetryConfig::disabled())
        .interceptor(RedirectInterceptor::of(mock));
    aws_sdk_eks::Client::from_conf(config.build())
}

/// Who the client is told to be, or the code and the message of the refusal.
async fn who(mock: &MockAws, settings: &Settings) -> Result<String, (String, String)> {
    who_is(sts_client(mock, settings)).await
}

async fn who_is(client: aws_sdk_sts::Client) -> Result<String, (String, String)> {
    match client.get_caller_identity().send().await {
        Ok(answer) => Ok(answer.arn().unwrap().to_owned()),
        Err(error) => Err(told(&error)),
    }
}

fn told(error: &impl ProvideErrorMetadata) -> (String, String) {
    (error.code().unwrap_or_default().to_owned(), error.message().unwrap_or_default().to_owned())
}

#[track_caller]
fn check(result: Result<String, (String, String)>, code: &str, message: &str) {
    assert_eq!(result, Err((code.to_owned(), message.to_owned())));
}

#[tokio::test]
async fn caller_identity() {
    let mock = MockAws::start(world()).await;
    assert_eq!(who(&mock, &settings(mock.world(), MIKA)).await.as_deref(), Ok(MIKA));
    assert_eq!(who(&mock, &settings(mock.world(), OPS)).await.as_deref(), Ok(OPS));
    let call = mock.world().calls().remove(0);
    assert_eq!((call.event_name(), call.host()), ("GetCallerIdentity", STS));
    assert!(format!("{mock:?}").contains("127.0.0.1") && mock.uri().starts_with("http://127.0.0.1:"));
}

#[tokio::test]
async fn wrong_secret() {
    let mock = MockAws::start(world()).await;
    let mut settings = settings(mock.world(), MIKA);
    settings.credentials.secret_access_key = "lost".into();
    check(
        who(&mock, &settings).await,
        "SignatureDoesNotMatch",
        "The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key \
         and signing method. Consult the service documentation for details.",
    );
    check_eks(
        &mock,
        &settings,
        "InvalidSignatureException",
        "The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key \
         and signing method. Consult the service documentation for details.",
    )
    .await;
}

async fn check_eks(mock: &MockAws, settings: &Settings, code: &str, message: &str) {
    let error = eks_client(mock, settings).describe_cluster().name("shop").send().await.unwrap_err();
    assert_eq!(told(&error), (code.to_owned(), message.to_owned()));
}

#[tokio::test]
async fn unknown_key() {
    let mock = MockAws::start(world()).await;
    let mut settings = settings(mock.world(), MIKA);
    settings.credentials.access_key_id = "AKIAGONE".to_owned();
    let message = "The security token included in the request is invalid.";
    check(who(&mock, &settings).await, "InvalidClientTokenId", message);
    check_eks(&mock, &settings, "UnrecognizedClientException", message).await;
}

#[tokio::test]
async fn wrong_region() {
    let mock = MockAws::start(world()).await;
    let mut settings = settings(mock.world(), MIKA);
    settings.endpoint = Some("https://sts.amazonaws.com");
    let message = "Credential should be scoped to a valid region. ";
    check(who(&mock, &settings).await, "SignatureDoesNotMatch", message);
    settings.region = "us-east-1";
    assert_eq!(who(&mock, &settings).await.as_deref(), Ok(MIKA));
}

/// Names another service in the scope than STS, which no setting of the SDK does by accident.
#[derive(Debug)]
struct SignsForIam;

impl ResolveEndpoint for SignsForIam {
    fn resolve_endpoint<'a>(&'a self, _: &'a Params) -> EndpointFuture<'a> {
        let scheme = EndpointAuthScheme::with_capacity("sigv4", 2)
            .put("signingName", "iam".to_owned())
            .put("signingRegion", REGION.to_owned());
        EndpointFuture::ready(Ok(Endpoint::builder()
            .url(format!("https://{STS}"))
            .auth_scheme(scheme)
            .build()))
    }
}

#[tokio::test]
async fn wrong_service() {
    let mock = MockAws::start(world()).await;
    let config = sts_config(&mock, &settings(mock.world(), MIKA)).endpoint_resolver(SignsForIam);
    let message = "Credential should be scoped to correct service: 'sts'. ";
    check(who_is(aws_sdk_sts::Client::from_conf(config.build())).await, "SignatureDoesNotMatch", message);
}

#[tokio::test]
async fn a_skewed_clock_fails_once_and_is_corrected_by_retries() {
    let mock = MockAws::start(world()).await;
    let mut settings = settings(mock.world(), MIKA);
    settings.skew = -65 * 60;
    check(
        who(&mock, &settings).await,
        "SignatureDoesNotMatch",
        "Signature expired: 20260713T082500Z is now earlier than 20260713T091500Z (20260713T093000Z - 15 min.)",
    );
    settings.retry = RetryConfig::standard();
    assert_eq!(who(&mock, &settings).await.as_deref(), Ok(MIKA));
    assert_eq!(mock.world().calls().len(), 3, "the SDK took the time from the answer and tried again");
}

#[tokio::test]
async fn a_skewed_clock_stays_so_where_the_correction_is_off() {
    let mock = MockAws::start(world()).await;
    let mut settings = settings(mock.world(), MIKA);
    settings.skew = 65 * 60;
    settings.retry = RetryConfig::standard();
    let config = sts_config(&mock, &settings).disable_clock_skew_correction(true);
    check(
        who_is(aws_sdk_sts::Client::from_conf(config.build())).await,
        "SignatureDoesNotMatch",
        "Signature not yet current: 20260713T103500Z is still later than 20260713T094500Z (20260713T093000Z + 15 min.)",
    );
    assert_eq!(mock.world().calls().len(), 1);
}

#[tokio::test]
async fn describe_cluster_denied_and_allowed() {
    let mock = MockAws::start(world()).await;
    check_eks(
        &mock,
        &settings(mock.world(), MIKA),
        "AccessDeniedException",
        "User: arn:aws:iam::111122223333:user/mika is not authorized to perform: eks:DescribeCluster on resource: \
         arn:aws:eks:us-west-2:111122223333:cluster/shop because no identity-based policy allows the eks:DescribeCluster \
         action",
    )
    .await;
    let ops = eks_client(&mock, &settings(mock.world(), OPS));
    let cluster = ops.describe_cluster().name("shop").send().await.unwrap();
    assert_eq!(cluster.cluster().unwrap().status().unwrap().as_str(), "ACTIVE");
    let error = ops.describe_cluster().name("gone").send().await.unwrap_err();
    assert_eq!(told(&error).1, "No cluster found for name: gone.");
    assert!(error.as_service_error().unwrap().is_resource_not_found_exception());
}

#[tokio::test]
async fn access_entry_arns_travel_in_the_path() {
    let mock = MockAws::start(world()).await;
    let ops = eks_client(&mock, &settings(mock.world(), OPS));
    let viewer = "arn:aws:iam::111122223333:role/team/developers/viewer";
    ops.create_access_entry().cluster_name("shop").principal_arn(viewer).send().await.unwrap();
    let entry = ops.describe_access_entry().cluster_name("shop").principal_arn(viewer).send().await.unwrap();
    assert_eq!(entry.access_entry().unwrap().principal_arn(), Some(viewer));
}

#[tokio::test]
async fn assume_role_by_trust() {
    let mock = MockAws::start(world()).await;
    let vendor = sts_client(&mock, &settings(mock.world(), VENDOR));
    let guest = "arn:aws:iam::111122223333:role/guest";
    let denied = vendor.assume_role().role_arn(guest).role_session_name("anna").send().await.unwrap_err();
    assert_eq!(
        told(&denied),
        (
            "AccessDenied".to_owned(),
            format!("User: {VENDOR} is not authorized to perform: sts:AssumeRole on resource: {guest}")
        )
    );
    let call = vendor.assume_role().role_arn(guest).role_session_name("anna").external_id("shop-7");
    let answer = call.send().await.unwrap();
    let keys = answer.credentials().unwrap();
    let mut settings = settings(mock.world(), VENDOR);
    settings.credentials = Credentials::new(keys.access_key_id(), keys.secret_access_key())
        .with_session_token(keys.session_token());
    assert_eq!(
        who(&mock, &settings).await.as_deref(),
        Ok("arn:aws:sts::111122223333:assumed-role/guest/anna")
    );
}

#[tokio::test]
async fn web_identity_and_saml() {
    let mock = MockAws::start(world()).await;
    let client = sts_client(&mock, &settings(mock.world(), MIKA));
    let now = mock.world().now();
    let token = |name: &str| {
        mock.world().web_identity_token(&WebIdentityClaims::service_account(ISSUER, "apps", name, now))
    };
    let reader = "arn:aws:iam::111122223333:role/reader";
    let call = |name: &str| {
        client
            .assume_role_with_web_identity()
            .role_arn(reader)
            .role_session_name("pod")
            .web_identity_token(token(name))
    };
    let answer = call("reader").send().await.unwrap();
    assert_eq!(
        answer.assumed_role_user().unwrap().arn(),
        "arn:aws:sts::111122223333:assumed-role/reader/pod"
    );
    assert_eq!(answer.subject_from_web_identity_token(), Some("system:serviceaccount:apps:reader"));
    let denied = call("other").send().await.unwrap_err();
    assert_eq!(told(&denied).1, "Not authorized to perform sts:AssumeRoleWithWebIdentity");

    let (role, provider) =
        ("arn:aws:iam::111122223333:role/person", "arn:aws:iam::111122223333:saml-provider/corp");
    let assertion = SamlAssertion::new("https://idp.example.com", role, provider, "anna", now);
    let response = mock.world().saml_response(&assertion);
    let call = client.assume_role_with_saml().role_arn(role).principal_arn(provider).saml_assertion(response);
    let answer = call.send().await.unwrap();
    assert_eq!(
        answer.assumed_role_user().unwrap().arn(),
        "arn:aws:sts::111122223333:assumed-role/person/anna"
    );
}

#[tokio::test]
async fn an_endpoint_that_is_down_refuses_the_connection() {
    let mock = MockAws::start(builder().fault(Fault::down(STS)).build().unwrap()).await;
    let settings = settings(mock.world(), MIKA);
    let error = sts_client(&mock, &settings).get_caller_identity().send().await.unwrap_err();
    let mut chain = vec![error.to_string()];
    let mut link = std::error::Error::source(&error);
    while let Some(error) = link {
        chain.push(error.to_string());
        link = error.source();
    }
    assert_eq!(chain[0], "dispatch failure");
    assert!(chain.last().unwrap().contains("Connection refused"), "{chain:?}");
    assert!(mock.world().calls().is_empty());
}
