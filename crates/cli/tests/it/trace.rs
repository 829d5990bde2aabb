//! The access path over files: what it says, what it lacks, how it ends.

use std::{fs, path::PathBuf};

use serde_json::Value;

use crate::run;

const CLUSTER: &str = r#"{"cluster": {"name": "shop", "arn": "arn:aws:eks:us-west-2:111122223333:cluster/shop",
  "version": "1.33", "accessConfig": {"authenticationMode": "API_AND_CONFIG_MAP"}}}"#;
const AWS_AUTH: &str = "\
apiVersion: v1
kind: ConfigMap
metadata: {name: aws-auth, namespace: kube-system}
data:
  mapRoles: |
    - rolearn: arn:aws:iam::111122223333:role/ops
      username: ops
      groups: [operators]
";
const RBAC: &str = "\
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata: {name: operator}
rules: [{apiGroups: [''], resources: [nodes], verbs: [list]}]
---
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRoleBinding
metadata: {name: operators}
subjects: [{kind: Group, name: operators, apiGroup: rbac.authorization.k8s.io}]
roleRef: {kind: ClusterRole, name: operator, apiGroup: rbac.authorization.k8s.io}
";
const OPS: &str = "arn:aws:iam::111122223333:role/ops";

/// Writes a snapshot, traces over it, and returns what was printed with the exit status.
#[track_caller]
fn trace(name: &str, files: &[(&str, &str)], arguments: &[&str]) -> (String, Option<i32>) {
    let folder: PathBuf = std::env::temp_dir().join(format!("eks-iam-trace-{}-{name}", std::process::id()));
    fs::create_dir_all(&folder).unwrap();
    for (name, text) in files {
        fs::write(folder.join(name), text).unwrap();
    }
    let mut all = vec!["trace", folder.to_str().unwrap()];
    all.extend(arguments);
    let output = run(&all, "");
    fs::remove_dir_all(&folder).unwrap();
    (String::from_utf8(output.stdout).unwrap(), output.status.code())
}

#[test]
fn nothing_stops_an_operator() {
    let files = [("cluster.json", CLUSTER), ("aws-auth.yaml", AWS_AUTH), ("rbac.yaml", RBAC)];
    let (text, status) = trace("fine", &files, &["--as", OPS, "--to", "list nodes"]);
    assert!(text.contains("✓ aws-auth") && text.contains("✓ rbac"), "{text}");
    assert_eq!(status, Some(0), "{text}");
}

#[test]
fn rbac_stops_an_operator_who_wants_more() {
    let files = [("cluster.json", CLUSTER), ("aws-auth.yaml", AWS_AUTH), ("rbac.yaml", RBAC)];
    let arguments = ["--as", OPS, "--to", "list secrets in shop", "--format", "json"];
    let (text, status) = trace("rbac", &files, &arguments);
    let answer: Value = serde_json::from_str(&text).unwrap();
    assert_eq!((&answer["verdict"], &answer["hop"]), (&"breaks".into(), &"rbac".into()), "{text}");
    assert_eq!(answer["causes"][0]["kind"], "mapped-without-rights");
    assert_eq!(status, Some(1));
}

#[test]
fn a_gap_is_told_with_the_command_that_fills_it() {
    let (text, status) = trace("gap", &[("cluster.json", CLUSTER)], &["--as", OPS, "--to", "list nodes"]);
    assert!(text.contains("unknown, because the ConfigMap aws-auth was not given"), "{text}");
    assert!(text.contains("fetch it with: kubectl -n kube-system get configmap aws-auth -o yaml"), "{text}");
    assert_eq!(status, Some(2));
}

#[test]
fn who_is_in_no_known_list_may_be_in_one_that_was_not_given() {
    let files = [("cluster.json", CLUSTER), ("aws-auth.yaml", AWS_AUTH)];
    let stranger = "arn:aws:iam::111122223333:role/viewer";
    let (text, status) = trace("partly", &files, &["--as", stranger, "--to", "list nodes"]);
    assert!(text.contains("unknown, because the access entries were not given"), "{text}");
    assert_eq!(status, Some(2));
    let listed = [files[0], files[1], ("entries.json", r#"{"accessEntries": []}"#)];
    let (text, status) = trace("listed", &listed, &["--as", stranger, "--to", "list nodes"]);
    assert!(text.contains("✗ aws-auth") && text.contains("not-mapped"), "{text}");
    assert_eq!(status, Some(1));
}

#[test]
fn a_call_that_nobody_makes_is_refused_in_both_languages() {
    let arguments = ["--as", OPS, "--to", "please", "--lang", "ja"];
    let (text, status) = trace("refused", &[("cluster.json", CLUSTER)], &arguments);
    assert_eq!((text.as_str(), status), ("", Some(2)));
}
