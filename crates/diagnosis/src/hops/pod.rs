//! The hop `service-account` of a pod that calls an AWS service: by which way it gets a role, and why it did not.

use eks_iam_document::Node;
use eks_iam_error_classifier::FieldName;
use eks_iam_policy::{PolicySet, Request, evaluate, minimal_changes};
use eks_iam_sigv4::Timestamp;
use eks_iam_span::{Edit, apply_edits};

use super::{Judged, pod_sdk::too_old, service_account, trust::put_trust, unreachable};
use crate::{
    Actor, Case, Cause, CauseName, Change, ClientSetting, Confidence, Hop, Message, PodFacts, Remedy,
    RemedyKind,
    snapshot::{
        PolicySource, Source,
        policies::{named, with_statement},
    },
};

/// The service that takes roles for pods.
const POD_IDENTITY: &str = "pods.eks.amazonaws.com";
/// The annotation by which a service account names its role.
const ROLE_ANNOTATION: &str = "eks.amazonaws.com/role-arn";
/// How long a projected token is good for unless the pod says otherwise, in seconds.
const TOKEN_SECONDS: i64 = 86_400;
/// The add-on without which nobody answers on the node.
const AGENT: &str = "eks-pod-identity-agent";

/// Judges what the pod is given.
pub(super) fn judge(case: &Case<'_>) -> Judged {
    let name = case.attempt.pod.as_deref().unwrap_or_default();
    let facts = match case.snapshot.pod(name) {
        Ok(facts) => facts,
        Err(missing) => return Judged::unknown(Hop::ServiceAccount, missing),
    };
    if let Some(cause) = unreachable::proxy(case, &facts) {
        return Judged::broken(cause);
    }
    if acts_as_node(case) {
        return Judged::broken(not_its_own(case, &facts));
    }
    if facts.variable("AWS_CONTAINER_CREDENTIALS_FULL_URI").is_some() {
        return pod_identity(case, &facts);
    }
    if facts.variable("AWS_ROLE_ARN").is_some() {
        return service_account::judge(case);
    }
    let message = Message::new("pod.nothing").with("name", facts.service_account.as_str());
    Judged::unknown(Hop::ServiceAccount, message)
}

/// Tells whether the text names the role of the pod's node: then the pod did not get, or not use, its own.
pub(super) fn acts_as_node(case: &Case<'_>) -> bool {
    let Some(pod) = case.attempt.pod.as_deref() else { return false };
    let told = case.symptom.value(FieldName::PrincipalArn);
    let Some(seen) = told.or(case.attempt.caller.as_deref()) else { return false };
    let node = case.snapshot.pod(pod).ok().and_then(|it| it.node);
    match node {
        Some(node) => seen == node.session_arn(),
        None => seen.rsplit('/').next().is_some_and(|it| it.starts_with("i-")),
    }
}

/// Finds out why the pod acts as its node.
fn not_its_own(case: &Case<'_>, facts: &PodFacts) -> Cause {
    let seen = case.symptom.value(FieldName::PrincipalArn).or(case.attempt.caller.as_deref());
    let evidence = Message::new("pod.acts-as-node").with("arn", seen.unwrap_or_default());
    let not_injected = |why: Message, remedy: Remedy| {
        Cause::new(CauseName::PodIdentityNotInjected, Confidence::Proven)
            .with_evidence(why)
            .with_evidence(evidence.clone())
            .with_remedy(remedy)
    };
    let has_uri = facts.variable("AWS_CONTAINER_CREDENTIALS_FULL_URI").is_some();
    let pod = case.attempt.pod.as_deref().unwrap_or_default();
    let what = |id| Message::new(id).with("pod", pod).with("name", facts.service_account.as_str());
    if facts.association.is_some() && !has_uri {
        let made = facts.association.as_ref().and_then(|it| it.created_at.clone()).unwrap_or_default();
        let since = facts.created_at.clone().unwrap_or_default();
        let why = what("pod.older-than-association").with("made", made).with("since", since);
        return not_injected(why, recreate(pod));
    }
    if facts.association.is_some() {
        let lacks_agent =
            case.snapshot.addons.as_ref().is_some_and(|it| !it.iter().any(|name| name == AGENT));
        if lacks_agent {
            let change = Change::InstallAddon(AGENT.to_owned());
            let title = Message::new("remedy.install-agent").with("addon", AGENT);
            let remedy =
                Remedy::new(RemedyKind::ClusterSetting, Actor::ClusterAdministrator, title, vec![change]);
            return not_injected(what("pod.no-agent").with("addon", AGENT), remedy);
        }
        let family = case.snapshot.family();
        let version = case.snapshot.client.sdk_version.as_deref();
        if let Some((version, least)) = version.and_then(|it| Some((it, too_old(family, it)?))) {
            let why = what("pod.old-sdk")
                .with("sdk", family.as_str())
                .with("version", version)
                .with("least", least);
            let title = Message::new("remedy.update-sdk").with("sdk", family.as_str()).with("least", least);
            let change = Change::SetClient(ClientSetting::SdkVersion, Some(least.to_owned()));
            return not_injected(
                why,
                Remedy::new(RemedyKind::ClientSetting, Actor::Caller, title, vec![change]),
            );
        }
    }
    if facts.role_arn.is_some() && facts.created_at.is_some() {
        return not_injected(what("pod.older-than-annotation"), recreate(pod));
    }
    misspelt(case, facts, pod, evidence)
}

