//! The diagnosis: the first broken hop, then what else the text allows for.

use eks_iam_error_classifier::FieldName;
use eks_iam_policy::PassedRole;

use crate::{
    Actor, Case, Cause, CauseName, Change, ClientSetting, Confidence, Hop, HopReport, Message, PolicyHolder,
    Remedy, RemedyKind, Verdict,
    candidates::candidates_of,
    hops,
    snapshot::{PolicySource, policies::policy_of},
};

/// What is wrong: a verdict for each hop, and causes in order. The first cause is "the diagnosis".
#[derive(Debug, Clone, PartialEq)]
pub struct Diagnosis {
    /// The hops that the call has to pass, in order.
    pub path: Vec<HopReport>,
    /// The causes, surest first; empty when the text is about nothing that this project knows.
    pub causes: Vec<Cause>,
}

impl Diagnosis {
    /// Returns the hop that breaks: the first cause's when the snapshot proves it, else the one that the class names.
    #[must_use]
    pub fn hop(&self, case: &Case<'_>) -> Option<Hop> {
        let proven = self.causes.first().filter(|it| it.confidence == Confidence::Proven);
        proven.map(|it| it.hop).or_else(|| case.symptom.class().hop_name().and_then(Hop::from_name))
    }
}

/// Returns what is wrong, from the text and the snapshot alone.
///
/// Causes that the snapshot proves stand first, in the order of the access path, those that the text's class allows for
/// before others; then the candidates of the class that nothing excludes, likeliest first.
#[must_use]
pub fn diagnose(case: &Case<'_>) -> Diagnosis {
    let judged = hops::walk(case);
    let named = candidates_of(case.symptom);
    let mut path: Vec<_> = judged.iter().map(|it| it.report.clone()).collect();
    let mut causes: Vec<Cause> = judged.into_iter().flat_map(|it| it.causes).collect();
    causes.sort_by_key(|it| !named.contains(&it.name));
    for name in named {
        let is_known = causes.iter().any(|it| it.name == *name);
        if !is_known && !is_excluded(*name, &path) {
            causes.push(candidate(case, *name, causes.is_empty()));
        }
    }
    mark(&mut path, &causes, case);
    Diagnosis { path, causes }
}

/// Marks where the text alone says that the call was stopped, when no document shows it.
fn mark(path: &mut Vec<HopReport>, causes: &[Cause], case: &Case<'_>) {
    let is_shown = path.iter().any(|it| matches!(it.verdict, Verdict::Breaks(_)));
    let (Some(cause), false) = (causes.first(), is_shown || case.attempt.printed.is_empty()) else { return };
    let hop = case.symptom.class().hop_name().and_then(Hop::from_name).unwrap_or(cause.hop);
    let why = cause.evidence.first().cloned().unwrap_or_else(|| cause.name.title());
    match path.iter_mut().find(|it| it.hop == hop) {
        Some(report) => report.verdict = Verdict::Breaks(why),
        None => {
            let at = path.iter().position(|it| it.hop > hop).unwrap_or(path.len());
            path.insert(at, HopReport { hop, verdict: Verdict::Breaks(why) });
        }
    }
}

/// Tells whether the snapshot shows that the cause's hop lets the caller through.
fn is_excluded(name: CauseName, path: &[HopReport]) -> bool {
    path.iter()
        .any(|it| it.hop == name.hop() && it.hop != Hop::Caller && matches!(it.verdict, Verdict::Passes(_)))
}

/// Returns a cause that only the text speaks for, with what would tell and what would help.
fn candidate(case: &Case<'_>, name: CauseName, is_first: bool) -> Cause {
    let confidence = if is_first { Confidence::Likely } else { Confidence::Possible };
    let mut cause = Cause::new(name, confidence);
    cause.remedies.extend(statement(case, name));
    cause.remedies.extend(new_keys(case, name));
    if let (CauseName::ClockSkew, Some(skew)) = (name, skew(case)) {
        cause.evidence.push(skew);
        cause.remedies.push(set_clock());
    }
    match cause.remedies.as_slice() {
        [] => cause.with_remedy(Remedy::words(Actor::Caller, name.advice())),
        _ => cause,
    }
}

