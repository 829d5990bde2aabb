//! Laws over generated policies.

use eks_iam_policy::{
    Decision, Effect, NamedPolicy, PolicyDocument, PolicySet, PolicyType, Request, apply_changes, evaluate,
    minimal_changes,
};
use proptest::prelude::*;

fn pick(values: &'static [&'static str]) -> impl Strategy<Value = &'static str> {
    proptest::sample::select(values)
}

const ACTIONS: &[&str] = &[
    "*",
    "eks:*",
    "eks:Describe*",
    "eks:DescribeCluster",
    "sts:AssumeRole",
    "sts:*",
    "iam:PassRole",
    "s3:Get*",
];
const RESOURCES: &[&str] = &[
    "*",
    "arn:aws:eks:*:*:cluster/*",
    "arn:aws:eks:eu-west-1:111122223333:cluster/shop",
    "arn:aws:iam::111122223333:role/*",
    "arn:aws:iam::444455556666:role/r",
    "arn:aws:s3:::b/${aws:username}/*",
];
const PRINCIPALS: &[&str] = &[
    r#""*""#,
    r#"{"AWS": "111122223333"}"#,
    r#"{"AWS": "arn:aws:iam::444455556666:root"}"#,
    r#"{"AWS": "arn:aws:iam::111122223333:role/ops"}"#,
    r#"{"AWS": "arn:aws:iam::111122223333:user/mika"}"#,
    r#"{"Service": "eks.amazonaws.com"}"#,
    r#"{"Federated": "arn:aws:iam::111122223333:saml-provider/Okta"}"#,
];
const CONDITIONS: &[&str] = &[
    "",
    "",
    "",
    r#"{"StringEquals": {"aws:username": "mika"}}"#,
    r#"{"StringNotLike": {"aws:PrincipalTag/team": "c*"}}"#,
    r#"{"Null": {"aws:TagKeys": "false"}, "ForAllValues:StringEquals": {"aws:TagKeys": ["a", "b"]}}"#,
    r#"{"StringEqualsIfExists": {"sts:ExternalId": "a1b2"}}"#,
];

