//! The real client of aws-sdk-sts over several Regions, against a loopback server that checks every signature.

mod server;

use std::{
    sync::{Arc, Mutex},
    time::Duration,
};

use aws_credential_types::provider::{error::CredentialsError, future};
use aws_sdk_sts::{
    Client, Config,
    config::{AsyncSleep, BehaviorVersion, Credentials, ProvideCredentials, Region, Sleep},
};
use eks_iam_sts_endpoint::{
    FailoverClient, FailoverError, FailoverPlan, FailoverPolicy, Health, StopReason, StsEndpointResolver,
};

use self::server::{Answer, Redirect, Server};

const MS: Duration = Duration::from_millis(1);

/// Short waits, and an attempt that is given up soon.
fn policy() -> FailoverPolicy {
    FailoverPolicy {
        rounds: 1,
        throttle_retries: 2,
        base_delay: 4 * MS,
        longest_delay: 16 * MS,
        attempt_timeout: 500 * MS,
        ..FailoverPolicy::default()
    }
}

/// Waits as tokio does, and keeps the short waits: those between attempts.
#[derive(Clone, Debug, Default)]
struct Waits(Arc<Mutex<Vec<Duration>>>);

impl AsyncSleep for Waits {
    fn sleep(&self, duration: Duration) -> Sleep {
        if duration <= 16 * MS {
            self.0.lock().unwrap().push(duration);
        }
        Sleep::new(tokio::time::sleep(duration))
    }
}

fn config(server: &Server, waits: &Waits) -> aws_sdk_sts::config::Builder {
    Config::builder()
        .behavior_version(BehaviorVersion::latest())
        .http_client(aws_smithy_http_client::Builder::new().build_http())
        .credentials_provider(Credentials::new(server::KEY, server::SECRET, None, None, "test"))
        .region(Region::new("us-west-2"))
        // Beside a plan this is not looked at: it would lead every attempt to the same place.
        .endpoint_url("https://sts.amazonaws.com")
        .sleep_impl(waits.clone())
        .interceptor(Redirect::to(server))
}

struct Outcome {
    arn: Result<String, (StopReason, Vec<String>)>,
    waits: Vec<Duration>,
    health: Vec<Health>,
}

/// Calls GetCallerIdentity over us-west-2, us-east-2, us-east-1.
async fn call(server: &Server) -> Outcome {
    let waits = Waits::default();
    let plan = FailoverPlan::with_policy("us-west-2", &["us-east-2", "us-east-1"], policy()).unwrap();
    let client = FailoverClient::new(&config(server, &waits).build(), plan).with_seed(7);
    let answer = client.call(|sts| async move { sts.get_caller_identity().send().await }).await;
    let arn = match answer {
        Ok(it) => Ok(it.arn().unwrap().to_owned()),
        Err(error) => Err((error.reason(), error.asked().to_vec())),
    };
    let waits = waits.0.lock().unwrap().clone();
    Outcome { arn, waits, health: client.snapshot().health().map(|(_, it)| it).collect() }
}

const ARN: &str = "arn:aws:iam::111122223333:user/mika";

/// The request that goes on is signed again: the server of each Region checks the whole signature for itself.
#[tokio::test]
async fn faults_of_the_endpoint_go_on_and_are_signed_again() {
    let error = |status, code| Answer::Error(status, code);
    for fault in [
        Answer::Refuse,
        Answer::Silent,
        Answer::Close,
        Answer::Truncated,
        Answer::Garbage,
        Answer::WrongDocument,
        error(500, "InternalFailure"),
        error(503, "ServiceUnavailable"),
        error(403, "RegionDisabledException"),
    ] {
        let server = Server::start([("us-west-2", vec![fault])]).await;
        let outcome = call(&server).await;
        assert_eq!(outcome.arn.as_deref(), Ok(ARN), "{fault:?}");
        let expected: &[&str] =
            if fault == Answer::Refuse { &["us-east-2"] } else { &["us-west-2", "us-east-2"] };
        assert_eq!(server.asked(), expected, "{fault:?}: one request a Region");
        let disabled = fault == Answer::Error(403, "RegionDisabledException");
        let health = if disabled { Health::Disabled } else { Health::Failing };
        assert_eq!(outcome.health, [health, Health::Healthy, Health::Healthy], "{fault:?}");
        assert!(outcome.waits.is_empty(), "another Region is asked at once");
    }
}

#[tokio::test]
async fn verdicts_about_the_caller_never_go_on() {
    for (status, code) in [
        (403, "SignatureDoesNotMatch"),
        (403, "InvalidClientTokenId"),
        (403, "AccessDenied"),
        (403, "ExpiredToken"),
        (400, "ValidationError"),
        (404, "MalformedQueryString"),
    ] {
        let server = Server::start([("us-west-2", vec![Answer::Error(status, code)])]).await;
        let outcome = call(&server).await;
        assert_eq!(outcome.arn, Err((StopReason::Verdict, vec!["us-west-2".to_owned()])), "{code}");
        assert_eq!(server.asked(), ["us-west-2"], "{code}");
        assert_eq!(outcome.health, [Health::Healthy; 3]);
    }
}

