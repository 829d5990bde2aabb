//! The hop `policy`: whether IAM allows the call, by the caller's own policies.

use eks_iam_policy::{
    Decision, Evaluation, NearMiss, PolicyChange, PolicySet, PolicyType, Request, evaluate, minimal_changes,
};

use super::{
    Judged, asks, exception,
    mend::{mended, near_miss},
    pod,
};
use crate::{
    Actor, Case, Cause, CauseName, Change, ClientSetting, Confidence, Hop, Message, PolicyHolder, Remedy,
    RemedyKind,
    snapshot::{
        PolicySource,
        policies::{Entity, named, policy_of, with_statement},
    },
};

/// Judges what the caller's own policies say of the call.
pub(super) fn judge(case: &Case<'_>) -> Judged {
    let Some(request) = asks::of_iam(case) else {
        return Judged::unknown(Hop::Policy, Message::new("missing.action"));
    };
    if pod::acts_as_node(case) {
        // What a node's role may do is not what the pod's should: nothing is to be added there.
        return Judged::unknown(Hop::Policy, Message::new("pod.not-the-node"));
    }
    let entity = match case.snapshot.entity(&request.principal) {
        Ok(entity) => entity,
        Err(missing) => return Judged::unknown(Hop::Policy, missing),
    };
    let mut set = match case.snapshot.policy_set(Some(&entity)) {
        Ok(set) => set,
        Err(broken) => return Judged::unknown(Hop::Policy, broken),
    };
    if let Err(broken) = add_resource_side(case, &request, &mut set) {
        return Judged::unknown(Hop::Policy, broken);
    }
    let evaluation = evaluate(&request, &set);
    if evaluation.is_allowed() {
        let message = Message::new("policy.allows").with("action", request.action.as_str());
        return Judged::passes(Hop::Policy, message.with("resource", request.resource.as_str()));
    }
    let cause = denied(case, &request, &set, &evaluation, &entity);
    Judged::breaks(Hop::Policy, refusal(&request, &evaluation), cause)
}

/// Says who refused what.
pub(super) fn refusal(request: &Request, evaluation: &Evaluation) -> Message {
    let denies = evaluation.decision() == Decision::ExplicitDeny;
    let message = Message::new(match (evaluation.deciding(), denies) {
        (PolicyType::Rcp, _) => "policy.denies.rcp",
        (PolicyType::Scp, true) => "policy.denies.scp",
        (PolicyType::Scp, false) => "policy.none.scp",
        (PolicyType::Endpoint, true) => "policy.denies.endpoint",
        (PolicyType::Endpoint, false) => "policy.none.endpoint",
        (PolicyType::Resource, true) => "policy.denies.resource",
        (PolicyType::Resource, false) => "policy.none.resource",
        (PolicyType::Trust, true) => "policy.denies.trust",
        (PolicyType::Trust, false) => "policy.none.trust",
        (PolicyType::Boundary, true) => "policy.denies.boundary",
        (PolicyType::Boundary, false) => "policy.none.boundary",
        (PolicyType::Session, true) => "policy.denies.session",
        (PolicyType::Session, false) => "policy.none.session",
        (PolicyType::Identity | PolicyType::Root, true) => "policy.denies.identity",
        (PolicyType::Identity | PolicyType::Root, false) => "policy.none.identity",
    });
    message.with("action", request.action.as_str()).with("resource", request.resource.as_str())
}

/// Returns the cause that a denial of the caller's side has.
pub(super) fn denied(
    case: &Case<'_>,
    request: &Request,
    set: &PolicySet,
    evaluation: &Evaluation,
    entity: &Entity<'_>,
) -> Cause {
    let mut cause = Cause::new(cause_name(request, evaluation), Confidence::Proven)
        .with_evidence(refusal(request, evaluation))
        .with_evidence(Message::new("policy.whose").with("arn", entity.arn));
    for miss in evaluation.near_misses().iter().filter(|it| it.policy_type == PolicyType::Identity) {
        cause.evidence.push(near_miss(miss));
        cause.remedies.extend(mended_statement(request, set, miss, entity));
    }
    if evaluation.deciding() == PolicyType::Session {
        cause.remedies.push(without_session_policy());
    }
    match minimal_changes(request, set) {
        Some(changes) => cause.remedies.extend(added_statements(case, request, &changes, entity)),
        None => {
            cause.remedies.extend(exception::remedies(case, request, set, evaluation, entity));
            if cause.remedies.is_empty() {
                let words = Message::new("remedy.explicit-deny");
                cause.remedies.push(Remedy::words(actor(evaluation.deciding()), words));
            }
        }
    }
    cause
}

/// The role is assumed with all that it may do.
fn without_session_policy() -> Remedy {
    let change = Change::SetClient(ClientSetting::Parameter("policy".to_owned()), None);
    let title = Message::new("remedy.no-session-policy");
    Remedy::new(RemedyKind::ClientSetting, Actor::Caller, title, vec![change])
}

/// Adds the bucket's own policy, and the resource control policies of its organization.
fn add_resource_side(case: &Case<'_>, request: &Request, set: &mut PolicySet) -> Result<(), Message> {
    let Some(bucket) = asks::bucket(case.snapshot, &request.resource) else { return Ok(()) };
    set.resource = bucket.policy.as_ref().map(named).transpose()?;
    for level in case.snapshot.iam.iter().flat_map(|it| &it.rcps) {
        set.rcp.push(level.iter().map(named).collect::<Result<_, _>>()?);
    }
    Ok(())
}

