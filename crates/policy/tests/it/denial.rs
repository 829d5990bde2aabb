//! The sentences with which AWS denies.

use eks_iam_policy::{DenialText, NamedPolicy, PolicySet, Request, evaluate};

use crate::support::{CLUSTER, MIKA, OPS, named, policy};

const ALL: &str = r#"{"Effect": "Allow", "Action": "*", "Resource": "*"}"#;
const NONE: &str = r#"{"Effect": "Deny", "Action": "*", "Resource": "*"}"#;
const OTHER: &str = r#"{"Effect": "Allow", "Action": "s3:*", "Resource": "*"}"#;
const EVERYONE: &str = r#"{"Effect": "Allow", "Principal": "*", "Action": "s3:*", "Resource": "*"}"#;
const NOBODY: &str = r#"{"Effect": "Deny", "Principal": "*", "Action": "*", "Resource": "*"}"#;

#[track_caller]
fn check(change: impl FnOnce(&mut PolicySet), reason: &str) {
    check_call("eks:DescribeCluster", CLUSTER, change, reason);
}

#[track_caller]
fn check_call(action: &str, resource: &str, change: impl FnOnce(&mut PolicySet), reason: &str) {
    let mut set = PolicySet::with_identity([named(ALL)]);
    change(&mut set);
    let request = Request::new(OPS, action, resource);
    let plain = format!("User: {OPS} is not authorized to perform: {action} on resource: {resource}");
    let evaluation = evaluate(&request, &set);
    assert_eq!(evaluation.denial_message(DenialText::Plain).as_deref(), Some(plain.as_str()));
    assert_eq!(evaluation.denial_message(DenialText::WithReason), Some(format!("{plain} {reason}")));
}

#[test]
fn reasons() {
    let because = |what: &str| format!("because no {what} allows the eks:DescribeCluster action");
    check(|set| set.identity.clear(), &because("identity-based policy"));
    check(|set| set.identity.push(named(NONE)), "with an explicit deny in an identity-based policy");
    check(|set| set.boundary.push(named(OTHER)), &because("permissions boundary"));
    check(|set| set.boundary.push(named(NONE)), "with an explicit deny in a permissions boundary");
    check(|set| set.session.push(named(OTHER)), &because("session policy"));
    check(|set| set.session.push(named(NONE)), "with an explicit deny in a session policy");
    check(|set| set.scp.push(vec![named(OTHER)]), &because("service control policy"));
    check(|set| set.scp.push(vec![named(NONE)]), "with an explicit deny in a service control policy");
    check_call(
        "sqs:SendMessage",
        "arn:aws:sqs:eu-west-1:111122223333:q",
        |set| set.rcp.push(vec![named(NOBODY)]),
        "with an explicit deny in a resource control policy",
    );
    check(|set| set.endpoint.push(named(EVERYONE)), &because("VPC endpoint policy"));
    check(|set| set.endpoint.push(named(NOBODY)), "with an explicit deny in a VPC endpoint policy");
    check(|set| set.resource = Some(named(NOBODY)), "with an explicit deny in a resource-based policy");
}

#[test]
fn resource_side_across_accounts() {
    let request = Request::new(OPS, "sqs:SendMessage", "arn:aws:sqs:eu-west-1:444455556666:q");
    let set = PolicySet::with_identity([named(ALL)]);
    assert_eq!(
        evaluate(&request, &set).denial_message(DenialText::WithReason).unwrap(),
        "User: arn:aws:sts::111122223333:assumed-role/ops/mika is not authorized to perform: sqs:SendMessage on \
         resource: arn:aws:sqs:eu-west-1:444455556666:q because no resource-based policy allows the sqs:SendMessage \
         action"
    );
}

#[test]
fn arn_of_the_policy() {
    let deny = NamedPolicy::new("no", policy(NONE)).with_arn("arn:aws:iam::111122223333:policy/no");
    let set = PolicySet::with_identity([deny]);
    let request = Request::new(MIKA, "eks:DescribeCluster", CLUSTER);
    let message = evaluate(&request, &set).denial_message(DenialText::WithPolicyArn).unwrap();
    assert!(
        message.ends_with(
            "with an explicit deny in an identity-based policy: arn:aws:iam::111122223333:policy/no"
        )
    );
}

#[test]
fn sts_gives_no_reason() {
    let role = "arn:aws:iam::444455556666:role/r";
    let plain =
        |action: &str| format!("User: {MIKA} is not authorized to perform: {action} on resource: {role}");
    let message = |principal: &str, action: &str| {
        let request = Request::new(principal, action, role);
        evaluate(&request, &PolicySet::default()).denial_message(DenialText::WithReason).unwrap()
    };
    for action in ["sts:AssumeRole", "sts:TagSession", "sts:SetSourceIdentity"] {
        assert_eq!(message(MIKA, action), plain(action));
    }
    let oidc = "arn:aws:iam::444455556666:oidc-provider/oidc.eks.eu-west-1.amazonaws.com/id/AB12";
    let saml = "arn:aws:iam::444455556666:saml-provider/Okta";
    let web = "Not authorized to perform sts:AssumeRoleWithWebIdentity";
    assert_eq!(message(oidc, "sts:AssumeRoleWithWebIdentity"), web);
    assert_eq!(message(oidc, "sts:TagSession"), web);
    assert_eq!(message(saml, "sts:AssumeRoleWithSAML"), "Not authorized to perform sts:AssumeRoleWithSAML");
    assert_eq!(message(saml, "sts:TagSession"), "Not authorized to perform sts:AssumeRoleWithSAML");
    let root = "arn:aws:iam::444455556666:root";
    assert_eq!(message(root, "sts:AssumeRole"), "Roles may not be assumed by root accounts.");
    assert_eq!(
        message("eks.amazonaws.com", "sts:AssumeRole"),
        format!("User: eks.amazonaws.com is not authorized to perform: sts:AssumeRole on resource: {role}")
    );
}

#[test]
fn pass_role_across_accounts() {
    let request = Request::new(MIKA, "iam:PassRole", "arn:aws:iam::444455556666:role/r");
    for statement in [ALL, OTHER, NONE] {
        let set = PolicySet::with_identity([named(statement)]);
        let message = evaluate(&request, &set).denial_message(DenialText::WithReason);
        assert_eq!(message.as_deref(), Some("Cross-account pass role is not allowed."), "{statement}");
    }
}

#[test]
fn allowed_says_nothing() {
    let set = PolicySet::with_identity([named(ALL)]);
    let request = Request::new(MIKA, "eks:DescribeCluster", CLUSTER);
    assert_eq!(evaluate(&request, &set).denial_message(DenialText::WithReason), None);
}
