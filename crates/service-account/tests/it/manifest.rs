//! Pods and service accounts read from manifests.

use eks_iam_document::parse_all;
use eks_iam_service_account::{
    Container, Flags, MutationInput, Pod, ServiceAccount, mutate, pod_environment,
};

use crate::variables;

const MANIFEST: &str = "
apiVersion: v1
kind: ServiceAccount
metadata:
  namespace: apps
  name: reader
  annotations:
    eks.amazonaws.com/role-arn: arn:aws:iam::111122223333:role/reader
    eks.amazonaws.com/sts-regional-endpoints: \"true\"
---
apiVersion: apps/v1
kind: Deployment
metadata: {namespace: apps, name: web}
spec:
  template:
    metadata:
      annotations:
        eks.amazonaws.com/token-expiration: 3600
    spec:
      serviceAccountName: reader
      nodeSelector: {kubernetes.io/os: linux}
      volumes:
        - name: cache
      initContainers:
        - name: prepare
      containers:
        - name: main
          env:
            - {name: LOG, value: debug}
            - name: NODE
              valueFrom: {fieldRef: {fieldPath: spec.nodeName}}
          volumeMounts:
            - {name: cache, mountPath: /cache}
";

#[test]
fn deployment_and_account() {
    let nodes = parse_all(MANIFEST).unwrap();
    let account = ServiceAccount::from_manifest(&nodes[0]).unwrap();
    let pod = Pod::from_manifest(&nodes[1]).unwrap();
    assert!(ServiceAccount::from_manifest(&nodes[1]).is_none());
    assert!(Pod::from_manifest(&nodes[0]).is_none());
    assert_eq!(
        pod,
        Pod {
            namespace: "apps".to_owned(),
            service_account: "reader".to_owned(),
            annotations: vec![("eks.amazonaws.com/token-expiration".to_owned(), "3600".to_owned())],
            node_selector: vec![("kubernetes.io/os".to_owned(), "linux".to_owned())],
            containers: vec![Container {
                name: "main".to_owned(),
                env: variables(&[("LOG", "debug"), ("NODE", "")]),
                volume_mounts: vec!["cache".to_owned()],
            }],
            init_containers: vec![Container { name: "prepare".to_owned(), ..Container::default() }],
            volumes: vec!["cache".to_owned()],
        }
    );
    let flags = Flags::for_cluster_version("1.21").with_region("us-west-2");
    let input = MutationInput { service_accounts: vec![account], pod, flags, ..MutationInput::default() };
    let environment = pod_environment(&input.pod, &mutate(&input), "prepare");
    assert_eq!(environment[0], ("AWS_STS_REGIONAL_ENDPOINTS".to_owned(), "regional".to_owned()));
}

#[test]
fn an_unnamed_account_is_the_default_one() {
    let nodes = parse_all("kind: Pod\nspec: {containers: [{name: a}]}\n").unwrap();
    let pod = Pod::from_manifest(&nodes[0]).unwrap();
    assert_eq!((pod.namespace.as_str(), pod.service_account.as_str()), ("default", "default"));
}
