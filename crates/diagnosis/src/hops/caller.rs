//! The hop `caller`: who calls, and whether the client is set up as its interface wants it.

use eks_iam_arn::ArnRef;
use eks_iam_error_classifier::Class;

use super::{Judged, kubeconfig};
use crate::{
    Actor, Case, Cause, CauseName, Change, ClientSetting, Confidence, Hop, Message, Remedy, RemedyKind,
    snapshot::Source,
};

/// The interface to credential plugins that kubectl dropped in 1.24, and the one to write instead.
const OLD_INTERFACE: &str = "client.authentication.k8s.io/v1alpha1";
const INTERFACE: &str = "client.authentication.k8s.io/v1beta1";

/// Judges who calls.
pub(super) fn judge(case: &Case<'_>) -> Judged {
    let is_kubernetes = case.service() == Some("kubernetes");
    if let Some(cause) = old_interface(case).filter(|_| is_kubernetes) {
        return Judged::broken(cause);
    }
    let Some(arn) = case.caller() else {
        return Judged::unknown(Hop::Caller, Message::new("missing.caller"));
    };
    if case.symptom.class() == Class::NotFound
        && let Some(cause) = wrong_account(case, arn)
    {
        return Judged::broken(cause);
    }
    if case.symptom.class() == Class::AssumeRoleDuration {
        return Judged::broken(session_limit(case));
    }
    Judged::passes(Hop::Caller, Message::new("caller.is").with("arn", arn))
}

/// A kubeconfig of an interface that kubectl no longer speaks.
fn old_interface(case: &Case<'_>) -> Option<Cause> {
    let plugin = case.snapshot.kubeconfig()?;
    let source = case.snapshot.client.kubeconfig.as_ref()?;
    if plugin.api_version.as_deref() != Some(OLD_INTERFACE) {
        return None;
    }
    let evidence = Message::new("caller.old-interface").with("version", OLD_INTERFACE);
    let text = source.text.replace(OLD_INTERFACE, INTERFACE);
    let title = Message::new("remedy.interface").with("version", INTERFACE);
    let change = Change::PutKubeconfig(Source { name: source.name.clone(), text });
    let remedy = Remedy::new(RemedyKind::EditDocument, Actor::Caller, title, vec![change]);
    let cause = Cause::new(CauseName::ClientConfig, Confidence::Proven).with_evidence(evidence);
    Some(cause.with_remedy(remedy))
}

/// The caller is of another account than the cluster, and another profile is not.
fn wrong_account(case: &Case<'_>, caller: &str) -> Option<Cause> {
    let cluster = case.snapshot.cluster.as_ref()?;
    let account = |arn: &str| ArnRef::parse(arn).map(|it| it.account().to_owned()).unwrap_or_default();
    if account(caller) == cluster.account {
        return None;
    }
    let (profile, arn) =
        case.snapshot.client.profiles.iter().find(|(_, it)| account(it) == cluster.account)?;
    Some(wrong_principal(case, caller, profile, arn))
}

/// Returns the cause that the client uses another profile than it should.
pub(super) fn wrong_principal(case: &Case<'_>, caller: &str, profile: &str, arn: &str) -> Cause {
    let cluster = case.snapshot.cluster.as_ref().map(crate::Cluster::arn).unwrap_or_default();
    let cause = Cause::new(CauseName::WrongPrincipal, Confidence::Proven)
        .with_evidence(Message::new("caller.other").with("arn", caller).with("cluster", cluster))
        .with_evidence(Message::new("caller.profile").with("profile", profile).with("arn", arn));
    let title = Message::new("remedy.profile").with("profile", profile).with("arn", arn);
    let by_kubeconfig =
        case.snapshot.client.kubeconfig.as_ref().filter(|_| case.service() == Some("kubernetes"));
    let change = by_kubeconfig.and_then(|it| kubeconfig::with_profile(it, profile)).map_or_else(
        || {
            let setting = ClientSetting::Environment("AWS_PROFILE".to_owned());
            (RemedyKind::EnvironmentVariable, Change::SetClient(setting, Some(profile.to_owned())))
        },
        |it| (RemedyKind::EditDocument, Change::PutKubeconfig(it)),
    );
    cause.with_remedy(Remedy::new(change.0, Actor::Caller, title, vec![change.1]))
}

/// A session that is longer than the role, or a chain of roles, allows.
fn session_limit(case: &Case<'_>) -> Cause {
    let asked = case.parameter("duration-seconds").unwrap_or("-");
    let role = case.parameter("role-arn").and_then(|it| case.snapshot.role(it));
    let is_session = case.caller().is_some_and(|it| it.contains(":assumed-role/"));
    let limit = if is_session { 3600 } else { role.map_or(3600, |it| it.max_session_seconds) };
    let id = if is_session { "caller.chain-limit" } else { "caller.role-limit" };
    let evidence = Message::new(id).with("asked", asked).with("limit", limit.to_string());
    let setting = ClientSetting::Parameter("duration-seconds".to_owned());
    let title = Message::new("remedy.shorter-session").with("limit", limit.to_string());
    let change = Change::SetClient(setting, Some(limit.to_string()));
    Cause::new(CauseName::SessionLimit, Confidence::Proven).with_evidence(evidence).with_remedy(Remedy::new(
        RemedyKind::ClientSetting,
        Actor::Caller,
        title,
        vec![change],
    ))
}
