//! `policy explain` and `policy lint` as people and programs see them.

use std::{
    env, fs,
    path::{Path, PathBuf},
};

use serde_json::{Value, json};

use crate::run;

const OPS: &str = r#"{
  "Version": "2012-10-17",
  "Statement": [
    {"Sid": "Read", "Effect": "Allow", "Action": "eks:Describe*",
     "Resource": "arn:aws:eks:us-east-1:111122223333:cluster/*"},
    {"Effect": "Deny", "Action": "eks:DeleteCluster", "Resource": "*"}
  ]
}
"#;
const CALLER: &str = "arn:aws:sts::111122223333:assumed-role/ops/mika";

/// A folder of its own with one file, gone at the end.
struct Folder(PathBuf);

impl Folder {
    fn new(test: &str, file: &str, text: &str) -> Self {
        let folder = env::temp_dir().join(format!("eks-iam-policy-{test}-{}", std::process::id()));
        fs::create_dir_all(&folder).unwrap();
        fs::write(folder.join(file), text).unwrap();
        Self(folder)
    }

    fn path(&self, file: &str) -> String {
        self.0.join(file).display().to_string()
    }

    /// What is printed, with the folder's name taken out.
    fn shown(&self, arguments: &[&str], input: &str) -> (String, Option<i32>) {
        let output = run(arguments, input);
        let text = String::from_utf8(output.stdout).unwrap() + &String::from_utf8(output.stderr).unwrap();
        (
            text.replace(&format!("{}{}", self.0.display(), std::path::MAIN_SEPARATOR), ""),
            output.status.code(),
        )
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(Path::new(&self.0));
    }
}

fn denial(action: &str, reason: &str) -> String {
    format!(
        "User: {CALLER} is not authorized to perform: {action} on resource: \
         arn:aws:eks:eu-west-1:111122223333:cluster/shop {reason}"
    )
}

#[test]
fn explain_shows_what_nearly_allowed() {
    let folder = Folder::new("near", "ops.json", OPS);
    let text = denial(
        "eks:DescribeCluster",
        "because no identity-based policy allows the eks:DescribeCluster action",
    );
    let (shown, status) =
        folder.shown(&["policy", "explain", &text, "--identity", &folder.path("ops.json")], "");
    assert_eq!(status, Some(1));
    insta::assert_snapshot!(shown, @r#"
      decision    implicit-deny
      decided by  identity

    info[region]: its resource is in Region `us-east-1`, the request's in `eu-west-1`
     --> ops.json:5:18
      |
    5 |      "Resource": "arn:aws:eks:us-east-1:111122223333:cluster/*"},
      |                  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^

    The resource's side is in order; the policies of the caller in account 111122223333 do not allow the request.

    add to the identity policy `ops.json` in account 111122223333
      {
        "Effect": "Allow",
        "Action": "eks:DescribeCluster",
        "Resource": "arn:aws:eks:eu-west-1:111122223333:cluster/shop"
      }
    "#);
}

#[test]
fn explain_shows_the_deny_and_adds_nothing() {
    let folder = Folder::new("deny", "ops.json", OPS);
    let text = denial("eks:DeleteCluster", "with an explicit deny in an identity-based policy");
    let (shown, status) = folder.shown(&["policy", "explain", "--identity", &folder.path("ops.json")], &text);
    assert_eq!(status, Some(1));
    assert!(shown.contains("this statement denies the request\n --> ops.json:6:5\n"), "{shown}");
    assert!(shown.contains("no statement that is added allows this"), "{shown}");
    assert!(!shown.contains("\"Effect\": \"Allow\",\n"), "{shown}");
}

#[test]
fn explain_tells_when_the_policies_are_not_all() {
    let folder = Folder::new("other", "ops.json", OPS);
    let text = denial("eks:DescribeCluster", "with an explicit deny in a service control policy");
    let arguments = ["policy", "explain", &text, "--identity", &folder.path("ops.json"), "--lang", "ja"];
    let (shown, _) = folder.shown(&arguments, "");
    assert!(shown.contains("エラーは scp のポリシーを示していますが"), "{shown}");
}

