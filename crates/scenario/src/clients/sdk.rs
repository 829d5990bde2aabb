//! What the real aws-sdk clients share: the mock's listener and clock, and how an error is printed.
//!
//! They keep their own endpoint resolution: the host that they chose is the host that the mock judges.

use std::{error::Error, fmt::Write, time::Duration};

use aws_smithy_async::rt::sleep::{AsyncSleep, SharedAsyncSleep, Sleep};
use aws_smithy_runtime_api::client::{orchestrator::HttpResponse, result::SdkError};
use aws_smithy_types::{error::metadata::ProvideErrorMetadata, timeout::TimeoutConfig};
use eks_iam_mock_aws::WorldTime;

use super::{Outcome, Run};

/// How long a client waits for an answer, by its own clock.
const PATIENCE: Duration = Duration::from_secs(10);
/// How long that is for a host that is silent, by ours.
const SHORT: Duration = Duration::from_millis(20);

/// Returns the client's clock: the world's, or one that is off.
pub(super) fn clock(run: &Run<'_>) -> WorldTime {
    WorldTime::of(run.mock).with_skew(run.clock_skew())
}

/// Returns the limit of one attempt.
pub(super) fn timeouts() -> TimeoutConfig {
    TimeoutConfig::builder().operation_attempt_timeout(PATIENCE).build()
}

/// Returns the sleep of a client that calls a host: from a silent one nothing comes, so nothing is waited for in earnest.
pub(super) fn patience(is_silent: bool) -> SharedAsyncSleep {
    SharedAsyncSleep::new(Patience { is_silent })
}

#[derive(Debug, Clone, Copy)]
struct Patience {
    is_silent: bool,
}

impl AsyncSleep for Patience {
    fn sleep(&self, duration: Duration) -> Sleep {
        let real = if self.is_silent { duration.min(SHORT) } else { duration };
        Sleep::new(tokio::time::sleep(real))
    }
}

/// Prints an SDK's error as a careful program does: each link of the chain, never the `Debug` form with its body.
pub(super) fn failure<E>(error: &SdkError<E, HttpResponse>) -> Outcome
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
