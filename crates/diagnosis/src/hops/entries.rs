//! The hop `access-entry` of a call that makes or changes an access entry: what EKS refuses, and what it would take.

use eks_iam_access_entry::{
    AccessEntry, AuthenticationMode, CreateAccessEntry, CreateContext, PrincipalState, validate_create,
};
use eks_iam_arn::{ArnRef, canonical_arn};

use super::Judged;
use crate::{
    Actor, Case, Cause, CauseName, Change, ClientSetting, Confidence, Hop, Message, Remedy, RemedyKind,
};

/// The access policy that stands for the group `system:masters`.
const ADMIN_POLICY: &str = "AmazonEKSClusterAdminPolicy";

/// Judges the entry that was to be made.
pub(super) fn judge(case: &Case<'_>) -> Judged {
    let Some(cluster) = &case.snapshot.cluster else {
        return Judged::unknown(Hop::AccessEntry, Message::new("missing.cluster"));
    };
    if !cluster.authentication_mode.reads_access_entries() {
        return Judged::broken(mode(cluster.authentication_mode));
    }
    let Some(principal) = case.parameter("principal-arn") else {
        return Judged::unknown(Hop::AccessEntry, Message::new("missing.principal"));
    };
    let groups = groups(case);
    let entries = case.snapshot.access_entries.as_deref().unwrap_or_default();
    let request = CreateAccessEntry {
        principal_arn: principal.to_owned(),
        kubernetes_groups: groups.clone(),
        ..CreateAccessEntry::default()
    };
    let context = CreateContext {
        mode: cluster.authentication_mode,
        cluster_account: Some(&cluster.account),
        entries,
        principal: state(case, principal),
    };
    let is_update = case.attempt.operation.as_deref() != Some("eks.create-access-entry");
    let refusal = match validate_create(&request, &context) {
        Err(refusal) if !is_update => refusal,
        _ => {
            let message = Message::new("entry.taken").with("arn", principal);
            return Judged::passes(Hop::AccessEntry, message);
        }
    };
    let why = Message::new("entry.refused").with("message", refusal.message());
    Judged::broken(if entries.iter().any(|it| it.principal_arn == principal) {
        exists(why, principal)
    } else if groups.iter().any(|it| it.starts_with("system:")) {
        system_group(case, why, &groups)
    } else {
        other_arn(case, why, principal)
    })
}

fn groups(case: &Case<'_>) -> Vec<String> {
    let text = case.parameter("kubernetes-groups").unwrap_or_default();
    text.split(',').map(str::trim).filter(|it| !it.is_empty()).map(str::to_owned).collect()
}

/// What is known of the principal: an account whose roles were given has no others.
fn state<'a>(case: &Case<'a>, principal: &str) -> PrincipalState<'a> {
    let snapshot = case.snapshot;
    let known = snapshot.iam.iter().flat_map(|it| &it.roles).find(|it| it.arn == principal);
    if let Some(id) = known.map(|it| it.id.as_deref().unwrap_or("AROAEXAMPLE")) {
        return PrincipalState::Exists { unique_id: id };
    }
    if let Some(user) = snapshot.user(principal) {
        return PrincipalState::Exists { unique_id: user.id.as_deref().unwrap_or("AIDAEXAMPLE") };
    }
    let account = |arn: &str| ArnRef::parse(arn).map(|it| it.account().to_owned()).unwrap_or_default();
    let mut roles = snapshot.iam.iter().flat_map(|it| &it.roles);
    if roles.any(|it| account(&it.arn) == account(principal)) {
        PrincipalState::Missing
    } else {
        PrincipalState::NotLookedUp
    }
}

fn mode(mode: AuthenticationMode) -> Cause {
    let evidence = Message::new("entry.mode").with("mode", mode.as_str());
    let title = Message::new("remedy.mode");
    let change = Change::SetAuthenticationMode(AuthenticationMode::ApiAndConfigMap);
    Cause::new(CauseName::AuthMode, Confidence::Proven).with_evidence(evidence).with_remedy(Remedy::new(
        RemedyKind::ClusterSetting,
        Actor::ClusterAdministrator,
        title,
        vec![change],
    ))
}

