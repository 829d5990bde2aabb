//! A decision with its reasons: as JSON, and for people.

use eks_iam_policy::{BothSides, Evaluation, NearMiss, PolicyChange, StatementReport};
use eks_iam_span::{Language, Span};
use serde_json::{Map, Value, json};

use crate::{
    language::pick,
    output::{BAD, GOOD, HEAD, paint},
    render::{rows, shown},
};

/// Returns decision, statements, near misses and changes under the keys that verbs answer with.
pub(super) fn decided(
    evaluation: &Evaluation<'_>,
    changes: Option<&[PolicyChange]>,
    language: Language,
) -> Map<String, Value> {
    let statements: Vec<_> = evaluation.statements().iter().map(statement).collect();
    let misses: Vec<_> = evaluation.near_misses().iter().map(|it| near_miss(it, language)).collect();
    Map::from_iter([
        ("decision".to_owned(), json!(evaluation.decision().as_str())),
        ("deciding".to_owned(), json!(evaluation.deciding().as_str())),
        ("statements".to_owned(), json!(statements)),
        ("near_misses".to_owned(), json!(misses)),
        ("changes".to_owned(), changes.map_or(Value::Null, |it| it.iter().map(change).collect())),
    ])
}

fn statement(it: &StatementReport) -> Value {
    let condition = |it: &eks_iam_policy::ConditionReport| {
        json!({
            "operator": it.operator,
            "key": it.key,
            "request_values": it.request_values,
            "policy_values": it.policy_values,
            "holds": it.holds,
            "holds_by_absence": it.holds_by_absence,
        })
    };
    json!({
        "type": it.policy_type.as_str(),
        "policy": it.policy_name,
        "index": it.index,
        "sid": it.sid,
        "effect": it.effect.as_str(),
        "span": span(it.span),
        "applies": it.applies,
        "decides": it.decides,
        "resource_matches": it.resource_matches,
        "principal_matches": it.grant.is_some(),
        "conditions": it.conditions.iter().map(condition).collect::<Vec<_>>(),
    })
}

fn near_miss(it: &NearMiss, language: Language) -> Value {
    let reason = |it: &eks_iam_policy::Miss| json!({"kind": it.name(), "message": it.message(language), "span": span(it.span())});
    json!({
        "type": it.policy_type.as_str(),
        "policy": it.policy_name,
        "index": it.index,
        "sid": it.sid,
        "span": span(it.span),
        "reasons": it.reasons.iter().map(reason).collect::<Vec<_>>(),
    })
}

fn change(it: &PolicyChange) -> Value {
    let statement: Value = serde_json::from_str(&it.statement).unwrap_or(Value::Null);
    json!({
        "type": it.policy_type.as_str(),
        "policy": it.policy_name,
        "level": it.level,
        "account": it.account,
        "statement": statement,
        "text": it.statement,
    })
}

fn span(span: Span) -> Value {
    json!({"start": span.start(), "end": span.end()})
}

/// Returns both sides of a call: which one is wrong, and what each would have to add.
pub(super) fn sides(sides: &BothSides, language: Language) -> Value {
    let side = |it: &eks_iam_policy::Side| {
        json!({
            "type": it.policy_type.as_str(),
            "account": it.account,
            "verdict": it.verdict.as_str(),
            "remedies": it.remedies.iter().map(change).collect::<Vec<_>>(),
        })
    };
    json!({
        "cross_account": sides.cross_account,
        "fault": sides.fault.as_str(),
        "message": sides.explain(language),
        "caller": side(&sides.caller),
        "resource": side(&sides.resource),
    })
}

/// Says an answer to people: the decision, what nearly allowed it, both sides, and what to add.
pub(super) fn to_text(answer: &Value, language: Language) -> String {
    let mut text = head(answer, language);
    let is_deciding = |it: &&Value| field(it, "decides") == &json!(true);
    for statement in list(field(answer, "statements")).filter(is_deciding) {
        let word = pick(language, "decided by the statement", "判定したステートメント");
        let effect = shown(field(statement, "effect"));
        text += &format!("  {word}: {}, {effect}\n", name_of(statement, language));
    }
    text + &misses(field(answer, "near_misses"), language) + &tail(answer, language)
}

