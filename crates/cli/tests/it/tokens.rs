//! `eks-iam token` as people and kubectl call it.

use std::process::Output;

use crate::{run, run_with};

const KEYS: [(&str, &str); 3] = [
    ("AWS_ACCESS_KEY_ID", "AKIAIOSFODNN7EXAMPLE"),
    ("AWS_SECRET_ACCESS_KEY", "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"),
    ("AWS_REGION", "us-west-2"),
];
const TIME: &str = "2026-01-15T10:00:00Z";
/// Row botocore-001 of the table that botocore made: cluster `shop`, us-west-2, at that time.
const TOKEN: &str = "k8s-aws-v1.aHR0cHM6Ly9zdHMudXMtd2VzdC0yLmFtYXpvbmF3cy5jb20vP0FjdGlvbj1HZXRDYWxsZXJJZGVudGl0eSZWZXJzaW9uPTIwMTEtMDYtMTUmWC1BbXotQWxnb3JpdGhtPUFXUzQtSE1BQy1TSEEyNTYmWC1BbXotQ3JlZGVudGlhbD1BS0lBSU9TRk9ETk43RVhBTVBMRSUyRjIwMjYwMTE1JTJGdXMtd2VzdC0yJTJGc3RzJTJGYXdzNF9yZXF1ZXN0JlgtQW16LURhdGU9MjAyNjAxMTVUMTAwMDAwWiZYLUFtei1FeHBpcmVzPTYwJlgtQW16LVNpZ25lZEhlYWRlcnM9aG9zdCUzQngtazhzLWF3cy1pZCZYLUFtei1TaWduYXR1cmU9MThmYjRhYmVlNWMxZWI0MTY5NGU0MTczMzU3YWZiMzk4OWZmZWUxYTBiN2Y2NzJjOGNiMWFlNTQ4YWY3NjZmOQ";

fn make_with(arguments: &[&str], variables: &[(&str, &str)]) -> Output {
    run_with(&[&["token", "make", "--time", TIME], arguments].concat(), "", &[&KEYS, variables].concat())
}

#[track_caller]
fn made(arguments: &[&str], variables: &[(&str, &str)]) -> (String, String) {
    let output = make_with(arguments, variables);
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    assert_eq!(output.status.code(), Some(0), "{}", text(output.stderr));
    (text(output.stdout), text(output.stderr))
}

#[track_caller]
fn refused(arguments: &[&str], variables: &[(&str, &str)]) -> String {
    let output = make_with(arguments, variables);
    assert_eq!((output.status.code(), output.stdout.len()), (Some(2), 0));
    String::from_utf8(output.stderr).unwrap()
}

#[test]
fn make_prints_what_the_aws_cli_prints() {
    let json = format!(
        r#"{{
    "kind": "ExecCredential",
    "apiVersion": "client.authentication.k8s.io/v1beta1",
    "spec": {{}},
    "status": {{
        "expirationTimestamp": "2026-01-15T10:14:00Z",
        "token": "{TOKEN}"
    }}
}}

"#
    );
    for arguments in [
        &["--cluster-name", "shop"] as &[&str],
        &["--cluster", "shop"],
        &["--cluster-id", "shop", "--output", "json"],
        &["--cluster-name", "shop", "--region", "us-west-2"],
    ] {
        assert_eq!(made(arguments, &[]), (json.clone(), String::new()));
    }
    let text = format!(
        "client.authentication.k8s.io/v1beta1\tExecCredential\nSTATUS\t2026-01-15T10:14:00Z\t{TOKEN}\n\n"
    );
    assert_eq!(made(&["--cluster-name", "shop", "--output", "text"], &[]).0, text);
}

#[test]
fn make_prints_what_the_authenticator_prints() {
    let json = format!(
        "{{\"kind\":\"ExecCredential\",\"apiVersion\":\"client.authentication.k8s.io/v1\",\"spec\":{{\"interactive\":false}},\
         \"status\":{{\"expirationTimestamp\":\"2026-01-15T10:14:00Z\",\"token\":\"{TOKEN}\"}}}}\n"
    );
    let info = r#"{"kind":"ExecCredential","apiVersion":"client.authentication.k8s.io/v1","spec":{"interactive":true}}"#;
    assert_eq!(made(&["-i", "shop"], &[("KUBERNETES_EXEC_INFO", info)]), (json, String::new()));
    assert_eq!(made(&["-i", "shop", "--token-only"], &[]).0, format!("{TOKEN}\n"));
}