#[tokio::test]
async fn throttling_is_retried_where_it_is_with_backoff() {
    let throttled = Answer::Error(400, "Throttling");
    let server = Server::start([("us-west-2", vec![throttled, throttled, Answer::Identity])]).await;
    let outcome = call(&server).await;
    assert_eq!(outcome.arn.as_deref(), Ok(ARN));
    assert_eq!(server.asked(), ["us-west-2"; 3]);
    let [first, second] = outcome.waits[..] else { panic!("two waits: {:?}", outcome.waits) };
    assert!((2 * MS..=4 * MS).contains(&first) && (4 * MS..=8 * MS).contains(&second));

    let server = Server::start([("us-west-2", vec![throttled])]).await;
    let outcome = call(&server).await;
    assert_eq!(outcome.arn.as_deref(), Ok(ARN));
    assert_eq!(server.asked(), ["us-west-2", "us-west-2", "us-west-2", "us-east-2"]);
    assert_eq!(outcome.health[0], Health::Healthy, "throttling is no fault of the Region");
}

#[tokio::test]
async fn when_all_are_down_the_last_error_is_told() {
    let down = || vec![Answer::Error(503, "ServiceUnavailable")];
    let server = Server::start([("us-west-2", down()), ("us-east-2", down()), ("us-east-1", down())]).await;
    let plan = FailoverPlan::with_policy("us-west-2", &["us-east-2", "us-east-1"], policy()).unwrap();
    let client = FailoverClient::new(&config(&server, &Waits::default()).build(), plan);
    let error = client.call(|sts| async move { sts.get_caller_identity().send().await }).await.unwrap_err();
    assert_eq!(
        error.to_string(),
        "no STS endpoint could serve the call; asked: us-west-2, us-east-2, us-east-1"
    );
    assert_eq!(
        format!("{error:?}"),
        r#"FailoverError { reason: Exhausted, asked: ["us-west-2", "us-east-2", "us-east-1"], .. }"#
    );
    assert_eq!(status_of(&error), Some(503));
    assert!(std::error::Error::source(&error).is_some());
    assert_eq!(error.into_sdk_error().raw_response().map(|it| it.status().as_u16()), Some(503));
    // All are failing now, so they are asked in their order again.
    assert!(client.snapshot().health().all(|(_, it)| it == Health::Failing));
}

fn status_of<E>(error: &FailoverError<E>) -> Option<u16> {
    error.sdk_error().raw_response().map(|it| it.status().as_u16())
}

#[tokio::test]
async fn what_one_call_learned_the_next_one_knows() {
    let server = Server::start([("us-west-2", vec![Answer::Close, Answer::Identity])]).await;
    let plan = FailoverPlan::with_policy("us-west-2", &["us-east-2"], policy()).unwrap();
    let client = FailoverClient::new(&config(&server, &Waits::default()).build(), plan);
    for _ in 0..2 {
        client.call(|sts| async move { sts.get_caller_identity().send().await }).await.unwrap();
    }
    assert_eq!(server.asked(), ["us-west-2", "us-east-2", "us-east-2"]);
}

/// A provider that meets a refused connection itself.
#[derive(Debug)]
struct NoCredentials;

impl ProvideCredentials for NoCredentials {
    fn provide_credentials<'a>(&'a self) -> future::ProvideCredentials<'a>
    where
        Self: 'a,
    {
        let refused = std::io::Error::from(std::io::ErrorKind::ConnectionRefused);
        future::ProvideCredentials::ready(Err(CredentialsError::provider_error(refused)))
    }
}

/// Nothing could be sent, so no Region is asked.
#[tokio::test]
async fn credentials_that_cannot_be_had_are_no_fault_of_the_endpoint() {
    let server = Server::start([]).await;
    let plan = FailoverPlan::with_policy("us-west-2", &["us-east-2"], policy()).unwrap();
    let config = config(&server, &Waits::default()).credentials_provider(NoCredentials);
    let client = FailoverClient::new(&config.build(), plan);
    let error = client.call(|sts| async move { sts.get_caller_identity().send().await }).await.unwrap_err();
    assert_eq!((error.reason(), error.asked()), (StopReason::Verdict, ["us-west-2".to_owned()].as_slice()));
    assert_eq!(server.asked(), [""; 0]);
}

/// A clock nine hours slow: the SDK takes the server's time from the first refusal and signs again, in the same Region.
#[tokio::test]
async fn a_wrong_clock_is_still_corrected() {
    let server = Server::start([]).await.ahead_by(9 * 3600);
    let outcome = call(&server).await;
    assert_eq!(outcome.arn.as_deref(), Ok(ARN));
    assert_eq!(server.asked(), ["us-west-2", "us-west-2"]);
}

/// The resolver alone, in an ordinary client.
#[tokio::test]
async fn the_resolver_serves_a_client() {
    for (region, host) in [("eu-west-1", "sts.eu-west-1.amazonaws.com"), ("aws-global", "sts.amazonaws.com")]
    {
        let server = Server::start([]).await;
        let mut config = config(&server, &Waits::default())
            .region(Region::new(region))
            .endpoint_resolver(StsEndpointResolver::new());
        config.set_endpoint_url(None);
        let identity = Client::from_conf(config.build()).get_caller_identity().send().await.unwrap();
        assert_eq!((identity.arn(), server.hosts()), (Some(ARN), vec![host.to_owned()]), "{region}");
    }
    let server = Server::start([]).await;
    let config =
        config(&server, &Waits::default()).endpoint_resolver(StsEndpointResolver::new()).use_fips(true);
    let error = Client::from_conf(config.build()).get_caller_identity().send().await.unwrap_err();
    let text = format!("{}", aws_sdk_sts::error::DisplayErrorContext(&error));
    assert!(text.contains("FIPS and custom endpoint are not supported"), "{text}");
    assert_eq!(server.asked(), [""; 0]);
}