fn statement(with_principal: bool, denies: bool) -> impl Strategy<Value = String> {
    let effect = if denies { pick(&["Allow", "Allow", "Allow", "Deny"]) } else { pick(&["Allow", "Allow"]) };
    (effect, pick(ACTIONS), pick(RESOURCES), pick(PRINCIPALS), pick(CONDITIONS)).prop_map(
        move |(effect, action, resource, principal, condition)| {
            let principal = if with_principal { format!(r#""Principal": {principal}, "#) } else { String::new() };
            let condition =
                if condition.is_empty() { String::new() } else { format!(r#", "Condition": {condition}"#) };
            format!(
                r#"{{"Effect": "{effect}", {principal}"Action": "{action}", "Resource": "{resource}"{condition}}}"#
            )
        },
    )
}

fn policy(with_principal: bool, denies: bool) -> impl Strategy<Value = NamedPolicy> {
    proptest::collection::vec(statement(with_principal, denies), 1..4).prop_map(|statements| {
        let text = format!(r#"{{"Version": "2012-10-17", "Statement": [{}]}}"#, statements.join(", "));
        NamedPolicy::new("generated", PolicyDocument::parse(&text).unwrap())
    })
}

fn policies(denies: bool) -> impl Strategy<Value = PolicySet> {
    let list = move |with| proptest::collection::vec(policy(with, denies), 0..2);
    let levels =
        move |with| proptest::collection::vec(proptest::collection::vec(policy(with, denies), 1..3), 0..3);
    let on_resource = (any::<bool>(), proptest::option::of(policy(true, denies)));
    (list(false), list(false), levels(false), list(true), list(false), on_resource).prop_map(
        |(identity, boundary, scp, endpoint, session, (is_trust, policy))| {
            let (resource, trust) = if is_trust { (None, policy) } else { (policy, None) };
            PolicySet { identity, boundary, scp, rcp: Vec::new(), endpoint, session, resource, trust }
        },
    )
}

fn request() -> impl Strategy<Value = Request> {
    let principal = pick(&[
        "arn:aws:iam::111122223333:user/mika",
        "arn:aws:sts::111122223333:assumed-role/ops/mika",
        "arn:aws:sts::111122223333:federated-user/mika",
        "arn:aws:iam::111122223333:root",
        "arn:aws:iam::111122223333:saml-provider/Okta",
        "eks.amazonaws.com",
        "anonymous",
    ]);
    let call = proptest::sample::select(vec![
        ("eks:DescribeCluster", "arn:aws:eks:eu-west-1:111122223333:cluster/shop"),
        ("eks:ListClusters", "arn:aws:eks:eu-west-1:111122223333:cluster/*"),
        ("sts:AssumeRole", "arn:aws:iam::111122223333:role/r"),
        ("sts:AssumeRole", "arn:aws:iam::444455556666:role/r"),
        ("iam:PassRole", "arn:aws:iam::111122223333:role/r"),
        ("s3:GetObject", "arn:aws:s3:::b/mika/x"),
        ("sqs:SendMessage", "arn:aws:sqs:eu-west-1:444455556666:q"),
        ("kms:Decrypt", "arn:aws:kms:eu-west-1:111122223333:key/k"),
    ]);
    let context = (any::<bool>(), any::<bool>(), any::<bool>(), any::<bool>());
    (principal, call, context).prop_map(|(principal, (action, resource), (user, team, tags, external))| {
        let mut request = Request::new(principal, action, resource);
        if user {
            request = request.with("aws:username", "mika");
        }
        if team {
            request = request.with("aws:PrincipalTag/team", "core");
        }
        if tags {
            request = request.with_list("aws:TagKeys", ["a"]);
        }
        if external {
            request = request.with("sts:ExternalId", "a1b2");
        }
        request
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn changes_allow_and_none_is_needless(request in request(), set in policies(false)) {
        let Some(changes) = minimal_changes(&request, &set) else { return Ok(()) };
        let after = apply_changes(&set, &changes).unwrap();
        prop_assert!(evaluate(&request, &after).is_allowed(), "{:#?}", changes);
        for left_out in 0..changes.len() {
            let mut some = changes.clone();
            some.remove(left_out);
            let after = apply_changes(&set, &some).unwrap();
            prop_assert!(!evaluate(&request, &after).is_allowed(), "without {}: {:#?}", left_out, changes);
        }
    }

    /// What the same caller asks besides, and what others ask of the same resource, stays denied.
    #[test]
    fn changes_allow_nothing_else(request in request(), other in request(), set in policies(false)) {
        let Some(changes) = minimal_changes(&request, &set) else { return Ok(()) };
        let after = apply_changes(&set, &changes).unwrap();
        let same_call = (&other.action, &other.resource) == (&request.action, &request.resource);
        if !same_call {
            let other = Request { principal: request.principal.clone(), ..other };
            // A trust policy is that of one role.
            let trust = if other.resource == request.resource { after.trust.clone() } else { set.trust.clone() };
            let after = PolicySet { trust, ..after };
            let was_allowed = evaluate(&other, &set).is_allowed();
            prop_assert_eq!(evaluate(&other, &after).is_allowed(), was_allowed, "{:?} by {:#?}", other, changes);
        } else if other.principal != request.principal
            && request.principal != "anonymous"
            && !request.principal.ends_with(":root")
        {
            // What anybody may do, others may too, and a policy that names an account's root names the whole account.
            // Others have policies of their own; here they have none.
            let of_resource = |set: &PolicySet| PolicySet {
                resource: set.resource.clone(),
                trust: set.trust.clone(),
                endpoint: set.endpoint.clone(),
                ..PolicySet::default()
            };
            let (before, after) = (of_resource(&set), of_resource(&after));
            let was_allowed = evaluate(&other, &before).is_allowed();
            prop_assert_eq!(evaluate(&other, &after).is_allowed(), was_allowed, "{:?} by {:#?}", other, changes);
        }
    }

    #[test]
    fn an_explicit_deny_is_never_mended(request in request(), set in policies(true)) {
        if evaluate(&request, &set).decision() == Decision::ExplicitDeny {
            prop_assert_eq!(minimal_changes(&request, &set), None);
        }
    }

    #[test]
    fn one_statement_decides(request in request(), set in policies(true)) {
        let evaluation = evaluate(&request, &set);
        let deciding: Vec<_> = evaluation.statements().iter().filter(|it| it.decides).collect();
        match evaluation.decision() {
            Decision::ExplicitDeny => prop_assert_eq!(deciding.len(), 1),
            Decision::ImplicitDeny => prop_assert_eq!(deciding.len(), 0),
            Decision::Allow => prop_assert_eq!(deciding.len(), usize::from(evaluation.deciding() != PolicyType::Root)),
        }
        for statement in deciding {
            prop_assert!(statement.applies && statement.policy_type == evaluation.deciding());
            let allows = statement.effect == Effect::Allow;
            prop_assert_eq!(allows, evaluation.is_allowed());
        }
    }

    #[test]
    fn near_misses_explain_denials(request in request(), set in policies(true)) {
        let evaluation = evaluate(&request, &set);
        for miss in evaluation.near_misses() {
            prop_assert!(!miss.reasons.is_empty());
            prop_assert!(evaluation.decision() == Decision::ImplicitDeny);
        }
    }

    #[test]
    fn no_text_panics(text in "\\PC*") {
        let _ = PolicyDocument::parse(&text);
    }

    #[test]
    fn another_deny_never_allows(request in request(), mut set in policies(true)) {
        let deny = r#"{"Statement": {"Effect": "Deny", "Action": "*", "Resource": "*"}}"#;
        set.identity.push(NamedPolicy::new("deny", PolicyDocument::parse(deny).unwrap()));
        let outsider = !request.principal.starts_with("arn:") || request.principal.contains("saml-provider");
        prop_assert!(outsider || !evaluate(&request, &set).is_allowed());
    }
}
