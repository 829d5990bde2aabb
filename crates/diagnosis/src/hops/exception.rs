//! What helps against an explicit Deny: never an Allow, but its own condition, or an exception in it.

use eks_iam_document::{Entry, Node, Value};
use eks_iam_policy::{Evaluation, PolicySet, PolicyType, Request, StatementReport, evaluate};
use eks_iam_span::Span;

use crate::{
    Actor, Case, Change, ClientSetting, Message, PolicyHolder, Remedy, RemedyKind,
    snapshot::{
        PolicySource,
        policies::{Entity, named},
        read::pretty_json,
    },
};

const MFA: &str = "aws:MultiFactorAuthPresent";
const REGION: &str = "aws:RequestedRegion";

/// Returns the remedies that were seen to turn the denial, the caller's own first.
pub(super) fn remedies(
    case: &Case<'_>,
    request: &Request,
    set: &PolicySet,
    evaluation: &Evaluation<'_>,
    entity: &Entity<'_>,
) -> Vec<Remedy> {
    let Some(deny) = evaluation.statements().iter().find(|it| it.decides) else { return Vec::new() };
    let with_mfa = request.clone().with(MFA, "true");
    if deny.conditions.iter().any(|it| it.key.eq_ignore_ascii_case(MFA))
        && evaluate(&with_mfa, set).is_allowed()
    {
        let change = Change::SetClient(ClientSetting::Mfa, Some("true".to_owned()));
        let title = Message::new("remedy.mfa");
        return vec![Remedy::new(RemedyKind::ClientSetting, Actor::Caller, title, vec![change])];
    }
    let Some((holder, source)) = holder(case, deny) else { return Vec::new() };
    let region = request.context.single(REGION).map(str::to_owned);
    let by_region = region
        .and_then(|it| Some((except_region(source, deny, &it)?, it)))
        .map(|(text, region)| (Message::new("remedy.except-region").with("region", region), text));
    let by_principal = except_principal(source, deny, entity.arn)
        .map(|text| (Message::new("remedy.except-principal").with("arn", entity.arn), text));
    let tried = by_region.into_iter().chain(by_principal);
    tried
        .filter_map(|(title, text)| {
            let after = PolicySource { text, ..source.clone() };
            let is_enough = evaluate(request, &replaced(set, deny, &after)?).is_allowed();
            let change = Change::PutPolicy(holder.clone(), after);
            let title = title.with("policy", deny.policy_name.as_str());
            is_enough.then(|| {
                Remedy::new(RemedyKind::PolicyStatement, Actor::OrganizationOwner, title, vec![change])
            })
        })
        .collect()
}

/// Finds the policy whose owner may grant an exception: the organization's. One's own guard rail is to be kept.
fn holder<'a>(case: &Case<'a>, deny: &StatementReport) -> Option<(PolicyHolder, &'a PolicySource)> {
    let iam = case.snapshot.iam.as_ref()?;
    let (holder, levels) = match deny.policy_type {
        PolicyType::Scp => (PolicyHolder::Scp, &iam.scps),
        PolicyType::Rcp => (PolicyHolder::Rcp, &iam.rcps),
        _ => return None,
    };
    Some((holder, levels.iter().flatten().find(|it| it.name == deny.policy_name)?))
}

/// Returns the policies with one of them written anew.
fn replaced(set: &PolicySet, deny: &StatementReport, after: &PolicySource) -> Option<PolicySet> {
    let mut set = set.clone();
    let levels = if deny.policy_type == PolicyType::Scp { &mut set.scp } else { &mut set.rcp };
    let place = levels.iter_mut().flatten().find(|it| it.name == deny.policy_name)?;
    *place = named(after).ok()?;
    Some(set)
}

/// Adds the Region to the list that a condition of the statement excepts.
fn except_region(source: &PolicySource, deny: &StatementReport, region: &str) -> Option<String> {
    let condition = deny
        .conditions
        .iter()
        .find(|it| it.key.eq_ignore_ascii_case(REGION) && it.operator.starts_with("StringNot") && it.holds)?;
    changed(source, deny.index, |statement| {
        let values =
            entry_mut(entry_mut(entry_mut(statement, "Condition")?, &condition.operator)?, &condition.key)?;
        push(values, region);
        Some(())
    })
}

/// Adds a condition that excepts the principal; a statement with one of its own keeps it.
fn except_principal(source: &PolicySource, deny: &StatementReport, arn: &str) -> Option<String> {
    changed(source, deny.index, |statement| {
        let condition = entry_or_new(statement, "Condition")?;
        let operator = entry_or_new(condition, "ArnNotEquals")?;
        if operator.get("aws:PrincipalArn").is_some() {
            push(entry_mut(operator, "aws:PrincipalArn")?, arn);
        } else {
            insert(operator, "aws:PrincipalArn", text(arn));
        }
        Some(())
    })
}

fn changed(source: &PolicySource, index: usize, change: impl Fn(&mut Node) -> Option<()>) -> Option<String> {
    let mut policy = eks_iam_document::parse(&source.text).ok()?;
    let statements = entry_mut(&mut policy, "Statement")?;
    let statement = match &mut statements.value {
        Value::Sequence(items) => items.get_mut(index)?,
        _ => statements,
    };
    change(statement)?;
    Some(pretty_json(&policy))
}

fn entry_mut<'a>(node: &'a mut Node, key: &str) -> Option<&'a mut Node> {
    let Value::Mapping(entries) = &mut node.value else { return None };
    entries.iter_mut().find(|it| it.key.as_str() == Some(key)).map(|it| &mut it.value)
}

fn entry_or_new<'a>(node: &'a mut Node, key: &str) -> Option<&'a mut Node> {
    if node.get(key).is_none() {
        insert(node, key, Node::new(Value::Mapping(Vec::new()), Span::empty(0)));
    }
    entry_mut(node, key)
}

fn insert(node: &mut Node, key: &str, value: Node) {
    if let Value::Mapping(entries) = &mut node.value {
        entries.push(Entry { key: text(key), value });
    }
}

/// Adds a value to a list, or makes a list of the one that stands alone.
fn push(values: &mut Node, value: &str) {
    if let Value::Sequence(items) = &mut values.value {
        items.push(text(value));
    } else {
        let span = values.span;
        let only = std::mem::replace(values, Node::new(Value::Sequence(Vec::new()), span));
        values.value = Value::Sequence(vec![only, text(value)]);
    }
}

fn text(text: &str) -> Node {
    let scalar = eks_iam_document::Scalar::new(text, eks_iam_document::ScalarStyle::DoubleQuoted);
    Node::new(Value::Scalar(scalar), Span::empty(0))
}
