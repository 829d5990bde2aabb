//! What the authenticator loads of a document, and its findings, as JSON.

use eks_iam_aws_auth::{AwsAuth, FindingKind, Mapping, SsoMatcher};
use eks_iam_span::{Language, LineIndex};
use serde_json::{Value, json};

use super::problem;
use crate::problems::Problem;

/// Returns what the authenticator loads of a document, its findings, and what is worth knowing besides.
pub(super) fn loaded(document: &AwsAuth, text: &str, notes: &[Problem], language: Language) -> Value {
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
        "findings": document.findings().iter().map(|it| finding(&problem(it, language))).collect::<Vec<_>>(),
        "notes": notes.iter().map(finding).collect::<Vec<_>>(),
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
