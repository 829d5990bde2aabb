//! What is no snapshot, and where it says so.

use eks_iam_diagnosis::Snapshot;
use eks_iam_span::{Language, LineIndex};

#[track_caller]
fn check(text: &str, expected: &str) {
    let node = eks_iam_document::parse(text).unwrap();
    let error = Snapshot::read(&node).unwrap_err();
    let place = LineIndex::new(text).line_column(error.span.start());
    assert_eq!(
        format!("{}:{}: {}", place.line, place.column, error.message.text(Language::English)),
        expected
    );
}

#[test]
fn an_unknown_key_names_the_nearest() {
    check("clinet: {}\n", "1:1: the key `clinet` is not known here; known: client");
}

#[test]
fn a_wrong_type_is_told_where_it_stands() {
    check("kubernetes:\n  kind: ConfigMap\n", "2:3: a list is expected here");
}

#[test]
fn a_cluster_needs_its_arn() {
    check("cluster: {name: shop}\n", "1:10: the key `arn` is missing here");
    check(
        "cluster: {arn: shop}\n",
        "1:16: `shop` is no cluster's ARN; write arn:aws:eks:REGION:ACCOUNT:cluster/NAME",
    );
}

#[test]
fn an_attached_policy_needs_its_document() {
    let text = "iam:\n  UserDetailList:\n    - Arn: arn:aws:iam::111122223333:user/mika\n      \
                AttachedManagedPolicies: [{PolicyArn: \"arn:aws:iam::aws:policy/ReadOnlyAccess\"}]\n";
    let message = "the policy arn:aws:iam::aws:policy/ReadOnlyAccess is attached, but its document is not under `Policies`";
    check(text, &format!("4:33: {message}"));
}

#[test]
fn files_are_told_by_their_shape() {
    let mut snapshot = Snapshot::default();
    snapshot
        .add_file("a.json", r#"{"cluster": {"arn": "arn:aws:eks:us-west-2:111122223333:cluster/shop"}}"#)
        .unwrap();
    snapshot.add_file("b.yaml", "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: aws-auth}\n").unwrap();
    snapshot
        .add_file(
            "c.json",
            r#"{"Role": {"Arn": "arn:aws:iam::111122223333:role/dev", "AssumeRolePolicyDocument": {}}}"#,
        )
        .unwrap();
    assert_eq!(snapshot.cluster.as_ref().map(|it| it.name.as_str()), Some("shop"));
    assert_eq!(snapshot.aws_auth().map(|it| it.name.as_str()), Some("b.yaml"));
    let role = snapshot.role("arn:aws:iam::111122223333:role/dev").unwrap();
    assert!(role.policies.is_none(), "get-role does not tell the policies");
    assert!(snapshot.add_file("d.yaml", "a: b\n").is_err());
}