fn recreate(pod: &str) -> Remedy {
    let title = Message::new("remedy.recreate-pod").with("pod", pod);
    Remedy::new(RemedyKind::RecreatePod, Actor::Caller, title, vec![Change::RecreatePod(pod.to_owned())])
}

/// The service account names no role: its annotation is misspelt, or is not there.
fn misspelt(case: &Case<'_>, facts: &PodFacts, pod: &str, evidence: Message) -> Cause {
    let cause = Cause::new(CauseName::WrongPrincipal, Confidence::Proven).with_evidence(evidence);
    let Some((source, key, span)) = nearly_named(case, facts) else {
        let why = Message::new("missing.role-annotation").with("name", facts.service_account.as_str());
        let advice = CauseName::PodIdentityNotInjected.advice();
        return cause.with_evidence(why).with_remedy(Remedy::words(Actor::ClusterAdministrator, advice));
    };
    let why = Message::new("pod.misspelt").with("name", facts.service_account.as_str());
    let why = why.with("key", key.as_str()).with("right", ROLE_ANNOTATION);
    let cause = cause.with_evidence(why);
    let Ok(text) = apply_edits(&source.text, &[Edit::replace(span, ROLE_ANNOTATION)]) else { return cause };
    let title = Message::new("remedy.annotation").with("key", key).with("right", ROLE_ANNOTATION);
    let changes = vec![
        Change::PutManifest(Source { name: source.name.clone(), text }),
        Change::RecreatePod(pod.to_owned()),
    ];
    cause.with_remedy(Remedy::new(RemedyKind::Annotation, Actor::ClusterAdministrator, title, changes))
}

/// Finds an annotation of the service account that was meant to be [`ROLE_ANNOTATION`]: its value is a role's ARN.
fn nearly_named<'a>(case: &Case<'a>, facts: &PodFacts) -> Option<(&'a Source, String, eks_iam_span::Span)> {
    for source in case.snapshot.kubernetes.iter().flatten() {
        for node in eks_iam_document::parse_all(&source.text).unwrap_or_default() {
            let is_it = node.get("kind").and_then(Node::as_str) == Some("ServiceAccount")
                && node.path(&["metadata", "name"]).and_then(Node::as_str) == Some(&facts.service_account);
            let annotations = node.path(&["metadata", "annotations"]).and_then(Node::as_mapping);
            for entry in annotations.unwrap_or_default().iter().filter(|_| is_it) {
                let is_role = entry.value.as_str().is_some_and(|it| it.contains(":role/"));
                if let (Some(key), true) =
                    (entry.key.as_str(), is_role && entry.key.as_str() != Some(ROLE_ANNOTATION))
                {
                    return Some((source, key.to_owned(), entry.key.span));
                }
            }
        }
    }
    None
}