#[test]
fn explain_shows_both_sides_of_an_assumed_role() {
    let trust = r#"{"Statement": {"Effect": "Allow", "Action": "sts:AssumeRole",
        "Principal": {"AWS": "arn:aws:iam::999999999999:root"}}}"#;
    let folder = Folder::new("sides", "trust.json", trust);
    let text = format!(
        "An error occurred (AccessDenied) when calling the AssumeRole operation: User: {CALLER} is not authorized to \
         perform: sts:AssumeRole on resource: arn:aws:iam::444455556666:role/partner"
    );
    let arguments = ["policy", "explain", &text, "--trust", &folder.path("trust.json"), "--format", "json"];
    let answer: Value = serde_json::from_str(&folder.shown(&arguments, "").0).unwrap();
    assert_eq!(answer["sides"]["caller"]["verdict"], json!("unknown"));
    assert_eq!(answer["sides"]["resource"]["verdict"], json!("silent"));
    assert_eq!(answer["sides"]["fault"], json!("resource"));
    let accounts: Vec<_> =
        answer["changes"].as_array().unwrap().iter().map(|it| (&it["type"], &it["account"])).collect();
    assert_eq!(
        accounts,
        [(&json!("trust"), &json!("444455556666")), (&json!("identity"), &json!("111122223333"))]
    );
    for side in ["caller", "resource"] {
        assert_eq!(answer["sides"][side]["remedies"].as_array().map(Vec::len), Some(1), "{side}");
    }
}

#[test]
fn explain_answers_lines() {
    let question = json!({"id": "a", "text": denial("eks:ListAddons", ""), "policies": {"identity": [{"name": "ops", "document": OPS}]}});
    let output = run(
        &["policy", "explain", "--batch"],
        &format!("{question}\n{{\"id\": \"b\", \"text\": \"hello\"}}\n"),
    );
    assert_eq!(output.status.code(), Some(2));
    let text = String::from_utf8(output.stdout).unwrap();
    let lines: Vec<Value> = text.lines().map(|it| serde_json::from_str(it).unwrap()).collect();
    assert_eq!(lines[0]["changes"][0]["policy"], json!("ops"));
    assert_eq!(lines[0]["agrees"], json!(true));
    assert_eq!(lines[1]["error"]["kind"], json!("no-denial"));
}

#[test]
fn explain_refuses_a_broken_policy_with_its_place() {
    let folder = Folder::new(
        "broken",
        "trust.json",
        "{\"Statement\": [\n  {\"Effect\": \"allow\", \"Action\": \"*\"}]}",
    );
    let text = denial("eks:ListAddons", "");
    let (shown, status) =
        folder.shown(&["policy", "explain", &text, "--trust", &folder.path("trust.json")], "");
    assert_eq!(status, Some(2));
    insta::assert_snapshot!(shown, @r#"
    error[unknown-effect]: effect `allow` does not exist, expected `Allow` or `Deny`
     --> trust.json:2:14
      |
    2 |   {"Effect": "allow", "Action": "*"}]}
      |              ^^^^^^^ MalformedPolicyDocument: Syntax errors in policy.
    "#);
}

/// What `aws iam get-role` prints.
const GET_ROLE: &str = r#"{"Role": {"RoleName": "reader", "AssumeRolePolicyDocument": {
  "Version": "2012-10-17",
  "Statement": [{"Effect": "Allow", "Action": "sts:AssumeRoleWithWebIdentity",
    "Principal": {"Federated": "arn:aws:iam::111122223333:oidc-provider/oidc.eks.eu-west-1.amazonaws.com/id/AB12"},
    "Condition": {"StringEquals": {
      "oidc.eks.eu-west-1.amazonaws.com/id/AB12:sub": "system:serviceaccount:apps:*",
      "oidc.eks.eu-west-1.amazonaws.com/id/AB12:aud": "sts.amazonaws.com"}}}]}}}
"#;

