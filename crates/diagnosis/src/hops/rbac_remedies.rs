//! What gives a user that the cluster knows the right that is missing. A remedy is proposed only when the snapshot shows
//! that it is enough.

use eks_iam_access_entry::{ClusterIdentity, IdentitySource};
use eks_iam_aws_auth::Caller;
use eks_iam_document::Node;
use eks_iam_span::{Edit, Span, apply_edits};

use super::{
    asks,
    entries::with_policy,
    mapping::{Known, finding_place},
    mapping_remedies::entry_arn,
    rbac::{group_that_can, reader, refused},
};
use crate::{Actor, Case, Cause, Change, Message, Remedy, RemedyKind, snapshot::Source};

/// Adds the remedies, and the findings that they mend.
pub(super) fn add(
    case: &Case<'_>,
    known: &Known<'_>,
    caller: &Caller,
    identity: &ClusterIdentity,
    cause: &mut Cause,
) {
    let mut tried = Vec::new();
    if matches!(identity.source, IdentitySource::AccessEntry { .. }) {
        tried.extend(entry_remedies(case, caller));
    } else {
        tried.extend(fixed_line(known, cause, |remedy| is_enough(case, caller, remedy)));
        tried.extend(raw_session_name(known, caller, identity));
    }
    tried.extend(subject_as_it_is(case, identity));
    if let Some(group) = identity.groups.iter().find(|it| !it.starts_with("system:")) {
        let title = Message::new("remedy.bind-group").with("group", group.as_str());
        tried.push(of_cluster(RemedyKind::RbacObject, title, Change::PutManifest(reader(group))));
    }
    cause.remedies.extend(tried.into_iter().filter(|it| is_enough(case, caller, it)));
}

fn of_cluster(kind: RemedyKind, title: Message, change: Change) -> Remedy {
    Remedy::new(kind, Actor::ClusterAdministrator, title, vec![change])
}

/// Tells whether the caller may do all that was asked for, once the changes are made.
fn is_enough(case: &Case<'_>, caller: &Caller, remedy: &Remedy) -> bool {
    let Ok(after) = case.snapshot.apply(&remedy.changes) else { return false };
    let Ok(identity) = Known::of(&after).identify(caller) else { return false };
    refused(&after, &identity, &asks::of_kubernetes(case)).is_none()
}

/// The entry gives nothing: a group, a policy, or its deletion where aws-auth would give more.
fn entry_remedies(case: &Case<'_>, caller: &Caller) -> Vec<Remedy> {
    let arn = entry_arn(case, caller);
    let known = case.snapshot.access_entries.iter().flatten().find(|it| it.principal_arn == arn);
    let Some(entry) = known else { return Vec::new() };
    let partition = case.snapshot.cluster.as_ref().map_or("aws", |it| it.partition.as_str());
    let mut remedies = Vec::new();
    if let Some(group) = group_that_can(case) {
        let mut after = entry.clone();
        after.kubernetes_groups.push(group.clone());
        let title = Message::new("remedy.entry-group").with("arn", arn.as_str()).with("group", group);
        remedies.push(of_cluster(RemedyKind::AccessEntry, title, Change::PutAccessEntry(after)));
    }
    for policy in ["AmazonEKSViewPolicy", "AmazonEKSAdminViewPolicy"] {
        let mut after = entry.clone();
        after.access_policies.extend(with_policy(&arn, partition, policy).access_policies);
        let title = Message::new("remedy.entry-policy").with("arn", arn.as_str()).with("policy", policy);
        let remedy = of_cluster(RemedyKind::AccessEntry, title, Change::PutAccessEntry(after));
        if is_enough(case, caller, &remedy) {
            remedies.push(remedy);
            break;
        }
    }
    let title = Message::new("remedy.remove-entry").with("arn", arn.as_str());
    remedies.push(of_cluster(RemedyKind::AccessEntry, title, Change::RemoveAccessEntry(arn)));
    remedies
}

/// A line of aws-auth has a defect that takes the right away, such as groups that are no list.
fn fixed_line(known: &Known<'_>, cause: &mut Cause, is_enough: impl Fn(&Remedy) -> bool) -> Option<Remedy> {
    let (source, document) = (known.source?, known.document.as_ref()?);
    for finding in document.findings() {
        let Some(text) = finding.fix.as_ref().and_then(|it| apply_edits(&source.text, it).ok()) else {
            continue;
        };
        let title = Message::new("remedy.fix-aws-auth").with("file", source.name.as_str());
        let change = Change::PutManifest(Source { name: source.name.clone(), text });
        let remedy = of_cluster(RemedyKind::EditDocument, title, change);
        if is_enough(&remedy) {
            cause.evidence.push(finding_place(finding, source));
            cause.findings.push(finding.kind.name());
            return Some(remedy);
        }
    }
    None
}

/// The template changes `@` in the session's name to `-`; the raw one does not.
fn raw_session_name(known: &Known<'_>, caller: &Caller, identity: &ClusterIdentity) -> Option<Remedy> {
    const TEMPLATE: &str = "{{SessionName}}";
    let IdentitySource::AwsAuth { matched: Some(matched), .. } = &identity.source else { return None };
    let source = known.source?;
    if !caller.arn.contains('@') {
        return None;
    }
    let at = matched.span.start() + matched.span.slice(&source.text).find(TEMPLATE)?;
    let edit = Edit::replace(Span::new(at, at + TEMPLATE.len()), "{{SessionNameRaw}}");
    let text = apply_edits(&source.text, &[edit]).ok()?;
    let title = Message::new("remedy.raw-session-name").with("file", source.name.as_str());
    let change = Change::PutManifest(Source { name: source.name.clone(), text });
    Some(of_cluster(RemedyKind::EditDocument, title, change))
}

/// A binding names the user as the session is called, not as the cluster calls the user.
fn subject_as_it_is(case: &Case<'_>, identity: &ClusterIdentity) -> Option<Remedy> {
    for source in case.snapshot.kubernetes.iter().flatten() {
        for node in eks_iam_document::parse_all(&source.text).unwrap_or_default() {
            let subjects = node.get("subjects").and_then(Node::as_sequence).unwrap_or_default();
            for name in subjects.iter().filter_map(|it| it.get("name")) {
                let written = name.as_str().unwrap_or_default();
                if written == identity.username || written.replace('@', "-") != identity.username {
                    continue;
                }
                let edit = Edit::replace(name.span, identity.username.as_str());
                let text = apply_edits(&source.text, &[edit]).ok()?;
                let title = Message::new("remedy.bind-user").with("user", identity.username.as_str());
                let change = Change::PutManifest(Source { name: source.name.clone(), text });
                return Some(of_cluster(RemedyKind::RbacObject, title, change));
            }
        }
    }
    None
}
