//! The hop `sts-endpoint`: which host the client calls, and whether it signs for that host's Region.

use eks_iam_error_classifier::Class;
use eks_iam_span::Language;
use eks_iam_sts_endpoint::{ClientEndpoint, ClientFault, endpoint_of_host, failover_regions};

use super::{
    Judged,
    unreachable::{global_by_annotation, is_network},
};
use crate::{
    Actor, Case, Cause, CauseName, Change, ClientSetting, Confidence, Hop, Message, RejectedRemedy, Remedy,
    RemedyKind, snapshot::Source,
};

/// The annotation that the third remedy of the EKS guide sets.
const ANNOTATION: &str = "eks.amazonaws.com/sts-regional-endpoints";

/// Judges host and signing Region.
pub(super) fn judge(case: &Case<'_>) -> Judged {
    let pod = case.attempt.pod.as_deref();
    let settings = case.snapshot.client_settings(pod);
    let family = settings.family;
    let used = match settings.endpoint() {
        Ok(used) => used,
        Err(error) => {
            let why = |language| error.message(language);
            let id =
                if error.fault() == ClientFault::MissingRegion { "missing.region" } else { "sts.undecided" };
            let message = Message::new(id).with_words("why", why(Language::English), why(Language::Japanese));
            return Judged::unknown(Hop::StsEndpoint, message);
        }
    };
    let what = |id| {
        Message::new(id)
            .with("sdk", family.as_str())
            .with("host", used.host.as_str())
            .with("region", used.signing_region.as_str())
    };
    let Some(form) = endpoint_of_host(&used.host) else {
        return Judged::unknown(Hop::StsEndpoint, what("sts.unknown-host"));
    };
    if form.scope_region != used.signing_region {
        return mismatch(case, &used, form.scope_region, what("sts.mismatch"));
    }
    if is_network(case.symptom.class()) {
        let why = what("sts.unreachable");
        return match global_by_annotation(case, &used, &what("sts.no-answer")) {
            Some(cause) => Judged::broken(cause),
            None => unreachable(&used, why),
        };
    }
    if is_disabled(case, form.sts_region) {
        return disabled(case, form.sts_region, what("sts.disabled"));
    }
    Judged::passes(Hop::StsEndpoint, what("sts.agrees"))
}

/// Tells whether the account has not switched STS on there: the text says so, or the list of Regions.
fn is_disabled(case: &Case<'_>, region: &str) -> bool {
    let mut known = case.snapshot.iam.iter().flat_map(|it| &it.disabled_regions);
    case.symptom.class() == Class::RegionDisabled || known.any(|it| it == region)
}

/// The Region is to be enabled, or one that is to be used.
fn disabled(case: &Case<'_>, region: &str, why: Message) -> Judged {
    let mut cause = Cause::new(CauseName::RegionDisabled, Confidence::Proven).with_evidence(why.clone());
    cause.remedies.push(Remedy::new(
        RemedyKind::ClusterSetting,
        Actor::AccountAdministrator,
        Message::new("remedy.enable-region").with("region", region),
        vec![Change::EnableRegion(region.to_owned())],
    ));
    let disabled = case.snapshot.iam.as_ref().map(|it| it.disabled_regions.as_slice()).unwrap_or_default();
    let other = failover_regions(region).into_iter().find(|it| !disabled.iter().any(|no| no == it));
    if let Some(other) = other {
        let title = Message::new("remedy.other-region").with("region", other);
        let change = Change::SetClient(ClientSetting::Region, Some(other.to_owned()));
        cause.remedies.push(Remedy::new(RemedyKind::ClientSetting, Actor::Caller, title, vec![change]));
    }
    Judged::breaks(Hop::StsEndpoint, why, cause)
}

