//! The forms in which people have the document.

use eks_iam_aws_auth::{AwsAuth, FindingKind, Section, fix};

const ENTRY: &str = "- userarn: arn:aws:iam::111122223333:user/hana\n  username: hana\n  groups: [viewers]\n";

fn kinds(text: &str) -> Vec<FindingKind> {
    AwsAuth::parse(text).findings().iter().map(|it| it.kind).collect()
}

/// A manifest with the user above, its text indented.
fn manifest() -> String {
    let lines: String = ENTRY.lines().map(|it| format!("    {it}\n")).collect();
    format!(
        "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: aws-auth\n  namespace: kube-system\ndata:\n  mapUsers: |\n{lines}"
    )
}

#[track_caller]
fn check(text: &str, expected: &[FindingKind]) {
    let document = AwsAuth::parse(text);
    assert_eq!(kinds(text), expected);
    assert_eq!(document.users().len(), 1, "{text}");
    let arn = &document.users()[0].arn;
    assert_eq!(arn.value, "arn:aws:iam::111122223333:user/hana");
    assert_eq!(
        arn.span.slice(text).trim_matches(['"', '\\']),
        arn.value,
        "the span points at the ARN in the file"
    );
}

#[test]
fn a_bare_section() {
    check(ENTRY, &[]);
    let document = AwsAuth::parse("- \"444455556666\"\n");
    assert_eq!(document.accounts()[0].value, "444455556666");
}

#[test]
fn a_manifest() {
    check(&manifest(), &[]);
}

