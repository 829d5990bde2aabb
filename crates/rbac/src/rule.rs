//! One rule of a role, and whether it covers a request.

use crate::Attributes;

/// A rule: every element lists what it covers, `*` covers all.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PolicyRule {
    /// `get`, `list` …
    pub verbs: Vec<String>,
    /// API groups; `""` is the core group.
    pub api_groups: Vec<String>,
    /// Resources: `pods`, `pods/log`, `*/scale`, `*`.
    pub resources: Vec<String>,
    /// Names of objects; empty covers all.
    pub resource_names: Vec<String>,
    /// Paths; a `*` at the end covers what begins so.
    pub non_resource_urls: Vec<String>,
}

impl PolicyRule {
    /// Tells whether the rule allows the request.
    #[must_use]
    pub fn allows(&self, wanted: &Attributes<'_>) -> bool {
        self.covers_verb(wanted.verb) && self.covers_object(wanted)
    }

    /// Tells whether the rule covers the request's object, whatever the verb.
    #[must_use]
    pub fn covers_object(&self, wanted: &Attributes<'_>) -> bool {
        if let Some(url) = wanted.non_resource_url {
            return self.non_resource_urls.iter().any(|it| covers_url(it, url));
        }
        self.covers_group(wanted) && self.covers_resource(wanted) && self.covers_name(wanted.name)
    }

    pub(crate) fn covers_group(&self, wanted: &Attributes<'_>) -> bool {
        has(&self.api_groups, wanted.api_group)
    }

    pub(crate) fn covers_verb(&self, verb: &str) -> bool {
        has(&self.verbs, verb)
    }

    pub(crate) fn covers_resource(&self, wanted: &Attributes<'_>) -> bool {
        self.resources.iter().any(|it| match (it.as_str(), wanted.subresource) {
            ("*", _) => true,
            (resource, "") => resource == wanted.resource,
            (resource, subresource) => resource.split_once('/').is_some_and(|(parent, sub)| {
                sub == subresource && (parent == "*" || parent == wanted.resource)
            }),
        })
    }

    pub(crate) fn covers_name(&self, name: Option<&str>) -> bool {
        self.resource_names.is_empty()
            || name.is_some_and(|name| self.resource_names.iter().any(|it| it == name))
    }
}

fn has(list: &[String], wanted: &str) -> bool {
    list.iter().any(|it| it == "*" || it == wanted)
}

fn covers_url(pattern: &str, url: &str) -> bool {
    pattern == url || pattern.ends_with('*') && url.starts_with(pattern.trim_end_matches('*'))
}

/// Returns the smallest object that gives a group what a ClusterRole allows: in one namespace, or everywhere.
///
/// ```
/// let yaml = eks_iam_rbac::binding_for_group("viewers", "view", Some("shop"));
/// assert!(yaml.starts_with("apiVersion: rbac.authorization.k8s.io/v1\nkind: RoleBinding\n"));
/// ```
#[must_use]
pub fn binding_for_group(group: &str, cluster_role: &str, namespace: Option<&str>) -> String {
    let quote = |text: &str| format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""));
    let (kind, place) = match namespace {
        Some(namespace) => ("RoleBinding", format!("  namespace: {}\n", quote(namespace))),
        None => ("ClusterRoleBinding", String::new()),
    };
    format!(
        "apiVersion: rbac.authorization.k8s.io/v1\nkind: {kind}\nmetadata:\n  name: {name}\n{place}subjects:\n  - kind: Group\n    \
         name: {group}\n    apiGroup: rbac.authorization.k8s.io\nroleRef:\n  kind: ClusterRole\n  name: {role}\n  \
         apiGroup: rbac.authorization.k8s.io\n",
        name = quote(&format!("{cluster_role}-for-{}", group.replace(':', "-"))),
        group = quote(group),
        role = quote(cluster_role),
    )
}
