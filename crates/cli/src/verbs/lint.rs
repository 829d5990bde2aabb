//! `eks-iam lint`: what is wrong in an aws-auth ConfigMap, and what the authenticator loads of it.

use std::path::PathBuf;

use clap::Args;
use eks_iam_aws_auth::{AwsAuth, Finding, FindingKind, Mapping, SsoMatcher};
use eks_iam_span::{Language, LineIndex, Severity, Snippet};
use serde_json::{Value, json};

use crate::{
    batch::{self, LineError},
    face::Output,
    input::{optional_text, read_all},
    language::pick,
    output::{Failure, Status, print},
    render::{Format, print_json, status},
};

/// Check aws-auth ConfigMaps: every defect with its line, and what the authenticator loads.
///
/// Reads what people have: YAML or JSON, a `List`, the output of `kubectl describe`, a bare mapRoles text.
#[derive(Debug, Args)]
#[command(after_long_help = EXAMPLES)]
pub(crate) struct Arguments {
    /// Files; none or `-` is standard input.
    #[arg(value_name = "FILE", conflicts_with = "batch")]
    files: Vec<PathBuf>,
    #[command(flatten)]
    output: Output,
}

const EXAMPLES: &str = "\
Examples:
  kubectl -n kube-system get configmap aws-auth -o yaml | eks-iam lint
  eks-iam lint aws-auth.yaml --format json
  eks-iam lint --batch < documents.jsonl";

/// Runs the verb.
pub(crate) fn run(arguments: &Arguments, language: Language) -> Result<Status, Failure> {
    if arguments.output.batch {
        return batch::run(language, |line| answer(line, language));
    }
    let mut files = Vec::new();
    let mut found = false;
    for source in read_all(&arguments.files, language)? {
        let document = AwsAuth::parse(&source.text);
        let worth = |it: &&Finding| it.severity != Severity::Info;
        found |= document.findings().iter().any(|it| worth(&it));
        match arguments.output.format {
            Format::Text => {
                for finding in document.findings() {
                    print(&(shown(finding, &source.name, &source.text, language) + "\n"))?;
                }
            }
            Format::Json => {
                let mut answer = loaded(&document, &source.text, language);
                if let Value::Object(keys) = &mut answer {
                    keys.insert("file".to_owned(), json!(source.name));
                }
                files.push(answer);
            }
        }
    }
    match arguments.output.format {
        Format::Json => print_json(&json!({ "files": files }))?,
        Format::Text if !found => print(pick(language, "nothing wrong\n", "問題はありません\n"))?,
        Format::Text => {}
    }
    Ok(status(!found))
}

/// Returns a finding with its line and a caret.
pub(crate) fn shown(finding: &Finding, file: &str, text: &str, language: Language) -> String {
    let title = finding.message(language);
    let kind = Some(finding.kind.name());
    let (severity, span) = (finding.severity, finding.span);
    Snippet { title: &title, severity, kind, file, text, span, label: "", language }.render()
}

fn answer(line: &Value, language: Language) -> Result<Value, LineError> {
    if let Some(manifest) = optional_text(line, "manifest")? {
        return Ok(loaded(&AwsAuth::parse(manifest), manifest, language));
    }
    let data = line.get("data").ok_or_else(|| LineError::missing("data"))?;
    let is_text = |it: &Value| it.is_null() || it.is_string();
    if let Some((key, _)) = data.as_object().and_then(|it| it.iter().find(|(_, value)| !is_text(value))) {
        // The API server refuses such an object: the authenticator never sees it, and the old one stays.
        return Ok(json!({ "rejected": true, "field": format!("data.{key}") }));
    }
    let (roles, users) = (optional_text(data, "mapRoles")?, optional_text(data, "mapUsers")?);
    let document = AwsAuth::from_data(roles, users, optional_text(data, "mapAccounts")?);
    Ok(loaded(&document, document.text(), language))
}

/// Returns what the authenticator loads of a document, and its findings.
fn loaded(document: &AwsAuth, text: &str, language: Language) -> Value {
    let index = LineIndex::new(text);
    let finding = |it: &Finding| {
        let (start, end) = (index.line_column(it.span.start()), index.line_column(it.span.end()));
        json!({
            "kind": it.kind.name(),
            "severity": it.severity.as_str(),
            "line": start.line,
            "column": start.column,
            "end_line": end.line,
            "end_column": end.column,
            "message": it.message(language),
            "fixable": it.fix.is_some(),
        })
    };
    let refused = document.findings().iter().find(|it| it.kind == FindingKind::SectionNotAString);
    let refused = refused.and_then(|it| it.arguments().first());
    let mut answer = json!({
        "ignored": document.ignored(),
        "roles": document.roles().iter().map(|it| entry(it, "rolearn")).collect::<Vec<_>>(),
        "users": document.users().iter().map(|it| entry(it, "userarn")).collect::<Vec<_>>(),
        "accounts": document.accounts().iter().map(|it| &it.value).collect::<Vec<_>>(),
        "error": document.has_parse_error(),
        "error_kinds": document.parse_errors().iter().map(|it| it.name()).collect::<Vec<_>>(),
        "findings": document.findings().iter().map(finding).collect::<Vec<_>>(),
    });
    if let (Some(key), Value::Object(keys)) = (refused, &mut answer) {
        keys.insert("rejected".to_owned(), json!(document.refused()));
        keys.insert("field".to_owned(), json!(format!("data.{key}")));
    }
    answer
}

fn entry(mapping: &Mapping, field: &str) -> Value {
    let groups: Vec<_> = mapping.groups.iter().map(|it| &it.value).collect();
    let mut entry = json!({ "username": mapping.username.value, "groups": groups });
    if let Value::Object(keys) = &mut entry {
        match &mapping.sso {
            None => keys.insert(field.to_owned(), json!(mapping.arn.value)),
            Some(sso) => keys.insert("sso".to_owned(), matcher(sso)),
        };
    }
    entry
}

/// Returns an `sso` matcher in the authenticator's names; a partition that is not given is left out.
fn matcher(sso: &SsoMatcher) -> Value {
    let mut matcher = json!({ "permissionSetName": sso.permission_set_name, "accountID": sso.account_id });
    if let (false, Value::Object(keys)) = (sso.partition.is_empty(), &mut matcher) {
        keys.insert("partition".to_owned(), json!(sso.partition));
    }
    matcher
}