#[test]
fn kubectl_decides_the_version() {
    let (json, note) = made(&["--cluster-name", "shop"], &[("KUBERNETES_EXEC_INFO", "{")]);
    assert!(json.contains("\"client.authentication.k8s.io/v1beta1\""), "{json}");
    assert!(note.starts_with("Error parsing KUBERNETES_EXEC_INFO, defaulting to client.auth"), "{note}");
    let info = r#"{"apiVersion":"client.authentication.k8s.io/v1alpha1"}"#;
    let (json, note) = made(&["--cluster-name", "shop"], &[("KUBERNETES_EXEC_INFO", info)]);
    assert!(json.contains("\"client.authentication.k8s.io/v1alpha1\""), "{json}");
    assert!(note.contains("deprecated API version"), "{note}");
}

#[test]
fn the_region_comes_from_option_environment_or_nowhere() {
    let host = |arguments: &[&str], variables: &[(&str, &str)]| {
        let (json, note) =
            made(&[&["--cluster-name", "shop", "--format", "json"], arguments].concat(), variables);
        let made: serde_json::Value = serde_json::from_str(&json).unwrap();
        let url = made["url"].as_str().unwrap();
        (url.split('/').nth(2).unwrap().to_owned(), note)
    };
    let plain = |host: &str| (host.to_owned(), String::new());
    let japan = ("AWS_DEFAULT_REGION", "ap-northeast-1");
    assert_eq!(host(&["--region", "eu-west-1"], &[]), plain("sts.eu-west-1.amazonaws.com"));
    assert_eq!(host(&[], &[japan]), plain("sts.us-west-2.amazonaws.com"));
    assert_eq!(host(&[], &[japan, ("AWS_REGION", "")]), plain("sts.ap-northeast-1.amazonaws.com"));
    assert_eq!(host(&[], &[("AWS_USE_FIPS_ENDPOINT", "true")]), plain("sts-fips.us-west-2.amazonaws.com"));
    assert_eq!(host(&[], &[("AWS_USE_DUALSTACK_ENDPOINT", "TRUE")]), plain("sts.us-west-2.api.aws"));
    assert_eq!(host(&["--host", "sts.amazonaws.com"], &[]), plain("sts.amazonaws.com"));
    let (global, note) = host(&[], &[("AWS_REGION", "")]);
    assert_eq!(global, "sts.amazonaws.com");
    assert!(note.starts_with("no Region is set, so the token names sts.amazonaws.com"), "{note}");
}

#[test]
fn what_make_cannot_do_is_said() {
    assert!(refused(&[], &[]).contains("--cluster-name or --cluster-id must be given"));
    assert!(refused(&["--cluster-name", ""], &[]).contains("--cluster-name or --cluster-id must be given"));
    assert!(refused(&["--cluster-name", "a", "--cluster-id", "b"], &[]).contains("cannot be used with"));
    assert!(refused(&["-i", "a", "--cache"], &[]).contains("there is no cache of credentials here"));
    assert!(refused(&["-i", "a", "-s", "name"], &[]).contains("--role-arn"));
    assert!(refused(&["-i", "a\tb"], &[]).contains("cluster name is empty or has control characters"));
    assert!(refused(&["-i", "a", "--region", "evil.example/"], &[]).contains("evil.example/"));
    assert!(refused(&["-i", "a", "--output", "table"], &[]).contains("possible values: json, text"));
    let no_keys = [("AWS_ACCESS_KEY_ID", ""), ("AWS_SECRET_ACCESS_KEY", "")];
    let why = refused(&["-i", "a"], &no_keys);
    let role = refused(&["-i", "a", "-r", "arn:aws:iam::111122223333:role/x"], &no_keys);
    if cfg!(feature = "live") {
        assert!(why.contains("could not get token: "), "{why}");
        assert!(role.contains("could not get token: "), "{role}");
    } else {
        assert!(
            why.contains(
                "AWS_ACCESS_KEY_ID is not set; this build signs with credentials of the environment only"
            ),
            "{why}"
        );
        assert!(
            role.contains("--role-arn calls STS, which this build cannot; it needs the build feature `live`"),
            "{role}"
        );
    }
}

