//! `eks-iam explain`: what an error text says, why it may be so, and what to do.

use std::{
    fs,
    io::{self, Read},
    path::{Path, PathBuf},
};

use clap::{Args, ValueEnum};
use eks_iam_diagnosis::{Attempt, Case, Cause, Confidence, Diagnosis, Message, Snapshot, diagnose, preview};
use eks_iam_error_classifier::{Class, Symptom, classify};
use eks_iam_span::Language;
use serde_json::{Value, json};

use crate::{
    language::pick,
    output::{BAD, FAINT, Failure, HEAD, Status, paint, print},
};

/// Explain an error text: its class, what was denied to whom, probable causes in order, and remedies.
///
/// The text comes from the arguments, from a file, or from standard input. With --snapshot the causes are checked
/// against what kubectl and the AWS CLI printed of your cluster, and remedies become edits of these documents.
#[derive(Debug, Args)]
#[command(after_long_help = EXAMPLES)]
pub(crate) struct Arguments {
    /// The error text; `-` or nothing reads standard input.
    #[arg(value_name = "TEXT")]
    text: Vec<String>,
    /// A file that holds the text.
    #[arg(long, short, value_name = "FILE", conflicts_with = "text")]
    file: Option<PathBuf>,
    /// A directory or file of what is known: aws-auth, roles, the cluster.
    #[arg(long, value_name = "PATH")]
    snapshot: Option<PathBuf>,
    /// Who called, as `aws sts get-caller-identity` prints it.
    #[arg(long, value_name = "ARN")]
    caller: Option<String>,
    /// What to print.
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
    /// Read JSON Lines with `id` and `text`, and write one JSON answer a line.
    #[arg(long, conflicts_with_all = ["text", "file"])]
    batch: bool,
    /// List all classes.
    #[arg(long, conflicts_with_all = ["text", "file", "batch"])]
    list: bool,
}

const EXAMPLES: &str = "\
Examples:
  eks-iam explain \"An error occurred (AccessDenied) when calling the AssumeRole operation: …\"
  terraform apply 2>&1 | eks-iam explain --lang ja
  eks-iam explain --file error.log --format json
  eks-iam explain --snapshot my-cluster/ --caller arn:aws:sts::111122223333:assumed-role/dev/mika < error.log
  eks-iam explain --batch < errors.jsonl";

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For people
    Text,
    /// One JSON document
    Json,
}

/// The most bytes of a text that are read.
const MAX_TEXT: u64 = 16 * 1024 * 1024;

/// Runs the verb.
pub(crate) fn run(arguments: &Arguments, language: Language) -> Result<Status, Failure> {
    if arguments.list {
        let rows = Class::ALL
            .iter()
            .map(|it| format!("{:<48} {}\n", it.as_str(), Message::of_class(*it).text(language)));
        print(&rows.collect::<String>())?;
        return Ok(Status::Fine);
    }
    let snapshot = read_snapshot(arguments.snapshot.as_deref(), language)?;
    let mut attempt = Attempt { caller: arguments.caller.clone(), ..Attempt::default() };
    if arguments.batch {
        return crate::batch::run(language, |line| answer_line(line, &snapshot, &attempt, language));
    }
    let text = read_text(arguments)?;
    let symptom = classify(&text);
    attempt.printed.clone_from(&text);
    let case = Case { symptom: &symptom, snapshot: &snapshot, attempt: &attempt };
    let diagnosis = diagnose(&case);
    match arguments.format {
        Format::Json => print(&format!("{:#}\n", to_json(&case, &diagnosis, language)))?,
        Format::Text => print(&for_people(&case, &diagnosis, language))?,
    }
    Ok(if symptom.class() == Class::NotAnError { Status::Fine } else { Status::Found })
}

fn read_snapshot(path: Option<&Path>, language: Language) -> Result<Snapshot, Failure> {
    match path {
        None => Ok(Snapshot::default()),
        Some(path) => {
            eks_iam_scenario::load_snapshot(path).map_err(|error| Failure::Told(error.render(language)))
        }
    }
}

