//! What a plan says: where to try next, why it gives up, how healthy a Region is.

use std::time::Duration;

/// One try: where to send the request, for which Region to sign it, and how long to wait before.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Attempt {
    /// The Region to set in the client.
    pub region: String,
    /// The URL.
    pub url: String,
    /// The host.
    pub host: String,
    /// The Region to sign for.
    pub signing_region: String,
    /// How long to wait before.
    pub delay: Duration,
}

/// What to do after an outcome.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Step {
    /// The call succeeded.
    Done,
    /// Try again, here or elsewhere.
    Try(Attempt),
    /// Give up.
    Stop(StopReason),
}

/// Why a plan gives up.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum StopReason {
    /// The answer is a verdict about the caller or the request: another Region would say the same.
    Verdict,
    /// Every Region was tried, as often as the policy allows.
    Exhausted,
}

impl StopReason {
    /// Returns `verdict` or `exhausted`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Verdict => "verdict",
            Self::Exhausted => "exhausted",
        }
    }
}

/// The health of a Region, as the plan has seen it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Health {
    /// It has not failed of late.
    Healthy,
    /// It failed, and is asked last until its cool-down is over.
    Failing,
    /// STS is not activated there for this account: the Region is not asked again.
    Disabled,
}

impl Health {
    /// Returns `healthy`, `failing` or `disabled`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Healthy => "healthy",
            Self::Failing => "failing",
            Self::Disabled => "disabled",
        }
    }
}
