//! Writes the RBAC objects that allow what Kubernetes refused.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::json;

use super::event::Ask;

/// What a role allows: API group and resource, and the verbs.
type Rules<'a> = BTreeMap<(&'a str, &'a str), BTreeSet<&'a str>>;

/// Returns a role and a binding for each namespace, and for the cluster scope; none when the asks are not whole.
pub(super) fn rbac_objects(user: &str, asks: &[&Ask]) -> Option<String> {
    let mut by_place: BTreeMap<Option<&str>, Rules<'_>> = BTreeMap::new();
    for ask in asks {
        let (Some(verb), Some(resource)) = (ask.action.as_deref(), ask.resource.as_deref()) else { continue };
        // Old API servers write `deployments.apps`.
        let (resource, group) = match (resource.split_once('.'), ask.api_group.as_deref()) {
            (_, Some(group)) => (resource, group),
            (Some((resource, group)), None) => (resource, group),
            (None, None) => (resource, ""),
        };
        let rules = by_place.entry(ask.namespace.as_deref()).or_default();
        rules.entry((group, resource)).or_default().insert(verb);
    }
    let objects: Vec<String> = by_place.iter().map(|(place, rules)| objects(user, *place, rules)).collect();
    (!objects.is_empty()).then(|| objects.join("---\n"))
}

fn objects(user: &str, namespace: Option<&str>, rules: &Rules<'_>) -> String {
    let name = name(user);
    let (role, binding) =
        if namespace.is_some() { ("Role", "RoleBinding") } else { ("ClusterRole", "ClusterRoleBinding") };
    let metadata = match namespace {
        Some(namespace) => format!("metadata:\n  name: {name}\n  namespace: {}\n", json!(namespace)),
        None => format!("metadata:\n  name: {name}\n"),
    };
    let mut text = format!("apiVersion: rbac.authorization.k8s.io/v1\nkind: {role}\n{metadata}rules:\n");
    for ((group, resource), verbs) in rules {
        let verbs: Vec<_> = verbs.iter().collect();
        text.push_str(&format!(
            "  - apiGroups: {}\n    resources: {}\n    verbs: {}\n",
            json!([group]),
            json!([resource]),
            json!(verbs)
        ));
    }
    let subject = match user.strip_prefix("system:serviceaccount:").and_then(|it| it.split_once(':')) {
        Some((namespace, name)) => format!(
            "  - kind: ServiceAccount\n    name: {}\n    namespace: {}\n",
            json!(name),
            json!(namespace)
        ),
        None => {
            format!("  - kind: User\n    name: {}\n    apiGroup: rbac.authorization.k8s.io\n", json!(user))
        }
    };
    text.push_str(&format!(
        "---\napiVersion: rbac.authorization.k8s.io/v1\nkind: {binding}\n{metadata}subjects:\n{subject}roleRef:\n  kind: {role}\n  name: {name}\n  apiGroup: rbac.authorization.k8s.io\n"
    ));
    text
}

/// Returns a name that Kubernetes takes, made of the user's.
fn name(user: &str) -> String {
    let last = user.rsplit(['/', ':']).next().unwrap_or(user);
    let word: String = last
        .chars()
        .map(|it| if it.is_ascii_alphanumeric() { it.to_ascii_lowercase() } else { '-' })
        .take(40)
        .collect();
    let word = word.trim_matches('-');
    if word.is_empty() { "allow-denied".to_owned() } else { format!("allow-{word}") }
}

#[test]
fn the_objects_allow_every_ask_and_nothing_besides() {
    use eks_iam_rbac::{Attributes, RbacObjects, User, can};

    let ask = |verb: &str, resource: &str, group: &str, namespace: Option<&str>| Ask {
        action: Some(verb.to_owned()),
        resource: Some(resource.to_owned()),
        api_group: Some(group.to_owned()),
        namespace: namespace.map(str::to_owned),
        ..Ask::default()
    };
    let asks = [
        ask("list", "nodes", "", None),
        ask("get", "pods", "", Some("shop")),
        ask("list", "pods", "", Some("shop")),
        ask("patch", "deployments", "apps", Some("shop")),
    ];
    for name in ["mika", "arn:aws:iam::111122223333:role/ops", "system:serviceaccount:shop:web"] {
        let text = rbac_objects(name, &asks.iter().collect::<Vec<_>>()).expect("the asks are whole");
        let mut objects = RbacObjects::default();
        objects.add_yaml(&text).expect("it is YAML");
        let user = User { name, groups: &[] };
        let allows = |verb: &str, resource: &str, api_group: &str, namespace: Option<&str>| {
            can(
                &objects,
                &user,
                &Attributes { verb, resource, api_group, namespace, ..Attributes::default() },
            )
            .allowed
        };
        assert!(
            allows("list", "nodes", "", None) && allows("patch", "deployments", "apps", Some("shop")),
            "{text}"
        );
        assert!(allows("get", "pods", "", Some("shop")) && !allows("get", "pods", "", Some("other")));
        assert!(!allows("delete", "pods", "", Some("shop")) && !allows("get", "nodes", "", None));
    }
}
