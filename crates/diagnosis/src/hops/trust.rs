//! The hop `policy` for role calls: both sides have to say yes, the caller's policies and the role's trust.

use eks_iam_arn::ArnRef;
use eks_iam_error_classifier::{Class, FieldName};
use eks_iam_policy::{
    Evaluation, Miss, NamedPolicy, PolicyDocument, PolicySet, PolicyType, Request, evaluate, minimal_changes,
};

use super::{
    Judged,
    mend::{mended, near_miss},
    policy::{denied, refusal},
};
use crate::{
    Actor, Case, Cause, CauseName, Change, ClientSetting, Confidence, Hop, Message, PolicyHolder, Remedy,
    RemedyKind,
    snapshot::{
        PolicySource, Role,
        policies::{Entity, named, with_statement},
    },
};

/// What the caller's side is taken for when the snapshot does not know the caller: open.
const OPEN: &str =
    r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"sts:*","Resource":"*"}]}"#;

/// Judges sts:AssumeRole.
pub(super) fn judge_assume_role(case: &Case<'_>) -> Judged {
    let Some(caller) = case.caller() else {
        return Judged::unknown(Hop::Policy, Message::new("missing.caller"));
    };
    let (role, mut request) = match role_and_request(case, caller, "sts:AssumeRole") {
        Ok(found) => found,
        Err(missing) => return Judged::unknown(Hop::Policy, missing),
    };
    if let Some(id) = case.parameter("external-id") {
        request = request.with("sts:ExternalId", id);
    }
    let entity = case.snapshot.entity(caller).ok();
    let set = match sides(case, entity.as_ref(), role) {
        Ok(set) => set,
        Err(broken) => return Judged::unknown(Hop::Policy, broken),
    };
    let evaluation = evaluate(&request, &set);
    if evaluation.is_allowed() {
        let tags = Request { action: "sts:TagSession".to_owned(), ..request.clone() };
        if sends_tags(case) && !evaluate(&tags, &set).is_allowed() {
            return untagged(case, &tags, &set, role, entity.as_ref());
        }
        return allowed(&request);
    }
    match (evaluation.deciding(), &entity) {
        (PolicyType::Trust, _) => broken_trust(&request, &set, &evaluation, role),
        (_, Some(entity)) => {
            let cause = denied(case, &request, &set, &evaluation, entity);
            Judged::breaks(Hop::Policy, refusal(&request, &evaluation), cause)
        }
        (_, None) => Judged::unknown(Hop::Policy, Message::new("missing.entity").with("arn", caller)),
    }
}

/// Tells whether the caller's session has tags that go on with it: those of Pod Identity do.
fn sends_tags(case: &Case<'_>) -> bool {
    let pod = case.attempt.pod.as_deref().and_then(|it| case.snapshot.pod(it).ok());
    let by_pod_identity = pod.and_then(|it| it.association).is_some_and(|it| !it.disable_session_tags);
    by_pod_identity || case.symptom.class() == Class::AssumeRoleTagSession
}

/// The role may be assumed, but not with the tags that the session hands on: each side that is silent has to allow it.
fn untagged(
    case: &Case<'_>,
    request: &Request,
    set: &PolicySet,
    role: &Role,
    entity: Option<&Entity<'_>>,
) -> Judged {
    let why = Message::new("trust.tags").with("arn", role.arn.as_str());
    let mut cause = Cause::new(CauseName::SessionTags, Confidence::Proven).with_evidence(why.clone());
    cause.evidence.push(refusal(request, &evaluate(request, set)));
    let edits = |change: &eks_iam_policy::PolicyChange| match change.policy_type {
        PolicyType::Trust => {
            let text = with_statement(&role.trust.text, &change.statement)?;
            let after = PolicySource { text, ..role.trust.clone() };
            Some(Change::PutPolicy(PolicyHolder::Trust(role.arn.clone()), after))
        }
        PolicyType::Identity => {
            let text = crate::snapshot::policies::policy_of(&change.statement)?;
            let name = "allow-sts-tagsession".to_owned();
            let holder = PolicyHolder::Identity(entity?.arn.to_owned());
            Some(Change::PutPolicy(holder, PolicySource { name, arn: None, text }))
        }
        _ => None,
    };
    let changes = minimal_changes(request, set).unwrap_or_default();
    if let Some(changes) = changes.iter().map(edits).collect::<Option<Vec<_>>>().filter(|it| !it.is_empty()) {
        let title = Message::new("remedy.tag-session").with("arn", role.arn.as_str());
        let title = title.with("principal", case.caller().unwrap_or_default());
        cause.remedies.push(Remedy::new(
            RemedyKind::TrustStatement,
            Actor::AccountAdministrator,
            title,
            changes,
        ));
    }
    Judged::breaks(Hop::Policy, why, cause)
}

