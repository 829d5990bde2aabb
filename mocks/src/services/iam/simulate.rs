//! SimulatePrincipalPolicy and SimulateCustomPolicy: the same engine that decides real calls.

use eks_iam_arn::{ArnRef, Principal};
use eks_iam_policy::{Decision, Evaluation, NamedPolicy, PolicySet, PolicyType, Request, evaluate};
use eks_iam_span::LineIndex;

use super::{Call, no_entity, no_such, validation};
use crate::{Account, exchange::ApiError, xml::Tree};

/// The policies of a user or role, and those that are given beside.
pub(super) fn principal(call: &Call<'_>) -> Result<Vec<Tree>, ApiError> {
    let source = call.required("PolicySourceArn")?;
    call.permit(source, None)?;
    let parsed = ArnRef::parse(source).map_err(|_| validation(&format!("Invalid ARN: {source}")))?;
    let account = Some(&call.account).filter(|it| it.id == parsed.account());
    let account = account.ok_or_else(|| no_entity(format!("Entity with arn {source} cannot be found.")))?;
    let mut set = match Principal::try_from(parsed) {
        Ok(Principal::User(user)) => {
            let found = account.users.iter().find(|it| account.user_arn(it) == source);
            let found = found.ok_or_else(|| no_such("user", user.name))?;
            held(account, &found.policies, found.boundary.as_ref())
        }
        Ok(Principal::Role(role)) => {
            let found = account.role(role.name).filter(|it| account.role_arn(it) == source);
            let found = found.ok_or_else(|| no_such("role", role.name))?;
            held(account, &found.policies, found.boundary.as_ref())
        }
        _ => {
            return Err(ApiError::new(
                400,
                "InvalidInput",
                format!("Invalid Entity Arn: {source} does not clearly define entity type and name."),
            ));
        }
    };
    add_inputs(call, &mut set)?;
    simulate(call, source, &set)
}

/// Only the policies that are given.
pub(super) fn custom(call: &Call<'_>) -> Result<Vec<Tree>, ApiError> {
    call.permit("*", None)?;
    let mut set = PolicySet::default();
    add_inputs(call, &mut set)?;
    let caller = call.form.first("CallerArn").unwrap_or(&call.caller.arn);
    simulate(call, caller, &set)
}

fn held(account: &Account, policies: &[NamedPolicy], boundary: Option<&NamedPolicy>) -> PolicySet {
    PolicySet {
        identity: policies.to_vec(),
        boundary: boundary.cloned().into_iter().collect(),
        scp: account.scps.clone(),
        ..PolicySet::default()
    }
}

fn add_inputs(call: &Call<'_>, set: &mut PolicySet) -> Result<(), ApiError> {
    let read = |prefix: &str| -> Result<Vec<NamedPolicy>, ApiError> {
        let texts = call.form.members(prefix);
        let named = |(at, text): (usize, &&str)| {
            let document = super::document(text, PolicyType::Identity)
                .map_err(|error| ApiError::new(400, "InvalidInput", error.message.unwrap_or_default()))?;
            Ok(NamedPolicy::new(format!("{prefix}.{}", at + 1), document))
        };
        texts.iter().enumerate().map(named).collect()
    };
    set.identity.extend(read("PolicyInputList")?);
    let boundary = read("PermissionsBoundaryPolicyInputList")?;
    if !boundary.is_empty() {
        set.boundary = boundary;
    }
    if let Some(text) = call.form.first("ResourcePolicy") {
        let document = super::document(text, PolicyType::Resource)
            .map_err(|error| ApiError::new(400, "InvalidInput", error.message.unwrap_or_default()))?;
        set.resource = Some(NamedPolicy::new("ResourcePolicy", document));
    }
    Ok(())
}

