//! Failover: in which order Regions are asked, what moves a plan on and what ends it.

use std::time::Duration;

use eks_iam_arn::Partition;
use eks_iam_sts_endpoint::{
    FailoverPlan, FailoverPolicy, Fault, Health, Outcome, Step, StopReason, failover_regions,
};
use proptest::prelude::*;

const DOWN: Outcome<'_> = Outcome::NoConnection;
const THROTTLED: Outcome<'_> = Outcome::Response { status: 400, code: Some("Throttling") };
const REFUSED: Outcome<'_> = Outcome::Response { status: 403, code: Some("SignatureDoesNotMatch") };
const DISABLED: Outcome<'_> = Outcome::Response { status: 403, code: Some("RegionDisabledException") };

fn plan(policy: FailoverPolicy) -> FailoverPlan {
    FailoverPlan::with_policy("us-west-2", &["us-east-2", "us-east-1"], policy).unwrap()
}

/// Feeds one outcome until the plan ends, and returns the Regions that were asked and the reason for the end.
fn all(plan: &mut FailoverPlan, outcome: &Outcome<'_>) -> (Vec<String>, StopReason) {
    let mut asked = vec![plan.current().region.clone()];
    loop {
        match plan.next(outcome) {
            Step::Try(attempt) => asked.push(attempt.region),
            Step::Stop(reason) => return (asked, reason),
            other => panic!("{other:?}"),
        }
    }
}

#[test]
fn faults_of_the_endpoint_move_on_and_verdicts_end() {
    let response = |status, code| Outcome::Response { status, code };
    for (outcome, fault) in [
        (Outcome::Success, Fault::None),
        (Outcome::NoConnection, Fault::Endpoint),
        (Outcome::Timeout, Fault::Endpoint),
        (Outcome::NotSent, Fault::Caller),
        (response(200, None), Fault::None),
        (response(500, Some("InternalFailure")), Fault::Endpoint),
        (response(503, None), Fault::Endpoint),
        (response(503, Some("Throttling")), Fault::Throttled),
        (response(429, None), Fault::Throttled),
        (THROTTLED, Fault::Throttled),
        (DISABLED, Fault::RegionDisabled),
        (REFUSED, Fault::Caller),
        (response(403, Some("AccessDenied")), Fault::Caller),
        (response(403, Some("InvalidClientTokenId")), Fault::Caller),
        (response(400, Some("ExpiredTokenException")), Fault::Caller),
        (response(400, Some("IDPCommunicationError")), Fault::IdentityProvider),
        (Outcome::Unreadable, Fault::Endpoint),
        (response(404, None), Fault::Caller),
        (response(302, None), Fault::Caller),
    ] {
        assert_eq!(outcome.fault(), fault, "{outcome:?}");
    }
}

#[test]
fn each_region_is_asked_once_a_round_and_signed_for_itself() {
    let mut plan = plan(FailoverPolicy::default());
    for attempt in plan.attempts() {
        assert_eq!(attempt.signing_region, attempt.region);
        assert_eq!(attempt.host, format!("sts.{}.amazonaws.com", attempt.region));
    }
    let (asked, reason) = all(&mut plan, &DOWN);
    assert_eq!(asked, ["us-west-2", "us-east-2", "us-east-1", "us-west-2", "us-east-2", "us-east-1"]);
    assert_eq!(reason, StopReason::Exhausted);
}

#[test]
fn a_verdict_about_the_caller_never_goes_on() {
    let mut plan = plan(FailoverPolicy::default());
    assert_eq!(plan.next(&REFUSED), Step::Stop(StopReason::Verdict));
    assert_eq!(plan.health().map(|(_, it)| it).collect::<Vec<_>>(), [Health::Healthy; 3]);
}

