//! Statements that mattered, and statements that nearly did.

use eks_iam_policy::{Grant, Miss, PolicySet, PolicyType, Request, evaluate};

use crate::support::{CLUSTER, MIKA, OPS, named};

#[test]
fn statements_tell_what_matched() {
    let set = PolicySet::with_identity([named(
        r#"{"Effect": "Allow", "Action": "ec2:*", "Resource": "*"},
           {"Sid": "A", "Effect": "Allow", "Action": "eks:*", "Resource": "*",
            "Condition": {"StringNotEquals": {"aws:PrincipalTag/x": "${aws:userid}"}}},
           {"Effect": "Deny", "Action": "eks:*", "Resource": "*", "Condition": {"Bool": {"aws:b": "true"}}}"#,
    )]);
    let request = Request::new(OPS, "eks:DescribeCluster", CLUSTER).with("aws:userid", "AROA:mika");
    let evaluation = evaluate(&request, &set);
    assert!(evaluation.is_allowed());
    let [allow, deny] = evaluation.statements() else { panic!("two statements cover the action") };
    assert_eq!((allow.index, allow.sid.as_deref(), allow.applies, allow.decides), (1, Some("A"), true, true));
    assert_eq!((allow.policy_type, allow.grant), (PolicyType::Identity, Some(Grant::Direct)));
    let condition = &allow.conditions[0];
    assert!(condition.holds && condition.holds_by_absence);
    assert_eq!(
        (condition.policy_values.as_slice(), &condition.request_values),
        (["AROA:mika".to_owned()].as_slice(), &None)
    );
    assert_eq!(
        condition.span.slice(set.identity[0].document.source().unwrap()).trim_matches('"'),
        "aws:PrincipalTag/x"
    );
    assert_eq!((deny.index, deny.applies, deny.decides), (2, false, false));
}

#[track_caller]
fn misses(statement: &str, request: &Request) -> Vec<&'static str> {
    let set = PolicySet::with_identity([named(statement)]);
    let evaluation = evaluate(request, &set);
    let Some(miss) = evaluation.near_misses().into_iter().next() else { return Vec::new() };
    let source = set.identity[0].document.source().unwrap();
    for reason in &miss.reasons {
        assert!(!reason.span().slice(source).is_empty(), "{reason:?}");
    }
    miss.reasons.iter().map(Miss::name).collect()
}

#[test]
fn near_misses() {
    let describe = Request::new(OPS, "eks:DescribeCluster", CLUSTER).with("aws:RequestedRegion", "eu-west-1");
    let check = |action: &str, resource: &str, condition: &str, expected: &[&str]| {
        let condition =
            if condition.is_empty() { String::new() } else { format!(r#", "Condition": {condition}"#) };
        let statement =
            format!(r#"{{"Effect": "Allow", "Action": "{action}", "Resource": "{resource}"{condition}}}"#);
        assert_eq!(misses(&statement, &describe), expected, "{statement}");
    };
    check("eks:*", "arn:aws:eks:us-east-1:111122223333:cluster/shop", "", &["region"]);
    check("eks:*", "arn:aws:eks:*:444455556666:cluster/*", "", &["account"]);
    check("eks:*", "arn:aws-cn:eks:*:*:cluster/*", "", &["partition"]);
    check("eks:*", "arn:aws:eks:*:*:cluster/Shop", "", &["case"]);
    check("eks:*", "arn:aws:eks:*:*:nodegroup/*", "", &["resource-type"]);
    check("eks:*", "arn:aws:eks:*:*:cluster/other", "", &["resource"]);
    check("eks:*", "arn:aws:eks:*:*:cluster/${aws:username}", "", &["variable"]);
    check("eks:DescribeClusters", "*", "", &["action"]);
    check("s3:*", "*", "", &[]);
    check("eks:*", "*", r#"{"StringEquals": {"aws:RequestedRegion": "us-east-1"}}"#, &["condition"]);
    check("eks:*", "*", r#"{"StringEquals": {"aws:RequestedRegion": "EU-west-1"}}"#, &["case"]);
    check("eks:*", "*", r#"{"StringEquals": {"aws:RequestedRegion": "eu-*"}}"#, &["wildcard-under-equals"]);
    check("eks:*", CLUSTER, r#"{"Bool": {"aws:MultiFactorAuthPresent": "true"}}"#, &["condition"]);
}

#[test]
fn tails_and_paths() {
    let group = "arn:aws:eks:eu-west-1:111122223333:nodegroup/shop/spot/0011";
    let request = Request::new(OPS, "eks:DescribeNodegroup", group);
    let statement =
        r#"{"Effect": "Allow", "Action": "eks:*", "Resource": "arn:aws:eks:*:*:nodegroup/shop/spot"}"#;
    assert_eq!(misses(statement, &request), ["tail"]);
    let request = Request::new(OPS, "iam:PassRole", "arn:aws:iam::111122223333:role/team/node");
    let statement =
        r#"{"Effect": "Allow", "Action": "iam:*", "Resource": "arn:aws:iam::111122223333:role/node"}"#;
    assert_eq!(misses(statement, &request), ["path"]);
}

#[test]
fn nearest_first() {
    let set = PolicySet::with_identity([named(
        r#"{"Effect": "Allow", "Action": "eks:*", "Resource": "arn:aws:eks:*:*:cluster/other"},
           {"Effect": "Allow", "Action": "eks:*", "Resource": "arn:aws:eks:*:*:cluster/SHOP"}"#,
    )]);
    let request = Request::new(MIKA, "eks:DescribeCluster", CLUSTER);
    let order: Vec<_> = evaluate(&request, &set).near_misses().iter().map(|miss| miss.index).collect();
    assert_eq!(order, [1, 0]);
}

#[test]
fn trust_conditions() {
    let issuer = "oidc.eks.eu-west-1.amazonaws.com/id/AB12";
    let provider = format!("arn:aws:iam::111122223333:oidc-provider/{issuer}");
    let role = "arn:aws:iam::111122223333:role/trainer";
    let request = Request::new(&provider, "sts:AssumeRoleWithWebIdentity", role)
        .with(format!("{issuer}:sub"), "system:serviceaccount:ml:trainer");
    let trust = named(&format!(
        r#"{{"Effect": "Allow", "Principal": {{"Federated": "{provider}"}}, "Action": "sts:AssumeRoleWithWebIdentity",
             "Condition": {{"StringEquals": {{"{issuer}:sub": "system:serviceaccount:ml:*"}}}}}}"#
    ));
    let set = PolicySet { trust: Some(trust), ..PolicySet::default() };
    let near = evaluate(&request, &set).near_misses();
    assert_eq!(near[0].policy_type, PolicyType::Trust);
    assert!(matches!(near[0].reasons.as_slice(), [Miss::WildcardUnderEquals { .. }]), "{near:?}");
}
