//! Both sides of a call, external ids, and role chaining.

use eks_iam_policy::{
    ExternalId, Fault, Known, PolicySet, Request, SideVerdict, both_sides, check_session_duration,
    judge_external_id,
};
use eks_iam_span::Language;

use crate::support::{CLUSTER, OPS, named, policy};

const ROLE: &str = "arn:aws:iam::444455556666:role/r";
const IDENTITY: &str = r#"{"Effect": "Allow", "Action": "sts:AssumeRole", "Resource": "*"}"#;
const TRUST: &str =
    r#"{"Effect": "Allow", "Principal": {"AWS": "111122223333"}, "Action": "sts:AssumeRole"}"#;
const OTHER: &str =
    r#"{"Effect": "Allow", "Principal": {"AWS": "999999999999"}, "Action": "sts:AssumeRole"}"#;

#[track_caller]
fn check(identity: &str, trust: &str, known: Known, fault: Fault, remedies: (usize, usize)) {
    let set = PolicySet {
        identity: (!identity.is_empty()).then(|| named(identity)).into_iter().collect(),
        trust: (!trust.is_empty()).then(|| named(trust)),
        ..PolicySet::default()
    };
    let sides = both_sides(&Request::new(OPS, "sts:AssumeRole", ROLE), &set, known);
    assert!(sides.cross_account);
    assert_eq!(sides.fault, fault, "{sides:?}");
    assert_eq!((sides.caller.remedies.len(), sides.resource.remedies.len()), remedies, "{sides:#?}");
    for language in [Language::English, Language::Japanese] {
        assert!(!sides.explain(language).is_empty());
    }
}

#[test]
fn across_accounts() {
    let caller = Known { caller: true, resource: false };
    let resource = Known { caller: false, resource: true };
    let nothing = Known { caller: false, resource: false };
    check(IDENTITY, TRUST, Known::ALL, Fault::Neither, (0, 0));
    check("", TRUST, Known::ALL, Fault::Caller, (1, 0));
    check(IDENTITY, OTHER, Known::ALL, Fault::Resource, (0, 1));
    check("", OTHER, Known::ALL, Fault::Both, (1, 1));
    check(IDENTITY, "", caller, Fault::CannotTell, (0, 1));
    check("", "", caller, Fault::Caller, (1, 1));
    check("", OTHER, resource, Fault::Resource, (1, 1));
    check("", TRUST, resource, Fault::CannotTell, (1, 0));
    check("", "", nothing, Fault::CannotTell, (1, 1));
}

#[test]
fn eks_has_no_other_side() {
    let foreign = CLUSTER.replace("111122223333", "444455556666");
    let set = PolicySet::with_identity([named(r#"{"Effect": "Allow", "Action": "*", "Resource": "*"}"#)]);
    let sides = both_sides(&Request::new(OPS, "eks:DescribeCluster", &foreign), &set, Known::ALL);
    assert_eq!(sides.fault, Fault::Impossible);
    assert_eq!(
        sides.explain(Language::English),
        "No policy allows this call from account 111122223333: assume a role in account 444455556666 and call with its \
         credentials."
    );
}

#[test]
fn in_one_account() {
    let role = "arn:aws:iam::111122223333:role/r";
    let request = Request::new(OPS, "sts:AssumeRole", role);
    let direct =
        r#"{"Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::111122223333:role/ops"}, "Action": "*"}"#;
    let set = PolicySet { trust: Some(named(direct)), ..PolicySet::default() };
    let sides = both_sides(&request, &set, Known::ALL);
    assert_eq!((sides.fault, sides.caller.verdict), (Fault::Neither, SideVerdict::NotNeeded));
    let set = PolicySet { trust: Some(named(TRUST)), ..PolicySet::default() };
    assert_eq!(both_sides(&request, &set, Known::ALL).fault, Fault::Caller);
    let cluster = Request::new(OPS, "eks:DescribeCluster", CLUSTER);
    let sides = both_sides(&cluster, &PolicySet::default(), Known { caller: true, resource: false });
    assert_eq!(sides.caller.verdict, SideVerdict::Silent);
}

#[test]
fn external_ids() {
    let trust = policy(
        r#"{"Effect": "Allow", "Principal": {"AWS": "111122223333"}, "Action": "sts:AssumeRole",
            "Condition": {"StringEquals": {"sts:ExternalId": "a1b2"}}}"#,
    );
    let check = |sent: Option<&str>, expected| {
        let mut request = Request::new(OPS, "sts:AssumeRole", ROLE);
        if let Some(sent) = sent {
            request = request.with("sts:ExternalId", sent);
        }
        assert_eq!(judge_external_id(&trust, &request), expected);
    };
    check(None, ExternalId::Missing);
    check(Some("a1b2"), ExternalId::Matches);
    check(Some("A1B2"), ExternalId::WrongCase);
    check(Some("other"), ExternalId::Wrong);
    let request = Request::new(OPS, "sts:AssumeRole", ROLE).with("sts:ExternalId", "x");
    assert_eq!(judge_external_id(&policy(TRUST), &request), ExternalId::NotAsked);
}

#[test]
fn the_hour_of_chaining() {
    let user = "arn:aws:iam::111122223333:user/mika";
    assert!(check_session_duration(user, 43_200, 43_200).is_ok());
    assert!(check_session_duration(OPS, 3_600, 43_200).is_ok());
    let message = |principal, seconds, maximum| {
        check_session_duration(principal, seconds, maximum).unwrap_err().aws_message().to_owned()
    };
    assert_eq!(
        message(OPS, 7_200, 43_200),
        "The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining."
    );
    assert_eq!(
        message(OPS, 7_200, 3_600),
        "The requested DurationSeconds exceeds the MaxSessionDuration set for this role."
    );
    assert!(message(user, 899, 3_600).contains("greater than or equal to 900"));
}