#[test]
fn throttling_is_retried_where_it_is_and_goes_on_when_that_is_spent() {
    let policy = FailoverPolicy { rounds: 1, throttle_retries: 2, ..FailoverPolicy::default() };
    let mut plan = plan(policy);
    let mut steps = Vec::new();
    loop {
        match plan.next(&THROTTLED) {
            Step::Try(it) => steps.push((it.region, it.delay)),
            other => break assert_eq!(other, Step::Stop(StopReason::Exhausted)),
        }
    }
    let regions: Vec<&str> = steps.iter().map(|(it, _)| it.as_str()).collect();
    assert_eq!(
        regions,
        [
            "us-west-2",
            "us-west-2",
            "us-east-2",
            "us-east-2",
            "us-east-2",
            "us-east-1",
            "us-east-1",
            "us-east-1"
        ]
    );
    // A retry waits, longer each time; another Region is asked at once.
    let ms = Duration::from_millis;
    for (at, (least, most)) in
        [(50, 100), (100, 200), (0, 0), (50, 100), (100, 200), (0, 0)].iter().enumerate()
    {
        assert!((ms(*least)..=ms(*most)).contains(&steps[at].1), "{at}: {:?}", steps[at].1);
    }
    // Throttling is no fault of the Region.
    assert!(plan.health().all(|(_, it)| it == Health::Healthy));
}

#[test]
fn an_identity_provider_that_is_silent_is_waited_for_but_no_other_region_is_asked() {
    let silent = Outcome::Response { status: 400, code: Some("IDPCommunicationError") };
    let policy = FailoverPolicy { throttle_retries: 2, ..FailoverPolicy::default() };
    assert_eq!(all(&mut plan(policy), &silent), (vec!["us-west-2".to_owned(); 3], StopReason::Verdict));
}

#[test]
fn calls_at_the_same_time_share_what_they_learn() {
    let mut shared = plan(FailoverPolicy::default()).with_seed(1);
    let mut one = shared.fork(Duration::ZERO);
    let mut two = shared.fork(Duration::ZERO);
    assert_eq!((one.current(), two.current()), (shared.first(), shared.first()));
    shared.record("us-west-2", &DOWN, Duration::ZERO);
    shared.record("mars-1", &DOWN, Duration::ZERO);
    assert_eq!(shared.fork(Duration::from_secs(1)).current().region, "us-east-2");
    shared.record("us-west-2", &Outcome::Success, Duration::from_secs(1));
    assert_eq!(shared.fork(Duration::from_secs(1)).current().region, "us-west-2");
    // They wait by seeds of their own, or all would come back at once.
    assert_ne!(one.next(&THROTTLED), two.next(&THROTTLED));
}

#[test]
fn who_failed_is_asked_last_until_it_cooled_down() {
    let mut plan = plan(FailoverPolicy::default());
    let second = Duration::from_secs(1);
    assert!(matches!(plan.next(&Outcome::Timeout), Step::Try(_)));
    assert_eq!(plan.next(&Outcome::Success), Step::Done);
    let (asked, _) = {
        plan.start(59 * second);
        all(&mut plan.clone(), &REFUSED)
    };
    assert_eq!(asked, ["us-east-2"]);
    assert_eq!(plan.health().next(), Some(("us-west-2", Health::Failing)));
    assert_eq!(plan.start(60 * second).region, "us-west-2");
    assert_eq!(plan.health().next(), Some(("us-west-2", Health::Healthy)));
}

#[test]
fn where_sts_is_not_activated_is_not_asked_again() {
    let mut plan = plan(FailoverPolicy::default());
    let Step::Try(next) = plan.next(&DISABLED) else { panic!("it goes on") };
    assert_eq!(next.region, "us-east-2");
    assert_eq!(plan.start(Duration::from_secs(3600)).region, "us-east-2");
    assert_eq!(plan.health().next(), Some(("us-west-2", Health::Disabled)));
    // When no Region is left the plan ends, however many rounds there may be.
    let mut plan = self::plan(FailoverPolicy { rounds: 9, ..FailoverPolicy::default() });
    assert_eq!(
        all(&mut plan, &DISABLED),
        (vec!["us-west-2".into(), "us-east-2".into(), "us-east-1".into()], StopReason::Exhausted)
    );
}

#[test]
fn waits_come_from_the_seed() {
    let waits = |seed| {
        let mut plan = plan(FailoverPolicy::default()).with_seed(seed);
        let mut waits = Vec::new();
        while let Step::Try(attempt) = plan.next(&THROTTLED) {
            waits.push(attempt.delay);
        }
        waits
    };
    assert_eq!(waits(7), waits(7));
    assert_ne!(waits(7), waits(8));
}

