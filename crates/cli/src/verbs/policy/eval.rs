//! `eks-iam policy eval`: what IAM decides, which policy type decides, and AWS's words for a denial.

use std::path::PathBuf;

use clap::Args;
use eks_iam_policy::{DenialText, Known, both_sides, evaluate, minimal_changes};
use eks_iam_span::Language;
use serde_json::{Value, json};

use super::{
    question::{policies, request},
    told,
};
use crate::{
    batch::LineError,
    face::{Face, Output, needed},
    input::{optional_text, read_document, to_value},
    output::{Failure, Status},
};

/// Decide a request over all policy types, as AWS does.
///
/// The question is a YAML or JSON document with `request` (action, resource, principal, context) and `policies`
/// (identity, boundary, scp, rcp, endpoint, session, resource, trust). `wording` is with-reason, with-policy-arn or
/// plain.
#[derive(Debug, Args)]
#[command(after_long_help = EXAMPLES)]
pub(super) struct Arguments {
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
pub(super) fn run(arguments: &Arguments, language: Language) -> Result<Status, Failure> {
    let face = Face { answer, text: told::to_text, is_yes: |it| it.get("decision") == Some(&json!("allow")) };
    face.run(&arguments.output, language, || {
        let file = needed(arguments.file.as_deref(), "FILE", language)?;
        Ok(vec![to_value(&read_document(file, language)?)])
    })
}

fn answer(line: &Value, language: Language) -> Result<Value, LineError> {
    let request = request(line.get("request").ok_or_else(|| LineError::missing("request"))?)?;
    let policies = policies(line.get("policies").unwrap_or(&Value::Null))?;
    let wording = match optional_text(line, "wording")? {
        None | Some("with-reason") => DenialText::WithReason,
        Some("with-policy-arn") => DenialText::WithPolicyArn,
        Some("plain") => DenialText::Plain,
        Some(other) => {
            let text = format!("`{other}` is no wording; with-reason, with-policy-arn and plain are");
            return Err(LineError::new("unknown-wording", text));
        }
    };
    let evaluation = evaluate(&request, &policies);
    let changes = minimal_changes(&request, &policies);
    let mut answer = told::decided(&evaluation, changes.as_deref(), language);
    answer.insert("message".to_owned(), json!(evaluation.denial_message(wording)));
    if evaluation.is_cross_account() && !evaluation.is_allowed() {
        let sides = both_sides(&request, &policies, Known::ALL);
        answer.insert("sides".to_owned(), told::sides(&sides, language));
    }
    Ok(Value::Object(answer))
}