/// Judges sts:AssumeRoleWithSAML: nobody's identity policy counts, only the trust.
pub(super) fn judge_saml(case: &Case<'_>) -> Judged {
    let Some(provider) = case.caller() else {
        return Judged::unknown(Hop::Policy, Message::new("missing.caller"));
    };
    if let Some(audience) = case.parameter("audience").filter(|it| !is_sign_in(it)) {
        return Judged::broken(saml_audience(provider, audience));
    }
    let (role, request) = match role_and_request(case, provider, "sts:AssumeRoleWithSAML") {
        Ok(found) => found,
        Err(missing) => return Judged::unknown(Hop::Policy, missing),
    };
    let request = request.with("SAML:aud", "https://signin.aws.amazon.com/saml");
    judge_federated(&request, role)
}

/// Tells whether an audience is the address of a sign-in page, global or of a Region, in any partition.
fn is_sign_in(audience: &str) -> bool {
    let host = audience.strip_prefix("https://").and_then(|it| it.strip_suffix("/saml"));
    let hosts = ["signin.aws.amazon.com", "signin.amazonaws.cn", "signin.amazonaws-us-gov.com"];
    audience == "urn:amazon:webservices" || host.is_some_and(|it| hosts.iter().any(|own| it.ends_with(own)))
}

/// The identity provider makes its responses for somebody else.
fn saml_audience(provider: &str, audience: &str) -> Cause {
    let right = match ArnRef::parse(provider).map(|it| it.partition()) {
        Ok("aws-cn") => "https://signin.amazonaws.cn/saml",
        Ok("aws-us-gov") => "https://signin.amazonaws-us-gov.com/saml",
        _ => "https://signin.aws.amazon.com/saml",
    };
    let setting = ClientSetting::Parameter("audience".to_owned());
    let change = Change::SetClient(setting, Some(right.to_owned()));
    let title = Message::new("remedy.saml-audience").with("audience", right);
    Cause::new(CauseName::ClientConfig, Confidence::Proven)
        .with_evidence(Message::new("saml.audience").with("audience", audience))
        .with_remedy(Remedy::new(RemedyKind::ClientSetting, Actor::Caller, title, vec![change]))
}

/// Judges the trust policy alone, for a caller who comes with somebody else's word.
fn judge_federated(request: &Request, role: &Role) -> Judged {
    let trust = match named(&role.trust) {
        Ok(trust) => trust,
        Err(broken) => return Judged::unknown(Hop::Policy, broken),
    };
    let set = PolicySet { trust: Some(trust), ..PolicySet::default() };
    let evaluation = evaluate(request, &set);
    if evaluation.is_allowed() { allowed(request) } else { broken_trust(request, &set, &evaluation, role) }
}

fn allowed(request: &Request) -> Judged {
    let message = Message::new("policy.allows").with("action", request.action.as_str());
    Judged::passes(Hop::Policy, message.with("resource", request.resource.as_str()))
}

/// Finds the role that was to be assumed, and makes the request for it.
pub(super) fn role_and_request<'a>(
    case: &Case<'a>,
    caller: &str,
    action: &str,
) -> Result<(&'a Role, Request), Message> {
    let arn = case.parameter("role-arn").or_else(|| case.symptom.value(FieldName::Resource));
    let arn = arn.ok_or_else(|| Message::new("missing.role"))?;
    let role = case.snapshot.role(arn).ok_or_else(|| Message::new("missing.entity").with("arn", arn))?;
    Ok((role, Request::new(caller, action, arn)))
}

