//! Going to another Region when an STS endpoint is at fault: an ordered plan that decides and does nothing itself.

mod backoff;
mod error;
mod outcome;
mod policy;
mod regions;
mod step;

use std::time::Duration;

use eks_iam_arn::{Partition, PartitionVia};

use self::backoff::Backoff;
pub use self::{
    error::BuildFailoverPlanError,
    outcome::{Fault, Outcome},
    policy::FailoverPolicy,
    regions::failover_regions,
    step::{Attempt, Health, Step, StopReason},
};
use crate::{EndpointQuery, ResolveEndpointError, resolve};

/// The Regions in which a client may call STS, in order, and which of them failed of late.
///
/// Region, host and signing Region always change together: a request that goes to another Region must be signed again,
/// for that Region. All Regions are of one partition, since credentials mean nothing in another.
///
/// The plan goes on when the *endpoint* is at fault: no connection, a timeout, a 5xx, or `RegionDisabledException`. It
/// never goes on after a verdict about the *caller*, that is any other 4xx: another Region would only say the same.
/// Throttling is retried where it is, with backoff, and goes on when that is spent; so is `IDPCommunicationError`, which
/// then ends the plan, since STS of another Region asks the same identity provider.
///
/// The plan itself waits for nothing, sends nothing and reads no clock.
///
/// ```
/// use eks_iam_sts_endpoint::{FailoverPlan, Outcome, Step};
///
/// let mut plan = FailoverPlan::new("us-west-2", &["us-east-2"])?;
/// assert_eq!(plan.current().host, "sts.us-west-2.amazonaws.com");
/// let Step::Try(attempt) = plan.next(&Outcome::Timeout) else { panic!("there is another Region") };
/// assert_eq!((attempt.host.as_str(), attempt.signing_region.as_str()), ("sts.us-east-2.amazonaws.com", "us-east-2"));
///
/// // A verdict about the caller ends the plan.
/// let refused = Outcome::Response { status: 403, code: Some("SignatureDoesNotMatch") };
/// assert!(matches!(plan.next(&refused), Step::Stop(_)));
/// # Ok::<(), eks_iam_sts_endpoint::BuildFailoverPlanError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FailoverPlan {
    targets: Vec<Target>,
    policy: FailoverPolicy,
    backoff: Backoff,
    now: Duration,
    /// The targets that this round has still to try, last one first.
    left: Vec<usize>,
    current: usize,
    round: u32,
    /// How often the present attempt was repeated where it is.
    retries: u32,
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct Target {
    attempt: Attempt,
    failed_until: Option<Duration>,
    is_disabled: bool,
}

impl FailoverPlan {
    /// Makes a plan that begins in `region` and goes on to `others` in this order; Regions named twice count once.
    ///
    /// [`failover_regions`] proposes others. The plan stands at its first attempt, see [`FailoverPlan::current`].
    ///
    /// # Errors
    ///
    /// When a Region cannot be a label of a host, belongs to no partition, or to another one than the first.
    pub fn new(region: &str, others: &[&str]) -> Result<Self, BuildFailoverPlanError> {
        Self::with_policy(region, others, FailoverPolicy::default())
    }

    /// Makes a plan as [`FailoverPlan::new`] does, with a policy.
    ///
    /// # Errors
    ///
    /// As [`FailoverPlan::new`].
    pub fn with_policy(
        region: &str,
        others: &[&str],
        policy: FailoverPolicy,
    ) -> Result<Self, BuildFailoverPlanError> {
        let home = partition_of(region)?;
        let mut targets = vec![Target::new(region, &policy)?];
        for other in others {
            let partition = partition_of(other)?;
            if partition != home {
                return Err(BuildFailoverPlanError::OtherPartition {
                    region: (*other).to_owned(),
                    partition,
                    home,
                });
            }
            if targets.iter().all(|it| it.attempt.region != *other) {
                targets.push(Target::new(other, &policy)?);
            }
        }
        let mut plan = Self {
            targets,
            policy,
            backoff: Backoff::new(0),
            now: Duration::ZERO,
            left: Vec::new(),
            current: 0,
            round: 0,
            retries: 0,
        };
        plan.start(Duration::ZERO);
        Ok(plan)
    }

    /// Returns the plan with a seed for the jitter of its waits; clients with different seeds do not wait alike.
    #[must_use]
    pub fn with_seed(mut self, seed: u64) -> Self {
        self.backoff = Backoff::new(seed);
        self
    }

    /// Begins a new call: healthy Regions first, those that failed of late behind them, disabled ones not at all.
    ///
    /// `now` is the time since any fixed moment, the same for all calls of a plan; it ends cool-downs.
    pub fn start(&mut self, now: Duration) -> &Attempt {
        self.now = now;
        self.round = 0;
        self.begin_round();
        self.current()
    }

    /// Returns the attempt at which the plan stands.
    #[must_use]
    pub fn current(&self) -> &Attempt {
        self.attempt(self.current)
    }

    /// Returns the attempt in the Region that the plan was made for first.
    #[must_use]
    pub fn first(&self) -> &Attempt {
        self.attempt(0)
    }

