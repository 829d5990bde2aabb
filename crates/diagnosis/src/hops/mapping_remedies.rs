//! What makes a cluster know somebody: a line of aws-auth, an access entry, another source, another profile.

use eks_iam_access_entry::{AccessEntry, AuthenticationMode, EntryType};
use eks_iam_arn::{ArnRef, Principal, role_arn_without_path};
use eks_iam_aws_auth::{Caller, add_role_entry};
use eks_iam_span::{Edit, Span, apply_edits};

use super::{
    caller::wrong_principal,
    entries::with_policy,
    mapping::{Known, caller, canonical},
    rbac,
};
use crate::{
    Actor, Case, Cause, CauseName, Change, ClientSetting, Confidence, Hop, Message, Remedy, RemedyKind,
    snapshot::Source,
};

/// The name that a node has in Kubernetes, and its groups.
const NODE_USER: &str = "system:node:{{EC2PrivateDNSName}}";
const NODE_GROUPS: [&str; 2] = ["system:bootstrappers", "system:nodes"];

/// Returns the ARN under which the cluster has to know the caller: the role's with its path, where IAM shows it.
pub(super) fn entry_arn(case: &Case<'_>, caller: &Caller) -> String {
    let canonical = canonical(caller);
    case.snapshot.role(&canonical).map_or(canonical, |it| it.arn.clone())
}

/// Returns the remedy that creates an access entry, with the group that RBAC knows for this, and the view policy; for a
/// node one of its type.
pub(super) fn new_entry(case: &Case<'_>, caller: &Caller) -> Remedy {
    let arn = entry_arn(case, caller);
    if is_node(case) {
        let mut entry = AccessEntry::new(arn.as_str());
        entry.entry_type = EntryType::Ec2Linux;
        let title = Message::new("remedy.node-entry").with("arn", arn);
        let change = Change::PutAccessEntry(entry);
        return Remedy::new(RemedyKind::AccessEntry, Actor::ClusterAdministrator, title, vec![change]);
    }
    let partition = case.snapshot.cluster.as_ref().map_or("aws", |it| it.partition.as_str());
    let group = rbac::group_that_can(case);
    let policy = if group.is_some() { "AmazonEKSViewPolicy" } else { "AmazonEKSAdminViewPolicy" };
    let mut entry = with_policy(&arn, partition, policy);
    entry.kubernetes_groups = group.into_iter().collect();
    let title = Message::new("remedy.access-entry").with("arn", arn).with("policy", policy);
    Remedy::new(
        RemedyKind::AccessEntry,
        Actor::ClusterAdministrator,
        title,
        vec![Change::PutAccessEntry(entry)],
    )
}

/// Tells whether a kubelet calls, not a person.
pub(super) fn is_node(case: &Case<'_>) -> bool {
    case.attempt.operation.as_deref() == Some("kubernetes.register-node")
}

/// Returns the remedy that adds a line to mapRoles, and the RBAC objects for its group where none exist.
pub(super) fn new_line(case: &Case<'_>, known: &Known<'_>, caller: &Caller) -> Option<Remedy> {
    let source = known.source?;
    let arn = role_arn_without_path(&canonical(caller))?;
    if is_node(case) {
        let edits = add_role_entry(&source.text, &arn, NODE_USER, &NODE_GROUPS);
        let text = apply_edits(&source.text, &edits).ok()?;
        let title = Message::new("remedy.node-line").with("arn", arn);
        let change = Change::PutManifest(Source { name: source.name.clone(), text });
        return Some(Remedy::new(RemedyKind::EditDocument, Actor::ClusterAdministrator, title, vec![change]));
    }
    let name = arn.rsplit('/').next().unwrap_or_default().to_owned();
    let group = rbac::group_that_can(case);
    let new_group = group.is_none().then(|| format!("{name}s"));
    let group = group.or_else(|| new_group.clone())?;
    let edits = add_role_entry(&source.text, &arn, &name, &[group.as_str()]);
    let text = apply_edits(&source.text, &edits).ok()?;
    let mut changes = vec![Change::PutManifest(Source { name: source.name.clone(), text })];
    changes.extend(new_group.map(|it| Change::PutManifest(rbac::reader(&it))));
    let title = Message::new("remedy.aws-auth-line").with("arn", arn).with("group", group);
    Some(Remedy::new(RemedyKind::EditDocument, Actor::ClusterAdministrator, title, changes))
}

