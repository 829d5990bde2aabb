//! The sentences with which AWS denies.

use crate::{
    Decision,
    caller::CallerKind,
    evaluate::{Survey, Verdict, is_role_call},
    matching::Asked,
    policy_set::PolicyType,
};

/// How much a denial says.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum DenialText {
    /// With the reason, as most services have it now: `… because no identity-based policy allows the … action`.
    #[default]
    WithReason,
    /// The reason, and the ARN of the policy behind an explicit denial, where it is known and caller and resource share
    /// an account: rolled out service by service since January 2026.
    WithPolicyArn,
    /// Without a reason, as older services have it.
    Plain,
}

/// Words the denial; `None` for an allow.
pub(crate) fn denial(
    asked: &Asked<'_>,
    survey: &Survey<'_>,
    verdict: &Verdict<'_>,
    text: DenialText,
) -> Option<String> {
    if verdict.decision == Decision::Allow {
        return None;
    }
    if is_role_call(&asked.action) {
        return Some(role_call(asked));
    }
    // Whose role it is comes before any policy, a Deny among them.
    if asked.action == "iam:passrole" && survey.cross_account {
        return Some("Cross-account pass role is not allowed.".to_owned());
    }
    let reason = match text {
        DenialText::Plain => String::new(),
        DenialText::WithReason => reason(asked, verdict),
        DenialText::WithPolicyArn => {
            let arn = verdict.hit.and_then(|hit| hit.policy.arn.as_deref());
            let arn = arn.filter(|_| verdict.deciding != PolicyType::Endpoint && !survey.cross_account);
            reason(asked, verdict) + &arn.map(|arn| format!(": {arn}")).unwrap_or_default()
        }
    };
    Some(sentence(asked) + &reason)
}

/// What STS says about a role, whatever the reason.
fn role_call(asked: &Asked<'_>) -> String {
    let provider = &asked.request.principal;
    match (asked.action.as_str(), asked.caller.kind) {
        ("sts:assumerolewithsaml", _) => "Not authorized to perform sts:AssumeRoleWithSAML".to_owned(),
        ("sts:assumerolewithwebidentity", _) => {
            "Not authorized to perform sts:AssumeRoleWithWebIdentity".to_owned()
        }
        (_, CallerKind::Federated) if provider.contains(":saml-provider/") => {
            "Not authorized to perform sts:AssumeRoleWithSAML".to_owned()
        }
        (_, CallerKind::Federated) => "Not authorized to perform sts:AssumeRoleWithWebIdentity".to_owned(),
        ("sts:assumerole", CallerKind::Root) => "Roles may not be assumed by root accounts.".to_owned(),
        _ => sentence(asked),
    }
}

fn sentence(asked: &Asked<'_>) -> String {
    let request = asked.request;
    let caller = if request.principal.is_empty() { "anonymous" } else { &request.principal };
    let mut sentence = format!("User: {caller} is not authorized to perform: {}", request.action);
    if !request.resource.is_empty() {
        sentence.push_str(" on resource: ");
        sentence.push_str(&request.resource);
    }
    sentence
}

fn reason(asked: &Asked<'_>, verdict: &Verdict<'_>) -> String {
    let (policy, article) = match verdict.deciding {
        PolicyType::Rcp => ("resource control policy", "a"),
        PolicyType::Scp => ("service control policy", "a"),
        PolicyType::Endpoint => ("VPC endpoint policy", "a"),
        PolicyType::Resource => ("resource-based policy", "a"),
        PolicyType::Trust => ("role trust policy", "the"),
        PolicyType::Identity => ("identity-based policy", "an"),
        PolicyType::Boundary => ("permissions boundary", "a"),
        PolicyType::Session => ("session policy", "a"),
        PolicyType::Root => return String::new(),
    };
    match verdict.decision {
        Decision::ExplicitDeny => format!(" with an explicit deny in {article} {policy}"),
        _ => format!(" because no {policy} allows the {} action", asked.request.action),
    }
}
