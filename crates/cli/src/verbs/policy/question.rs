//! Requests and policies in the keys of the batch format.

use eks_iam_policy::{Context, NamedPolicy, PolicyDocument, PolicySet, Request};
use eks_iam_span::Language;
use serde_json::Value;

use crate::{
    batch::LineError,
    input::{optional_text, text},
};

/// Reads a request: `action`, `resource`, `principal`, and perhaps `context` and `resource_account`.
pub(super) fn request(value: &Value) -> Result<Request, LineError> {
    Ok(Request {
        resource_account: optional_text(value, "resource_account")?.map(str::to_owned),
        context: context(value.get("context")),
        ..Request::new(text(value, "principal")?, text(value, "action")?, text(value, "resource")?)
    })
}

/// Reads condition keys with a value or a list of values.
pub(super) fn context(value: Option<&Value>) -> Context {
    let mut context = Context::new();
    for (key, value) in value.and_then(Value::as_object).into_iter().flatten() {
        match value {
            Value::Array(list) => context.insert_list(key.as_str(), list.iter().map(scalar)),
            other => context.insert(key.as_str(), scalar(other)),
        }
    }
    context
}

fn scalar(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

/// Reads policies by type; a policy is a document, its text, or an object with `name`, `arn` and `document`.
///
/// `scp` and `rcp` are lists of levels, each a list of policies; policies alone are one level.
pub(super) fn policies(value: &Value) -> Result<PolicySet, LineError> {
    let list = |key: &str| -> Result<Vec<NamedPolicy>, LineError> {
        match value.get(key) {
            None | Some(Value::Null) => Ok(Vec::new()),
            Some(Value::Array(list)) => list.iter().enumerate().map(|(at, it)| policy(key, at, it)).collect(),
            Some(one) => Ok(vec![policy(key, 0, one)?]),
        }
    };
    let levels = |key: &str| -> Result<Vec<Vec<NamedPolicy>>, LineError> {
        match value.get(key).and_then(Value::as_array) {
            Some(levels) if levels.iter().all(Value::is_array) => {
                let level = |it: &Value| {
                    it.as_array()
                        .into_iter()
                        .flatten()
                        .enumerate()
                        .map(|(at, it)| policy(key, at, it))
                        .collect()
                };
                levels.iter().map(level).collect()
            }
            Some(levels) if levels.iter().any(Value::is_array) => {
                Err(LineError::told("mixed-levels", |language| match language {
                    Language::Japanese => format!("`{key}` にレベル (配列) とポリシーが混在しています"),
                    _ => format!("`{key}` holds levels, which are lists, beside policies"),
                }))
            }
            // Policies without levels are those of one level.
            _ => Ok(Some(list(key)?).filter(|it| !it.is_empty()).into_iter().collect()),
        }
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
    let document = value.get("document");
    let name = optional_text(value, "name").ok().flatten().filter(|_| document.is_some());
    let arn = optional_text(value, "arn").ok().flatten().filter(|_| document.is_some());
    let named = NamedPolicy::new(
        name.map_or_else(|| format!("{kind}-{}", at + 1), str::to_owned),
        self::document(document.unwrap_or(value))?,
    );
    Ok(match arn {
        Some(arn) => named.with_arn(arn),
        None => named,
    })
}

/// Reads a policy document, or the text of one.
pub(in crate::verbs) fn document(value: &Value) -> Result<PolicyDocument, LineError> {
    let text = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
    PolicyDocument::parse(&text)
        .map_err(|error| LineError::told("malformed-policy", |language| error.message(language)))
}
