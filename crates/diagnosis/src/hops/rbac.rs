//! The hop `rbac`: whether the user that the caller became may do this in Kubernetes.

use eks_iam_access_entry::{ClusterIdentity, can as can_with_policies};
use eks_iam_aws_auth::Caller;
use eks_iam_rbac::{Attributes, RbacObjects, User, can, forbidden_message};

use super::{
    Judged, asks,
    mapping::{Known, caller},
    node, rbac_remedies,
};
use crate::{
    Actor, Case, Cause, CauseName, Confidence, Hop, Message, Remedy, snapshot::Snapshot, snapshot::Source,
};

/// Judges RBAC and the access policies of the caller's entry.
pub(super) fn judge(case: &Case<'_>) -> Judged {
    let wanted = asks::of_kubernetes(case);
    let Some(caller) = case.caller().and_then(|it| caller(case.snapshot, it)) else {
        return Judged::unknown(Hop::Rbac, Message::new("missing.caller"));
    };
    let known = Known::of(case.snapshot);
    let Ok(identity) = known.identify(&caller) else {
        return Judged::unknown(Hop::Rbac, Message::new("rbac.nobody"));
    };
    if wanted.is_empty() {
        return Judged::unknown(Hop::Rbac, Message::new("missing.attributes"));
    }
    let refused = refused(case.snapshot, &identity, &wanted);
    match refused {
        Some(attributes) if is_open(case) && !is_by_policy_alone(&identity) => {
            let user = User { name: &identity.username, groups: &identity.groups };
            let message = forbidden_message(&user, attributes);
            Judged::unknown(Hop::Rbac, Message::new("missing.rbac").with("message", message))
        }
        Some(attributes) => broken(case, &known, &caller, &identity, attributes),
        None => Judged::passes(Hop::Rbac, Message::new("rbac.allows").with("user", identity.username)),
    }
}

/// Tells whether RBAC objects could allow it, and none were given. A denial that was seen rules that out.
fn is_open(case: &Case<'_>) -> bool {
    const KINDS: [&str; 4] = ["ClusterRole", "ClusterRoleBinding", "Role", "RoleBinding"];
    let is_one = |it: &eks_iam_document::Node| {
        it.get("kind").and_then(eks_iam_document::Node::as_str).is_some_and(|it| KINDS.contains(&it))
    };
    match &case.snapshot.kubernetes {
        None => true,
        Some(_) => case.attempt.printed.is_empty() && !case.snapshot.objects().iter().any(is_one),
    }
}

/// Tells whether no binding could name the user: it has no groups but Kubernetes' own.
fn is_by_policy_alone(identity: &ClusterIdentity) -> bool {
    !identity.policies.is_empty() && identity.groups.iter().all(|it| it.starts_with("system:"))
}

/// Returns the first thing asked for that nothing allows.
pub(super) fn refused<'a, 'b>(
    snapshot: &Snapshot,
    identity: &ClusterIdentity,
    wanted: &'b [Attributes<'a>],
) -> Option<&'b Attributes<'a>> {
    let objects = objects(snapshot);
    wanted.iter().find(|it| !node::may(identity, it) && !can_with_policies(identity, &objects, it).allowed)
}

/// Returns the RBAC objects of a snapshot beside those that every cluster has; what cannot be read is left out.
fn objects(snapshot: &Snapshot) -> RbacObjects {
    let mut objects = RbacObjects::default().with_defaults();
    for source in snapshot.kubernetes.iter().flatten() {
        let _ = objects.add_yaml(&source.text);
    }
    objects
}

fn broken(
    case: &Case<'_>,
    known: &Known<'_>,
    caller: &Caller,
    identity: &ClusterIdentity,
    attributes: &Attributes<'_>,
) -> Judged {
    let user = User { name: &identity.username, groups: &identity.groups };
    let groups = if identity.groups.is_empty() { "-".to_owned() } else { identity.groups.join(", ") };
    let why = Message::new("rbac.refuses").with("message", forbidden_message(&user, attributes));
    let mut cause = Cause::new(CauseName::MappedWithoutRights, Confidence::Proven)
        .with_evidence(why.clone())
        .with_evidence(
            Message::new("rbac.groups").with("user", identity.username.as_str()).with("groups", groups),
        );
    rbac_remedies::add(case, known, caller, identity, &mut cause);
    if cause.remedies.is_empty() {
        cause.remedies.push(Remedy::words(Actor::ClusterAdministrator, Message::new("remedy.give-a-group")));
    }
    Judged::breaks(Hop::Rbac, why, cause)
}

/// Returns a group, not one of Kubernetes' own, whose members may do what was asked.
pub(super) fn group_that_can(case: &Case<'_>) -> Option<String> {
    let wanted = asks::of_kubernetes(case);
    let objects = objects(case.snapshot);
    let groups: Vec<String> = case.snapshot.objects().iter().flat_map(subject_groups).collect();
    groups.into_iter().find(|group| {
        let groups = [group.clone()];
        let user = User { name: "", groups: &groups };
        !group.starts_with("system:")
            && !wanted.is_empty()
            && wanted.iter().all(|it| can(&objects, &user, it).allowed)
    })
}

fn subject_groups(node: &eks_iam_document::Node) -> Vec<String> {
    let subjects = node.get("subjects").and_then(eks_iam_document::Node::as_sequence).unwrap_or_default();
    let is_group = |it: &&eks_iam_document::Node| {
        it.get("kind").and_then(eks_iam_document::Node::as_str) == Some("Group")
    };
    let name = |it: &eks_iam_document::Node| {
        it.get("name").and_then(eks_iam_document::Node::as_str).map(str::to_owned)
    };
    subjects.iter().filter(is_group).filter_map(name).collect()
}

/// Returns a ClusterRole that reads nodes, namespaces, pods and workloads, bound to a group.
pub(super) fn reader(group: &str) -> Source {
    Source { name: format!("rbac-{group}.yaml"), text: READER.replace("GROUP", group) }
}

/// What the console's pages show, and nothing that holds secrets.
const READER: &str = "\
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata:
  name: GROUP
rules:
  - apiGroups: [\"\"]
    resources: [nodes, namespaces, pods, events, services, configmaps, serviceaccounts]
    verbs: [get, list]
  - apiGroups: [apps]
    resources: [deployments, daemonsets, statefulsets, replicasets]
    verbs: [get, list]
  - apiGroups: [batch]
    resources: [jobs, cronjobs]
    verbs: [get, list]
---
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRoleBinding
metadata:
  name: GROUP
subjects:
  - kind: Group
    name: GROUP
    apiGroup: rbac.authorization.k8s.io
roleRef:
  kind: ClusterRole
  name: GROUP
  apiGroup: rbac.authorization.k8s.io
";
