//! `eks-iam policy lint`: what can never match in a policy, what is too wide, and what IAM would refuse.

use std::path::PathBuf;

use clap::Args;
use eks_iam_policy::{Finding, LintContext, ParsePolicyError, PolicyDocument, PolicyType};
use eks_iam_span::{Language, LineIndex, Severity, Snippet};
use serde_json::{Value, json};

use super::files::policies_of;
use crate::{
    batch::{self, LineError},
    input::{Source, flag, optional_text, read},
    output::{Failure, Status, print},
    problems::{FileProblems, Format, Problem, all_shown, annotations, painted, sarif_log, summary},
    render::{print_json, status},
};

/// Find what can never match in a policy, what is wider than it looks, and what IAM would refuse.
///
/// Reads policy documents in JSON or YAML, and what `aws iam get-policy-version`, `get-role` and `get-role-policy`
/// print.
#[derive(Debug, Args)]
#[command(after_long_help = EXAMPLES)]
pub(super) struct Arguments {
    /// The files; none or `-` is standard input.
    #[arg(value_name = "FILE", conflicts_with = "batch")]
    files: Vec<PathBuf>,
    /// The type of policy; else it is guessed from what a policy names.
    #[arg(long = "type", value_name = "TYPE", value_parser = type_of)]
    policy_type: Option<PolicyType>,
    /// The account in which the policy stands.
    #[arg(long)]
    account: Option<String>,
    /// The partition in which it is used, such as aws-cn.
    #[arg(long)]
    partition: Option<String>,
    /// The OIDC issuer of the cluster.
    #[arg(long, value_name = "URL")]
    issuer: Option<String>,
    /// The policy belongs to a role, whose sessions have no user name.
    #[arg(long)]
    for_role: bool,
    /// What to print.
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
    /// Read policies as JSON Lines, and write one JSON answer a line.
    #[arg(long)]
    batch: bool,
}

const EXAMPLES: &str = "\
Examples:
  eks-iam policy lint trust.json --issuer https://oidc.eks.eu-west-1.amazonaws.com/id/AB12
  aws iam get-role --role-name reader | eks-iam policy lint
  eks-iam policy lint policies/*.json --format sarif > findings.sarif
  eks-iam policy lint --batch < policies.jsonl";

fn type_of(name: &str) -> Result<PolicyType, String> {
    PolicyType::from_name(name).filter(|it| *it != PolicyType::Root).ok_or_else(|| {
        "identity, boundary, session, scp, rcp, endpoint, resource or trust is wanted".to_owned()
    })
}

/// Runs the verb.
pub(super) fn run(arguments: &Arguments, language: Language) -> Result<Status, Failure> {
    if arguments.batch {
        return batch::run(language, |line| answer(line, language));
    }
    let stdin = [PathBuf::from("-")];
    let paths = if arguments.files.is_empty() { stdin.as_slice() } else { &arguments.files };
    let mut all = Vec::new();
    for path in paths {
        let source = read(path, language)?;
        let mut problems = Vec::new();
        for policy in policies_of(&source, language)? {
            let context = LintContext {
                policy_type: arguments.policy_type.or(policy.kind),
                account: arguments.account.clone(),
                partition: arguments.partition.clone(),
                issuer: arguments.issuer.clone(),
                for_role: arguments.for_role,
            };
            problems.extend(problems_of(policy.document.as_ref(), &context, language));
        }
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
        Format::Text => print(&summary(&all, None, language))?,
        Format::Json => print_json(&json!({"files": all.iter().map(file).collect::<Vec<_>>()}))?,
        Format::Sarif => print_json(&sarif_log(&all, language))?,
        Format::Github => {}
    }
    let is_bad = |it: &Problem| it.severity != Severity::Info;
    Ok(status(!all.iter().flat_map(|it| &it.problems).any(is_bad)))
}

/// Returns what is wrong with a policy; one that cannot be read has that as its one problem.
fn problems_of(
    document: Result<&PolicyDocument, &ParsePolicyError>,
    context: &LintContext,
    language: Language,
) -> Vec<Problem> {
    match document {
        Ok(document) => {
            eks_iam_policy::lint(document, context).iter().map(|it| problem(it, language)).collect()
        }
        Err(error) => vec![Problem {
            kind: error.kind(),
            severity: Severity::Error,
            span: error.span(),
            message: error.message(language),
            explanation: "",
            fix: None,
        }],
    }
}

fn problem(finding: &Finding, language: Language) -> Problem {
    Problem {
        kind: finding.kind.name(),
        severity: finding.severity,
        span: finding.span,
        message: finding.message(language),
        explanation: finding.kind.explanation(language),
        fix: finding.fix.clone(),
    }
}

fn file(file: &FileProblems) -> Value {
    json!({"file": file.name, "findings": findings(&file.problems, &file.text)})
}

fn findings(problems: &[Problem], text: &str) -> Vec<Value> {
    let index = LineIndex::new(text);
    let finding = |it: &Problem| {
        let (start, end) = (index.line_column(it.span.start()), index.line_column(it.span.end()));
        json!({
            "kind": it.kind,
            "severity": it.severity.as_str(),
            "line": start.line,
            "column": start.column,
            "end_line": end.line,
            "end_column": end.column,
            "message": it.message,
            "explanation": it.explanation,
            "fixable": it.fix.is_some(),
        })
    };
    problems.iter().map(finding).collect()
}

fn answer(line: &Value, language: Language) -> Result<Value, LineError> {
    let policy = line.get("policy").ok_or_else(|| LineError::missing("policy"))?;
    let owned = |key: &str| Ok::<_, LineError>(optional_text(line, key)?.map(str::to_owned));
    let policy_type = optional_text(line, "type")?
        .map(|name| type_of(name).map_err(|why| LineError::new("unknown-type", why)))
        .transpose()?;
    let context = LintContext {
        policy_type,
        account: owned("account")?,
        partition: owned("partition")?,
        issuer: owned("issuer")?,
        for_role: flag(line, "for_role")?,
    };
    let text = policy.as_str().map_or_else(|| policy.to_string(), str::to_owned);
    let problems = problems_of(PolicyDocument::parse(&text).as_ref(), &context, language);
    Ok(json!({"findings": findings(&problems, &text)}))
}

/// Tells why a policy cannot be read, with the line, a caret, and what IAM says to it.
pub(super) fn refused(source: &Source, error: &ParsePolicyError, language: Language) -> Failure {
    let aws = error.aws_message().map(|it| format!("MalformedPolicyDocument: {it}"));
    Failure::Told(painted(&Snippet {
        title: &error.message(language),
        severity: Severity::Error,
        kind: Some(error.kind()),
        file: &source.name,
        text: &source.text,
        span: error.span(),
        label: aws.as_deref().unwrap_or_default(),
        language,
    }))
}