/// Judges whether EKS may take the associated role for the pod: both actions, in the role's trust policy.
fn pod_identity(case: &Case<'_>, facts: &PodFacts) -> Judged {
    let Some(association) = &facts.association else {
        let missing = Message::new("missing.association").with("name", facts.service_account.as_str());
        return Judged::unknown(Hop::ServiceAccount, missing);
    };
    let Some(role) = case.snapshot.role(&association.role_arn) else {
        let missing = Message::new("missing.entity").with("arn", association.role_arn.as_str());
        return Judged::unknown(Hop::ServiceAccount, missing);
    };
    let trust = match named(&role.trust) {
        Ok(trust) => trust,
        Err(broken) => return Judged::unknown(Hop::ServiceAccount, broken),
    };
    if let Some(cause) = old_token(case) {
        return Judged::broken(cause);
    }
    let set = PolicySet { trust: Some(trust), ..PolicySet::default() };
    let actions: &[&str] = if association.disable_session_tags {
        &["sts:AssumeRole"]
    } else {
        &["sts:AssumeRole", "sts:TagSession"]
    };
    let mut text = role.trust.text.clone();
    let mut refused = Vec::new();
    for action in actions {
        let request = request(case, facts, action, &role.arn);
        if !evaluate(&request, &set).is_allowed() {
            refused.push(*action);
            let change = minimal_changes(&request, &set).and_then(|it| it.into_iter().next());
            text = change.and_then(|it| with_statement(&text, &it.statement)).unwrap_or(text);
        }
    }
    let what = |id| Message::new(id).with("arn", role.arn.as_str()).with("service", POD_IDENTITY);
    if refused.is_empty() {
        return Judged::passes(Hop::ServiceAccount, what("pod.trusted"));
    }
    let why = what("pod.not-trusted").with("actions", refused.join(", "));
    let mut cause = Cause::new(CauseName::PodIdentityTrust, Confidence::Proven).with_evidence(why);
    if text != role.trust.text {
        let after = PolicySource { text, ..role.trust.clone() };
        let mut remedy = put_trust(role, after, "remedy.trust-pods");
        remedy.title = remedy.title.with("service", POD_IDENTITY).with("actions", refused.join(", "));
        cause.remedies.push(remedy);
    }
    Judged::broken(cause)
}

/// The pod comes with a token that it read once and kept; the kubelet has renewed the file since.
fn old_token(case: &Case<'_>) -> Option<Cause> {
    let time = |it: &Option<String>| Timestamp::parse_rfc3339(it.as_deref()?).ok();
    let client = &case.snapshot.client;
    let (made, now) = (time(&client.kept_token)?, time(&client.clock)?);
    let hours = now.unix().saturating_sub(made.unix()) / 3600;
    if now.unix().saturating_sub(made.unix()) < TOKEN_SECONDS {
        return None;
    }
    let evidence =
        Message::new("pod.old-token").with("made", made.rfc3339()).with("hours", hours.to_string());
    let change = Change::SetClient(ClientSetting::KeptToken, None);
    let title = Message::new("remedy.token-file");
    let remedy = Remedy::new(RemedyKind::ClientSetting, Actor::Caller, title, vec![change]);
    let cause = Cause::new(CauseName::CredentialsExpired, Confidence::Proven).at(Hop::ServiceAccount);
    Some(cause.with_evidence(evidence).with_remedy(remedy))
}

/// What EKS Auth asks of STS for a pod.
fn request(case: &Case<'_>, facts: &PodFacts, action: &str, role_arn: &str) -> Request {
    let mut request = Request::new(POD_IDENTITY, action, role_arn);
    let tags = [
        ("kubernetes-namespace", facts.namespace.as_str()),
        ("kubernetes-service-account", facts.service_account.as_str()),
    ];
    for (tag, value) in tags {
        request = request.with(format!("aws:RequestTag/{tag}"), value);
    }
    if let Some(cluster) = &case.snapshot.cluster {
        let arn = cluster.arn();
        request = request
            .with("aws:SourceAccount", cluster.account.as_str())
            .with("aws:RequestTag/eks-cluster-name", cluster.name.as_str())
            .with("aws:RequestTag/eks-cluster-arn", arn.as_str())
            .with("aws:SourceArn", arn);
    }
    request
}
