//! Calls of STS that go to another Region when an endpoint is at fault.

use core::future::Future;
use std::{
    sync::{Mutex, MutexGuard, PoisonError},
    time::{Duration, UNIX_EPOCH},
};

use aws_sdk_sts::{
    Client, Config,
    config::{AsyncSleep as _, Region, SharedAsyncSleep, retry::RetryConfig, timeout::TimeoutConfig},
};
use aws_smithy_async::{rt::sleep::default_async_sleep, time::SharedTimeSource};
use aws_smithy_runtime_api::client::{orchestrator::HttpResponse, result::SdkError};
use aws_smithy_types::error::metadata::ProvideErrorMetadata;

use super::{FailoverError, outcome_of, resolver::FixedEndpoint, retry::OnlyClockSkew};
use crate::{FailoverPlan, Outcome, Step};

/// A client of STS for a [`FailoverPlan`]: it calls the first healthy Region and goes on to the next where the plan says so.
///
/// Every Region has a client of its own, so a request that goes on is *signed again* for the Region it goes to. The
/// endpoint is the plan's; one that the configuration gives (`AWS_ENDPOINT_URL_STS`) is not used, since it would lead every
/// attempt to the same place. The SDK's retries are off but for the one that corrects a wrong clock: the plan decides
/// alone. Waits and the time come from the configuration, else from tokio and the system.
///
/// Calls may run at the same time; what one learns about a Region's health the next ones know. A credentials provider
/// that itself calls STS (a web identity) is not moved by this: it has a client of its own.
///
/// ```no_run
/// # async fn example(config: aws_sdk_sts::Config) -> Result<(), Box<dyn std::error::Error>> {
/// use eks_iam_sts_endpoint::{FailoverClient, FailoverPlan, failover_regions};
///
/// let plan = FailoverPlan::new("us-west-2", &failover_regions("us-west-2"))?;
/// let sts = FailoverClient::new(&config, plan);
/// let identity = sts.call(|client| async move { client.get_caller_identity().send().await }).await?;
/// println!("{}", identity.arn().unwrap_or_default());
/// # Ok(())
/// # }
/// ```
#[derive(Debug)]
pub struct FailoverClient {
    plan: Mutex<FailoverPlan>,
    /// The client of the plan's first Region.
    first: Client,
    /// The clients of the others, by the Region's name.
    others: Vec<(String, Client)>,
    sleep: Option<SharedAsyncSleep>,
    time: SharedTimeSource,
}

impl FailoverClient {
    /// Makes a client for each Region of the plan, else as the configuration says.
    ///
    /// The plan's jitter begins anew from the time, so that two clients do not wait alike; for waits that can be told
    /// beforehand see [`FailoverClient::with_seed`].
    #[must_use]
    pub fn new(config: &Config, plan: FailoverPlan) -> Self {
        let time = config.time_source().unwrap_or_default();
        let seed = since_epoch(&time).as_nanos();
        let first = client(config, &plan, plan.first());
        let others =
            plan.attempts().skip(1).map(|it| (it.region.clone(), client(config, &plan, it))).collect();
        Self {
            // The low half has what changes from one client to the next.
            plan: Mutex::new(plan.with_seed(u64::try_from(seed & u128::from(u64::MAX)).unwrap_or_default())),
            first,
            others,
            sleep: config.sleep_impl().or_else(default_async_sleep),
            time,
        }
    }

    /// Returns the client with a seed for the jitter of its waits.
    #[must_use]
    pub fn with_seed(self, seed: u64) -> Self {
        let plan = self.plan.into_inner().unwrap_or_else(PoisonError::into_inner).with_seed(seed);
        Self { plan: Mutex::new(plan), ..self }
    }

    /// Makes a call: `operation` is run with the client of one Region after the other, until one answers.
    ///
    /// # Errors
    ///
    /// When STS gave a verdict about the caller or the request (any 4xx but throttling and `RegionDisabledException`), when
    /// nothing could be sent, or when no Region is left to ask.
    pub async fn call<T, E, F>(&self, operation: impl Fn(Client) -> F) -> Result<T, FailoverError<E>>
    where
        E: ProvideErrorMetadata,
        F: Future<Output = Result<T, SdkError<E, HttpResponse>>>,
    {
        let mut plan = self.plan().fork(since_epoch(&self.time));
        let mut region = plan.current().region.clone();
        let mut asked = Vec::new();
        loop {
            let client = self.client(&region);
            asked.push(region.clone());
            let error = match operation(client).await {
                Ok(output) => {
                    self.plan().record(&region, &Outcome::Success, since_epoch(&self.time));
                    return Ok(output);
                }
                Err(error) => error,
            };
            let outcome = outcome_of(&error);
            self.plan().record(&region, &outcome, since_epoch(&self.time));
            match plan.next(&outcome) {
                Step::Try(attempt) => {
                    self.wait(attempt.delay).await;
                    region = attempt.region;
                }
                Step::Stop(reason) => return Err(FailoverError { reason, asked, source: Box::new(error) }),
                Step::Done => {}
            }
        }
    }

    /// Returns the plan with what is known of each Region's health now.
    #[must_use]
    pub fn snapshot(&self) -> FailoverPlan {
        self.plan().fork(since_epoch(&self.time))
    }

    /// Returns the client of a Region of the plan.
    fn client(&self, region: &str) -> Client {
        let of_region = self.others.iter().find(|(it, _)| it == region);
        of_region.map_or(&self.first, |(_, it)| it).clone()
    }

    fn plan(&self) -> MutexGuard<'_, FailoverPlan> {
        // A plan is whole after every statement, so one that a panicking thread left behind can be used.
        self.plan.lock().unwrap_or_else(PoisonError::into_inner)
    }

    async fn wait(&self, delay: Duration) {
        if let (Some(sleep), false) = (&self.sleep, delay.is_zero()) {
            sleep.sleep(delay).await;
        }
    }
}

fn since_epoch(time: &SharedTimeSource) -> Duration {
    time.now().duration_since(UNIX_EPOCH).unwrap_or_default()
}

/// The client of one attempt.
fn client(config: &Config, plan: &FailoverPlan, attempt: &crate::Attempt) -> Client {
    let given = config.timeout_config().cloned().unwrap_or_else(|| TimeoutConfig::builder().build());
    let attempt_timeout = given.operation_attempt_timeout().unwrap_or(plan.policy().attempt_timeout);
    let timeouts = given.to_builder().operation_attempt_timeout(attempt_timeout).build();
    let attempts = match config.retry_config() {
        Some(given) if !given.has_retry() => 1,
        _ => 2,
    };
    let builder = config
        .to_builder()
        .region(Region::new(attempt.region.clone()))
        .endpoint_resolver(FixedEndpoint {
            url: attempt.url.clone(),
            signing_region: attempt.signing_region.clone(),
        })
        .timeout_config(timeouts)
        .retry_config(RetryConfig::standard().with_max_attempts(attempts))
        .retry_classifier(OnlyClockSkew);
    Client::from_conf(builder.build())
}
