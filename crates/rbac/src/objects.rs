//! Roles and bindings, read from manifests.

use std::{collections::HashMap, fmt};

use eks_iam_document::{Node, ParseDocumentError};
use eks_iam_span::Span;

use crate::{PolicyRule, defaults, selector::Selector};

/// The roles and bindings of a cluster. An object that is added replaces the one of its kind, namespace and name.
#[derive(Clone, Debug, Default)]
pub struct RbacObjects {
    roles: Vec<Role>,
    bindings: Vec<Binding>,
    /// Places in `roles` and `bindings`, by namespace and name.
    role_at: HashMap<Place, usize>,
    binding_at: HashMap<Place, usize>,
}

/// Namespace, none for what is of the cluster, and name.
type Place = (Option<String>, String);

/// A Role, or a ClusterRole when it has no namespace.
#[derive(Clone, Debug)]
pub(crate) struct Role {
    pub(crate) namespace: Option<String>,
    pub(crate) name: String,
    pub(crate) labels: Vec<(String, String)>,
    pub(crate) rules: Vec<PolicyRule>,
    /// The selectors of an aggregated ClusterRole: it has the rules of all ClusterRoles that one of them chooses.
    pub(crate) aggregates: Vec<Selector>,
    /// An aggregated ClusterRole that no API server has stored: its own rules will be overwritten.
    is_draft: bool,
}

/// A RoleBinding, or a ClusterRoleBinding when it has no namespace.
#[derive(Clone, Debug)]
pub(crate) struct Binding {
    pub(crate) namespace: Option<String>,
    pub(crate) name: String,
    /// None for a kind that there is not: such a binding grants nothing.
    role_kind: Option<RoleKind>,
    pub(crate) role: String,
    pub(crate) subjects: Vec<Subject>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum RoleKind {
    Role,
    ClusterRole,
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
    /// Adds Kubernetes' own roles and bindings (1.33), as far as access of people and nodes depends on them. Objects of
    /// the same names that are there already, or are added later, count in their place.
    #[must_use]
    pub fn with_defaults(mut self) -> Self {
        let own = std::mem::replace(&mut self, defaults::defaults().clone());
        own.roles.into_iter().for_each(|it| self.add_role(it));
        own.bindings.into_iter().for_each(|it| self.add_binding(it));
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
        if let Some(items) = node.as_sequence().or_else(|| node.get("items").and_then(Node::as_sequence)) {
            items.iter().for_each(|it| self.add_node(it));
            return;
        }
        let name = text_at(node, &["metadata", "name"]).unwrap_or_default();
        let namespace = || {
            let given = text_at(node, &["metadata", "namespace"]).filter(|it| !it.is_empty());
            Some(given.unwrap_or_else(|| "default".to_owned()))
        };
        match node.get("kind").and_then(Node::as_str) {
            Some("Role") => self.add_role(role(node, name, namespace())),
            Some("ClusterRole") => self.add_role(role(node, name, None)),
            Some("RoleBinding") => self.add_binding(binding(node, name, namespace())),
            Some("ClusterRoleBinding") => self.add_binding(binding(node, name, None)),
            _ => {}
        }
    }

    fn add_role(&mut self, role: Role) {
        let next = self.roles.len();
        let at = *self.role_at.entry((role.namespace.clone(), role.name.clone())).or_insert(next);
        match self.roles.get_mut(at) {
            Some(old) => *old = role,
            None => self.roles.push(role),
        }
    }

    fn add_binding(&mut self, binding: Binding) {
        let next = self.bindings.len();
        let at = *self.binding_at.entry((binding.namespace.clone(), binding.name.clone())).or_insert(next);
        match self.bindings.get_mut(at) {
            Some(old) => *old = binding,
            None => self.bindings.push(binding),
        }
    }

    pub(crate) fn bindings(&self) -> &[Binding] {
        &self.bindings
    }

    /// Returns the role that a binding names; a ClusterRoleBinding cannot name a Role.
    pub(crate) fn role_of(&self, binding: &Binding) -> Option<&Role> {
        let home = match (binding.role_kind?, &binding.namespace) {
            (RoleKind::ClusterRole, _) => None,
            (RoleKind::Role, Some(namespace)) => Some(namespace.clone()),
            (RoleKind::Role, None) => return None,
        };
        self.role_at.get(&(home, binding.role.clone())).and_then(|at| self.roles.get(*at))
    }

    /// Returns the rules of a role and of those that it aggregates, which may aggregate others: `admin` has what is added
    /// to `view`. What is written by hand into an aggregated role does not count: the controller overwrites it. In a role
    /// that an API server has stored the rules come from the controller, and from roles that may not be at hand.
    pub(crate) fn rules<'a>(&'a self, role: &'a Role) -> Vec<&'a PolicyRule> {
        let mut found = vec![role];
        let mut next = 0;
        while let Some(role) = found.get(next).copied() {
            next += 1;
            if role.aggregates.is_empty() {
                continue;
            }
            for other in self.roles.iter().filter(|it| it.namespace.is_none()) {
                let is_chosen = role.aggregates.iter().any(|it| it.chooses(&other.labels));
                if is_chosen && !found.iter().any(|it| it.name == other.name) {
                    found.push(other);
                }
            }
        }
        found.into_iter().filter(|it| !it.is_draft).flat_map(|it| &it.rules).collect()
    }
}

fn text_at(node: &Node, path: &[&str]) -> Option<String> {
    node.path(path).and_then(Node::as_str).map(str::to_owned)
}

pub(crate) fn texts(node: &Node, key: &str) -> Vec<String> {
    let items = node.get(key).and_then(Node::as_sequence).unwrap_or_default();
    items.iter().filter_map(Node::as_str).map(str::to_owned).collect()
}

pub(crate) fn pairs(node: Option<&Node>) -> Vec<(String, String)> {
    let entries = node.and_then(Node::as_mapping).unwrap_or_default();
    let pair =
        |it: &eks_iam_document::Entry| Some((it.key.as_str()?.to_owned(), it.value.as_str()?.to_owned()));
    entries.iter().filter_map(pair).collect()
}

fn role(node: &Node, name: String, namespace: Option<String>) -> Role {
    let rules = node.get("rules").and_then(Node::as_sequence).unwrap_or_default();
    let selectors = node.path(&["aggregationRule", "clusterRoleSelectors"]).and_then(Node::as_sequence);
    let is_stored = ["uid", "resourceVersion", "creationTimestamp"]
        .iter()
        .any(|it| text_at(node, &["metadata", it]).is_some());
    Role {
        is_draft: selectors.is_some() && namespace.is_none() && !is_stored,
        namespace,
        name,
        labels: pairs(node.path(&["metadata", "labels"])),
        rules: rules.iter().map(rule).collect(),
        aggregates: selectors.unwrap_or_default().iter().map(Selector::of).collect(),
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
        role_kind: match text_at(node, &["roleRef", "kind"]).as_deref() {
            Some("Role") => Some(RoleKind::Role),
            Some("ClusterRole") => Some(RoleKind::ClusterRole),
            _ => None,
        },
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
            let namespace =
                node.get("namespace").and_then(Node::as_str).filter(|it| !it.is_empty()).or(home)?;
            Some(Subject::User(format!("system:serviceaccount:{namespace}:{name}")))
        }
        _ => None,
    }
}
