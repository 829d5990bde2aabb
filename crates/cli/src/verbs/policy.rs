//! `eks-iam policy eval`: what IAM decides, which policy type decides, and AWS's words for a denial.

use std::path::PathBuf;

use clap::{Args, Subcommand};
use eks_iam_policy::{Context, DenialText, NamedPolicy, PolicyDocument, PolicySet, Request, evaluate};
use eks_iam_span::Language;
use serde_json::{Value, json};

use crate::{
    batch::LineError,
    face::{Face, Output, needed},
    input::{optional_text, read_document, text, to_value},
    language::pick,
    output::{BAD, Failure, GOOD, Status, paint},
    render::{rows, shown},
};

/// Evaluate IAM policies.
#[derive(Debug, Args)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    verb: Verb,
}

#[derive(Debug, Subcommand)]
enum Verb {
    Eval(EvalArguments),
}

/// Decide a request over all policy types, as AWS does.
///
/// The question is a YAML or JSON document with `request` (action, resource, principal, context) and `policies`
/// (identity, boundary, scp, rcp, endpoint, session, resource, trust).
#[derive(Debug, Args)]
#[command(after_long_help = EXAMPLES)]
struct EvalArguments {
    /// The question; `-` is standard input.
    #[arg(value_name = "FILE", conflicts_with = "batch")]
    file: Option<PathBuf>,
    #[command(flatten)]
    output: Output,
}

const EXAMPLES: &str = "\
Examples:
  eks-iam policy eval question.yaml
  eks-iam policy eval --batch < questions.jsonl";

/// Runs the verb.
pub(crate) fn run(arguments: &Arguments, language: Language) -> Result<Status, Failure> {
    let Verb::Eval(arguments) = &arguments.verb;
    let face = Face {
        answer: |line, _| answer(line),
        text: to_text,
        is_yes: |it| it.get("decision") == Some(&json!("allow")),
    };
    face.run(&arguments.output, language, || {
        let file = needed(arguments.file.as_deref(), "FILE", language)?;
        Ok(vec![to_value(&read_document(file, language)?)])
    })
}

fn answer(line: &Value) -> Result<Value, LineError> {
    let request = request(line.get("request").ok_or_else(|| LineError::missing("request"))?)?;
    let policies = policies(line.get("policies").unwrap_or(&Value::Null))?;
    let evaluation = evaluate(&request, &policies);
    let statement = |it: &eks_iam_policy::StatementReport| {
        json!({
            "type": it.policy_type.as_str(),
            "policy": it.policy_name,
            "index": it.index,
            "sid": it.sid,
            "applies": it.applies,
            "decides": it.decides,
        })
    };
    Ok(json!({
        "decision": evaluation.decision().as_str(),
        "deciding": evaluation.deciding().as_str(),
        "message": evaluation.denial_message(DenialText::WithReason),
        "statements": evaluation.statements().iter().map(statement).collect::<Vec<_>>(),
    }))
}

fn request(value: &Value) -> Result<Request, LineError> {
    let mut context = Context::new();
    for (key, value) in value.get("context").and_then(Value::as_object).into_iter().flatten() {
        match value {
            Value::Array(list) => context.insert_list(key.as_str(), list.iter().map(scalar)),
            other => context.insert(key.as_str(), scalar(other)),
        }
    }
    Ok(Request {
        resource_account: optional_text(value, "resource_account")?.map(str::to_owned),
        context,
        ..Request::new(text(value, "principal")?, text(value, "action")?, text(value, "resource")?)
    })
}

fn scalar(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

fn policies(value: &Value) -> Result<PolicySet, LineError> {
    let list = |key: &str| -> Result<Vec<NamedPolicy>, LineError> {
        match value.get(key) {
            None | Some(Value::Null) => Ok(Vec::new()),
            Some(Value::Array(list)) => list.iter().enumerate().map(|(at, it)| policy(key, at, it)).collect(),
            Some(one) => Ok(vec![policy(key, 0, one)?]),
        }
    };
    let levels = |key: &str| -> Result<Vec<Vec<NamedPolicy>>, LineError> {
        let levels = value.get(key).and_then(Value::as_array);
        let level = |it: &Value| {
            it.as_array().into_iter().flatten().enumerate().map(|(at, it)| policy(key, at, it)).collect()
        };
        levels.into_iter().flatten().map(level).collect()
    };
    Ok(PolicySet {
        identity: list("identity")?,
        boundary: list("boundary")?,
        scp: levels("scp")?,
        rcp: levels("rcp")?,
        endpoint: list("endpoint")?,
        session: list("session")?,
        resource: list("resource")?.pop(),
        trust: list("trust")?.pop(),
    })
}

fn policy(kind: &str, at: usize, value: &Value) -> Result<NamedPolicy, LineError> {
    let text = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
    let document = PolicyDocument::parse(&text)
        .map_err(|error| LineError::new("malformed-policy", error.to_string()))?;
    Ok(NamedPolicy::new(format!("{kind}-{}", at + 1), document))
}

fn to_text(answer: &Value, language: Language) -> String {
    let get = |key: &str| shown(answer.get(key).unwrap_or(&Value::Null));
    let allowed = answer.get("decision") == Some(&json!("allow"));
    let style = if allowed { GOOD } else { BAD };
    rows(&[
        (pick(language, "decision", "判定"), paint(style, &get("decision"))),
        (pick(language, "decided by", "判定したポリシーの種類"), get("deciding")),
        (pick(language, "message", "メッセージ"), get("message")),
    ])
}
