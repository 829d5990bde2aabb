//! Leaves all retries to the plan but the one that mends a clock.

use aws_sdk_sts::config::{
    interceptors::InterceptorContext,
    retry::{ClassifyRetry, RetryAction},
};
use aws_smithy_runtime_api::client::retries::classifiers::RetryClassifierPriority;

/// Forbids the SDK's own retries, so that the plan alone decides where and how often a call is made.
///
/// A 403 is left to the SDK: it repeats one when the server's `Date` shows that the client's clock is wrong, and for no
/// other reason.
#[derive(Debug)]
pub(super) struct OnlyClockSkew;

const FORBIDDEN: u16 = 403;

impl ClassifyRetry for OnlyClockSkew {
    fn classify_retry(&self, context: &InterceptorContext) -> RetryAction {
        match context.response().map(|it| it.status().as_u16()) {
            Some(FORBIDDEN) => RetryAction::NoActionIndicated,
            _ => RetryAction::RetryForbidden,
        }
    }

    fn name(&self) -> &'static str {
        "OnlyClockSkew"
    }

    fn priority(&self) -> RetryClassifierPriority {
        // The SDK's classifier of clock skew stands behind that of the status; this one stands behind both.
        let skew = RetryClassifierPriority::run_after(RetryClassifierPriority::http_status_code_classifier());
        RetryClassifierPriority::run_after(skew)
    }
}
