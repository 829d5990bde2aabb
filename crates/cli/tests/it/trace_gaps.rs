//! What `trace` says of a snapshot that lacks a part, of one that cannot be read, and of words that it cannot place.

use std::{fs, path::PathBuf};

use crate::run;

const CLUSTER: &str = "\
cluster:
  arn: arn:aws:eks:us-west-2:111122223333:cluster/shop
  accessConfig: {authenticationMode: API_AND_CONFIG_MAP}
";
const IAM: &str = "\
iam:
  UserDetailList: [{UserName: mika, Arn: 'arn:aws:iam::111122223333:user/mika', UserPolicyList: []}]
  RoleDetailList:
    - RoleName: viewer
      Arn: arn:aws:iam::111122223333:role/viewer
      AssumeRolePolicyDocument: {Version: '2012-10-17', Statement: []}
      RolePolicyList: []
";
const AWS_AUTH: &str = "  - apiVersion: v1
    kind: ConfigMap
    metadata: {name: aws-auth, namespace: kube-system}
    data: {mapRoles: '[{rolearn: arn:aws:iam::111122223333:role/viewer, username: viewer, groups: [viewers]}]'}
";
const RBAC: &str = "  - apiVersion: rbac.authorization.k8s.io/v1
    kind: ClusterRole
    metadata: {name: look}
    rules: [{apiGroups: [''], resources: [nodes], verbs: [list]}]
  - apiVersion: rbac.authorization.k8s.io/v1
    kind: ClusterRoleBinding
    metadata: {name: look}
    subjects: [{kind: Group, name: viewers, apiGroup: rbac.authorization.k8s.io}]
    roleRef: {kind: ClusterRole, name: look, apiGroup: rbac.authorization.k8s.io}
";
const ENTRIES: &str = "access-entries: []\n";
const VIEWER: &str = "arn:aws:iam::111122223333:role/viewer";

/// Traces over a document of all parts, and returns standard output, standard error and the status.
#[track_caller]
fn trace(snapshot: &str, who: &str, to: &str, language: &str) -> (String, String, Option<i32>) {
    use std::sync::atomic::{AtomicUsize, Ordering};
    static NUMBER: AtomicUsize = AtomicUsize::new(0);
    let number = NUMBER.fetch_add(1, Ordering::Relaxed);
    let name = format!("eks-iam-trace-gap-{}-{number}.yaml", std::process::id());
    let path: PathBuf = std::env::temp_dir().join(&name);
    fs::write(&path, snapshot).unwrap();
    let output = run(&["--lang", language, "trace", path.to_str().unwrap(), "--as", who, "--to", to], "");
    fs::remove_file(&path).unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap().replace(path.to_str().unwrap(), "FILE");
    (text(output.stdout), text(output.stderr), output.status.code())
}

#[track_caller]
fn check_gap(parts: &[&str], (who, to): (&str, &str), english: &str, japanese: &str, fetch: &str) {
    for (language, unknown, label) in [("en", english, "fetch it with"), ("ja", japanese, "取得方法")] {
        let (text, complaint, status) = trace(&parts.concat(), who, to, language);
        assert!(text.contains(unknown), "{text}{complaint}");
        assert!(text.contains(&format!("{label}: ")) && text.contains(fetch), "{text}");
        assert_eq!(status, Some(2), "{text}{complaint}");
    }
}

#[test]
fn a_document_of_all_parts_is_a_snapshot() {
    let whole = [CLUSTER, IAM, "kubernetes:\n", AWS_AUTH, RBAC, ENTRIES].concat();
    let (text, complaint, status) = trace(&whole, VIEWER, "list nodes", "en");
    assert!(text.contains("✓ aws-auth") && text.contains("✓ rbac"), "{text}");
    assert_eq!((complaint.as_str(), status), ("", Some(0)));
}

#[test]
fn without_kubernetes_the_config_map_is_missing() {
    check_gap(
        &[CLUSTER, IAM, ENTRIES],
        (VIEWER, "list nodes"),
        "? aws-auth        unknown, because the ConfigMap aws-auth was not given",
        "? aws-auth        不明: ConfigMap aws-auth が渡されていません",
        "kubectl -n kube-system get configmap aws-auth -o yaml",
    );
}

#[test]
fn the_config_map_may_be_missing_beside_other_objects() {
    check_gap(
        &[CLUSTER, IAM, "kubernetes:\n", RBAC, ENTRIES],
        (VIEWER, "list nodes"),
        "? aws-auth        unknown, because the ConfigMap aws-auth was not given",
        "? aws-auth        不明: ConfigMap aws-auth が渡されていません",
        "kubectl -n kube-system get configmap aws-auth -o yaml",
    );
}

#[test]
fn rbac_may_be_missing_beside_the_config_map() {
    check_gap(
        &[CLUSTER, IAM, "kubernetes:\n", AWS_AUTH, ENTRIES],
        (VIEWER, "list nodes"),
        "? rbac            unknown, because",
        "? rbac            不明:",
        "kubectl get clusterroles,clusterrolebindings,roles,rolebindings -A -o yaml",
    );
}

#[test]
fn without_entries_who_is_not_in_aws_auth_is_unknown() {
    check_gap(
        &[CLUSTER, IAM, "kubernetes:\n", AWS_AUTH, RBAC],
        ("arn:aws:iam::111122223333:user/mika", "list nodes"),
        "unknown, because the access entries were not given",
        "不明: アクセスエントリが渡されていません",
        "aws eks list-access-entries",
    );
}

