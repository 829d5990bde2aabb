//! The decision, with what allowed it or what nearly did.

use crate::{
    Attributes, NearMiss, PolicyRule, RbacObjects, User,
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
    for binding in objects.bindings() {
        let Some(role) = objects.role_of(binding) else {
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
    let rules = objects.rules(role);
    let allowing = rules.iter().position(|it| it.allows(wanted));
    let in_place = binding.namespace.is_none()
        || wanted.namespace.is_some() && binding.namespace.as_deref() == wanted.namespace;
    match (is_subject(binding, user), in_place, allowing) {
        (true, true, Some(at)) => {
            let kind = if role.namespace.is_some() { "Role" } else { "ClusterRole" };
            decision.by.push(format!("{} -> {kind} {}, rule {}", label(binding), role.name, at + 1));
        }
        (true, true, None) => decision.near_misses.extend(nearly_allowed(binding, &rules, wanted)),
        (true, false, Some(_)) => {
            let namespace = binding.namespace.clone().unwrap_or_default();
            decision.near_misses.push(NearMiss::Namespace { binding: label(binding), namespace });
        }
        (false, true, Some(_)) => decision.near_misses.extend(nearly(binding, user)),
        _ => {}
    }
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

/// Finds what in the rules of the caller's own binding is one thing away from the request.
fn nearly_allowed(binding: &Binding, rules: &[&PolicyRule], wanted: &Attributes<'_>) -> Option<NearMiss> {
    let binding = label(binding);
    let unique = |lists: Vec<&[String]>| {
        let mut all: Vec<String> = lists.concat();
        all.sort_unstable();
        all.dedup();
        all
    };
    let of = |fits: &dyn Fn(&PolicyRule) -> bool, list: fn(&PolicyRule) -> &[String]| {
        let found = unique(rules.iter().filter(|it| fits(it)).map(|it| list(it)).collect());
        (!found.is_empty()).then_some(found)
    };
    if let Some(allowed) = of(&|it| it.covers_object(wanted), |it| &it.verbs) {
        return Some(NearMiss::Verb { binding, allowed });
    }
    if wanted.non_resource_url.is_some() {
        return None;
    }
    let verb = |it: &PolicyRule| it.covers_verb(wanted.verb);
    let unnamed = |it: &PolicyRule| it.covers_group(wanted) && it.covers_resource(wanted);
    if let Some(allowed) = of(&|it| verb(it) && unnamed(it), |it| &it.resource_names) {
        return Some(NearMiss::Name { binding, allowed });
    }
    let elsewhere = |it: &PolicyRule| it.covers_resource(wanted) && it.covers_name(wanted.name);
    if let Some(allowed) = of(&|it| verb(it) && elsewhere(it), |it| &it.api_groups) {
        return Some(NearMiss::ApiGroup { binding, allowed });
    }
    let parent = |it: &str| it.split('/').next() == Some(wanted.resource);
    let near = rules.iter().filter(|it| verb(it) && it.covers_group(wanted) && it.covers_name(wanted.name));
    let mut allowed: Vec<String> =
        near.flat_map(|it| &it.resources).filter(|it| parent(it)).cloned().collect();
    allowed.sort_unstable();
    allowed.dedup();
    (!allowed.is_empty()).then_some(NearMiss::Subresource { binding, allowed })
}

/// Finds a subject that differs from the caller's name or groups by little.
fn nearly(binding: &Binding, user: &User<'_>) -> Option<NearMiss> {
    for subject in &binding.subjects {
        let groups = || user.groups.iter().map(String::as_str);
        let (name, own, other): (_, Vec<&str>, Vec<&str>) = match subject {
            Subject::User(name) => (name, vec![user.name], groups().collect()),
            Subject::Group(name) => (name, groups().collect(), vec![user.name]),
        };
        if other.contains(&name.as_str()) {
            return Some(NearMiss::SubjectKind { binding: label(binding), name: name.clone() });
        }
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