#[test]
fn lint_reads_what_the_aws_cli_prints() {
    let output = run(&["policy", "lint"], GET_ROLE);
    assert_eq!(output.status.code(), Some(1));
    insta::assert_snapshot!(String::from_utf8(output.stdout).unwrap(), @r#"
    error[wildcard-under-equals]: `system:serviceaccount:apps:*` under `StringEquals` is compared letter by letter, its wildcard needs `StringLike`
     --> <stdin>:6:55
      |
    6 |       "oidc.eks.eu-west-1.amazonaws.com/id/AB12:sub": "system:serviceaccount:apps:*",
      |                                                       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^

    1 error
    "#);
}

#[test]
fn lint_in_every_format() {
    let lint = |format: &str| {
        let output = run(&["policy", "lint", "--format", format], GET_ROLE);
        assert_eq!(output.status.code(), Some(1), "{format}");
        String::from_utf8(output.stdout).unwrap()
    };
    let json: Value = serde_json::from_str(&lint("json")).unwrap();
    let finding = &json["files"][0]["findings"][0];
    assert_eq!((&finding["kind"], &finding["line"]), (&json!("wildcard-under-equals"), &json!(6)));
    let sarif: Value = serde_json::from_str(&lint("sarif")).unwrap();
    assert_eq!(sarif["runs"][0]["results"][0]["ruleId"], json!("wildcard-under-equals"));
    assert!(lint("github").starts_with("::error file=<stdin>,line=6,"));
    let (japanese, _) = Folder::new("ja", "x", "").shown(&["policy", "lint", "--lang", "ja"], GET_ROLE);
    assert!(japanese.contains("`StringEquals` の下の"), "{japanese}");
}

#[test]
fn lint_answers_lines() {
    let lines = [
        json!({"id": 1, "policy": {"Statement": {"Effect": "Allow", "Action": "eks:DescribeClusters", "Resource": "*"}}}),
        json!({"id": 2, "policy": "{\"Statement\": ", "type": "trust"}),
        json!({"id": 3, "policy": OPS, "type": "bucket"}),
    ];
    let input: String = lines.iter().map(|it| format!("{it}\n")).collect();
    let output = run(&["policy", "lint", "--batch"], &input);
    let text = String::from_utf8(output.stdout).unwrap();
    let answers: Vec<Value> = text.lines().map(|it| serde_json::from_str(it).unwrap()).collect();
    assert_eq!(answers[0]["findings"][0]["kind"], json!("unknown-action"));
    assert_eq!(answers[1]["findings"][0]["kind"], json!("not-json"));
    assert_eq!(answers[2]["error"]["kind"], json!("unknown-type"));
}

#[test]
fn eval_says_what_to_add() {
    let question = format!(
        r#"{{"request": {{"principal": "{CALLER}", "action": "eks:DescribeCluster",
            "resource": "arn:aws:eks:eu-west-1:111122223333:cluster/shop"}}, "policies": {{"identity": [{OPS}]}}}}"#
    );
    let output = run(&["policy", "eval", "-", "--lang", "ja"], &question);
    assert_eq!(output.status.code(), Some(1));
    insta::assert_snapshot!(String::from_utf8(output.stdout).unwrap(), @r#"
      判定                    implicit-deny
      判定したポリシーの種類  identity
      メッセージ              User: arn:aws:sts::111122223333:assumed-role/ops/mika is not authorized to perform: eks:DescribeCluster on resource: arn:aws:eks:eu-west-1:111122223333:cluster/shop because no identity-based policy allows the eks:DescribeCluster action

    許可に近いステートメント
      identity-1, ステートメント 1 (Read)
        リソースのリージョンは `us-east-1` ですが、リクエストでは `eu-west-1` です

    アカウント 111122223333 の identity ポリシー `identity-1` に追加する
      {
        "Effect": "Allow",
        "Action": "eks:DescribeCluster",
        "Resource": "arn:aws:eks:eu-west-1:111122223333:cluster/shop"
      }
    "#);
}

