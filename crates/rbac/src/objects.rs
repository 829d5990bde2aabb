//! Roles and bindings, read from manifests.

use std::fmt;

use eks_iam_document::{Node, ParseDocumentError};
use eks_iam_span::Span;

use crate::{PolicyRule, defaults};

/// The roles and bindings of a cluster.
#[derive(Clone, Debug, Default)]
pub struct RbacObjects {
    pub(crate) roles: Vec<Role>,
    pub(crate) bindings: Vec<Binding>,
}

/// A Role, or a ClusterRole when it has no namespace.
#[derive(Clone, Debug)]
pub(crate) struct Role {
    pub(crate) namespace: Option<String>,
    pub(crate) name: String,
    pub(crate) labels: Vec<(String, String)>,
    pub(crate) rules: Vec<PolicyRule>,
    /// The label sets of an aggregated ClusterRole: it has the rules of all roles that carry one of them.
    pub(crate) aggregates: Vec<Vec<(String, String)>>,
}

/// A RoleBinding, or a ClusterRoleBinding when it has no namespace.
#[derive(Clone, Debug)]
pub(crate) struct Binding {
    pub(crate) namespace: Option<String>,
    pub(crate) name: String,
    pub(crate) role_is_cluster: bool,
    pub(crate) role: String,
    pub(crate) subjects: Vec<Subject>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Subject {
    User(String),
    Group(String),
}

/// Why a manifest could not be read.
#[derive(Debug)]
pub struct ParseRbacError(ParseDocumentError);

impl ParseRbacError {
    /// Returns the place in the text.
    #[must_use]
    pub fn span(&self) -> Span {
        self.0.span()
    }
}

impl fmt::Display for ParseRbacError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl std::error::Error for ParseRbacError {}

impl RbacObjects {
    /// Adds Kubernetes' own roles and bindings, as far as access to a cluster depends on them.
    #[must_use]
    pub fn with_defaults(mut self) -> Self {
        defaults::add(&mut self);
        self
    }

    /// Adds the Roles, ClusterRoles and bindings of a manifest, lists taken apart; other kinds are passed over.
    ///
    /// # Errors
    ///
    /// When the text is no YAML or JSON document.
    pub fn add_yaml(&mut self, text: &str) -> Result<(), ParseRbacError> {
        for node in eks_iam_document::parse_all(text).map_err(ParseRbacError)? {
            self.add_node(&node);
        }
        Ok(())
    }

    /// Adds one object, or the items of a list.
    pub fn add_node(&mut self, node: &Node) {
        if let Some(items) = node.get("items").and_then(Node::as_sequence) {
            items.iter().for_each(|it| self.add_node(it));
            return;
        }
        let name = text_at(node, &["metadata", "name"]).unwrap_or_default();
        let namespace =
            || Some(text_at(node, &["metadata", "namespace"]).unwrap_or_else(|| "default".to_owned()));
        match node.get("kind").and_then(Node::as_str) {
            Some("Role") => self.roles.push(role(node, name, namespace())),
            Some("ClusterRole") => self.roles.push(role(node, name, None)),
            Some("RoleBinding") => self.bindings.push(binding(node, name, namespace())),
            Some("ClusterRoleBinding") => self.bindings.push(binding(node, name, None)),
            _ => {}
        }
    }

    /// Returns the rules of a role, those that it aggregates included.
    pub(crate) fn rules<'a>(&'a self, role: &'a Role) -> impl Iterator<Item = &'a PolicyRule> {
        let carries = |it: &Role, wanted: &[(String, String)]| {
            it.namespace.is_none()
                && !wanted.is_empty()
                && wanted.iter().all(|label| it.labels.contains(label))
        };
        let aggregated = self.roles.iter().filter(move |it| {
            it.name != role.name && role.aggregates.iter().any(|wanted| carries(it, wanted))
        });
        role.rules.iter().chain(aggregated.flat_map(|it| &it.rules))
    }
}

fn text_at(node: &Node, path: &[&str]) -> Option<String> {
    node.path(path).and_then(Node::as_str).map(str::to_owned)
}

fn texts(node: &Node, key: &str) -> Vec<String> {
    let items = node.get(key).and_then(Node::as_sequence).unwrap_or_default();
    items.iter().filter_map(Node::as_str).map(str::to_owned).collect()
}

fn pairs(node: Option<&Node>) -> Vec<(String, String)> {
    let entries = node.and_then(Node::as_mapping).unwrap_or_default();
    let pair =
        |it: &eks_iam_document::Entry| Some((it.key.as_str()?.to_owned(), it.value.as_str()?.to_owned()));
    entries.iter().filter_map(pair).collect()
}

fn role(node: &Node, name: String, namespace: Option<String>) -> Role {
    let rules = node.get("rules").and_then(Node::as_sequence).unwrap_or_default();
    let selectors = node.path(&["aggregationRule", "clusterRoleSelectors"]).and_then(Node::as_sequence);
    Role {
        namespace,
        name,
        labels: pairs(node.path(&["metadata", "labels"])),
        rules: rules.iter().map(rule).collect(),
        aggregates: selectors.unwrap_or_default().iter().map(|it| pairs(it.get("matchLabels"))).collect(),
    }
}

fn rule(node: &Node) -> PolicyRule {
    PolicyRule {
        verbs: texts(node, "verbs"),
        api_groups: texts(node, "apiGroups"),
        resources: texts(node, "resources"),
        resource_names: texts(node, "resourceNames"),
        non_resource_urls: texts(node, "nonResourceURLs"),
    }
}

fn binding(node: &Node, name: String, namespace: Option<String>) -> Binding {
    let subjects = node.get("subjects").and_then(Node::as_sequence).unwrap_or_default();
    let subjects = subjects.iter().filter_map(|it| subject(it, namespace.as_deref())).collect();
    Binding {
        name,
        role_is_cluster: text_at(node, &["roleRef", "kind"]).as_deref() != Some("Role"),
        role: text_at(node, &["roleRef", "name"]).unwrap_or_default(),
        subjects,
        namespace,
    }
}

fn subject(node: &Node, home: Option<&str>) -> Option<Subject> {
    let name = node.get("name").and_then(Node::as_str)?;
    match node.get("kind").and_then(Node::as_str)? {
        "User" => Some(Subject::User(name.to_owned())),
        "Group" => Some(Subject::Group(name.to_owned())),
        "ServiceAccount" => {
            let namespace = node.get("namespace").and_then(Node::as_str).or(home)?;
            Some(Subject::User(format!("system:serviceaccount:{namespace}:{name}")))
        }
        _ => None,
    }
}
