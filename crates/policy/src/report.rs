//! Statement by statement: what matched and what did not.

use std::ptr;

use eks_iam_span::Span;

use crate::{
    Condition, Effect,
    document::Statement,
    evaluate::Verdict,
    matching::Asked,
    policy_set::{NamedPolicy, PolicySet, PolicyType},
    principal::Grant,
    template,
};

/// A statement as it looks to one request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StatementReport {
    /// The type of its policy.
    pub policy_type: PolicyType,
    /// The name of its policy.
    pub policy_name: String,
    /// The ARN of its policy, where known.
    pub policy_arn: Option<String>,
    /// Its place in the document, from 0.
    pub index: usize,
    /// Its `Sid`.
    pub sid: Option<String>,
    /// Where it stands in the document.
    pub span: Span,
    /// What it does when it applies.
    pub effect: Effect,
    /// Whether `Action` covers the action.
    pub action_matches: bool,
    /// Whether `Resource` covers the resource.
    pub resource_matches: bool,
    /// How the caller is named; `None` when it is not. Types that name no principals have [`Grant::Direct`].
    pub grant: Option<Grant>,
    /// The conditions one by one.
    pub conditions: Vec<ConditionReport>,
    /// Whether all of it matched.
    pub applies: bool,
    /// Whether it makes the decision.
    pub decides: bool,
}

/// A condition as it looks to one request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConditionReport {
    /// The operator as written.
    pub operator: String,
    /// The key as written.
    pub key: String,
    /// The values of the request; `None` when the key is absent.
    pub request_values: Option<Vec<String>>,
    /// The values of the policy, with variables put in where they have a value.
    pub policy_values: Vec<String>,
    /// Whether the condition holds.
    pub holds: bool,
    /// Whether it holds only because the key is absent.
    pub holds_by_absence: bool,
    /// Where the key stands in the document.
    pub span: Span,
}

/// Reports on all statements whose action covers the request, of the types of policy that have a say.
pub(crate) fn reports(
    asked: &Asked<'_>,
    policies: &PolicySet,
    verdict: &Verdict<'_>,
) -> Vec<StatementReport> {
    let mut reports = Vec::new();
    for (kind, policy) in policies.iter().filter(|(kind, _)| asked.is_reached_by(*kind)) {
        for (index, statement) in policy.document.statements().iter().enumerate() {
            if statement.covers_lower_action(&asked.action) {
                let decides = verdict.hit.is_some_and(|hit| {
                    hit.index == index && kind == verdict.deciding && ptr::eq(hit.policy, policy)
                });
                reports.push(StatementReport { decides, ..report(asked, kind, policy, index, statement) });
            }
        }
    }
    reports
}

fn report(
    asked: &Asked<'_>,
    kind: PolicyType,
    policy: &NamedPolicy,
    index: usize,
    statement: &Statement,
) -> StatementReport {
    let conditions: Vec<_> =
        statement.conditions().iter().map(|condition| condition_report(asked, condition)).collect();
    let resource_matches = statement.covers_resource(asked, kind);
    let grant = statement.names(asked, kind);
    StatementReport {
        policy_type: kind,
        policy_name: policy.name.clone(),
        policy_arn: policy.arn.clone(),
        index,
        sid: statement.sid().map(|sid| sid.value.clone()),
        span: statement.span(),
        effect: statement.effect(),
        action_matches: true,
        resource_matches,
        grant,
        applies: resource_matches && grant.is_some() && conditions.iter().all(|it| it.holds),
        conditions,
        decides: false,
    }
}

/// Reports on one condition.
pub(crate) fn condition_report(asked: &Asked<'_>, condition: &Condition) -> ConditionReport {
    let entry = asked.context().entry(condition.key_lower()).filter(|entry| !entry.values.is_empty());
    let holds = condition.holds(asked.context());
    let value = |text: &str| {
        let resolved = condition
            .operator()
            .comparison
            .has_variables()
            .then(|| template::resolve(&template::parts(text), asked.context()));
        resolved.flatten().unwrap_or_else(|| text.to_owned())
    };
    ConditionReport {
        operator: condition.operator_text().to_owned(),
        key: condition.key().to_owned(),
        request_values: entry.map(|entry| entry.values.clone()),
        policy_values: condition.values().iter().map(|it| value(&it.value)).collect(),
        holds,
        holds_by_absence: holds && entry.is_none(),
        span: condition.key_span(),
    }
}
