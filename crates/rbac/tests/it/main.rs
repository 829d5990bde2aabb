//! Tests of the public interface.

#![expect(clippy::unwrap_used, reason = "helpers of tests fail as the tests do")]

mod authorizer;

use eks_iam_rbac::{
    Attributes, ConsolePage, NearMiss, RbacDecision, RbacObjects, User, binding_for_group, can,
    console_needs, forbidden_message,
};
use proptest::prelude::*;

const OBJECTS: &str = r#"
kind: List
items:
- kind: ClusterRole
  metadata: {name: logs}
  rules:
  - {apiGroups: [""], resources: [pods/log, "*/scale"], verbs: [get]}
  - {apiGroups: [""], resources: [configmaps], resourceNames: [aws-auth], verbs: [get]}
  - {nonResourceURLs: [/metrics, "/debug/*"], verbs: [get]}
- kind: ClusterRoleBinding
  metadata: {name: logs}
  roleRef: {kind: ClusterRole, name: logs}
  subjects: [{kind: Group, name: readers}, {kind: ServiceAccount, name: agent, namespace: ops}]
- kind: RoleBinding
  metadata: {name: editors, namespace: shop}
  roleRef: {kind: ClusterRole, name: edit}
  subjects: [{kind: Group, name: editors}]
- kind: ClusterRoleBinding
  metadata: {name: lost}
  roleRef: {kind: ClusterRole, name: gone}
  subjects: [{kind: User, name: mika}]
"#;

fn ask(user: &str, groups: &[&str], wanted: &Attributes<'_>) -> RbacDecision {
    let mut objects = RbacObjects::default().with_defaults();
    objects.add_yaml(OBJECTS).unwrap();
    let groups: Vec<String> = groups.iter().map(|it| (*it).to_owned()).collect();
    can(&objects, &User { name: user, groups: &groups }, wanted)
}

fn on<'a>(verb: &'a str, resource: &'a str, subresource: &'a str) -> Attributes<'a> {
    Attributes { verb, resource, subresource, ..Attributes::default() }
}

#[test]
fn masters_may_do_everything() {
    assert!(ask("x", &["system:masters"], &on("delete", "nodes", "")).allowed);
}

#[test]
fn subresources_are_their_own() {
    assert!(ask("x", &["readers"], &on("get", "pods", "log")).allowed);
    assert!(!ask("x", &["readers"], &on("get", "pods", "")).allowed);
    assert!(ask("x", &["readers"], &on("get", "replicationcontrollers", "scale")).allowed);
}

#[test]
fn names_narrow_a_rule() {
    let named = |name| Attributes { name, namespace: Some("kube-system"), ..on("get", "configmaps", "") };
    assert!(ask("x", &["readers"], &named(Some("aws-auth"))).allowed);
    assert!(!ask("x", &["readers"], &named(Some("other"))).allowed);
    assert!(!ask("x", &["readers"], &named(None)).allowed);
}

#[test]
fn paths_may_end_in_a_star() {
    let path = |url| Attributes { verb: "get", non_resource_url: Some(url), ..Attributes::default() };
    assert!(ask("x", &["readers"], &path("/debug/pprof")).allowed);
    assert!(!ask("x", &["readers"], &path("/metrics/x")).allowed);
}

#[test]
fn a_service_account_is_a_user() {
    assert!(ask("system:serviceaccount:ops:agent", &[], &on("get", "pods", "log")).allowed);
}

#[test]
fn a_role_binding_holds_in_its_namespace() {
    let there = |namespace| Attributes { namespace, ..on("list", "secrets", "") };
    assert!(ask("x", &["editors"], &there(Some("shop"))).allowed);
    let elsewhere = ask("x", &["editors"], &there(Some("other")));
    assert!(!elsewhere.allowed);
    assert!(
        matches!(elsewhere.near_misses.as_slice(), [NearMiss::Namespace { namespace, .. }] if namespace == "shop")
    );
    assert!(!ask("x", &["editors"], &there(None)).allowed, "a RoleBinding says nothing about all namespaces");
}

#[test]
fn near_misses_are_told() {
    let spelt = ask("x", &["reader"], &on("get", "pods", "log"));
    assert!(
        matches!(spelt.near_misses.as_slice(), [NearMiss::Subject { wanted, .. }] if wanted == "readers")
    );
    let verb = ask("x", &["readers"], &on("list", "pods", "log"));
    assert!(verb.near_misses.iter().any(|it| matches!(it, NearMiss::Verb { .. })));
    let role = ask("mika", &[], &on("get", "pods", ""));
    assert!(matches!(role.near_misses.as_slice(), [NearMiss::MissingRole { role, .. }] if role == "gone"));
}

#[test]
fn messages_are_those_of_the_api_server() {
    let user = User { name: "mika", groups: &[] };
    let wanted = Attributes { namespace: Some("default"), ..on("get", "pods", "log") };
    assert_eq!(
        forbidden_message(&user, &wanted),
        r#"pods is forbidden: User "mika" cannot get resource "pods/log" in API group "" in the namespace "default""#
    );
}

#[test]
fn unknown_fields_and_kinds_are_passed_over() {
    let mut objects = RbacObjects::default();
    let text = "kind: ClusterRole\nmetadata: {name: a, managedFields: [{x: 1}]}\nrules:\n- {verbs: [get], apiGroups: [''], resources: \
                [pods], future: {x: [1]}}\nextra: 1\n---\nkind: Widget\n---\nkind: ClusterRoleBinding\nmetadata: {name: \
                b}\nroleRef: {kind: ClusterRole, name: a, x: 1}\nsubjects: [{kind: User, name: x, y: 2}, {kind: Robot, name: x}, 3]\n";
    objects.add_yaml(text).unwrap();
    assert!(can(&objects, &User { name: "x", groups: &[] }, &on("get", "pods", "")).allowed);
}

#[test]
fn the_console_needs_nodes_and_workloads() {
    let mut objects = RbacObjects::default().with_defaults();
    objects.add_yaml(&binding_for_group("viewers", "view", None)).unwrap();
    let groups = ["viewers".to_owned()];
    let missing = |groups: &[String]| {
        let needs = console_needs(&objects, &User { name: "x", groups });
        needs
            .iter()
            .filter(|it| !it.decision.allowed)
            .map(|it| (it.page, it.verb, it.resource))
            .collect::<Vec<_>>()
    };
    assert_eq!(
        missing(&groups),
        [(ConsolePage::Nodes, "get", "nodes"), (ConsolePage::Nodes, "list", "nodes")]
    );
    assert!(missing(&["system:masters".to_owned()]).is_empty());
    let all: usize = ConsolePage::ALL.iter().map(|it| 2 * it.resources().len()).sum();
    assert_eq!(missing(&[]).len(), all);
}

proptest! {
    #[test]
    fn a_binding_gives_its_group_the_role(group in "[a-z][a-z0-9:-]{0,20}", namespace in proptest::option::of("[a-z]{1,8}")) {
        let mut objects = RbacObjects::default().with_defaults();
        objects.add_yaml(&binding_for_group(&group, "view", namespace.as_deref())).unwrap();
        let groups = [group];
        let wanted = Attributes { namespace: namespace.as_deref(), ..on("list", "pods", "") };
        let decision = can(&objects, &User { name: "x", groups: &groups }, &wanted);
        prop_assert!(decision.allowed);
    }

    #[test]
    fn any_text_is_read_without_panic(text in "\\PC{0,200}") {
        let _ = RbacObjects::default().add_yaml(&text);
    }
}
