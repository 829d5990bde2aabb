//! YAML 1.1 as go-yaml 2 reads it: a table of texts, checked against kubectl, which reads through the same library.

use eks_iam_aws_auth::AwsAuth;

/// Text of mapRoles, user names and groups that are loaded, or `None` where the whole section is lost.
type Row = (&'static str, Option<&'static [(&'static str, &'static [&'static str])]>);

const ROWS: &[Row] = &[
    ("- rolearn: a\n  username: dev#1\n", Some(&[("dev#1", &[])])),
    ("- rolearn: a\n  username: dev # note\n", Some(&[("dev", &[])])),
    ("- rolearn: a\n  username:\tdev\t\n", Some(&[("dev", &[])])),
    ("- rolearn: a\n  username: 'it''s '\n", Some(&[("it's ", &[])])),
    ("- rolearn: a\n  username: \"a\\x41\\u00e9 \\\n    b\"\n", Some(&[("aAé b", &[])])),
    ("- rolearn: a\n  username: one\n    two\n\n    three\n", Some(&[("one two\nthree", &[])])),
    ("- rolearn: a\n  username: >\n    one\n    two\n\n    three\n", Some(&[("one two\nthree\n", &[])])),
    ("- rolearn: a\n  username: |-\n    one\n     two\n", Some(&[("one\n two", &[])])),
    ("- rolearn: a\n  username: |+\n    one\n\n", Some(&[("one\n\n", &[])])),
    ("- rolearn: a\n  username: 2026-01-15\n", Some(&[("2026-01-15", &[])])),
    ("- rolearn: a\n  username: !!str 123\n", Some(&[("123", &[])])),
    ("- rolearn: a\n  username: ! 123\n", Some(&[("123", &[])])),
    ("- rolearn: a\n  username: y\n", Some(&[("", &[])])),
    ("- rolearn: a\n  username: 0o17\n", Some(&[("", &[])])),
    ("- rolearn: a\n  username: 1_000\n", Some(&[("", &[])])),
    ("- rolearn: a\n  username: .5\n", Some(&[("", &[])])),
    ("- rolearn: a\n  username: 1:30\n", Some(&[("1:30", &[])])),
    ("- rolearn: a\n  username: None\n", Some(&[("None", &[])])),
    ("- rolearn: a\n  username: ~\n", Some(&[("", &[])])),
    ("- rolearn: a\n  groups:\n  - x\n  - w\n", Some(&[("", &["x", "w"])])),
    ("- rolearn: a\n  groups:\n  - x\n  - y\n", Some(&[("", &["x", ""])])),
    ("- rolearn: a\n  groups:\n    - x\n     - y\n", Some(&[("", &["x - y"])])),
    ("- rolearn: a\n  groups: [x, 'y', \"z\",]\n", Some(&[("", &["x", "y", "z"])])),
    ("- rolearn: a\n  groups: [x:y, p]\n", Some(&[("", &["x:y", "p"])])),
    ("- rolearn: a\n  groups: [x: y]\n", Some(&[("", &[""])])),
    ("- roleARN: x\n  rolearn: ~\n", Some(&[("", &[])])),
    ("- rolearn: a\n  Username: one\n  username: two\n", Some(&[("two", &[])])),
    ("- &n {rolearn: a, username: u}\n- <<: *n\n  rolearn: b\n", Some(&[("u", &[]), ("u", &[])])),
    ("- &n {rolearn: a, username: u}\n- username: v\n  <<: *n\n", Some(&[("u", &[]), ("u", &[])])),
    ("? - x\n", None),
    ("- rolearn: a\n  username: {{SessionName}}\n", None),
    ("- rolearn: a\n  username: team: dev\n", None),
    ("- rolearn: a\n  username: @dev\n", None),
    ("- rolearn: a\n  username: *dev\n", None),
    ("- rolearn: a\n  username: %dev\n", None),
    ("- rolearn: a\n  username: .nan\n", None),
    ("- rolearn: a\n  ~: x\n", None),
    ("- rolearn: a\n  username: !!int x\n", None),
    ("- rolearn: a\n  username: !h!x y\n", None),
    ("-\trolearn: a\n", None),
    ("- rolearn: a\n\tusername: u\n", None),
    ("- rolearn: a\n    username: u\n", None),
    ("- rolearn: a\n username: u\n", None),
    ("- rolearn: a\n - rolearn: b\n", None),
    ("  - rolearn: a\n  - rolearn: b\n", Some(&[("", &[]), ("", &[])])),
    ("-rolearn: a\n- rolearn: b\n", None),
    ("- rolearn: a\u{1}\n", None),
    ("%YAML 1.2\n---\n- rolearn: a\n", None),
    ("- rolearn: a\n...\nrubbish: [\n", Some(&[("", &[])])),
];

#[test]
fn texts_are_read_as_go_yaml_reads_them() {
    for (text, expected) in ROWS {
        let document = AwsAuth::from_data(Some(text), None, None);
        let lost = document.parse_errors().iter().any(|it| it.name() == "yaml");
        assert_eq!(lost, expected.is_none(), "{text}");
        let loaded: Vec<(String, Vec<String>)> = document
            .roles()
            .iter()
            .map(|it| (it.username.value.clone(), it.groups.iter().map(|it| it.value.clone()).collect()))
            .collect();
        let wanted: Vec<(String, Vec<String>)> = expected
            .unwrap_or_default()
            .iter()
            .map(|(name, groups)| ((*name).to_owned(), groups.iter().map(|it| (*it).to_owned()).collect()))
            .collect();
        assert_eq!(loaded, wanted, "{text}");
    }
}