#[test]
fn json() {
    let text = r#"{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"aws-auth","namespace":"kube-system","uid":"1"},"data":{"mapUsers":"- userarn: arn:aws:iam::111122223333:user/hana\n  username: hana\n  groups: [viewers]\n"}}"#;
    check(text, &[FindingKind::ServerPopulatedMetadata]);
    let fixed = fix(text).text;
    assert_eq!(fixed, text.replace(r#","uid":"1""#, ""));
    let escaped = text.replace("user/hana", "user\\/hana");
    assert_eq!(AwsAuth::parse(&escaped).users()[0].arn.value, "arn:aws:iam::111122223333:user/hana");
}

#[test]
fn one_of_several_documents() {
    let text = format!(
        "# two objects\napiVersion: v1\nkind: Namespace\nmetadata: {{name: x}}\n---\n{}---\n",
        manifest()
    );
    check(&text, &[]);
}

#[test]
fn a_list() {
    let lines: String = manifest().lines().map(|it| format!("  {it}\n")).collect();
    let text = format!("apiVersion: v1\nitems:\n- {}kind: List\n", lines.trim_start());
    check(&text, &[FindingKind::WrappedInList]);
    assert_eq!(fix(&text).text, manifest());
}

#[test]
fn describe_output_is_rebuilt() {
    let text = format!(
        "Name:         aws-auth\nNamespace:    kube-system\n\nData\n====\nmapUsers:\n----\n{ENTRY}\n\nEvents:  <none>\n"
    );
    assert_eq!(kinds(&text), [FindingKind::DescribeOutput]);
    assert_eq!(fix(&text).text, manifest());
}

#[test]
fn windows_line_ends_and_a_byte_order_mark() {
    let text = format!("\u{FEFF}{}", manifest().replace('\n', "\r\n"));
    check(&text, &[FindingKind::ByteOrderMark, FindingKind::CrlfLineEndings]);
    assert_eq!(fix(&text).text, manifest());
}

#[test]
fn block_scalars_of_every_kind() {
    for header in ["|", "|-", "|+", "|2", "|2-", "| # people"] {
        let indent = if header.contains('2') { "" } else { "  " };
        let text = manifest().replace("mapUsers: |", &format!("mapUsers: {header}"));
        check(&text, &[]);
        let _ = indent;
    }
}

#[test]
fn quoted_sections_point_into_the_quotes() {
    let double = manifest()
        .replace("mapUsers: |\n", "")
        .lines()
        .take(6)
        .map(|it| format!("{it}\n"))
        .collect::<String>();
    let text = format!("{double}  mapUsers: \"{}\"\n", ENTRY.replace('\n', "\\n"));
    check(&text, &[]);
}

#[test]
fn comments_order_and_quoting_stay() {
    let text = "# owner: platform\n- rolearn: 'arn:aws:iam::111122223333:role/a/b/ops' # ops\n  groups: # none yet\n  - \
                \"operators\"\n  username: \"ops\" # name\n";
    let mended = text.replace("a/b/ops", "ops");
    assert_eq!(fix(text).text, mended);
}

#[test]
fn an_object_that_is_not_watched_maps_nobody() {
    let document = AwsAuth::parse(&manifest().replace("kube-system", "default"));
    assert!(document.ignored() && document.users().is_empty());
    let document = AwsAuth::parse("kind: Secret\n");
    assert!(document.ignored());
}

#[test]
fn rejected_entries_are_told() {
    let document = AwsAuth::parse("- rolearn: arn:aws:iam::111122223333:role/a\n- username: nobody\n");
    let rejected = &document.rejected()[0];
    assert_eq!(
        (rejected.section, rejected.index, rejected.reason.name()),
        (Section::MapRoles, 1, "missing-rolearn")
    );
}

#[test]
fn who_is_locked_out_since_the_last_apply() {
    let text = FindingKind::StaleLastApplied.example();
    let document = AwsAuth::parse(text);
    let compared = document.last_applied().unwrap();
    assert_eq!(compared.gone, ["444455556666"]);
    assert!(compared.added.is_empty() && compared.differs);
}

#[test]
fn notes_are_silent_where_there_is_nothing_to_say() {
    let notes = |text: &str| AwsAuth::parse(text).notes().iter().map(|it| it.kind.name()).collect::<Vec<_>>();
    let entry = |arn: &str, name: &str| {
        format!("- rolearn: arn:aws:iam::111122223333:{arn}\n  username: \"{name}\"\n  groups: [a]\n")
    };
    for name in ["ops:{{SessionName}}", "{{SessionName}}:ops", "system:node:{{SessionName}}", "{{AccountID}}"]
    {
        assert_eq!(notes(&entry("role/ops", name)), [""; 0], "{name}");
    }
    assert_eq!(notes(&entry("role/ops", "{{SessionNameRaw}}@example.com")), ["bare-session-name"]);
    assert_eq!(notes(&entry("user/ops", "{{SessionNameRaw}}")), ["session-name-of-user"]);
    let set = entry("role/AWSReservedSSO_Ops_0123456789abcdef", "ops:{{SessionNameRaw}}");
    assert_eq!(notes(&set), [""; 0], "the name stays as it is");
    let head = "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: aws-auth\n  namespace: kube-system\ndata:\n  mapUsers: |\n";
    let user = |groups: &str| {
        format!(
            "{head}    - userarn: arn:aws:iam::111122223333:user/a\n      username: a\n      groups: {groups}\n"
        )
    };
    assert_eq!(notes(&user("[a, system:masters]")), [""; 0]);
    assert_eq!(notes(&user("[a]")), ["no-cluster-admin"]);
    assert_eq!(
        notes(&format!("{}  mapRoles: \"- x: @\"\n", user("[a]"))),
        [""; 0],
        "who stands there is not known"
    );
}

#[test]
fn a_tab_in_the_file_becomes_as_many_spaces_as_the_section_needs() {
    let head = "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: aws-auth\n  namespace: kube-system\ndata:\n  mapRoles: |\n";
    let entry = |indent: &str| {
        format!(
            "{head}    - rolearn: arn:aws:iam::111122223333:role/a\n{indent}  username: a\n      groups: [x]\n"
        )
    };
    assert_eq!(fix(&entry("\t")).text, entry("    "));
}

#[test]
fn accounts_are_never_taken_as_json() {
    let kinds = |text: &str| {
        let document = AwsAuth::from_data(None, None, Some(text));
        document.findings().iter().map(|it| it.kind).collect::<Vec<_>>()
    };
    assert_eq!(kinds("{\"111122223333\": x}\n"), [FindingKind::SectionNotAList]);
    assert_eq!(kinds("{ \"111122223333\"\n"), [FindingKind::SectionYamlSyntax]);
}