#[test]
fn eval_words_a_denial_as_it_is_asked() {
    let deny = r#"{"Statement": {"Effect": "Deny", "Action": "*", "Resource": "*"}}"#;
    let line = |wording: &str| {
        json!({"wording": wording, "request": {"principal": CALLER, "action": "eks:ListClusters",
            "resource": "arn:aws:eks:eu-west-1:111122223333:cluster/*"},
            "policies": {"identity": [{"arn": "arn:aws:iam::111122223333:policy/stop", "document": deny}]}})
    };
    let input: String =
        ["plain", "with-reason", "with-policy-arn"].map(|it| format!("{}\n", line(it))).concat();
    let text = String::from_utf8(run(&["policy", "eval", "--batch"], &input).stdout).unwrap();
    let ends = [
        "cluster/*",
        "with an explicit deny in an identity-based policy",
        "with an explicit deny in an identity-based policy: arn:aws:iam::111122223333:policy/stop",
    ];
    for (line, end) in text.lines().zip(ends) {
        let answer: Value = serde_json::from_str(line).unwrap();
        assert!(answer["message"].as_str().unwrap().ends_with(end), "{line}");
    }
}

/// IAM names its resources in short, and a role that may not be passed has a class of its own: both are read.
#[test]
fn explain_reads_the_short_names_of_iam_and_the_reason_of_pass_role() {
    let because = |action: &str| format!("because no identity-based policy allows the {action} action");
    let denial = |action: &str, resource: &str| {
        format!(
            "User: {CALLER} is not authorized to perform: {action} on resource: {resource} {}",
            because(action)
        )
    };
    let role = "arn:aws:iam::111122223333:role/node";
    let allow = json!({"Statement": {"Effect": "Allow", "Action": "iam:GetRole", "Resource": role}});
    let lines = [
        json!({"text": denial("iam:GetRole", "role node"), "policies": {"identity": [allow]}}),
        json!({"text": denial("iam:PassRole", role), "policies": {"identity": [allow]}}),
    ];
    let input = lines.map(|it| format!("{it}\n")).concat();
    let output = String::from_utf8(run(&["policy", "explain", "--batch"], &input).stdout).unwrap();
    let answers: Vec<Value> = output.lines().map(|it| serde_json::from_str(it).unwrap()).collect();
    assert_eq!(
        (&answers[0]["request"]["resource"], &answers[0]["decision"]),
        (&json!(role), &json!("allow"))
    );
    assert_eq!(answers[0]["agrees"], json!(false));
    assert_eq!((&answers[1]["denied_by"], &answers[1]["explicit"]), (&json!("identity"), &json!(false)));
    assert_eq!(answers[1]["agrees"], json!(true));
}

#[test]
fn organization_policies_come_in_levels_or_as_one_level() {
    let allow = |action: &str| json!({"Statement": {"Effect": "Allow", "Action": action, "Resource": "*"}});
    let deny = json!({"Statement": {"Effect": "Deny", "Action": "s3:*", "Resource": "*"}});
    let decision = |scp: Value| {
        let line = json!({"id": 1, "request": {
            "principal": "arn:aws:iam::111122223333:user/mika", "action": "eks:ListClusters", "resource": "*"},
            "policies": {"identity": [allow("eks:*")], "scp": scp}});
        let output = run(&["policy", "eval", "--batch"], &format!("{line}\n"));
        let answer: Value = serde_json::from_slice(&output.stdout).unwrap();
        let kind = answer.get("decision").or_else(|| answer.pointer("/error/kind"));
        kind.and_then(Value::as_str).unwrap().to_owned()
    };
    assert_eq!(decision(json!([[allow("*"), deny]])), "allow");
    assert_eq!(decision(json!([allow("*"), deny])), "allow", "policies alone are one level");
    assert_eq!(decision(allow("*")), "allow");
    assert_eq!(decision(json!([[allow("*")], [deny]])), "implicit-deny", "each level has to allow");
    assert_eq!(decision(json!([])), "allow");
    assert_eq!(decision(json!([[allow("*")], deny])), "mixed-levels");
}