/// Host and scope disagree: an endpoint set in code, or by a variable, decides alone.
fn mismatch(case: &Case<'_>, used: &ClientEndpoint, accepted: &str, why: Message) -> Judged {
    let why = why.with("accepted", accepted);
    let region = used.signing_region.as_str();
    let mut cause = Cause::new(CauseName::SigningRegion, Confidence::Proven).with_evidence(why.clone());
    let setting = |id, setting, value: Option<String>| {
        let title = Message::new(id).with("region", region).with("accepted", accepted);
        Remedy::new(RemedyKind::ClientSetting, Actor::Caller, title, vec![Change::SetClient(setting, value)])
    };
    let client = &case.snapshot.client;
    if client.endpoint.is_some() {
        let regional = format!("https://sts.{region}.{}", suffix(region));
        cause.remedies.push(setting("remedy.remove-endpoint", ClientSetting::Endpoint, None));
        cause.remedies.push(setting("remedy.regional-endpoint", ClientSetting::Endpoint, Some(regional)));
    } else {
        for name in ["AWS_ENDPOINT_URL_STS", "AWS_ENDPOINT_URL"] {
            if client.environment.iter().any(|(it, _)| it == name) {
                let title = Message::new("remedy.remove-variable").with("name", name);
                let change = Change::SetClient(ClientSetting::Environment(name.to_owned()), None);
                cause.remedies.push(Remedy::new(
                    RemedyKind::EnvironmentVariable,
                    Actor::Caller,
                    title,
                    vec![change],
                ));
            }
        }
    }
    cause.remedies.push(setting(
        "remedy.sign-for-endpoint",
        ClientSetting::Region,
        Some(accepted.to_owned()),
    ));
    cause.rejected.extend(annotation(case, used, accepted));
    Judged::breaks(Hop::StsEndpoint, why, cause)
}

fn suffix(region: &str) -> &'static str {
    eks_iam_arn::Partition::for_region(region).dns_suffix()
}

/// Judges the third remedy of the EKS guide, the annotation: it is worth nothing unless it changes host or scope.
fn annotation(case: &Case<'_>, used: &ClientEndpoint, accepted: &str) -> Option<RejectedRemedy> {
    let (_, name) = case.attempt.service_account.as_ref()?;
    let mut sources = case.snapshot.kubernetes.iter().flatten();
    let source =
        sources.find(|it| it.text.contains("kind: ServiceAccount") && it.text.contains(name.as_str()))?;
    let change = Change::PutManifest(Source { name: source.name.clone(), text: annotated(&source.text) });
    let title = Message::new("remedy.annotate-global").with("name", name.as_str());
    let after = case.snapshot.apply(std::slice::from_ref(&change)).ok()?;
    let settings = after.client_settings(case.attempt.pod.as_deref());
    let (family, then) = (settings.family, settings.endpoint().ok()?);
    let helps = then.host != used.host || then.signing_region == accepted;
    let why = Message::new("rejected.annotation").with("sdk", family.as_str()).with("host", then.host);
    let remedy = Remedy::new(RemedyKind::Annotation, Actor::Caller, title, vec![change]);
    (!helps).then(|| RejectedRemedy {
        remedy,
        why: why.with("region", then.signing_region).with("accepted", accepted),
    })
}

/// Sets the annotation to "false" in the text of a service account.
fn annotated(text: &str) -> String {
    let wanted = format!("{ANNOTATION}: \"false\"");
    if text.contains(ANNOTATION) {
        let lines = text.lines().map(|line| match line.find(ANNOTATION) {
            Some(at) => format!("{}{wanted}", line.get(..at).unwrap_or_default()),
            None => line.to_owned(),
        });
        return lines.collect::<Vec<_>>().join("\n") + "\n";
    }
    match text.split_once("  annotations:\n") {
        Some((before, after)) => format!("{before}  annotations:\n    {wanted}\n{after}"),
        None => text.to_owned(),
    }
}

/// The endpoint does not answer: an application with redundancy goes to another Region.
fn unreachable(used: &ClientEndpoint, why: Message) -> Judged {
    let regions = failover_regions(&used.signing_region);
    let title = Message::new("remedy.failover").with("regions", regions.join(", "));
    let change = Change::SetClient(ClientSetting::Failover, Some(regions.join(",")));
    let cause = Cause::new(CauseName::EndpointUnreachable, Confidence::Proven)
        .with_evidence(why.clone())
        .with_remedy(Remedy::new(RemedyKind::ClientSetting, Actor::Caller, title, vec![change]));
    Judged::breaks(Hop::StsEndpoint, why, cause)
}