#[test]
fn never_across_partitions() {
    for (first, other, text) in [
        (
            "us-west-2",
            "cn-north-1",
            "Region `cn-north-1` is in partition `aws-cn`, credentials of `aws` mean nothing there",
        ),
        (
            "us-gov-west-1",
            "us-east-1",
            "Region `us-east-1` is in partition `aws`, credentials of `aws-us-gov` mean nothing there",
        ),
        ("us-west-2", "mars-1", "Region `mars-1` belongs to no known partition"),
        ("mars-1", "us-west-2", "Region `mars-1` belongs to no known partition"),
        ("us-west-2", "a.b", "Region `a.b` cannot be part of a host name: character `.` U+002E at byte 1"),
    ] {
        assert_eq!(FailoverPlan::new(first, &[other]).unwrap_err().to_string(), text);
    }
    for partition in Partition::ALL {
        for region in partition.regions() {
            let others = failover_regions(region);
            assert!(others.iter().all(|it| partition.regions().contains(it) && it != region), "{region}");
            assert_eq!(others.is_empty(), partition.regions().len() == 1, "{region}");
            let plan = FailoverPlan::new(region, &others).unwrap();
            assert_eq!(plan.attempts().count(), others.len() + 1);
        }
    }
}

#[test]
fn only_regions_that_every_account_has_are_proposed() {
    for region in Partition::Aws.regions() {
        for other in failover_regions(region) {
            assert!(
                ![
                    "af-south-1",
                    "ap-east-1",
                    "me-south-1",
                    "eu-south-1",
                    "il-central-1",
                    "mx-central-1",
                    "ca-west-1"
                ]
                .contains(&other),
                "{other} must be enabled by the account first"
            );
        }
    }
    assert_eq!(failover_regions("ap-northeast-1")[..2], ["ap-northeast-2", "ap-northeast-3"]);
}

#[test]
fn variants_hold_for_every_region_of_a_plan() {
    let policy = FailoverPolicy { fips: true, dual_stack: true, ..FailoverPolicy::default() };
    let plan = plan(policy);
    assert!(plan.attempts().all(|it| it.host == format!("sts-fips.{}.api.aws", it.region)));
}

fn outcome() -> impl Strategy<Value = Outcome<'static>> {
    prop::sample::select(vec![
        DOWN,
        Outcome::Timeout,
        THROTTLED,
        DISABLED,
        Outcome::Response { status: 503, code: None },
    ])
}

proptest! {
    #[test]
    fn every_plan_ends(
        outcomes in prop::collection::vec(outcome(), 200),
        rounds in 0..5_u32,
        throttle_retries in 0..5_u32,
        seed: u64,
    ) {
        let policy = FailoverPolicy { rounds, throttle_retries, ..FailoverPolicy::default() };
        let mut plan = plan(policy).with_seed(seed);
        let limit = (3 * rounds.max(1) * (throttle_retries + 1)) as usize;
        let mut disabled = std::collections::BTreeSet::new();
        let mut ended = false;
        for outcome in outcomes.iter().take(limit) {
            if *outcome == DISABLED {
                disabled.insert(plan.current().region.clone());
            }
            match plan.next(outcome) {
                Step::Try(it) => {
                    prop_assert!(!disabled.contains(&it.region));
                    prop_assert_eq!(&it.region, &it.signing_region);
                    prop_assert!(it.delay <= policy.longest_delay);
                }
                Step::Stop(reason) => {
                    prop_assert_eq!(reason, StopReason::Exhausted);
                    ended = true;
                    break;
                }
                Step::Done => prop_assert!(false, "nothing succeeded"),
                _ => prop_assert!(false),
            }
        }
        prop_assert!(ended, "still going after {} outcomes", limit);
    }

    #[test]
    fn waits_are_bounded(retries in 0..80_u32, base in 0..10_000_u64, longest in 0..10_000_u64, seed: u64) {
        let policy = FailoverPolicy {
            throttle_retries: retries,
            base_delay: Duration::from_millis(base),
            longest_delay: Duration::from_millis(longest),
            rounds: 1,
            ..FailoverPolicy::default()
        };
        let mut plan = FailoverPlan::with_policy("us-west-2", &[], policy).unwrap().with_seed(seed);
        while let Step::Try(attempt) = plan.next(&THROTTLED) {
            prop_assert!(attempt.delay <= policy.longest_delay);
        }
    }
}
