//! Endpoints that the network does not let the client reach: behind a proxy, or without a route.

use eks_iam_document::Node;
use eks_iam_error_classifier::Class;
use eks_iam_span::{Edit, LineIndex, Span, apply_edits};
use eks_iam_sts_endpoint::ClientEndpoint;

use crate::{
    Actor, Case, Cause, CauseName, Change, ClientSetting, Confidence, Message, PodFacts, Remedy, RemedyKind,
    snapshot::Source,
};

/// The addresses of the Pod Identity agent on each node.
const AGENT_ADDRESSES: [&str; 2] = ["169.254.170.23", "[fd00:ec2::23]"];
/// The annotation by which a service account chooses between global and Regional STS.
const REGIONAL_ANNOTATION: &str = "eks.amazonaws.com/sts-regional-endpoints";

/// Tells whether the text says that nobody answered.
pub(super) const fn is_network(class: Class) -> bool {
    matches!(class, Class::NetworkTimeout | Class::NetworkDns | Class::NetworkInterrupted | Class::NetworkTls)
}

/// A proxy stands between the pod and the agent on its own node: the variables except nobody.
pub(super) fn proxy(case: &Case<'_>, facts: &PodFacts) -> Option<Cause> {
    let variable = |name: &str| {
        let client = &case.snapshot.client.environment;
        let set = client.iter().chain(&facts.environment).find(|(it, _)| it.eq_ignore_ascii_case(name));
        set.map(|(name, value)| (name.clone(), value.clone()))
    };
    let (_, uri) = variable("AWS_CONTAINER_CREDENTIALS_FULL_URI")?;
    let (_, proxy) = variable("HTTP_PROXY")?;
    let (name, excepted) = variable("NO_PROXY").unwrap_or_else(|| ("NO_PROXY".to_owned(), String::new()));
    let is_excepted =
        excepted.split(',').any(|it| AGENT_ADDRESSES.first() == Some(&it.trim()) || it.trim() == "*");
    if !is_network(case.symptom.class()) || is_excepted || !uri.contains("169.254.170.23") {
        return None;
    }
    let mut value: Vec<_> = excepted.split(',').filter(|it| !it.is_empty()).collect();
    value.extend(AGENT_ADDRESSES);
    let evidence = Message::new("pod.proxy").with("proxy", proxy).with("address", "169.254.170.23");
    let title = Message::new("remedy.no-proxy").with("addresses", AGENT_ADDRESSES.join(", "));
    let change = Change::SetClient(ClientSetting::Environment(name), Some(value.join(",")));
    Some(
        Cause::new(CauseName::EndpointUnreachable, Confidence::Proven)
            .with_evidence(evidence)
            .with_remedy(Remedy::new(RemedyKind::EnvironmentVariable, Actor::Caller, title, vec![change])),
    )
}

/// The service account sends the pod to the global endpoint, which the network does not reach; the Regional one is what
/// a private network has an interface endpoint for.
pub(super) fn global_by_annotation(case: &Case<'_>, used: &ClientEndpoint, why: &Message) -> Option<Cause> {
    let (_, name) = case.attempt.service_account.as_ref()?;
    let source = case.snapshot.kubernetes.iter().flatten().find(|it| annotation(&it.text, name).is_some())?;
    let (line, _) = annotation(&source.text, name)?;
    let text = apply_edits(&source.text, &[Edit::delete(line)]).ok()?;
    let mut changes = vec![Change::PutManifest(Source { name: source.name.clone(), text })];
    changes.extend(case.attempt.pod.clone().map(Change::RecreatePod));
    let after = case.snapshot.apply(&changes).ok()?;
    let then = after.client_settings(case.attempt.pod.as_deref()).endpoint().ok()?;
    if then.host == used.host {
        return None;
    }
    let evidence = Message::new("sts.global-by-annotation")
        .with("name", name.as_str())
        .with("host", used.host.as_str())
        .with("regional", then.host.as_str());
    let title =
        Message::new("remedy.remove-annotation").with("name", name.as_str()).with("regional", then.host);
    let remedy = Remedy::new(RemedyKind::Annotation, Actor::ClusterAdministrator, title, changes);
    let cause = Cause::new(CauseName::EndpointUnreachable, Confidence::Proven).with_evidence(why.clone());
    Some(cause.with_evidence(evidence).with_remedy(remedy))
}

/// Returns the line of the annotation of that service account, and its value, unless it is "true".
fn annotation(text: &str, account: &str) -> Option<(Span, String)> {
    for node in eks_iam_document::parse_all(text).unwrap_or_default() {
        let is_it = node.get("kind").and_then(Node::as_str) == Some("ServiceAccount")
            && node.path(&["metadata", "name"]).and_then(Node::as_str) == Some(account);
        let entries = node.path(&["metadata", "annotations"]).and_then(Node::as_mapping).unwrap_or_default();
        let entry = entries.iter().find(|it| is_it && it.key.as_str() == Some(REGIONAL_ANNOTATION));
        if let Some((entry, value)) = entry.and_then(|it| Some((it, it.value.as_str()?))) {
            let index = LineIndex::new(text);
            let line = index.line_span(index.line_column(entry.key.span.start()).line);
            let whole = Span::new(line.start(), (line.end() + 1).min(text.len()));
            return (value != "true").then(|| (whole, value.to_owned()));
        }
    }
    None
}