fn read_text(arguments: &Arguments) -> Result<String, Failure> {
    let mut bytes = Vec::new();
    match &arguments.file {
        Some(path) => {
            let told =
                |error: io::Error| Failure::Told(format!("error: cannot read {}: {error}", path.display()));
            fs::File::open(path).map_err(told)?.take(MAX_TEXT).read_to_end(&mut bytes).map_err(told)?;
        }
        None if arguments.text.is_empty() || arguments.text == ["-"] => {
            io::stdin().lock().take(MAX_TEXT).read_to_end(&mut bytes)?;
        }
        None => return Ok(arguments.text.join(" ")),
    }
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

fn answer_line(
    line: &Value,
    snapshot: &Snapshot,
    attempt: &Attempt,
    language: Language,
) -> Result<Value, crate::batch::LineError> {
    let text = line.get("text").and_then(Value::as_str).ok_or(crate::batch::LineError::missing("text"))?;
    let symptom = classify(text);
    let attempt = &Attempt { printed: text.to_owned(), ..attempt.clone() };
    let case = Case { symptom: &symptom, snapshot, attempt };
    Ok(to_json(&case, &diagnose(&case), language))
}

/// Returns one answer as JSON: the keys of the batch format, and the words beside.
fn to_json(case: &Case<'_>, diagnosis: &Diagnosis, language: Language) -> Value {
    let symptom = case.symptom;
    let fields: serde_json::Map<_, _> =
        symptom.fields().map(|(name, it)| (name.as_str().to_owned(), json!(it.value))).collect();
    let spans: serde_json::Map<_, _> = symptom
        .fields()
        .map(|(name, it)| (name.as_str().to_owned(), json!([it.span.start(), it.span.end()])))
        .collect();
    json!({
        "class": symptom.class().as_str(),
        "hop": diagnosis.hop(case).map(|it| it.as_str()),
        "confidence": symptom.confidence().as_str(),
        "retry": symptom.retry().as_str(),
        "fields": fields,
        "spans": spans,
        "causes": diagnosis.causes.iter().map(|it| cause_json(it, case, language)).collect::<Vec<_>>(),
    })
}

/// Returns a cause with its evidence and remedies.
pub(crate) fn cause_json(cause: &Cause, case: &Case<'_>, language: Language) -> Value {
    let remedy = |it: &eks_iam_diagnosis::Remedy| {
        json!({
            "kind": it.kind.as_str(),
            "title": it.title.text(language),
            "preview": preview(it, case.snapshot),
        })
    };
    json!({
        "kind": cause.name.as_str(),
        "hop": cause.hop.as_str(),
        "confidence": cause.confidence.as_str(),
        "title": cause.name.title().text(language),
        "check": cause.name.check().text(language),
        "evidence": cause.evidence.iter().map(|it| it.text(language)).collect::<Vec<_>>(),
        "findings": cause.findings,
        "remedies": cause.remedies.iter().map(remedy).collect::<Vec<_>>(),
        "rejected": cause.rejected.iter().map(|it| json!({
            "kind": it.remedy.kind.as_str(),
            "title": it.remedy.title.text(language),
            "why": it.why.text(language),
        })).collect::<Vec<_>>(),
    })
}

fn for_people(case: &Case<'_>, diagnosis: &Diagnosis, language: Language) -> String {
    let symptom = case.symptom;
    let mut text = format!(
        "{}  {}\n",
        paint(HEAD, symptom.class().as_str()),
        Message::of_class(symptom.class()).text(language)
    );
    text.push_str(&fields_text(symptom));
    if let Some(hop) = diagnosis.hop(case) {
        text.push_str(&format!("{}: {hop}\n", pick(language, "hop", "段階")));
    }
    for (at, cause) in diagnosis.causes.iter().enumerate() {
        text.push_str(&cause_text(at + 1, cause, case, language));
    }
    text
}

fn fields_text(symptom: &Symptom) -> String {
    symptom.fields().map(|(name, it)| format!("  {:<16} {}\n", name.as_str(), it.value)).collect()
}

/// Returns a cause for people, under its number.
pub(crate) fn cause_text(number: usize, cause: &Cause, case: &Case<'_>, language: Language) -> String {
    let sure = match (cause.confidence, language) {
        (Confidence::Proven, Language::Japanese) => "確認済み",
        (Confidence::Likely, Language::Japanese) => "可能性が高い",
        (_, Language::Japanese) => "可能性あり",
        _ => cause.confidence.as_str(),
    };
    let mut text = format!(
        "\n{number}. {} {}\n",
        paint(BAD, &cause.name.title().text(language)),
        paint(FAINT, &format!("({}, {sure})", cause.name))
    );
    for evidence in &cause.evidence {
        text.push_str(&format!("   - {}\n", evidence.text(language)));
    }
    if cause.confidence != Confidence::Proven {
        text.push_str(&format!(
            "   {}: {}\n",
            pick(language, "check", "確認"),
            cause.name.check().text(language)
        ));
    }
    for remedy in &cause.remedies {
        text.push_str(&format!(
            "   {}: {}\n",
            pick(language, "remedy", "対処方法"),
            remedy.title.text(language)
        ));
        for line in preview(remedy, case.snapshot).lines() {
            text.push_str(&format!("     │ {line}\n"));
        }
    }
    for rejected in &cause.rejected {
        let title = rejected.remedy.title.text(language);
        text.push_str(&format!(
            "   {}: {title}: {}\n",
            pick(language, "does not help", "効果なし"),
            rejected.why.text(language)
        ));
    }
    text
}
