//! `eks-iam policy explain`: a denial and the policies at hand; which statement decides, what nearly allowed, what to change.

mod denial;
mod sources;

use clap::Args;
use eks_iam_policy::{Known, both_sides, evaluate, minimal_changes};
use eks_iam_span::{Language, Span};
use serde_json::{Value, json};

use self::{
    denial::{Denial, told_by},
    sources::{Sources, known},
};
use super::{question, told};
use crate::{
    batch::{self, LineError},
    input::{read, text, wrong},
    output::{Failure, Status, print},
    problems::{FileProblems, Problem, shown},
    render::{Format, print_json, status},
};

/// Explain a denial by the policies at hand: which statement decides, what nearly allowed, and what to change.
///
/// The text is what a program printed: `… is not authorized to perform …`. Policies are files of JSON or YAML, or what
/// the AWS CLI prints. A type of policy that is not given counts as absent, and a side of which nothing is given as
/// not known.
#[derive(Debug, Args)]
#[command(after_long_help = EXAMPLES)]
pub(super) struct Arguments {
    /// The text of the denial; none or `-` is standard input.
    #[arg(value_name = "TEXT", conflicts_with = "batch")]
    text: Option<String>,
    #[command(flatten)]
    sources: Sources,
    /// What to print.
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
    /// Read questions (`text`, `policies`, `context`) as JSON Lines, and write one JSON answer a line.
    #[arg(long)]
    batch: bool,
}

const EXAMPLES: &str = "\
Examples:
  aws eks describe-cluster --name shop 2>&1 | eks-iam policy explain --identity ops.json
  eks-iam policy explain \"$(cat error.txt)\" --identity caller.json --trust role.json
  eks-iam policy explain --batch < denials.jsonl";

/// Runs the verb.
pub(super) fn run(arguments: &Arguments, language: Language) -> Result<Status, Failure> {
    if arguments.batch {
        return batch::run(language, |line| answer(line, language));
    }
    let text = match arguments.text.as_deref() {
        None | Some("-") => read("-".as_ref(), language)?.text,
        Some(text) => text.to_owned(),
    };
    let denial = told_by(&text).map_err(|error| wrong(language, error.message(language)))?;
    let given = arguments.sources.read(language)?;
    let request = given.request(&denial, language)?;
    let denial = Denial { request, ..denial };
    let answer = explained(&denial, &given.policies, given.known, language);
    if arguments.format == Format::Json {
        print_json(&answer)?;
    } else {
        print(&told::head(&answer, language))?;
        print(&disagreement(&answer, language))?;
        print(&given.places(&denial.request, language))?;
        print(&told::tail(&answer, language))?;
    }
    Ok(status(answer.get("decision") == Some(&json!("allow"))))
}

fn answer(line: &Value, language: Language) -> Result<Value, LineError> {
    let mut denial = told_by(text(line, "text")?)?;
    denial.request.context = question::context(line.get("context"));
    let policies = question::policies(line.get("policies").unwrap_or(&Value::Null))?;
    let known = known(&policies);
    denial.check()?;
    Ok(explained(&denial, &policies, known, language))
}

/// Answers a denial from the policies at hand.
fn explained(
    denial: &Denial,
    policies: &eks_iam_policy::PolicySet,
    known: Known,
    language: Language,
) -> Value {
    let request = &denial.request;
    let evaluation = evaluate(request, policies);
    let changes = minimal_changes(request, policies);
    let mut answer = told::decided(&evaluation, changes.as_deref(), language);
    let named = denial.by.map(|(kind, _)| kind.as_str());
    let explicit = denial.by.map(|(_, explicit)| explicit);
    let agrees = denial.agrees(&evaluation);
    let asked =
        json!({"principal": request.principal, "action": request.action, "resource": request.resource});
    answer.insert("request".to_owned(), asked);
    answer.insert("class".to_owned(), json!(denial.class));
    answer.insert("denied_by".to_owned(), json!(named));
    answer.insert("explicit".to_owned(), json!(explicit));
    answer.insert("agrees".to_owned(), json!(agrees));
    if !evaluation.is_allowed() {
        let sides = both_sides(request, policies, known);
        answer.insert("sides".to_owned(), told::sides(&sides, language));
    }
    Value::Object(answer)
}

/// Says that the policies at hand do not give what the text tells, where that is so.
fn disagreement(answer: &Value, language: Language) -> String {
    if answer.get("agrees") != Some(&json!(false)) {
        return String::new();
    }
    let kind = answer.get("denied_by").and_then(Value::as_str).unwrap_or_default();
    match (kind, language) {
        ("", Language::Japanese) => {
            "\n指定されたポリシーではリクエストは許可されます。足りないポリシーがあるか、その後変更されています。\n".to_owned()
        }
        ("", _) => "\nThe policies given allow the request: one is missing, or has changed since.\n".to_owned(),
        (kind, Language::Japanese) => format!(
            "\nエラーは {kind} のポリシーを示していますが、指定されたポリシーの判定とは異なります。その種類のポリシーが足りないか、その後変更されています。\n"
        ),
        (kind, _) => format!(
            "\nThe text names a policy of type {kind}, the policies given decide otherwise: one of that type is missing, or \
             has changed since.\n"
        ),
    }
}

/// Shows a place of a file with what is to be said of it.
fn place(
    name: &str,
    text: &str,
    span: Span,
    kind: &'static str,
    message: String,
    language: Language,
) -> String {
    let problem =
        Problem { kind, severity: eks_iam_span::Severity::Info, span, message, explanation: "", fix: None };
    let file = FileProblems { name: name.to_owned(), text: text.to_owned(), problems: Vec::new() };
    format!("\n{}", shown(&problem, &file, language))
}
