//! Passing roles, and the roles that EKS needs.

use eks_iam_policy::{
    EksRole, PassRoleVerdict, PolicySet, RoleTrust, judge_pass_role, pass_role_request, pass_role_statement,
    passed_role, passed_roles,
};

use crate::support::{MIKA, document, named};

const NODE: &str = "arn:aws:iam::111122223333:role/node";

#[test]
fn which_role_a_call_passes() {
    let passed = passed_role("eks:CreateNodegroup", "nodeRole").unwrap();
    assert_eq!(
        (passed.role, passed.services),
        (EksRole::Node, ["eks.amazonaws.com", "ec2.amazonaws.com"].as_slice())
    );
    assert_eq!(passed_roles("EKS:createcluster").count(), 2);
    assert_eq!(passed_roles("eks:DescribeCluster").count(), 0);
}

#[test]
fn the_statement_is_enough() {
    let statement = pass_role_statement(NODE, "eks.amazonaws.com");
    insta::assert_snapshot!(statement, @r#"
    {
      "Effect": "Allow",
      "Action": "iam:PassRole",
      "Resource": "arn:aws:iam::111122223333:role/node",
      "Condition": {
        "StringEquals": {
          "iam:PassedToService": "eks.amazonaws.com"
        }
      }
    }
    "#);
    let request = pass_role_request(MIKA, NODE, "eks.amazonaws.com");
    let trust = document(&EksRole::Node.trust_policy("aws"));
    let empty = PolicySet::default();
    let denied = judge_pass_role(&request, &empty, Some(&trust), "ec2.amazonaws.com");
    let PassRoleVerdict::Denied { explicit: false, message, statement: Some(proposed) } = denied else {
        panic!("{denied:?}")
    };
    assert!(message.ends_with("because no identity-based policy allows the iam:PassRole action"));
    assert_eq!(proposed, statement);
    let set = PolicySet::with_identity([named(&statement)]);
    let trusts = |service| judge_pass_role(&request, &set, Some(&trust), service);
    assert_eq!(trusts("ec2.amazonaws.com"), PassRoleVerdict::Allowed { trust: RoleTrust::Trusts });
    assert_eq!(trusts("eks.amazonaws.com"), PassRoleVerdict::Allowed { trust: RoleTrust::DoesNot });
}

#[test]
fn other_accounts() {
    let request = pass_role_request(MIKA, "arn:aws:iam::444455556666:role/node", "eks.amazonaws.com");
    let set = PolicySet::with_identity([named(r#"{"Effect": "Allow", "Action": "*", "Resource": "*"}"#)]);
    let verdict = judge_pass_role(&request, &set, None, "eks.amazonaws.com");
    assert!(matches!(verdict, PassRoleVerdict::CrossAccount { .. }), "{verdict:?}");
}

#[test]
fn trust_policies_of_eks() {
    for role in EksRole::ALL {
        for partition in ["aws", "aws-cn"] {
            let trust = document(&role.trust_policy(partition));
            assert!(role.is_trusted_by(&trust, partition), "{}", role.as_str());
            trust.validate(eks_iam_policy::PolicyType::Trust).unwrap();
        }
    }
    let china = document(&EksRole::Node.trust_policy("aws-cn"));
    assert!(!EksRole::Node.is_trusted_by(&china, "aws"));
    let guarded = r#"{"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "sts:AssumeRole",
        "Principal": {"Service": "eks-fargate-pods.amazonaws.com"},
        "Condition": {"ArnLike": {"aws:SourceArn": "arn:aws:eks:*:*:fargateprofile/shop/*"}}}}"#;
    let trust = RoleTrust::of(Some(&document(guarded)), EksRole::Fargate.trusted_service());
    assert_eq!(trust, RoleTrust::UnderConditions);
}