/// Returns the remedy that configures the keys anew, for a text that says that they are wrong; or logs in again.
fn new_keys(case: &Case<'_>, name: CauseName) -> Option<Remedy> {
    let is_token = case.service() == Some("kubernetes");
    let title = Message::new(match name {
        CauseName::CredentialsInvalid => "remedy.new-keys",
        CauseName::CredentialsExpired if !is_token => "remedy.log-in",
        _ => return None,
    });
    let setting = match name {
        CauseName::CredentialsExpired => ClientSetting::SignIn,
        _ => ClientSetting::Keys,
    };
    let change = Change::SetClient(setting, None);
    Some(Remedy::new(RemedyKind::ClientSetting, Actor::Caller, title, vec![change]))
}

/// Returns by how much the client's clock is off: the text names its time and, in brackets, the service's.
fn skew(case: &Case<'_>) -> Option<Message> {
    let text = case.attempt.printed.as_str();
    let is_time = |it: &&str| it.len() == 16 && it.ends_with('Z') && it.contains('T');
    let words = text.split(|it: char| !it.is_ascii_alphanumeric());
    let times: Vec<_> =
        words.filter(is_time).filter_map(|it| eks_iam_sigv4::Timestamp::parse_basic(it).ok()).collect();
    let (client, service) = (times.first()?, times.get(2)?);
    let minutes = (service.unix() - client.unix()) / 60;
    let id = if minutes >= 0 { "clock.slow" } else { "clock.fast" };
    Some(Message::new(id).with("minutes", minutes.abs().to_string()))
}

fn set_clock() -> Remedy {
    let change = Change::SetClient(ClientSetting::Clock, None);
    Remedy::new(RemedyKind::ClientSetting, Actor::Caller, Message::new("remedy.set-clock"), vec![change])
}

/// Returns the services to which an operation may pass a role, as JSON: one, or a list; EKS for an operation that is not known.
fn receivers(operation: &str) -> String {
    let named = PassedRole::ALL.iter().filter(|it| it.action.split(':').nth(1) == Some(operation));
    let mut services: Vec<_> = named.flat_map(|it| it.services).map(|it| format!("\"{it}\"")).collect();
    services.dedup();
    match services.as_slice() {
        [] => "\"eks.amazonaws.com\"".to_owned(),
        [one] => one.clone(),
        several => format!("[{}]", several.join(", ")),
    }
}

/// Returns the statement that the text itself spells out: this action on this resource, for this principal.
fn statement(case: &Case<'_>, name: CauseName) -> Option<Remedy> {
    if !matches!(name, CauseName::IdentityPolicyMissing | CauseName::PassRole) {
        return None;
    }
    let value = |field| case.symptom.value(field);
    let (action, resource) = (value(FieldName::Action)?, value(FieldName::Resource)?);
    let principal = value(FieldName::PrincipalArn)?;
    let condition = match name {
        CauseName::PassRole => format!(
            r#", "Condition": {{"StringEquals": {{"iam:PassedToService": {}}}}}"#,
            receivers(value(FieldName::Operation).unwrap_or(""))
        ),
        _ => String::new(),
    };
    let quote = |text: &str| text.replace(['\\', '"'], "");
    let text = policy_of(&format!(
        r#"{{"Effect": "Allow", "Action": "{}", "Resource": "{}"{condition}}}"#,
        quote(action),
        quote(resource)
    ))?;
    let holder =
        eks_iam_arn::canonical_arn(principal).map_or_else(|_| principal.to_owned(), |it| it.into_owned());
    let title = Message::new("remedy.add-statement").with("action", action).with("resource", resource);
    let policy = PolicySource {
        name: format!("allow-{}", action.replace(':', "-").to_ascii_lowercase()),
        arn: None,
        text,
    };
    let change = Change::PutPolicy(PolicyHolder::Identity(holder.clone()), policy);
    Some(Remedy::new(
        RemedyKind::PolicyStatement,
        Actor::AccountAdministrator,
        title.with("arn", holder),
        vec![change],
    ))
}
