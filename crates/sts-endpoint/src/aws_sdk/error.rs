//! Why a call failed although other Regions could be asked.

use core::{error::Error, fmt};

use aws_smithy_runtime_api::client::{orchestrator::HttpResponse, result::SdkError};

use crate::StopReason;

/// Why a call failed: what the last Region said, which Regions were asked, and why the plan ended.
///
/// Its `Display` and `Debug` show nothing of an answer, whose body may hold credentials. The SDK's own error is the
/// source; its `Debug` does show the answer.
pub struct FailoverError<E> {
    pub(super) reason: StopReason,
    pub(super) asked: Vec<String>,
    pub(super) source: Box<SdkError<E, HttpResponse>>,
}

impl<E> FailoverError<E> {
    /// Returns why the plan ended: a verdict about the caller, or no Region left to ask.
    #[must_use]
    pub const fn reason(&self) -> StopReason {
        self.reason
    }

    /// Returns the Regions that were asked, in order; one that was asked again stands there again.
    #[must_use]
    pub fn asked(&self) -> &[String] {
        &self.asked
    }

    /// Returns the error of the last attempt.
    #[must_use]
    pub const fn sdk_error(&self) -> &SdkError<E, HttpResponse> {
        &self.source
    }

    /// Returns the error of the last attempt, as the SDK's own client would have returned it.
    #[must_use]
    pub fn into_sdk_error(self) -> SdkError<E, HttpResponse> {
        *self.source
    }
}

impl<E> fmt::Display for FailoverError<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let regions = self.asked.join(", ");
        match self.reason {
            StopReason::Verdict => write!(f, "the call to STS was refused; asked: {regions}"),
            StopReason::Exhausted => write!(f, "no STS endpoint could serve the call; asked: {regions}"),
        }
    }
}

impl<E> fmt::Debug for FailoverError<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("FailoverError")
            .field("reason", &self.reason)
            .field("asked", &self.asked)
            .finish_non_exhaustive()
    }
}

impl<E: Error + 'static> Error for FailoverError<E> {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        Some(&*self.source)
    }
}