fn cause_name(request: &Request, evaluation: &Evaluation) -> CauseName {
    let is_explicit = evaluation.decision() == Decision::ExplicitDeny;
    match evaluation.deciding() {
        PolicyType::Scp => CauseName::ScpDeny,
        PolicyType::Rcp => CauseName::RcpDeny,
        _ if is_explicit => CauseName::ExplicitDeny,
        PolicyType::Boundary => CauseName::BoundaryMissing,
        PolicyType::Session => CauseName::SessionPolicyMissing,
        PolicyType::Endpoint => CauseName::VpcePolicyMissing,
        PolicyType::Resource => CauseName::ResourcePolicyMissing,
        _ if request.action.eq_ignore_ascii_case("iam:PassRole") => CauseName::PassRole,
        _ => CauseName::IdentityPolicyMissing,
    }
}

/// Returns who can change a policy of that type.
const fn actor(kind: PolicyType) -> Actor {
    match kind {
        PolicyType::Scp | PolicyType::Rcp => Actor::OrganizationOwner,
        _ => Actor::AccountAdministrator,
    }
}

/// Returns the remedy that mends a statement which nearly applies, when that alone allows the call.
fn mended_statement(
    request: &Request,
    set: &PolicySet,
    miss: &NearMiss,
    entity: &Entity<'_>,
) -> Option<Remedy> {
    let source = entity.policies.iter().find(|it| it.name == miss.policy_name)?;
    let after = mended(miss, source)?;
    let mut mended_set = set.clone();
    let place = mended_set.identity.iter_mut().find(|it| it.name == miss.policy_name)?;
    *place = named(&after).ok()?;
    if !evaluate(request, &mended_set).is_allowed() {
        return None;
    }
    let title = Message::new("remedy.mend-statement")
        .with("policy", miss.policy_name.as_str())
        .with("arn", entity.arn);
    let change = Change::PutPolicy(PolicyHolder::Identity(entity.arn.to_owned()), after);
    Some(Remedy::new(RemedyKind::PolicyStatement, Actor::AccountAdministrator, title, vec![change]))
}

/// Returns the remedy that adds one statement to each policy that has to allow the call.
fn added_statements(
    case: &Case<'_>,
    request: &Request,
    changes: &[PolicyChange],
    entity: &Entity<'_>,
) -> Option<Remedy> {
    let mut edits = Vec::new();
    for change in changes {
        edits.push(added_statement(case, request, change, entity)?);
    }
    let id = match changes {
        [only] if only.policy_type == PolicyType::Resource => "remedy.resource-statement",
        [only] if only.policy_type == PolicyType::Session => "remedy.widen-session",
        [only] if only.policy_type == PolicyType::Endpoint => "remedy.widen-endpoint",
        [only] if only.policy_type == PolicyType::Boundary => "remedy.widen-boundary",
        [only] if only.policy_type == PolicyType::Scp => "remedy.widen-scp",
        _ => "remedy.add-statement",
    };
    let title = Message::new(id).with("action", request.action.as_str());
    let title = title.with("resource", request.resource.as_str()).with("arn", entity.arn);
    let who = changes.first().map_or(Actor::AccountAdministrator, |it| actor(it.policy_type));
    Some(Remedy::new(RemedyKind::PolicyStatement, who, title, edits))
}

fn added_statement(
    case: &Case<'_>,
    request: &Request,
    change: &PolicyChange,
    entity: &Entity<'_>,
) -> Option<Change> {
    let iam = case.snapshot.iam.as_ref();
    match change.policy_type {
        PolicyType::Identity => {
            let mut text = policy_of(&change.statement)?;
            if request.action == asks::CONSOLE_ACTION {
                text = with_statement(&text, LIST_CLUSTERS)?;
            }
            let source = PolicySource { name: policy_name(&request.action), arn: None, text };
            Some(Change::PutPolicy(PolicyHolder::Identity(entity.arn.to_owned()), source))
        }
        PolicyType::Boundary => {
            let mut source = entity.boundary?.clone();
            source.text = with_statement(&source.text, &change.statement)?;
            Some(Change::PutPolicy(PolicyHolder::Boundary(entity.arn.to_owned()), source))
        }
        PolicyType::Endpoint => {
            let mut source = iam?.vpc_endpoint.clone()?;
            source.text = with_statement(&source.text, &change.statement)?;
            Some(Change::PutPolicy(PolicyHolder::VpcEndpoint, source))
        }
        PolicyType::Resource => {
            let bucket = asks::bucket(case.snapshot, &request.resource)?;
            let text = match &bucket.policy {
                Some(policy) => with_statement(&policy.text, &change.statement)?,
                None => policy_of(&change.statement)?,
            };
            let source = PolicySource { name: "bucket-policy".to_owned(), arn: None, text };
            Some(Change::PutPolicy(PolicyHolder::Bucket(bucket.name.clone()), source))
        }
        PolicyType::Session => {
            let text = with_statement(case.parameter("policy")?, &change.statement)?;
            Some(Change::SetClient(ClientSetting::Parameter("policy".to_owned()), Some(text)))
        }
        PolicyType::Scp => {
            let mut source = iam?.scps.iter().flatten().next()?.clone();
            source.text = with_statement(&source.text, &change.statement)?;
            Some(Change::PutPolicy(PolicyHolder::Scp, source))
        }
        _ => None,
    }
}

/// The console's page is reached over the list of clusters.
const LIST_CLUSTERS: &str = r#"{"Effect": "Allow", "Action": "eks:ListClusters", "Resource": "*"}"#;

/// Returns a name for the new policy, such as `allow-eks-describecluster`.
fn policy_name(action: &str) -> String {
    format!("allow-{}", action.replace(':', "-").to_ascii_lowercase())
}
