//! The resources of the API, as discovery tells them.

use serde_json::{Value, json};

/// A resource: where it stands and how it is called.
#[derive(Debug)]
pub(crate) struct Resource {
    /// Empty for the core group.
    pub(crate) group: &'static str,
    pub(crate) name: &'static str,
    pub(crate) kind: &'static str,
    pub(crate) is_namespaced: bool,
    pub(crate) short: &'static [&'static str],
    verbs: &'static [&'static str],
}

impl Resource {
    const fn new(group: &'static str, name: &'static str, kind: &'static str, is_namespaced: bool) -> Self {
        Self { group, name, kind, is_namespaced, short: &[], verbs: WRITE }
    }

    const fn reading(self, short: &'static [&'static str]) -> Self {
        Self { verbs: READ, short, ..self }
    }

    const fn review(self) -> Self {
        Self { verbs: &["create"], ..self }
    }

    const fn short(self, short: &'static [&'static str]) -> Self {
        Self { short, ..self }
    }

    pub(crate) fn group_version(&self) -> String {
        if self.group.is_empty() { "v1".to_owned() } else { format!("{}/v1", self.group) }
    }

    fn shown(&self) -> Value {
        json!({
            "name": self.name,
            "singularName": self.kind.to_ascii_lowercase(),
            "namespaced": self.is_namespaced,
            "kind": self.kind,
            "verbs": self.verbs,
            "shortNames": self.short,
        })
    }
}

/// All of a group, kept ones first.
pub(super) fn of_group(group: &str) -> impl Iterator<Item = &'static Resource> {
    STORED.iter().chain(COMPUTED).filter(move |it| it.group == group)
}

/// The document of a group version; `None` when there is no such group.
pub(super) fn list_of_group(group: &str) -> Option<String> {
    let resources: Vec<_> = of_group(group).map(Resource::shown).collect();
    let version = of_group(group).next()?.group_version();
    let list = json!({ "kind": "APIResourceList", "apiVersion": "v1", "groupVersion": version, "resources": resources });
    Some(list.to_string())
}

/// The list of all groups but the core.
pub(super) fn groups() -> String {
    let groups: Vec<_> = GROUPS
        .iter()
        .map(|group| {
            let version = json!({ "groupVersion": format!("{group}/v1"), "version": "v1" });
            json!({ "name": group, "versions": [version], "preferredVersion": version })
        })
        .collect();
    json!({ "kind": "APIGroupList", "apiVersion": "v1", "groups": groups }).to_string()
}

/// The root of the OpenAPI documents (version 3), a document a group.
pub(super) fn openapi_root() -> String {
    let paths: serde_json::Map<_, _> =
        STORED
            .iter()
            .map(|it| {
                if it.group.is_empty() { "api/v1".to_owned() } else { format!("apis/{}", it.group_version()) }
            })
            .map(|path| (path.clone(), json!({ "serverRelativeURL": format!("/openapi/v3/{path}") })))
            .collect();
    json!({ "paths": paths }).to_string()
}

/// An OpenAPI document that says of a group what kubectl wants to know before it applies: that the server itself checks
/// fields. It has no schemas.
pub(super) fn openapi(path: &str) -> Option<String> {
    let group = match path {
        "api/v1" => "",
        path => path.strip_prefix("apis/")?.strip_suffix("/v1")?,
    };
    let operations: serde_json::Map<_, _> = STORED
        .iter()
        .filter(|it| it.group == group)
        .map(|it| {
            let place = if it.is_namespaced { "/namespaces/{namespace}" } else { "" };
            let operation = json!({ "patch": {
                "parameters": [{ "name": "fieldValidation", "in": "query", "schema": { "type": "string", "uniqueItems": true } }],
                "responses": {},
                "x-kubernetes-action": "patch",
                "x-kubernetes-group-version-kind": { "group": it.group, "version": "v1", "kind": it.kind },
            } });
            (format!("/{path}{place}/{}/{{name}}", it.name), operation)
        })
        .collect();
    let document = json!({
        "openapi": "3.0.0",
        "info": { "title": "Kubernetes", "version": "v1" },
        "paths": operations,
        "components": { "schemas": {} },
    });
    (document.get("paths").is_some_and(|it| it != &json!({}))).then(|| document.to_string())
}

const RBAC: &str = "rbac.authorization.k8s.io";
const READ: &[&str] = &["get", "list"];
const WRITE: &[&str] = &["create", "delete", "get", "list", "patch", "update"];
const GROUPS: [&str; 3] = ["authentication.k8s.io", "authorization.k8s.io", RBAC];

/// What is kept as it is written.
pub(crate) const STORED: &[Resource] = &[
    Resource::new("", "configmaps", "ConfigMap", true).short(&["cm"]),
    Resource::new("", "serviceaccounts", "ServiceAccount", true).short(&["sa"]),
    Resource::new(RBAC, "clusterrolebindings", "ClusterRoleBinding", false),
    Resource::new(RBAC, "clusterroles", "ClusterRole", false),
    Resource::new(RBAC, "rolebindings", "RoleBinding", true),
    Resource::new(RBAC, "roles", "Role", true),
];

/// What follows from the world, or is answered and not kept.
pub(super) const COMPUTED: &[Resource] = &[
    Resource::new("", "namespaces", "Namespace", false).reading(&["ns"]),
    Resource::new("", "nodes", "Node", false).reading(&["no"]),
    Resource::new("", "pods", "Pod", true).reading(&["po"]),
    Resource::new("authentication.k8s.io", "selfsubjectreviews", "SelfSubjectReview", false).review(),
    Resource::new("authentication.k8s.io", "tokenreviews", "TokenReview", false).review(),
    Resource::new("authorization.k8s.io", "selfsubjectaccessreviews", "SelfSubjectAccessReview", false)
        .review(),
    Resource::new("authorization.k8s.io", "subjectaccessreviews", "SubjectAccessReview", false).review(),
];
