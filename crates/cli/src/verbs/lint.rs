//! `eks-iam lint`: what is wrong in an aws-auth ConfigMap, and what the authenticator loads of it.

mod files;
mod given;
mod loaded;

use std::path::PathBuf;

use clap::Args;
use eks_iam_aws_auth::{AwsAuth, Finding, FindingKind};
use eks_iam_span::{Language, Severity};
use serde_json::{Value, json};

use self::{
    files::Files,
    given::{Given, GivenArguments},
    loaded::loaded,
};
use crate::{
    batch::{self, LineError},
    input::optional_text,
    language::pick,
    output::{Failure, Status, complain, print},
    problems::{FileProblems, Format, Problem, all_shown, annotations, sarif_log, summary},
    render::{print_json, status},
};

/// Check aws-auth ConfigMaps: every defect with its line, and what the authenticator loads.
///
/// Reads what people have: YAML or JSON, a `List`, the output of `kubectl describe`, a bare mapRoles text. Of a folder
/// it reads the .yaml, .yml and .json files that hold an aws-auth ConfigMap.
#[derive(Debug, Args)]
#[command(after_long_help = EXAMPLES)]
pub(crate) struct Arguments {
    /// Files and folders; none or `-` is standard input.
    #[arg(value_name = "PATH", conflicts_with = "batch")]
    paths: Vec<PathBuf>,
    /// What to print.
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
    /// Read documents as JSON Lines, and write one JSON answer a line.
    #[arg(long)]
    batch: bool,
    #[command(flatten)]
    given: GivenArguments,
}

const EXAMPLES: &str = "\
Examples:
  kubectl -n kube-system get configmap aws-auth -o yaml | eks-iam lint
  eks-iam lint clusters/ --format sarif > findings.sarif
  eks-iam lint aws-auth.yaml --format json
  eks-iam lint aws-auth.yaml --former backup.yaml --access-entries entries.json
  eks-iam lint --batch < documents.jsonl";

/// Runs the verb.
pub(crate) fn run(arguments: &Arguments, language: Language) -> Result<Status, Failure> {
    if arguments.batch {
        return batch::run(language, |line| answer(line, language));
    }
    let given = Given::from_arguments(&arguments.given, language)?;
    let mut all = Vec::new();
    let mut answers = Vec::new();
    let mut unreadable = false;
    for source in Files::new(&arguments.paths, language) {
        let (source, is_named) = match source {
            Ok(found) => found,
            Err(Failure::Told(text)) => {
                unreadable = true;
                complain(&text);
                continue;
            }
            Err(closed) => return Err(closed),
        };
        let document = AwsAuth::parse(&source.text);
        if !is_named && document.findings().iter().any(|it| it.kind == FindingKind::NotAConfigmap) {
            continue;
        }
        let notes = given.notes(&document, language);
        if arguments.format == Format::Json {
            let mut answer = loaded(&document, &source.text, &notes, language);
            if let Value::Object(keys) = &mut answer {
                keys.insert("file".to_owned(), json!(source.name));
            }
            answers.push(answer);
        }
        let problems = document.findings().iter().map(|it| problem(it, language)).chain(notes).collect();
        let file = FileProblems { name: source.name, text: source.text, problems };
        match arguments.format {
            Format::Text => {
                for problem in all_shown(&file, language) {
                    print(&problem)?;
                }
            }
            Format::Github => print(&annotations(&file))?,
            Format::Json | Format::Sarif => {}
        }
        all.push(file);
    }
    match arguments.format {
        Format::Text => print(&summary(&all, Some("eks-iam fix"), language))?,
        Format::Json => print_json(&json!({ "files": answers }))?,
        Format::Sarif => print_json(&sarif_log(&all, language))?,
        Format::Github => {}
    }
    if unreadable {
        let text = pick(language, "some files could not be read", "読み込めないファイルがありました");
        return Err(Failure::Told(text.to_owned()));
    }
    let is_bad = |it: &Problem| it.severity != Severity::Info;
    Ok(status(!all.iter().flat_map(|it| &it.problems).any(is_bad)))
}

/// Returns a finding as it is printed.
pub(crate) fn problem(finding: &Finding, language: Language) -> Problem {
    Problem {
        kind: finding.kind.name(),
        severity: finding.severity,
        span: finding.span,
        message: finding.message(language),
        explanation: finding.kind.explanation(language),
        fix: finding.fix.clone(),
    }
}

fn answer(line: &Value, language: Language) -> Result<Value, LineError> {
    let given = Given::from_line(line)?;
    if let Some(manifest) = optional_text(line, "manifest")? {
        let document = AwsAuth::parse(manifest);
        return Ok(loaded(&document, manifest, &given.notes(&document, language), language));
    }
    let data = line.get("data").ok_or_else(|| LineError::missing("data"))?;
    let is_text = |it: &Value| it.is_null() || it.is_string();
    if let Some((key, _)) = data.as_object().and_then(|it| it.iter().find(|(_, value)| !is_text(value))) {
        // The API server refuses such an object: the authenticator never sees it, and the old one stays.
        return Ok(json!({ "rejected": true, "field": format!("data.{key}") }));
    }
    let (roles, users) = (optional_text(data, "mapRoles")?, optional_text(data, "mapUsers")?);
    let document = AwsAuth::from_data(roles, users, optional_text(data, "mapAccounts")?);
    Ok(loaded(&document, document.text(), &given.notes(&document, language), language))
}