fn simulate(call: &Call<'_>, principal: &str, set: &PolicySet) -> Result<Vec<Tree>, ApiError> {
    let actions = call.form.members("ActionNames");
    if actions.is_empty() {
        return Err(validation(
            "Value null at 'actionNames' failed to satisfy constraint: Member must not be null",
        ));
    }
    let mut resources = call.form.members("ResourceArns");
    if resources.is_empty() {
        resources.push("*");
    }
    let pairs = actions.iter().flat_map(|action| resources.iter().map(move |resource| (*action, *resource)));
    if actions.len().saturating_mul(resources.len()) > 1000 {
        return Err(ApiError::new(400, "InvalidInput", "Too many actions and resources"));
    }
    let mut results = Vec::new();
    for (action, resource) in pairs {
        let mut request = Request::new(principal, action, resource);
        add_context(call, &mut request);
        results.push(result(&request, set, action, resource));
    }
    let (page, rest) = call.page(results)?;
    Ok([vec![Tree::members("EvaluationResults", page)], rest].concat())
}

fn add_context(call: &Call<'_>, request: &mut Request) {
    for at in 1_usize.. {
        let prefix = format!("ContextEntries.member.{at}");
        let Some(key) = call.form.first(&format!("{prefix}.ContextKeyName")) else { break };
        let values = call.form.members(&format!("{prefix}.ContextKeyValues"));
        let kind = call.form.first(&format!("{prefix}.ContextKeyType")).unwrap_or_default();
        match values.as_slice() {
            [value] if !kind.ends_with("List") => request.context.insert(key, *value),
            values => request.context.insert_list(key, values.iter().copied()),
        }
    }
}

fn result(request: &Request, set: &PolicySet, action: &str, resource: &str) -> Vec<Tree> {
    let evaluation = evaluate(request, set);
    let decision = match evaluation.decision() {
        Decision::Allow => "allowed",
        Decision::ExplicitDeny => "explicitDeny",
        _ => "implicitDeny",
    };
    let (matched, missing) = matched(&evaluation, set);
    let mut fields = vec![
        Tree::text("EvalActionName", action),
        Tree::text("EvalResourceName", resource),
        Tree::text("EvalDecision", decision),
        Tree::members("MatchedStatements", matched),
        Tree::texts("MissingContextValues", missing),
    ];
    let deciding = evaluation.deciding();
    if !set.scp.is_empty() {
        let allows = evaluation.is_allowed() || deciding != PolicyType::Scp;
        fields.push(Tree::node(
            "OrganizationsDecisionDetail",
            vec![Tree::flag("AllowedByOrganizations", allows)],
        ));
    }
    if !set.boundary.is_empty() {
        let allows = evaluation.is_allowed() || deciding != PolicyType::Boundary;
        fields.push(Tree::node(
            "PermissionsBoundaryDecisionDetail",
            vec![Tree::flag("AllowedByPermissionsBoundary", allows)],
        ));
    }
    fields
}

/// The statements that applied, and the context keys that others wanted and did not get.
fn matched(evaluation: &Evaluation<'_>, set: &PolicySet) -> (Vec<Vec<Tree>>, Vec<String>) {
    let (mut matched, mut missing) = (Vec::new(), Vec::new());
    for report in evaluation.statements() {
        for condition in report.conditions.iter().filter(|it| it.request_values.is_none()) {
            if report.resource_matches && !missing.contains(&condition.key) {
                missing.push(condition.key.clone());
            }
        }
        if !report.applies {
            continue;
        }
        let policy = set
            .iter()
            .find(|(kind, policy)| *kind == report.policy_type && policy.name == report.policy_name);
        let source = policy.and_then(|(_, policy)| policy.document.source()).unwrap_or_default();
        let lines = LineIndex::new(source);
        let place = |name: &str, offset: usize| {
            let at = lines.line_column(offset);
            let number = |value: usize| i64::try_from(value).unwrap_or(i64::MAX);
            Tree::node(
                name,
                vec![
                    Tree::Number("Line".to_owned(), number(at.line)),
                    Tree::Number("Column".to_owned(), number(at.column)),
                ],
            )
        };
        matched.push(vec![
            Tree::text("SourcePolicyId", &report.policy_name),
            Tree::text("SourcePolicyType", "IAM Policy"),
            place("StartPosition", report.span.start()),
            place("EndPosition", report.span.end()),
        ]);
    }
    (matched, missing)
}