/// Another profile of the client is somebody whom the cluster knows: the wrong one was selected.
pub(super) fn other_profile(case: &Case<'_>, known: &Known<'_>, who: &Caller) -> Option<Cause> {
    let (profile, arn) = case.snapshot.client.profiles.iter().find(|(_, arn)| {
        *arn != who.arn && caller(case.snapshot, arn).is_some_and(|it| known.identify(&it).is_ok())
    })?;
    Some(wrong_principal(case, &who.arn, profile, arn))
}

/// A node group's role is not in aws-auth any more: EKS had put it there.
pub(super) fn lost_node_line(case: &Case<'_>, known: &Known<'_>, caller: &Caller) -> Option<Cause> {
    let arn = canonical(caller);
    let group = case
        .snapshot
        .node_groups
        .iter()
        .flatten()
        .find(|it| role_arn_without_path(&it.role_arn).as_deref() == Some(arn.as_str()))?;
    let source = known.source.filter(|_| is_node(case) && known.mode.reads_aws_auth())?;
    let evidence = Message::new("mapping.node-line-lost")
        .with("group", group.name.as_str())
        .with("arn", group.role_arn.as_str())
        .with("file", source.name.as_str());
    let mut cause = Cause::new(CauseName::MappingLost, Confidence::Proven).with_evidence(evidence);
    cause.remedies.extend(new_line(case, known, caller));
    if known.mode.reads_access_entries() {
        cause.remedies.push(new_entry(case, caller));
    }
    Some(cause)
}

/// A line names the instance profile instead of its role.
pub(super) fn profile_line(case: &Case<'_>, known: &Known<'_>, caller: &Caller) -> Option<Cause> {
    let (source, document) = (known.source?, known.document.as_ref()?);
    let arn = role_arn_without_path(&canonical(caller))?;
    let role = case.snapshot.role(&arn);
    let finding = document.findings().iter().find(|it| it.kind.name() == "instance-profile-arn")?;
    let written = finding.span.slice(&source.text);
    let profile = written.rsplit('/').next().unwrap_or_default().trim_end_matches(['"', '\'']);
    // Without IAM's word for it, the only node group's role is the one that was meant.
    let is_its = role.map_or_else(
        || is_node(case),
        |it| it.instance_profiles.iter().any(|name| name == profile) || it.instance_profiles.is_empty(),
    );
    let at = finding.span.start() + written.find("arn:")?;
    let end = written.rfind(profile).map(|it| finding.span.start() + it + profile.len())?;
    if !is_its || profile.is_empty() {
        return None;
    }
    let text = apply_edits(&source.text, &[Edit::replace(Span::new(at, end), arn.as_str())]).ok()?;
    let mut cause = Cause::new(CauseName::MappingNeverMatches, Confidence::Proven)
        .with_evidence(Message::new("mapping.never-matches").with("canonical", arn.as_str()))
        .with_evidence(super::mapping::finding_place(finding, source));
    cause.findings.push(finding.kind.name());
    let title = Message::new("remedy.role-not-profile").with("arn", arn);
    let change = Change::PutManifest(Source { name: source.name.clone(), text });
    Some(cause.with_remedy(Remedy::new(
        RemedyKind::EditDocument,
        Actor::ClusterAdministrator,
        title,
        vec![change],
    )))
}