/// An entry of that principal is there already: two tools want to be the one that makes it.
fn exists(why: Message, principal: &str) -> Cause {
    let setting = ClientSetting::Parameter("operation".to_owned());
    let update = Change::SetClient(setting, Some("eks.update-access-entry".to_owned()));
    let delete = Change::RemoveAccessEntry(principal.to_owned());
    Cause::new(CauseName::ClientConfig, Confidence::Proven)
        .at(Hop::Caller)
        .with_evidence(why)
        .with_evidence(Message::new("entry.exists").with("arn", principal))
        .with_remedy(Remedy::new(
            RemedyKind::ClientSetting,
            Actor::Caller,
            Message::new("remedy.update-entry").with("arn", principal),
            vec![update],
        ))
        .with_remedy(Remedy::new(
            RemedyKind::AccessEntry,
            Actor::ClusterAdministrator,
            Message::new("remedy.one-creator").with("arn", principal),
            vec![delete],
        ))
}

/// Groups of Kubernetes' own cannot be given; the rights of `system:masters` are an access policy.
fn system_group(case: &Case<'_>, why: Message, groups: &[String]) -> Cause {
    let partition = case.snapshot.cluster.as_ref().map_or("aws", |it| it.partition.as_str());
    let policy = format!("arn:{partition}:eks::aws:cluster-access-policy/{ADMIN_POLICY}");
    let others: Vec<_> = groups.iter().filter(|it| !it.starts_with("system:")).map(String::as_str).collect();
    let parameter = |name: &str| ClientSetting::Parameter(name.to_owned());
    let rest = (!others.is_empty()).then(|| others.join(","));
    let mut cause =
        Cause::new(CauseName::ClientConfig, Confidence::Proven).at(Hop::Caller).with_evidence(why);
    if groups.iter().any(|it| it == "system:masters") {
        cause.remedies.push(Remedy::new(
            RemedyKind::ClientSetting,
            Actor::Caller,
            Message::new("remedy.policy-for-masters").with("policy", ADMIN_POLICY),
            vec![
                Change::SetClient(parameter("kubernetes-groups"), rest),
                Change::SetClient(parameter("policy-arn"), Some(policy)),
            ],
        ));
    } else {
        cause.remedies.push(Remedy::words(Actor::Caller, Message::new("remedy.node-type")));
    }
    cause
}

/// The ARN is no role or user as IAM knows it: a session's, or one without its path.
fn other_arn(case: &Case<'_>, why: Message, principal: &str) -> Cause {
    let canonical = canonical_arn(principal).map_or_else(|_| principal.to_owned(), |it| it.into_owned());
    let right = case.snapshot.role(&canonical).map_or_else(|| canonical.clone(), |it| it.arn.clone());
    let mut cause = Cause::new(CauseName::MappingNeverMatches, Confidence::Proven)
        .at(Hop::AccessEntry)
        .with_evidence(why)
        .with_evidence(Message::new("entry.arn").with("arn", right.as_str()));
    if right != principal {
        let setting = ClientSetting::Parameter("principal-arn".to_owned());
        let change = Change::SetClient(setting, Some(right.clone()));
        let title = Message::new("remedy.principal-arn").with("arn", right);
        cause.remedies.push(Remedy::new(RemedyKind::ClientSetting, Actor::Caller, title, vec![change]));
    }
    cause
}

/// Returns an entry for the principal that lets it do what `policy` says in the whole cluster.
pub(super) fn with_policy(principal: &str, partition: &str, policy: &str) -> AccessEntry {
    let mut entry = AccessEntry::new(principal);
    entry.access_policies = vec![eks_iam_access_entry::AssociatedPolicy {
        policy_arn: format!("arn:{partition}:eks::aws:cluster-access-policy/{policy}"),
        scope: eks_iam_access_entry::AccessScope::Cluster,
    }];
    entry
}