    fn attempt(&self, index: usize) -> &Attempt {
        let index = index.min(self.targets.len().saturating_sub(1));
        #[expect(
            clippy::indexing_slicing,
            reason = "a plan has at least one target, and the index is bounded above"
        )]
        &self.targets[index].attempt
    }

    /// Takes the outcome of the attempt at which the plan stands, and returns what to do next.
    pub fn next(&mut self, outcome: &Outcome<'_>) -> Step {
        let fault = outcome.fault();
        self.learn(self.current, fault);
        match fault {
            Fault::None => Step::Done,
            Fault::Caller => Step::Stop(StopReason::Verdict),
            Fault::Throttled | Fault::IdentityProvider if self.retries < self.policy.throttle_retries => {
                self.retries += 1;
                self.retry_after(self.retries)
            }
            Fault::IdentityProvider => Step::Stop(StopReason::Verdict),
            Fault::Throttled | Fault::Endpoint | Fault::RegionDisabled => self.advance(),
        }
    }

    /// Returns a plan for one of several calls that run at the same time, standing at its first attempt: it begins with the
    /// health that is known now, as [`FailoverPlan::start`] does, and has a jitter of its own. What that call learns goes
    /// back by [`FailoverPlan::record`].
    #[must_use]
    pub fn fork(&mut self, now: Duration) -> Self {
        self.start(now);
        let seed = self.backoff.next();
        self.clone().with_seed(seed)
    }

    /// Takes what an attempt that another plan made says about a Region's health; the plan stays where it stands. `now` is
    /// the time since the same moment as in [`FailoverPlan::start`].
    pub fn record(&mut self, region: &str, outcome: &Outcome<'_>, now: Duration) {
        self.now = now;
        if let Some(index) = self.targets.iter().position(|it| it.attempt.region == region) {
            self.learn(index, outcome.fault());
        }
    }

    /// Returns the policy.
    #[must_use]
    pub const fn policy(&self) -> &FailoverPolicy {
        &self.policy
    }

    /// Returns the Regions in the order of the plan, with their health.
    pub fn health(&self) -> impl Iterator<Item = (&str, Health)> {
        self.targets.iter().map(|it| (it.attempt.region.as_str(), it.health(self.now)))
    }

    /// Returns all attempts in the order of the plan, as `--format json` or a log would show it.
    pub fn attempts(&self) -> impl Iterator<Item = &Attempt> {
        self.targets.iter().map(|it| &it.attempt)
    }

    /// Only faults of a Region change its health, and only a success ends one.
    fn learn(&mut self, index: usize, fault: Fault) {
        let failed_until = self.now.saturating_add(self.policy.cool_down);
        let Some(target) = self.targets.get_mut(index) else { return };
        match fault {
            Fault::None => (target.failed_until, target.is_disabled) = (None, false),
            Fault::Endpoint => target.failed_until = Some(failed_until),
            Fault::RegionDisabled => target.is_disabled = true,
            Fault::Throttled | Fault::IdentityProvider | Fault::Caller => {}
        }
    }

    fn retry_after(&mut self, retry: u32) -> Step {
        let delay = self.backoff.delay(&self.policy, retry);
        Step::Try(Attempt { delay, ..self.current().clone() })
    }

    fn advance(&mut self) -> Step {
        self.retries = 0;
        if let Some(next) = self.left.pop() {
            self.current = next;
            return Step::Try(self.current().clone());
        }
        self.round += 1;
        if self.round >= self.policy.rounds || self.targets.iter().all(|it| it.is_disabled) {
            return Step::Stop(StopReason::Exhausted);
        }
        self.begin_round();
        self.retry_after(self.round)
    }

    fn begin_round(&mut self) {
        self.retries = 0;
        let mut order: Vec<usize> = (0..self.targets.len()).collect();
        let now = self.now;
        let rank = |index: &usize| self.targets.get(*index).map(|it| it.health(now) as u8);
        order.sort_by_key(rank);
        order.retain(|it| self.targets.get(*it).is_some_and(|it| !it.is_disabled));
        order.reverse();
        self.left = order;
        self.current = self.left.pop().unwrap_or(0);
    }
}

impl Target {
    fn new(region: &str, policy: &FailoverPolicy) -> Result<Self, BuildFailoverPlanError> {
        let query = EndpointQuery {
            region: Some(region),
            fips: policy.fips,
            dual_stack: policy.dual_stack,
            ..EndpointQuery::default()
        };
        let endpoint = resolve(&query).map_err(BuildFailoverPlanError::Endpoint)?;
        let attempt = Attempt {
            region: region.to_owned(),
            host: endpoint.host().to_owned(),
            signing_region: endpoint.signing_region().unwrap_or(region).to_owned(),
            url: endpoint.into_url(),
            delay: Duration::ZERO,
        };
        Ok(Self { attempt, failed_until: None, is_disabled: false })
    }

    fn health(&self, now: Duration) -> Health {
        match self.failed_until {
            _ if self.is_disabled => Health::Disabled,
            Some(until) if now < until => Health::Failing,
            _ => Health::Healthy,
        }
    }
}

/// Returns the partition of a Region that is listed or has the shape of one.
fn partition_of(region: &str) -> Result<Partition, BuildFailoverPlanError> {
    let found = Partition::match_region(region);
    if found.via == PartitionVia::Fallback {
        crate::region::check(region).map_err(|fault| {
            BuildFailoverPlanError::Endpoint(ResolveEndpointError::InvalidRegion {
                region: region.to_owned(),
                fault,
            })
        })?;
        return Err(BuildFailoverPlanError::UnknownRegion { region: region.to_owned() });
    }
    Ok(found.partition)
}