/// A person comes by a line whose user name is a node's.
pub(super) fn node_template(known: &Known<'_>, caller: &Caller) -> Option<Cause> {
    const TEMPLATE: &str = "{{EC2PrivateDNSName}}";
    let (source, document) = (known.source?, known.document.as_ref()?);
    let arn = canonical(caller);
    let line = document
        .roles()
        .iter()
        .rev()
        .find(|it| it.arn.value == arn && it.username.value.contains(TEMPLATE))?;
    let place = line.username.span;
    let at = place.start() + place.slice(&source.text).find(TEMPLATE)?;
    let span = Span::new(at, at + TEMPLATE.len());
    let text = apply_edits(&source.text, &[Edit::replace(span, "{{SessionName}}")]).ok()?;
    let evidence = Message::new("mapping.node-template").with("arn", arn).with("template", TEMPLATE);
    let mut cause = Cause::new(CauseName::NodeIdentity, Confidence::Proven).with_evidence(evidence);
    let finding = document.findings().iter().find(|it| it.kind.name() == "ec2-template-on-person");
    if let Some(finding) = finding {
        cause.evidence.push(super::mapping::finding_place(finding, source));
        cause.findings.push(finding.kind.name());
    }
    let title = Message::new("remedy.session-name").with("file", source.name.as_str());
    let change = Change::PutManifest(Source { name: source.name.clone(), text });
    Some(cause.with_remedy(Remedy::new(
        RemedyKind::EditDocument,
        Actor::ClusterAdministrator,
        title,
        vec![change],
    )))
}

/// Returns the remedies of a cluster that knows nobody any more: an access entry, which IAM rights alone suffice for, or
/// its creator.
pub(super) fn way_back(case: &Case<'_>, known: &Known<'_>, caller: &Caller) -> Vec<Remedy> {
    if known.mode != AuthenticationMode::ConfigMap || known.source.is_some() {
        return Vec::new();
    }
    let mut remedies = Vec::new();
    let mut entry = new_entry(case, caller);
    entry.kind = RemedyKind::ClusterSetting;
    entry.title = Message::new("remedy.mode-and-entry").with("arn", entry_arn(case, caller));
    entry.actor = Actor::AccountAdministrator;
    entry.changes.insert(0, Change::SetAuthenticationMode(AuthenticationMode::ApiAndConfigMap));
    remedies.push(entry);
    let creator = case.snapshot.cluster.as_ref().and_then(|it| it.creator.clone());
    let is_user = |arn: &String| {
        ArnRef::parse(arn)
            .ok()
            .and_then(|it| Principal::try_from(it).ok())
            .is_some_and(|it| matches!(it, Principal::User(_)))
    };
    if let Some(creator) = creator.filter(is_user) {
        let changes = vec![
            Change::PutUser(creator.clone()),
            Change::SetClient(ClientSetting::Principal, Some(creator.clone())),
        ];
        let title = Message::new("remedy.creator").with("arn", creator);
        remedies.push(Remedy::new(RemedyKind::ClusterSetting, Actor::AccountAdministrator, title, changes));
    }
    remedies
}

/// An entry of that name was made before the role was: it is bound to another one, which has been deleted since. The
/// entry itself does not tell; unless `is_known` it takes the two times to see it.
pub(super) fn other_id(case: &Case<'_>, known: &Known<'_>, who: &Caller, is_known: bool) -> Option<Cause> {
    let arn = entry_arn(case, who);
    let entry = known.entries?.iter().find(|it| it.principal_arn == arn)?;
    let role_made = case.snapshot.role(&arn).and_then(|it| it.created.as_deref());
    let time = |it: &str| eks_iam_sigv4::Timestamp::parse_rfc3339(it).ok();
    let times = entry.created_at.as_deref().zip(role_made);
    let is_younger = times.is_some_and(|(made, role)| time(role) > time(made) && time(made).is_some());
    if !is_known && !is_younger {
        return None;
    }
    let evidence = times.filter(|_| is_younger).map(|(made, role_made)| {
        Message::new("mapping.younger-role")
            .with("arn", arn.as_str())
            .with("made", made)
            .with("role-made", role_made)
    });
    let mut fresh = entry.clone();
    (fresh.principal_id, fresh.created_at) = (None, None);
    let title = Message::new("remedy.recreate-entry").with("arn", arn.as_str());
    let changes = vec![Change::RemoveAccessEntry(arn), Change::PutAccessEntry(fresh)];
    let mut cause = Cause::new(CauseName::PrincipalIdChanged, Confidence::Proven)
        .at(Hop::AccessEntry)
        .with_evidence(Message::new("mapping.id-changed").with("canonical", canonical(who)));
    cause.evidence.extend(evidence);
    Some(cause.with_remedy(Remedy::new(RemedyKind::AccessEntry, Actor::ClusterAdministrator, title, changes)))
}
