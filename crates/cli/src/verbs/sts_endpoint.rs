//! `eks-iam sts-endpoint`: which STS host a client calls, in which Region it signs, and what STS says to that.

mod explain;
mod host;
mod plan;
mod resolve;
mod scope;
mod verify;

use clap::{Args, Subcommand};
use eks_iam_sigv4::Timestamp;
use eks_iam_span::Language;
use eks_iam_sts_endpoint::{EndpointWarning, SdkFamily, Trace};
use serde_json::{Value, json};

pub(super) use self::explain::{remedies_text, remedy_json};
use crate::{
    batch::LineError,
    language::pick,
    output::{Failure, HEAD, Status, paint},
    render::{rows, shown, verdict},
};

/// Tell which STS endpoint a client calls and in which Region it signs, and why.
///
/// The rules are those of the current SDKs; with --sdk also what that one does otherwise. The exit status is 1 when the call
/// will fail: STS refuses the signing Region, or there is no such host.
#[derive(Debug, Args)]
#[command(after_long_help = EXAMPLES, args_conflicts_with_subcommands = true)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    verb: Option<Verb>,
    #[command(flatten)]
    question: resolve::Question,
}

#[derive(Debug, Subcommand)]
enum Verb {
    Explain(explain::Arguments),
    Host(host::Arguments),
    Plan(plan::Arguments),
    Scope(scope::Arguments),
    Verify(verify::Arguments),
}

const EXAMPLES: &str = "\
Examples:
  eks-iam sts-endpoint --region us-west-2
  eks-iam sts-endpoint --region us-west-2 --global --trace
  eks-iam sts-endpoint --region us-west-2 --endpoint https://sts.amazonaws.com --format json
  eks-iam sts-endpoint --region fips-us-east-1 --sdk boto3
  eks-iam sts-endpoint explain --sdk rust --cluster-version 1.31 --region us-west-2 \\
    --endpoint https://sts.amazonaws.com
  eks-iam sts-endpoint plan --region us-west-2
  eks-iam sts-endpoint host sts.eu-west-1.amazonaws.com --region us-west-2
  eks-iam sts-endpoint scope sts.amazonaws.com 20260713/us-west-2/sts/aws4_request
  eks-iam sts-endpoint --batch < settings.jsonl";

/// Runs the verb.
pub(crate) fn run(arguments: &Arguments, language: Language) -> Result<Status, Failure> {
    match &arguments.verb {
        Some(Verb::Explain(it)) => explain::run(it, language),
        Some(Verb::Host(it)) => host::run(it, language),
        Some(Verb::Plan(it)) => plan::run(it, language),
        Some(Verb::Scope(it)) => scope::run(it, language),
        Some(Verb::Verify(it)) => verify::run(it, language),
        None => resolve::run(&arguments.question, language),
    }
}

/// Returns the SDK family of that name.
pub(super) fn family(name: &str, version: Option<&str>, language: Language) -> Result<SdkFamily, LineError> {
    SdkFamily::of_client(name, version).ok_or_else(|| {
        let names: Vec<&str> = SdkFamily::ALL.iter().map(|it| it.as_str()).collect();
        let text =
            pick(language, "is no SDK that is known; one of", "という SDK は分かりません。次のいずれかです:");
        LineError::new("unknown-sdk", format!("`{}` {text} {}", name.escape_debug(), names.join(", ")))
    })
}

/// Returns a trace as JSON, with its words in the language.
fn trace_json(trace: &Trace, language: Language) -> Value {
    let mut steps: Value = serde_json::from_str(&trace.to_json()).unwrap_or(Value::Null);
    for (json, line) in steps.as_array_mut().into_iter().flatten().zip(trace.render(language).lines()) {
        put(json, "text", line);
    }
    steps
}

/// Puts a value under a key of an object.
fn put(object: &mut Value, key: &str, value: impl Into<Value>) {
    if let Some(object) = object.as_object_mut() {
        object.insert(key.to_owned(), value.into());
    }
}

fn trace_text(answer: &Value, language: Language) -> String {
    let lines = answer["trace"].as_array().into_iter().flatten().filter_map(|it| it["text"].as_str());
    let lines: String = lines.map(|it| format!("  {it}\n")).collect();
    format!("{}\n{lines}", paint(HEAD, pick(language, "how it was decided", "決定の過程")))
}

fn warnings_json(warnings: &[EndpointWarning], language: Language) -> Value {
    warnings.iter().map(|it| json!({"kind": it.kind(), "message": it.message(language)})).collect()
}

fn warnings_text(answer: &Value, language: Language) -> String {
    let word = pick(language, "warning", "警告");
    let line = |it: &Value| {
        let kind = it["kind"].as_str().unwrap_or_default();
        let head = paint(crate::output::BAD, &format!("{word}[{kind}]"));
        format!("{head}: {}\n", it["message"].as_str().unwrap_or_default())
    };
    answer["warnings"].as_array().into_iter().flatten().map(line).collect()
}

fn refusal_text(answer: &Value, language: Language) -> String {
    let mut text = verdict(language, answer["accept"] == true) + "\n";
    if answer["status"].is_number() {
        let status = format!("{} {}", answer["status"], answer["code"].as_str().unwrap_or_default());
        let message = answer["message"].as_str().unwrap_or_default().trim_end();
        text.push_str(&rows(&[
            (pick(language, "status", "ステータス"), status.trim_end().to_owned()),
            (pick(language, "message", "メッセージ"), shown(&message.into())),
        ]));
    }
    text
}

/// Reads a time as AWS or as RFC 3339 writes it.
pub(crate) fn time(text: &str) -> Result<Timestamp, LineError> {
    Timestamp::parse_basic(text)
        .or_else(|_| Timestamp::parse_rfc3339(text))
        .map_err(|error| {
            LineError::told("malformed-time", |language| match language {
                Language::Japanese => {
                    format!("`{}` は時刻ではありません。`20260713T093000Z` か `2026-07-13T09:30:00Z` の形で書いてください", text.escape_debug())
                }
                _ => error.to_string(),
            })
        })
}
