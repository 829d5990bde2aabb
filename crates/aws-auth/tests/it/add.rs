//! Adding an entry in the document's own style.

use eks_iam_aws_auth::{AwsAuth, add_role_entry};
use eks_iam_span::apply_edits;

const HEAD: &str = "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: aws-auth\n  namespace: kube-system\n";

#[track_caller]
fn check(text: &str, expected: &str) {
    let edits =
        add_role_entry(text, "arn:aws:iam::111122223333:role/dev", "dev:{{SessionName}}", &["developers"]);
    let added = apply_edits(text, &edits).unwrap();
    assert_eq!(added, expected);
    let document = AwsAuth::parse(&added);
    let last = document.roles().last().unwrap();
    assert_eq!(last.arn.value, "arn:aws:iam::111122223333:role/dev");
    assert_eq!(last.username.value, "dev:{{SessionName}}");
    assert_eq!(last.groups[0].value, "developers");
    assert!(document.findings().iter().all(|it| it.fix.is_none()), "{:?}", document.findings());
}

#[test]
fn behind_the_last_entry() {
    let old = "data:\n  mapRoles: |\n    # roles\n    - rolearn: arn:aws:iam::111122223333:role/ops\n      username: ops # name\n  mapAccounts: |\n    - \"444455556666\"\n";
    let new = "data:\n  mapRoles: |\n    # roles\n    - rolearn: arn:aws:iam::111122223333:role/ops\n      username: ops # name\n    - rolearn: arn:aws:iam::111122223333:role/dev\n      username: dev:{{SessionName}}\n      groups:\n        - developers\n  mapAccounts: |\n    - \"444455556666\"\n";
    check(&format!("{HEAD}{old}"), &format!("{HEAD}{new}"));
}

#[test]
fn where_the_text_ends_without_a_line_feed() {
    check(
        "- rolearn: arn:aws:iam::111122223333:role/ops\n  username: ops",
        "- rolearn: arn:aws:iam::111122223333:role/ops\n  username: ops\n- rolearn: arn:aws:iam::111122223333:role/dev\n  username: dev:{{SessionName}}\n  groups:\n    - developers",
    );
}

#[test]
fn where_the_section_is_missing_or_empty() {
    let entry = "  mapRoles: |\n    - rolearn: arn:aws:iam::111122223333:role/dev\n      username: dev:{{SessionName}}\n      groups:\n        - developers\n";
    check(&format!("{HEAD}data:\n  mapUsers: '[]'\n"), &format!("{HEAD}data:\n  mapUsers: '[]'\n{entry}"));
    check(&format!("{HEAD}data:\n  mapRoles: '[]'\n"), &format!("{HEAD}data:\n{entry}"));
    check(&format!("{HEAD}data:\n  mapRoles: |\n    []\n"), &format!("{HEAD}data:\n{entry}"));
}

#[test]
fn into_brackets() {
    let old = "data:\n  mapRoles: '[{\"rolearn\":\"arn:aws:iam::111122223333:role/ops\",\"username\":\"ops\",\"groups\":[\"a\"]}]'\n";
    let entry = ",{\"rolearn\":\"arn:aws:iam::111122223333:role/dev\",\"username\":\"dev:{{SessionName}}\",\"groups\":[\"developers\"]}";
    check(&format!("{HEAD}{old}"), &format!("{HEAD}{}", old.replace("}]'", &format!("}}{entry}]'"))));
}

#[test]
fn not_into_what_cannot_be_read() {
    for text in ["", "kind: Secret\n", "- rolearn: [\n"] {
        assert!(add_role_entry(text, "arn:aws:iam::111122223333:role/dev", "dev", &[]).is_empty(), "{text}");
    }
}
