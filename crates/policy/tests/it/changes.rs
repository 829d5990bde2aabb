//! What to add.

use eks_iam_policy::{
    NamedPolicy, PolicyDocument, PolicySet, PolicyType, Request, evaluate, minimal_changes,
};
use eks_iam_span::apply_edits;

use crate::support::{CLUSTER, MIKA, OPS, document, named};

#[test]
fn a_new_policy() {
    let request = Request::new(OPS, "eks:DescribeCluster", CLUSTER);
    let changes = minimal_changes(&request, &PolicySet::default()).unwrap();
    insta::assert_snapshot!(changes[0].statement, @r#"
    {
      "Effect": "Allow",
      "Action": "eks:DescribeCluster",
      "Resource": "arn:aws:eks:eu-west-1:111122223333:cluster/shop"
    }
    "#);
    assert_eq!(changes[0].policy_name, None);
    assert_eq!(changes[0].account.as_deref(), Some("111122223333"));
}

#[test]
fn both_sides_of_a_role() {
    let role = "arn:aws:iam::444455556666:role/partner";
    let request = Request::new(OPS, "sts:AssumeRole", role)
        .with("aws:PrincipalArn", "arn:aws:iam::111122223333:role/team/ops")
        .with("sts:ExternalId", "a1b2");
    let changes = minimal_changes(&request, &PolicySet::default()).unwrap();
    let summary: Vec<_> = changes.iter().map(|it| (it.policy_type, it.account.as_deref().unwrap())).collect();
    assert_eq!(summary, [(PolicyType::Trust, "444455556666"), (PolicyType::Identity, "111122223333")]);
    insta::assert_snapshot!(changes[0].statement, @r#"
    {
      "Effect": "Allow",
      "Principal": {
        "AWS": "arn:aws:iam::111122223333:role/team/ops"
      },
      "Action": "sts:AssumeRole",
      "Condition": {
        "StringEquals": {
          "sts:ExternalId": "a1b2"
        }
      }
    }
    "#);
}

#[test]
fn web_identity() {
    let issuer = "oidc.eks.eu-west-1.amazonaws.com/id/AB12";
    let provider = format!("arn:aws:iam::111122223333:oidc-provider/{issuer}");
    let role = "arn:aws:iam::111122223333:role/trainer";
    let request = Request::new(&provider, "sts:AssumeRoleWithWebIdentity", role)
        .with(format!("{issuer}:sub"), "system:serviceaccount:ml:trainer")
        .with(format!("{issuer}:aud"), "sts.amazonaws.com");
    let changes = minimal_changes(&request, &PolicySet::default()).unwrap();
    insta::assert_snapshot!(changes[0].statement, @r#"
    {
      "Effect": "Allow",
      "Principal": {
        "Federated": "arn:aws:iam::111122223333:oidc-provider/oidc.eks.eu-west-1.amazonaws.com/id/AB12"
      },
      "Action": "sts:AssumeRoleWithWebIdentity",
      "Condition": {
        "StringEquals": {
          "oidc.eks.eu-west-1.amazonaws.com/id/AB12:aud": "sts.amazonaws.com",
          "oidc.eks.eu-west-1.amazonaws.com/id/AB12:sub": "system:serviceaccount:ml:trainer"
        }
      }
    }
    "#);
}

#[test]
fn least_privilege() {
    let request = Request::new(MIKA, "iam:PassRole", "arn:aws:iam::111122223333:role/node")
        .with("iam:PassedToService", "eks.amazonaws.com");
    let changes = minimal_changes(&request, &PolicySet::default()).unwrap();
    let set = PolicySet::with_identity([NamedPolicy::new("new", document(&changes[0].document()))]);
    assert!(evaluate(&request, &set).is_allowed());
    for other in [
        Request::new(MIKA, "iam:PassRole", "arn:aws:iam::111122223333:role/node"),
        request.clone().with("iam:PassedToService", "ec2.amazonaws.com"),
        Request { resource: "arn:aws:iam::111122223333:role/other".to_owned(), ..request.clone() },
        Request { action: "iam:GetRole".to_owned(), ..request },
    ] {
        assert!(!evaluate(&other, &set).is_allowed(), "{other:?}");
    }
}

#[test]
fn list_calls_take_an_asterisk() {
    let request = Request::new(OPS, "eks:ListClusters", "arn:aws:eks:eu-west-1:111122223333:cluster/*");
    let changes = minimal_changes(&request, &PolicySet::default()).unwrap();
    assert!(changes[0].statement.contains(r#""Resource": "*""#));
    let request = Request::new(OPS, "eks:CreateCluster", CLUSTER);
    let changes = minimal_changes(&request, &PolicySet::default()).unwrap();
    assert!(changes[0].statement.contains(CLUSTER));
}

#[test]
fn impossible() {
    let deny = named(r#"{"Effect": "Deny", "Action": "eks:*", "Resource": "*"}"#);
    let request = Request::new(OPS, "eks:DescribeCluster", CLUSTER);
    assert_eq!(minimal_changes(&request, &PolicySet::with_identity([deny])), None);
    let foreign = Request::new(OPS, "eks:DescribeCluster", "arn:aws:eks:eu-west-1:444455556666:cluster/x");
    assert_eq!(minimal_changes(&foreign, &PolicySet::default()), None);
    let root =
        Request::new("arn:aws:iam::111122223333:root", "sts:AssumeRole", "arn:aws:iam::111122223333:role/x");
    assert_eq!(minimal_changes(&root, &PolicySet::default()), None);
}

#[test]
fn every_ceiling() {
    let s3 = || named(r#"{"Effect": "Allow", "Action": "s3:*", "Resource": "*"}"#);
    let set = PolicySet {
        identity: vec![s3()],
        boundary: vec![s3()],
        session: vec![s3()],
        scp: vec![
            vec![s3()],
            vec![named(r#"{"Effect": "Allow", "Action": "*", "Resource": "*"}"#)],
            vec![s3()],
        ],
        endpoint: vec![named(r#"{"Effect": "Allow", "Principal": "*", "Action": "s3:*", "Resource": "*"}"#)],
        ..PolicySet::default()
    };
    let changes = minimal_changes(&Request::new(OPS, "eks:DescribeCluster", CLUSTER), &set).unwrap();
    let types: Vec<_> = changes.iter().map(|it| (it.policy_type.as_str(), it.level)).collect();
    assert_eq!(
        types,
        [
            ("scp", Some(0)),
            ("scp", Some(2)),
            ("endpoint", None),
            ("identity", None),
            ("boundary", None),
            ("session", None)
        ]
    );
}

/// The edits give a document with the statement, whatever shape `Statement` has.
#[test]
fn edits() {
    let request = Request::new(OPS, "eks:DescribeCluster", CLUSTER);
    for text in [
        r#"{"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "s3:*", "Resource": "*"}}"#,
        r#"{"Version": "2012-10-17", "Statement": []}"#,
        "{\n  \"Version\": \"2012-10-17\",\n  \"Statement\": [\n    {\"Effect\": \"Allow\", \"Action\": \"s3:*\", \
         \"Resource\": \"*\"}\n  ]\n}\n",
    ] {
        let set = PolicySet::with_identity([NamedPolicy::new("ops", document(text))]);
        let changes = minimal_changes(&request, &set).unwrap();
        let edited = apply_edits(text, &changes[0].edits).unwrap();
        let after = PolicySet::with_identity([NamedPolicy::new("ops", document(&edited))]);
        assert!(evaluate(&request, &after).is_allowed(), "{edited}");
        assert_eq!(after.identity[0].document.statements().len(), document(text).statements().len() + 1);
    }
}

#[test]
fn policies_of_aws_stay_as_they_are() {
    let managed = PolicyDocument::parse(r#"{"Version": "2012-10-17", "Statement": []}"#).unwrap();
    let managed =
        NamedPolicy::new("ReadOnlyAccess", managed).with_arn("arn:aws:iam::aws:policy/ReadOnlyAccess");
    let request = Request::new(OPS, "eks:DescribeCluster", CLUSTER);
    let changes = minimal_changes(&request, &PolicySet::with_identity([managed])).unwrap();
    assert_eq!(changes[0].policy_name, None);
}
