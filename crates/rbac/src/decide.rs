//! The decision, with what allowed it or what nearly did.

use crate::{
    Attributes, PolicyRule, RbacObjects, User,
    objects::{Binding, Role, Subject},
};

/// Whether a user may do something, and by what.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RbacDecision {
    /// Whether some rule allows it.
    pub allowed: bool,
    /// What allows it: `ClusterRoleBinding viewers -> ClusterRole view, rule 2`.
    pub by: Vec<String>,
    /// Why it is refused, in one sentence; empty when it is allowed.
    pub reason: String,
    /// What nearly allowed it.
    pub near_misses: Vec<NearMiss>,
}

/// A binding that would have allowed it but for one thing.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum NearMiss {
    /// The binding names a group or user that is spelt nearly as one of the caller's.
    Subject {
        /// The binding.
        binding: String,
        /// The name that the binding has.
        wanted: String,
        /// The caller's name or group.
        got: String,
    },
    /// The caller's role covers the object, but with other verbs.
    Verb {
        /// The binding.
        binding: String,
        /// The verbs that are allowed.
        allowed: Vec<String>,
    },
    /// The caller's binding allows it in another namespace only.
    Namespace {
        /// The binding.
        binding: String,
        /// The namespace where it holds.
        namespace: String,
    },
    /// The binding names a role that does not exist.
    MissingRole {
        /// The binding.
        binding: String,
        /// The role.
        role: String,
    },
}

/// Returns whether a user may do something, as the RBAC authorizer of Kubernetes decides.
///
/// A ClusterRoleBinding holds everywhere, a RoleBinding in its own namespace. Members of `system:masters` may do
/// everything, whatever the objects say.
#[must_use]
pub fn can(objects: &RbacObjects, user: &User<'_>, wanted: &Attributes<'_>) -> RbacDecision {
    if user.groups.iter().any(|it| it == "system:masters") {
        return RbacDecision {
            allowed: true,
            by: vec!["Group system:masters".to_owned()],
            ..RbacDecision::default()
        };
    }
    let mut decision = RbacDecision::default();
    for binding in &objects.bindings {
        let Some(role) = role_of(objects, binding) else {
            if is_subject(binding, user) {
                let role = binding.role.clone();
                decision.near_misses.push(NearMiss::MissingRole { binding: label(binding), role });
            }
            continue;
        };
        judge(objects, binding, role, user, wanted, &mut decision);
    }
    decision.allowed = !decision.by.is_empty();
    if decision.allowed {
        decision.near_misses.clear();
    } else {
        decision.reason = crate::forbidden_message(user, wanted);
    }
    decision
}

fn judge(
    objects: &RbacObjects,
    binding: &Binding,
    role: &Role,
    user: &User<'_>,
    wanted: &Attributes<'_>,
    decision: &mut RbacDecision,
) {
    let rules: Vec<&PolicyRule> = objects.rules(role).collect();
    let allowing = rules.iter().position(|it| it.allows(wanted));
    let in_place = binding.namespace.is_none()
        || wanted.namespace.is_some() && binding.namespace.as_deref() == wanted.namespace;
    match (is_subject(binding, user), in_place, allowing) {
        (true, true, Some(at)) => {
            let kind = if role.namespace.is_some() { "Role" } else { "ClusterRole" };
            decision.by.push(format!("{} -> {kind} {}, rule {}", label(binding), role.name, at + 1));
        }
        (true, true, None) => {
            let verbs = rules.iter().filter(|it| it.covers_object(wanted)).flat_map(|it| it.verbs.clone());
            let allowed: Vec<String> = verbs.collect();
            if !allowed.is_empty() {
                decision.near_misses.push(NearMiss::Verb { binding: label(binding), allowed });
            }
        }
        (true, false, Some(_)) => {
            let namespace = binding.namespace.clone().unwrap_or_default();
            decision.near_misses.push(NearMiss::Namespace { binding: label(binding), namespace });
        }
        (false, true, Some(_)) => decision.near_misses.extend(nearly(binding, user)),
        _ => {}
    }
}

fn role_of<'a>(objects: &'a RbacObjects, binding: &Binding) -> Option<&'a Role> {
    let home = if binding.role_is_cluster { None } else { binding.namespace.as_deref() };
    objects.roles.iter().find(|it| it.name == binding.role && it.namespace.as_deref() == home)
}

fn is_subject(binding: &Binding, user: &User<'_>) -> bool {
    binding.subjects.iter().any(|it| match it {
        Subject::User(name) => name == user.name,
        Subject::Group(name) => user.groups.contains(name),
    })
}

fn label(binding: &Binding) -> String {
    match &binding.namespace {
        Some(namespace) => format!("RoleBinding {namespace}/{}", binding.name),
        None => format!("ClusterRoleBinding {}", binding.name),
    }
}

/// Finds a subject that differs from the caller's name or groups by little.
fn nearly(binding: &Binding, user: &User<'_>) -> Option<NearMiss> {
    for subject in &binding.subjects {
        let (name, own): (_, Vec<&str>) = match subject {
            Subject::User(name) => (name, vec![user.name]),
            Subject::Group(name) => (name, user.groups.iter().map(String::as_str).collect()),
        };
        if let Some(got) = own.into_iter().find(|it| is_near(it, name)) {
            return Some(NearMiss::Subject {
                binding: label(binding),
                wanted: name.clone(),
                got: got.to_owned(),
            });
        }
    }
    None
}

/// Tells whether two names differ in case, or by one letter more or less at the end.
fn is_near(a: &str, b: &str) -> bool {
    let (a, b) = (a.to_lowercase(), b.to_lowercase());
    let (short, long) = if a.len() <= b.len() { (&a, &b) } else { (&b, &a) };
    !short.is_empty() && (a == b || long.len() - short.len() <= 1 && long.starts_with(short.as_str()))
}
