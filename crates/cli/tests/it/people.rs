//! What people read, and the exit status that programs read.

use std::{env, fs};

use crate::{printed, run};

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
    first: Find what sets the host: code, AWS_ENDPOINT_URL_STS, a proxy. While an endpoint is set, the annotation of the service account changes nothing. The global host takes signatures for us-east-1 only.

    1. the STS host that is called and the Region that is signed for disagree (signing-region, likely)
       check: does the code, or AWS_ENDPOINT_URL_STS, set an endpoint? it decides alone, whatever the service account says
       remedy: remove the explicit endpoint, or make it that of the client's own Region, or sign for the endpoint's Region; the annotation sts-regional-endpoints changes nothing while an endpoint is set

    more on this class, with edits to copy: eks-iam explain --class sts.region-scope-mismatch
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
    for verb in
        ["explain", "simulate", "arn", "lint", "fix", "whoami", "migrate", "service-account", "sts-endpoint"]
    {
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

    info[no-cluster-admin]: no entry gives cluster admin: whoever created the cluster may be the only one
     --> <stdin>:7:3
      |
    7 |   mapRoles: |
      |   ^^^^^^^^

    1 error, 1 info (1 can be mended by `eks-iam fix`)
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

const SIGNED: &str = r#"{"server": {"region": "us-west-2", "now": "20260713T093000Z"},
 "keys": [{"access_key": "AKIDEXAMPLE", "secret": "another secret"}],
 "request": {"method": "GET", "target": "/?Action=GetCallerIdentity&Version=2011-06-15", "headers": [
  ["Host", "sts.us-west-2.amazonaws.com"], ["X-Amz-Date", "20260713T093000Z"], ["X-Amz-Security-Token", "SECRETTOKEN"],
  ["Authorization", "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20260713/us-west-2/sts/aws4_request, SignedHeaders=host;x-amz-date;x-amz-security-token, Signature=00"]]},
 "canonical_request": "GET\n/\nAction=GetCallerIdentity&Version=2011-06-15\nhost:proxy.example.com\nx-amz-date:20260713T093000Z\nx-amz-security-token:SECRETTOKEN\n\nhost;x-amz-date;x-amz-security-token\ne3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"}"#;

#[test]
fn a_refused_signature_shows_what_was_hashed_and_where_it_differs() {
    let (shown, status) = printed(&["sts-endpoint", "verify", "-"], SIGNED);
    assert_eq!(status, Some(1));
    insta::assert_snapshot!(shown, @r"
    refused
      status   403 SignatureDoesNotMatch
      message  The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. Consult the service documentation for details.

    canonical request of the server
      GET
      /
      Action=GetCallerIdentity&Version=2011-06-15
      host:sts.us-west-2.amazonaws.com
      x-amz-date:20260713T093000Z
      x-amz-security-token:[redacted]

      host;x-amz-date;x-amz-security-token
      e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855

    string to sign of the server
      AWS4-HMAC-SHA256
      20260713T093000Z
      20260713/us-west-2/sts/aws4_request
      7f231e7b8169e17ae170073529899c40429b32d2ddaee18939f96422aecae572

    where the client differs
      header host
        - sts.us-west-2.amazonaws.com
        + proxy.example.com
    ");
    let (shown, _) = printed(&["sts-endpoint", "verify", "-", "--lang", "ja"], SIGNED);
    assert!(shown.contains("クライアント側との相違\n  header host\n"), "{shown}");
}
