//! `explain`: several errors, records, files, damage, and the manual.

use std::{env, fs};

use serde_json::Value;

use crate::run;

fn json(arguments: &[&str], input: &str) -> Value {
    let output = run(&[&["explain", "--format", "json"], arguments].concat(), input);
    serde_json::from_slice(&output.stdout).unwrap()
}

const DENIED: &str = "An error occurred (AccessDeniedException) when calling the DescribeCluster operation: User: arn:aws:sts::111122223333:assumed-role/ops/mika is not authorized to perform: eks:DescribeCluster on resource: arn:aws:eks:us-west-2:111122223333:cluster/shop because no identity-based policy allows the eks:DescribeCluster action";

#[test]
fn all_errors_of_a_text_are_told_the_root_first() {
    let text = format!("error: You must be logged in to the server (Unauthorized)\n\n{DENIED}\n");
    let answer = json(&[], &text);
    assert_eq!(answer["class"], "access-denied.identity-policy-missing");
    assert_eq!(answer["others"][0]["class"], "kubernetes.unauthorized");
    assert_eq!(answer["others"][0]["causes"][0]["kind"], "not-mapped");
    let shown = String::from_utf8(run(&["explain"], &text).stdout).unwrap();
    let (root, other) = shown.split_once("another error in the same text (1 of 1)").unwrap();
    assert!(root.contains("eks:DescribeCluster") && other.contains("kubernetes.unauthorized"), "{shown}");
}

#[test]
fn records_of_cloudtrail_and_of_the_audit_log() {
    let record = format!(
        r#"{{"eventVersion":"1.11","userIdentity":{{"arn":"arn:aws:sts::111122223333:assumed-role/ops/mika"}},"eventSource":"eks.amazonaws.com","eventName":"DescribeCluster","errorCode":"AccessDenied","errorMessage":"{}"}}"#,
        DENIED.split_once(": ").unwrap().1
    );
    assert_eq!(json(&[], &record)["class"], "access-denied.identity-policy-missing");
    let event = r#"{"kind":"Event","apiVersion":"audit.k8s.io/v1","verb":"list","user":{"username":"viewer"},"objectRef":{"resource":"nodes"},"responseStatus":{"code":403,"message":"nodes is forbidden: User \"viewer\" cannot list resource \"nodes\" in API group \"\" at the cluster scope"}}"#;
    let answer = json(&[], event);
    assert_eq!(answer["class"], "kubernetes.forbidden-rbac");
    assert_eq!(answer["fields"]["k8s_user"], "viewer");
}

#[test]
fn files_are_read_each_by_itself() {
    let name = |end: &str| env::temp_dir().join(format!("eks-iam-explain-{}-{end}", std::process::id()));
    let (one, two) = (name("one"), name("two"));
    fs::write(&one, DENIED).unwrap();
    // Not UTF-8, and torn by a terminal.
    let torn = DENIED.replace("authorized to perform", "authorized\n to perform");
    fs::write(&two, [b"\xff\xfe \x1b[31m", torn.as_bytes()].concat()).unwrap();
    let files = [one.to_str().unwrap(), two.to_str().unwrap()];
    let answers = json(&files, "");
    assert_eq!(answers.as_array().unwrap().len(), 2);
    for (at, file) in files.iter().enumerate() {
        assert_eq!(answers[at]["file"], *file);
        assert_eq!(answers[at]["class"], "access-denied.identity-policy-missing");
    }
    assert_eq!(json(&files[..1], "")["file"], files[0], "one file is one answer");
    fs::remove_file(one).unwrap();
    fs::remove_file(two).unwrap();
    let missing = run(&["explain", "--lang", "ja", "--file", "/nowhere"], "");
    assert_eq!(missing.status.code(), Some(2));
    let told = String::from_utf8(missing.stderr).unwrap();
    assert!(told.contains("ファイルまたはディレクトリがありません") && !told.contains("No such"), "{told}");
}

#[test]
fn the_manual_has_every_class() {
    let list = run(&["explain", "--list"], "");
    let list = String::from_utf8(list.stdout).unwrap();
    assert_eq!(list.lines().count(), 84);
    for line in list.lines() {
        let class = line.split(' ').next().unwrap();
        for language in ["en", "ja"] {
            let page = run(&["explain", "--class", class, "--lang", language], "");
            assert_eq!(page.status.code(), Some(0), "{class}");
            let page = String::from_utf8(page.stdout).unwrap();
            assert!(page.starts_with(class) && page.lines().count() > 8, "{page}");
        }
    }
    let unknown = run(&["explain", "--class", "unauthorised"], "");
    assert_eq!(unknown.status.code(), Some(2));
    let near = run(&["explain", "--class", "unauthorized"], "");
    assert!(String::from_utf8(near.stderr).unwrap().contains("kubernetes.unauthorized"));
}

#[test]
fn a_page_for_people() {
    let page = run(&["explain", "--class", "kubernetes.no-config"], "");
    insta::assert_snapshot!(String::from_utf8(page.stdout).unwrap(), @r#"
    kubernetes.no-config  there is no kubeconfig, so the client calls its own machine

    The client found no kubeconfig and called its own machine.

    who said no: the client itself, before anything was sent
    hop: caller
    calling again: the same call fails the same way until somebody changes something (never)

    first
      Look at KUBECONFIG and HOME of the user who runs it; sudo has another HOME.

    causes, likeliest first
      1. the client's configuration is at fault (client-config)
         check: aws configure list; kubectl config view --minify
         remedy: correct the setting that the message names; aws eks update-kubeconfig writes the kubeconfig anew

    edits
      write the kubeconfig anew, for this cluster [client-setting]
        │ aws eks update-kubeconfig --name CLUSTER --region REGION

    looks like
      The connection to the server localhost:8080 was refused - did you specify the right host or port?
      Get "http://localhost:8080/api": dial tcp 127.0.0.1:8080: connect: connection refused
    "#);
}
