//! The shape of DescribeAccessEntry, read and written.

use eks_iam_access_entry::{AccessEntry, AccessScope, EntryType};
use eks_iam_document::parse;
use eks_iam_span::Language;

const DESCRIBED: &str = r#"{
    "accessEntry": {
        "clusterName": "shop",
        "principalArn": "arn:aws:iam::111122223333:role/team/ops",
        "kubernetesGroups": ["ops"],
        "accessEntryArn": "arn:aws:eks:us-west-2:111122223333:access-entry/shop/role/111122223333/ops/a1b2c3",
        "createdAt": "2026-05-04T09:30:00.123000+00:00",
        "modifiedAt": 1777887000.5,
        "tags": {"team": "ops"},
        "username": "ops:{{SessionName}}",
        "type": "STANDARD",
        "somethingNew": [1]
    },
    "accessPolicies": [
        {
            "policyArn": "arn:aws:eks::aws:cluster-access-policy/AmazonEKSViewPolicy",
            "accessScope": {"type": "namespace", "namespaces": ["dev-*"]},
            "associatedAt": "2026-05-04T09:31:00+00:00"
        }
    ]
}"#;

#[test]
fn described_entry() {
    let entry = AccessEntry::from_node(&parse(DESCRIBED).unwrap()).unwrap();
    assert_eq!(entry.cluster_name.as_deref(), Some("shop"));
    assert_eq!(entry.entry_type, EntryType::Standard);
    assert_eq!(entry.modified_at.as_deref(), Some("1777887000.5"));
    assert_eq!(entry.tags, [("team".to_owned(), "ops".to_owned())]);
    assert_eq!(entry.access_policies[0].scope, AccessScope::Namespaces(vec!["dev-*".to_owned()]));
    let again = AccessEntry::from_node(&parse(&entry.to_json()).unwrap()).unwrap();
    assert_eq!(again, entry);
}

#[test]
fn bare_entry_and_the_guides_spelling_of_windows() {
    let text = "principalArn: arn:aws:iam::111122223333:role/windows\ntype: EC2_Windows\nusername: null\n";
    let entry = AccessEntry::from_node(&parse(text).unwrap()).unwrap();
    assert_eq!((entry.entry_type, entry.username), (EntryType::Ec2Windows, None));
}

#[track_caller]
fn check_error(text: &str, place: &str, english: &str, japanese: &str) {
    let error = AccessEntry::from_node(&parse(text).unwrap()).unwrap_err();
    assert_eq!(error.span().slice(text), place);
    assert_eq!(error.to_string(), english);
    assert_eq!(error.message(Language::Japanese), japanese);
}

#[test]
fn errors_say_where() {
    check_error("{type: EC2}", "{type: EC2}", "`principalArn` is missing", "`principalArn` がありません");
    check_error("[]", "[]", "access entry is no object", "アクセスエントリがオブジェクトではありません");
    check_error(
        "{principalArn: a, type: NODE}",
        "NODE",
        "`NODE` is no type of access entry",
        "アクセスエントリのタイプ `NODE` はありません",
    );
    check_error(
        "{principalArn: a, kubernetesGroups: ops}",
        "ops",
        "`kubernetesGroups` is no list",
        "`kubernetesGroups` がリストではありません",
    );
    check_error(
        "{principalArn: [a]}",
        "[a]",
        "`principalArn` is no text",
        "`principalArn` が文字列ではありません",
    );
    check_error(
        "{principalArn: a, accessPolicies: [{policyArn: p, accessScope: {type: all}}]}",
        "{type: all}",
        "`all` is no type of access scope, expected `cluster` or `namespace`",
        "アクセススコープのタイプ `all` はありません。`cluster` か `namespace` を指定します",
    );
}
