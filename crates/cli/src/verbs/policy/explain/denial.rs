//! What the text of a denial tells: the request, and the type of policy that said no.

use eks_iam_error_classifier::{FieldName, classify};
use eks_iam_policy::{Decision, Evaluation, PolicyType, Request};

use crate::batch::LineError;

/// A denial as its text tells it.
#[derive(Debug)]
pub(super) struct Denial {
    /// What was asked; parts that the text does not name are empty.
    pub(super) request: Request,
    /// The class of the text.
    pub(super) class: &'static str,
    /// The type of policy that the text names, and whether it denies explicitly.
    pub(super) by: Option<(PolicyType, bool)>,
}

/// Reads the text of a denial.
pub(super) fn told_by(text: &str) -> Result<Denial, LineError> {
    let symptom = classify(text);
    let class = symptom.class().as_str();
    let is_denial = class.starts_with("access-denied") || symptom.value(FieldName::Action).is_some();
    if !is_denial {
        let text = format!("the text is no denial of AWS, but {class}");
        return Err(LineError::new("no-denial", text));
    }
    let field = |name| symptom.value(name).unwrap_or_default().to_owned();
    let (caller, resource) = (field(FieldName::PrincipalArn), field(FieldName::Resource));
    let resource = of_iam(&caller, &resource).unwrap_or(resource);
    let request = Request::new(caller, field(FieldName::Action), resource);
    // The denial of a role to pass has a class of its own, whatever type of policy it names.
    let by = denied_by(class).or_else(|| named_in(symptom.value(FieldName::DenyReason)?));
    Ok(Denial { request, class, by })
}

/// The ARN of what IAM names in short (`role NAME`): it is the caller's account's. The short form does not tell a path.
fn of_iam(caller: &str, resource: &str) -> Option<String> {
    let (kind, name) = resource.split_once(' ')?;
    let is_short = matches!(kind, "role" | "user" | "group" | "policy") && !name.is_empty();
    let mut parts = caller.split(':');
    let (partition, account) = (parts.nth(1)?, parts.nth(2)?);
    is_short.then(|| format!("arn:{partition}:iam::{account}:{kind}/{name}"))
}

/// The type of policy that a reason names, and whether it denies explicitly.
fn named_in(reason: &str) -> Option<(PolicyType, bool)> {
    let kind = [
        ("service control policy", PolicyType::Scp),
        ("VPC endpoint policy", PolicyType::Endpoint),
        ("identity-based policy", PolicyType::Identity),
        ("permissions boundary", PolicyType::Boundary),
        ("session policy", PolicyType::Session),
        ("resource-based policy", PolicyType::Resource),
        ("resource control policy", PolicyType::Rcp),
    ]
    .into_iter()
    .find_map(|(words, kind)| reason.contains(words).then_some(kind))?;
    Some((kind, reason.contains("explicit deny")))
}

/// The type of policy that a class names, and whether it denies explicitly.
fn denied_by(class: &str) -> Option<(PolicyType, bool)> {
    let rest = class.strip_prefix("access-denied.")?;
    let (name, explicit) = match rest.strip_prefix("explicit-deny.") {
        Some(name) => (name, true),
        None => (rest.strip_suffix("-missing")?, false),
    };
    let kind = match name {
        "identity-policy" => PolicyType::Identity,
        "resource-policy" => PolicyType::Resource,
        "permissions-boundary" => PolicyType::Boundary,
        "session-policy" => PolicyType::Session,
        "scp" => PolicyType::Scp,
        "rcp" => PolicyType::Rcp,
        "vpc-endpoint-policy" => PolicyType::Endpoint,
        _ => return None,
    };
    Some((kind, explicit))
}

impl Denial {
    /// Refuses a denial without caller or action, of which nothing can be said.
    pub(super) fn check(&self) -> Result<(), LineError> {
        let missing = |what: &str| {
            Err(LineError::new("incomplete-denial", format!("the text does not name the {what}")))
        };
        match &self.request {
            it if it.principal.is_empty() => missing("caller"),
            it if it.action.is_empty() => missing("action"),
            _ => Ok(()),
        }
    }

    /// Whether the policies decide what the text tells; a text that names no type agrees with every denial.
    pub(super) fn agrees(&self, evaluation: &Evaluation<'_>) -> bool {
        match (evaluation.decision(), self.by) {
            (Decision::Allow, _) => false,
            (_, None) => true,
            (decision, Some((kind, explicit))) => {
                kind == evaluation.deciding() && explicit == (decision == Decision::ExplicitDeny)
            }
        }
    }
}