#[test]
fn decode_shows_all_but_the_signature() {
    let output = run(&["token", "decode", "--now", "2026-01-15T10:20:00Z"], &format!("{TOKEN}\n"));
    let shown = String::from_utf8(output.stdout).unwrap();
    insta::assert_snapshot!(shown, @r"
    host                   sts.us-west-2.amazonaws.com
    signed for             us-west-2
    access key             AKIAIOSFODNN7EXAMPLE (access-key)
    signed at              2026-01-15T10:00:00Z
    good until             2026-01-15T10:15:00Z (over)
    signed headers         host, x-k8s-aws-id
    names a cluster        yes
    temporary credentials  no
    ");
    let japanese = run(&["token", "decode", "--lang", "ja", "--now", TIME], TOKEN);
    assert!(String::from_utf8(japanese.stdout).unwrap().contains("有効期限"));
    let other = made(&["--cluster-name", "shop", "--host", "sts.amazonaws.com", "--token-only"], &[]).0;
    let shown = String::from_utf8(run(&["token", "decode"], &other).stdout).unwrap();
    assert!(shown.contains("us-west-2 (the host accepts us-east-1)"), "{shown}");
    let broken = run(&["token", "decode"], "k8s-aws-v1.a*b");
    assert_eq!(broken.status.code(), Some(2));
    let why = String::from_utf8(broken.stderr).unwrap();
    assert!(why.contains("illegal base64 data at input byte 1"), "{why}");
}

const CLUSTER: [&str; 4] = ["--cluster", "shop", "--region", "us-west-2"];

#[track_caller]
fn verified(arguments: &[&str], token: &str) -> (String, Option<i32>) {
    let output = run(&[&["token", "verify"], &CLUSTER as &[&str], arguments].concat(), token);
    (String::from_utf8(output.stdout).unwrap(), output.status.code())
}

#[test]
fn verify_says_why_not() {
    let (shown, status) = verified(&["--now", TIME], TOKEN);
    assert_eq!((shown.lines().next(), status), (Some("accepted"), Some(0)));
    let (shown, status) = verified(&["--now", "2026-01-15T10:15:01Z"], TOKEN);
    assert_eq!(status, Some(1));
    insta::assert_snapshot!(shown, @r"
    refused
      reason   expired
      message  input token was not properly formatted: X-Amz-Date parameter is expired (15 minute expiration) 2026-01-15 10:00:00 +0000 UTC
      that is  the token was signed more than 15 minutes ago; make a new one, and compare the client's clock
    ");
    let (shown, _) = verified(&["--now", "2026-01-15T10:15:01Z", "--lang", "ja"], TOKEN);
    assert!(shown.contains("トークンの署名から 15 分以上たっています"), "{shown}");
}

#[test]
fn strict_is_an_option() {
    let early = ["--now", "2026-01-15T09:44:59Z"];
    assert_eq!(verified(&early, TOKEN).1, Some(0));
    let (shown, status) = verified(&[&early as &[&str], &["--strict"]].concat(), TOKEN);
    assert_eq!(status, Some(1));
    assert!(shown.contains("not-yet-valid"), "{shown}");
    let line = |strict| {
        serde_json::json!({"token": TOKEN, "now": early[1],
            "verifier": {"partition": "aws", "region": "us-west-2", "cluster_id": "shop", "strict": strict}})
    };
    let lines = format!("{}\n{}\n", line(false), line(true));
    let answers = |arguments: &[&str]| {
        let output = run(&[&["token", "verify", "--batch"], arguments].concat(), &lines);
        let text = String::from_utf8(output.stdout).unwrap();
        let accept = |it: &str| serde_json::from_str::<serde_json::Value>(it).unwrap()["accept"] == true;
        text.lines().map(accept).collect::<Vec<_>>()
    };
    assert_eq!(answers(&[]), [true, false]);
    assert_eq!(answers(&["--strict"]), [false, false]);
}

#[test]
fn nothing_is_sent_without_the_feature() {
    if !cfg!(feature = "live") {
        let output = run(&[&["token", "verify", "--ask-sts"], &CLUSTER as &[&str]].concat(), TOKEN);
        assert_eq!(output.status.code(), Some(2));
        let why = String::from_utf8(output.stderr).unwrap();
        assert!(why.contains("--ask-sts needs the build feature `live`"), "{why}");
    }
}

#[test]
fn why_no_token_is_made_is_told_in_japanese() {
    let long = "a".repeat(4096);
    for (arguments, variables, why) in [
        (["--cluster-name", "a\nb", "--lang", "ja"], vec![], "制御文字を含んでいます"),
        (
            ["--cluster-name", "shop", "--lang", "ja"],
            vec![("AWS_SESSION_TOKEN", long.as_str())],
            "4096 バイトまで",
        ),
        (
            ["--cluster-name", "shop", "--lang", "ja"],
            vec![("AWS_REGION", "us west")],
            "ホスト名の一部になれません",
        ),
    ] {
        let told = refused(&arguments, &variables);
        assert!(told.starts_with("エラー: ") && told.contains(why), "{told}");
    }
}
