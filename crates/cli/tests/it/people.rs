//! What people read, and the exit status that programs read.

use std::{env, fs};

use crate::run;

fn printed(arguments: &[&str], input: &str) -> (String, Option<i32>) {
    let output = run(arguments, input);
    (String::from_utf8(output.stdout).unwrap(), output.status.code())
}

#[test]
fn explain_in_english() {
    let text = "An error occurred (SignatureDoesNotMatch) when calling the GetCallerIdentity operation: \
                Credential should be scoped to a valid region";
    let (shown, status) = printed(&["explain", text], "");
    assert_eq!(status, Some(1));
    insta::assert_snapshot!(shown, @r"
    sts.region-scope-mismatch  the signature names another region than the endpoint expects
      error_code       SignatureDoesNotMatch
      operation        GetCallerIdentity
    hop: sts-endpoint

    1. the STS host that is called and the Region that is signed for disagree (signing-region, likely)
       check: does the code, or AWS_ENDPOINT_URL_STS, set an endpoint? it decides alone, whatever the service account says
       remedy: remove the explicit endpoint, or make it that of the client's own Region, or sign for the endpoint's Region; the annotation sts-regional-endpoints changes nothing while an endpoint is set
    ");
}

#[test]
fn explain_in_japanese() {
    let (shown, status) =
        printed(&["explain", "--lang", "ja"], "error: You must be logged in to the server (Unauthorized)");
    assert_eq!(status, Some(1));
    assert!(shown.starts_with("kubernetes.unauthorized  クラスターが呼び出し元を知りません\n"), "{shown}");
    assert!(
        shown.contains("1. クラスターに呼び出し元のエントリがない (not-mapped, 可能性が高い)"),
        "{shown}"
    );
}

#[test]
fn every_verb_has_help_with_examples() {
    for verb in ["explain", "simulate", "arn", "lint", "fix", "whoami", "service-account", "sts-endpoint"] {
        let (help, status) = printed(&[verb, "--help"], "");
        assert_eq!(status, Some(0), "{verb}");
        assert!(help.contains("Examples:\n"), "{verb} has no examples");
    }
}

const AWS_AUTH: &str = "\
apiVersion: v1
kind: ConfigMap
metadata:
  name: aws-auth
  namespace: kube-system
data:
  mapRoles: |
    - rolearn: arn:aws:iam::111122223333:role/team/ops  # keep this comment
      username: ops
      groups:
        - admins
";

#[test]
fn lint_shows_the_place() {
    let (shown, status) = printed(&["lint"], AWS_AUTH);
    assert_eq!(status, Some(1));
    insta::assert_snapshot!(shown, @r"
    error[role-arn-has-path]: `arn:aws:iam::111122223333:role/team/ops` has the IAM path `team/`, so no caller matches it
     --> <stdin>:8:47
      |
    8 |     - rolearn: arn:aws:iam::111122223333:role/team/ops  # keep this comment
      |                                               ^^^^^
    ");
}

#[test]
fn fix_mends_a_file_in_place_and_keeps_comments() {
    let path = env::temp_dir().join(format!("eks-iam-fix-{}.yaml", std::process::id()));
    fs::write(&path, AWS_AUTH).unwrap();
    let name = path.to_str().unwrap();
    assert_eq!(printed(&["fix", name, "--diff"], "").1, Some(1));
    assert_eq!(fs::read_to_string(&path).unwrap(), AWS_AUTH, "--diff writes nothing");
    assert_eq!(printed(&["fix", name], "").1, Some(0));
    let mended = fs::read_to_string(&path).unwrap();
    fs::remove_file(&path).unwrap();
    assert_eq!(mended, AWS_AUTH.replace("team/", ""));
}

#[test]
fn simulate_refuses_what_is_no_scenario_with_its_place() {
    let path = env::temp_dir().join(format!("eks-iam-simulate-{}.yaml", std::process::id()));
    fs::write(&path, "id: x\ntitle: {en: a, ja: b}\nsteps:\n  - {as: me, run: eks.describe-clutser}\n")
        .unwrap();
    let output = run(&["simulate", path.to_str().unwrap()], "");
    fs::remove_file(&path).unwrap();
    assert_eq!(output.status.code(), Some(2));
    let shown = String::from_utf8(output.stderr).unwrap();
    assert!(shown.contains(":4:19") && shown.contains("^^^^"), "{shown}");
}