#[test]
fn without_entries_a_mapping_is_told_with_what_would_win_over_it() {
    let parts = [CLUSTER, IAM, "kubernetes:\n", AWS_AUTH, RBAC].concat();
    let (text, _, status) = trace(&parts, VIEWER, "list nodes", "en");
    assert!(
        text.contains("groups: viewers; the access entries, which win over it, were not given"),
        "{text}"
    );
    assert_eq!(status, Some(0));
}

#[test]
fn without_iam_the_policies_are_missing() {
    check_gap(
        &[CLUSTER, "kubernetes:\n", AWS_AUTH, ENTRIES],
        (VIEWER, "eks:ListClusters"),
        "? policy          unknown, because arn:aws:iam::111122223333:role/viewer was not given",
        "? policy          不明: arn:aws:iam::111122223333:role/viewer が渡されていません",
        "aws iam get-account-authorization-details",
    );
}

#[test]
fn without_a_cluster_the_region_is_missing() {
    let (text, _, _) = trace(&[IAM, ENTRIES].concat(), VIEWER, "sts:GetCallerIdentity", "ja");
    assert!(text.contains("クライアントが使うリージョンが分かりません"), "{text}");
    assert!(text.contains("取得方法: aws configure get region"), "{text}");
}

#[test]
fn a_pod_that_is_not_there_is_told_with_those_that_are() {
    let pods = "  - {apiVersion: v1, kind: Pod, metadata: {name: web}, spec: {containers: []}}\n";
    let (_, told, status) =
        trace(&[CLUSTER, "kubernetes:\n", pods].concat(), "pod/wep", "s3:ListAllMyBuckets", "en");
    assert_eq!(told, "error: `pod/wep` is not in the snapshot; it has web\n");
    assert_eq!(status, Some(2));
    let (_, told, _) =
        trace(CLUSTER.replace("cluster:", "iam: {}\ncluster:").as_str(), "pod/wep", "console", "ja");
    assert_eq!(
        told,
        "エラー: `pod/wep` はスナップショットにありません。取得方法: kubectl get pods -A -o yaml\n"
    );
}

#[test]
fn a_principal_that_is_not_there_is_told_with_those_that_are_like_it() {
    let snapshot = [CLUSTER, IAM].concat();
    let (_, told, status) = trace(&snapshot, "viewer", "list nodes", "en");
    assert!(
        told.ends_with(&format!("write an ARN, pod/NAME or node/NAME; the snapshot has {VIEWER}\n")),
        "{told}"
    );
    assert_eq!(status, Some(2));
    let (text, told, _) = trace(&snapshot, "arn:aws:iam::111122223333:role/Viewer", "list nodes", "en");
    assert!(text.contains("✓ caller"), "{text}");
    assert_eq!(
        told,
        format!(
            "note: arn:aws:iam::111122223333:role/Viewer is none of the 2 users and roles of its account in the snapshot; \
             the snapshot has {VIEWER}\n"
        )
    );
    let (_, told, _) = trace(&snapshot, "arn:aws:s3:::bucket", "list nodes", "ja");
    assert!(told.contains("サービスが `iam` でも `sts` でもない"), "{told}");
}

#[test]
fn a_verb_that_is_none_is_told_with_what_to_write() {
    for (to, advice) in [
        ("logs web", "`logs` is no verb of the Kubernetes API; write 'get pods/log'"),
        ("describe pods", "write 'get pods'"),
        ("fly nodes", "these are: get, list, watch, create,"),
        ("nodes", "`nodes` is no call; write 'list nodes'"),
    ] {
        let (_, told, status) = trace(CLUSTER, VIEWER, to, "en");
        assert!(told.contains(advice), "{told}");
        assert_eq!(status, Some(2));
    }
    let (_, told, _) = trace(CLUSTER, VIEWER, "fly nodes", "ja");
    assert!(
        told.contains("`fly` は Kubernetes の API の動詞ではありません。使えるもの: get, list"),
        "{told}"
    );
}

#[test]
fn kubectls_names_of_resources_are_understood() {
    let whole = [CLUSTER, IAM, "kubernetes:\n", AWS_AUTH, RBAC, ENTRIES].concat();
    for to in ["list node", "list no"] {
        assert_eq!(trace(&whole, VIEWER, to, "en").2, Some(0), "{to}");
    }
}

#[test]
fn a_snapshot_that_cannot_be_read_is_told_with_its_place() {
    let (_, told, status) = trace("cluster: {\n", VIEWER, "list nodes", "ja");
    assert_eq!(status, Some(2));
    assert!(
        told.starts_with("エラー: ドキュメントを読み取れません: 括弧 `{` が閉じられていません。"),
        "{told}"
    );
    assert!(told.contains(" --> FILE:1:10\n") && told.contains("^"), "{told}");
    let (_, told, _) = trace("iam: {}\nkubernets: []\n", VIEWER, "list nodes", "en");
    assert!(
        told.contains("the key `kubernets` is not known here; known: kubernetes\n --> FILE:2:1\n"),
        "{told}"
    );
    let (_, told, _) = trace("foo: 1\n", VIEWER, "list nodes", "en");
    assert!(told.contains("give what `kubectl get -o yaml`"), "{told}");
    for (language, words) in [("en", "error: cannot read"), ("ja", "エラー: ")] {
        let output =
            run(&["--lang", language, "trace", "/no/such/file", "--as", VIEWER, "--to", "console"], "");
        let told = String::from_utf8(output.stderr).unwrap();
        assert!(told.starts_with(words) && told.contains("/no/such/file"), "{told}");
        assert_eq!(told.contains("os error"), language == "en", "{told}");
    }
}