fn sides(case: &Case<'_>, entity: Option<&Entity<'_>>, role: &Role) -> Result<PolicySet, Message> {
    let mut set = case.snapshot.policy_set(entity)?;
    if entity.is_none() {
        let open = PolicyDocument::parse(OPEN).map_err(|_| Message::new("missing.role"))?;
        set.identity = vec![NamedPolicy::new("open", open)];
    }
    set.trust = Some(named(&role.trust)?);
    Ok(set)
}

/// Returns the judgement of a trust policy that refuses: by its principals, or by a condition.
pub(super) fn broken_trust(
    request: &Request,
    set: &PolicySet,
    evaluation: &Evaluation<'_>,
    role: &Role,
) -> Judged {
    let misses = evaluation.near_misses();
    let trust_misses = || misses.iter().filter(|it| it.policy_type == PolicyType::Trust);
    let by_condition = trust_misses().find(|it| {
        !it.reasons.is_empty()
            && it
                .reasons
                .iter()
                .all(|it| matches!(it, Miss::Condition { .. } | Miss::WildcardUnderEquals { .. }))
    });
    let name = if by_condition.is_some() { CauseName::TrustCondition } else { CauseName::TrustPolicy };
    let mut cause = Cause::new(name, Confidence::Proven)
        .with_evidence(refusal(request, evaluation))
        .with_evidence(Message::new("trust.both-sides").with("arn", role.arn.as_str()));
    cause.evidence.extend(trust_misses().map(near_miss));
    if let Some(miss) = by_condition {
        cause.remedies.extend(miss.reasons.iter().find_map(sent_parameter));
        if cause.remedies.is_empty() {
            cause
                .remedies
                .extend(mended(miss, &role.trust).map(|it| put_trust(role, it, "remedy.mend-trust")));
        }
    }
    if by_condition.is_none() {
        cause.remedies.extend(added_trust(request, set, role));
    }
    Judged::breaks(Hop::Policy, refusal(request, evaluation), cause)
}

/// Returns the remedy that sends what the trust policy asks for; no edit of the trust is due then.
fn sent_parameter(miss: &Miss) -> Option<Remedy> {
    let Miss::Condition { key, wanted, .. } = miss else { return None };
    let (true, [value]) = (key.eq_ignore_ascii_case("sts:ExternalId"), wanted.as_slice()) else {
        return None;
    };
    let change = Change::SetClient(ClientSetting::Parameter("external-id".to_owned()), Some(value.clone()));
    let title = Message::new("remedy.send-external-id").with("value", value.as_str());
    Some(Remedy::new(RemedyKind::ClientSetting, Actor::Caller, title, vec![change]))
}

/// Returns the remedy that adds a statement to the trust policy.
pub(super) fn added_trust(request: &Request, set: &PolicySet, role: &Role) -> Option<Remedy> {
    let changes = minimal_changes(request, set)?;
    let change = changes.iter().find(|it| it.policy_type == PolicyType::Trust)?;
    let text = with_statement(&role.trust.text, &change.statement)?;
    let id = if is_foreign(&request.principal, &role.arn) {
        "remedy.trust-outsider"
    } else {
        "remedy.trust-caller"
    };
    let mut remedy = put_trust(role, PolicySource { text, ..role.trust.clone() }, id);
    remedy.title = remedy.title.with("principal", request.principal.as_str());
    Some(remedy)
}

/// Tells whether the caller is of another account than the role.
fn is_foreign(caller: &str, role: &str) -> bool {
    match (ArnRef::parse(caller), ArnRef::parse(role)) {
        (Ok(caller), Ok(role)) => caller.account() != role.account(),
        _ => false,
    }
}

/// Returns the remedy that writes the trust policy anew.
pub(super) fn put_trust(role: &Role, after: PolicySource, id: &'static str) -> Remedy {
    let title = Message::new(id).with("arn", role.arn.as_str());
    let change = Change::PutPolicy(PolicyHolder::Trust(role.arn.clone()), after);
    Remedy::new(RemedyKind::TrustStatement, Actor::AccountAdministrator, title, vec![change])
}
