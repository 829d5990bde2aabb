//! Where what is missing comes from: commands, the same in every language but for the words around them.

use super::Row;

pub(super) const ROWS: &[Row] = &[
    (
        "fetch.access-entries",
        "aws eks list-access-entries --cluster-name CLUSTER --output json; aws eks describe-access-entry for each",
        "aws eks list-access-entries --cluster-name クラスター名 --output json、続いて各エントリの aws eks describe-access-entry",
    ),
    (
        "fetch.association",
        "aws eks list-pod-identity-associations, then aws eks describe-pod-identity-association for that of {name}",
        "aws eks list-pod-identity-associations、続いて {name} の aws eks describe-pod-identity-association",
    ),
    (
        "fetch.aws-auth",
        "kubectl -n kube-system get configmap aws-auth -o yaml",
        "kubectl -n kube-system get configmap aws-auth -o yaml",
    ),
    ("fetch.caller", "aws sts get-caller-identity", "aws sts get-caller-identity"),
    (
        "fetch.cluster",
        "aws eks describe-cluster --name CLUSTER",
        "aws eks describe-cluster --name クラスター名",
    ),
    (
        "fetch.entity",
        "aws iam get-account-authorization-details, in the account of {arn}",
        "{arn} のアカウントで aws iam get-account-authorization-details",
    ),
    (
        "fetch.identity-policies",
        "aws iam get-account-authorization-details, in the account of {arn}",
        "{arn} のアカウントで aws iam get-account-authorization-details",
    ),
    (
        "fetch.issuer",
        "aws eks describe-cluster --name CLUSTER (for the pods of {name})",
        "aws eks describe-cluster --name クラスター名 ({name} のポッド用)",
    ),
    ("fetch.object", "kubectl get {kind} {name} -o yaml", "kubectl get {kind} {name} -o yaml"),
    (
        "fetch.rbac",
        "kubectl get clusterroles,clusterrolebindings,roles,rolebindings -A -o yaml",
        "kubectl get clusterroles,clusterrolebindings,roles,rolebindings -A -o yaml",
    ),
    (
        "fetch.region",
        "aws configure get region; aws eks describe-cluster --name CLUSTER",
        "aws configure get region、または aws eks describe-cluster --name クラスター名",
    ),
    (
        "fetch.role-annotation",
        "kubectl get serviceaccount {name} -o yaml",
        "kubectl get serviceaccount {name} -o yaml",
    ),
    ("fetch.token-host", "kubectl config view --minify", "kubectl config view --minify"),
    ("fetch.token-maker", "kubectl config view --minify", "kubectl config view --minify"),
];