/// Says the decision.
pub(super) fn head(answer: &Value, language: Language) -> String {
    let style = if is_allowed(answer) { GOOD } else { BAD };
    let mut lines = vec![
        (pick(language, "decision", "判定"), paint(style, &shown(field(answer, "decision")))),
        (pick(language, "decided by", "判定したポリシーの種類"), shown(field(answer, "deciding"))),
    ];
    if !field(answer, "message").is_null() {
        lines.push((pick(language, "message", "メッセージ"), shown(field(answer, "message"))));
    }
    rows(&lines)
}

/// Says which side is wrong, and what to add.
pub(super) fn tail(answer: &Value, language: Language) -> String {
    let sides = answer.pointer("/sides/message").and_then(Value::as_str);
    let sides = sides.map(|it| format!("\n{it}\n")).unwrap_or_default();
    sides + &added(field(answer, "changes"), is_allowed(answer), language)
}

fn is_allowed(answer: &Value) -> bool {
    field(answer, "decision") == "allow"
}

fn misses(misses: &Value, language: Language) -> String {
    if list(misses).next().is_none() {
        return String::new();
    }
    let head = pick(language, "nearly allowed by", "許可に近いステートメント");
    let mut text = format!("\n{}\n", paint(HEAD, head));
    for miss in list(misses) {
        text += &format!("  {}\n", name_of(miss, language));
        for reason in list(field(miss, "reasons")) {
            text += &format!("    {}\n", shown(field(reason, "message")));
        }
    }
    text
}

/// Says what to add, policy by policy.
fn added(changes: &Value, allowed: bool, language: Language) -> String {
    if allowed {
        return String::new();
    }
    let Some(changes) = changes.as_array() else {
        let none = pick(
            language,
            "no statement that is added allows this",
            "ステートメントを追加しても、このリクエストは許可されません",
        );
        return format!("\n{none}\n");
    };
    let mut text = String::new();
    for change in changes {
        let kind = field(change, "type").as_str().unwrap_or_default();
        let place = match (field(change, "policy").as_str(), field(change, "account").as_str(), language) {
            (Some(policy), Some(account), Language::Japanese) => {
                format!("アカウント {account} の {kind} ポリシー `{policy}` に追加する")
            }
            (None, Some(account), Language::Japanese) => {
                format!("アカウント {account} の新しい {kind} ポリシーに追加する")
            }
            (Some(policy), None, Language::Japanese) => format!("{kind} ポリシー `{policy}` に追加する"),
            (None, None, Language::Japanese) => format!("新しい {kind} ポリシーに追加する"),
            (Some(policy), Some(account), _) => {
                format!("add to the {kind} policy `{policy}` in account {account}")
            }
            (None, Some(account), _) => format!("add to a new {kind} policy in account {account}"),
            (Some(policy), None, _) => format!("add to the {kind} policy `{policy}`"),
            (None, None, _) => format!("add to a new {kind} policy"),
        };
        text += &format!("\n{}\n", paint(HEAD, &place));
        for line in field(change, "text").as_str().unwrap_or_default().lines() {
            text += &format!("  {line}\n");
        }
    }
    text
}

/// A policy and the statement in it; the first one is number 1.
fn name_of(statement: &Value, language: Language) -> String {
    let number = field(statement, "index").as_u64().unwrap_or_default() + 1;
    let sid = field(statement, "sid").as_str().map(|it| format!(" ({it})")).unwrap_or_default();
    let word = pick(language, "statement", "ステートメント");
    format!("{}, {word} {number}{sid}", shown(field(statement, "policy")))
}

fn field<'a>(value: &'a Value, key: &str) -> &'a Value {
    value.get(key).unwrap_or(&Value::Null)
}

fn list(value: &Value) -> impl Iterator<Item = &Value> {
    value.as_array().into_iter().flatten()
}
