//! Requests and policies from the JSON of the vectors.

use eks_iam_policy::{NamedPolicy, PolicyDocument, PolicySet, Request};
use serde_json::Value;

pub(crate) const CLUSTER: &str = "arn:aws:eks:eu-west-1:111122223333:cluster/shop";
pub(crate) const MIKA: &str = "arn:aws:iam::111122223333:user/mika";
pub(crate) const OPS: &str = "arn:aws:sts::111122223333:assumed-role/ops/mika";

#[track_caller]
pub(crate) fn policy(statements: &str) -> PolicyDocument {
    document(&format!(r#"{{"Version": "2012-10-17", "Statement": [{statements}]}}"#))
}

#[track_caller]
pub(crate) fn document(text: &str) -> PolicyDocument {
    PolicyDocument::parse(text).unwrap_or_else(|error| panic!("{error} in {text}"))
}

#[track_caller]
pub(crate) fn named(statements: &str) -> NamedPolicy {
    NamedPolicy::new("policy", policy(statements))
}

pub(crate) fn request(value: &Value) -> Request {
    let text = |key: &str| value[key].as_str().unwrap_or_default().to_owned();
    let mut request = Request::new(text("principal"), text("action"), text("resource"));
    request.resource_account = value["resource_account"].as_str().map(str::to_owned);
    for (key, value) in value["context"].as_object().into_iter().flatten() {
        match value {
            Value::Array(list) => {
                request.context.insert_list(key, list.iter().map(|it| it.as_str().unwrap_or_default()));
            }
            Value::String(text) => request.context.insert(key, text),
            other => request.context.insert(key, other.to_string()),
        }
    }
    request
}

pub(crate) fn policies(value: &Value) -> PolicySet {
    let one =
        |(at, value): (usize, &Value)| NamedPolicy::new(format!("policy {at}"), document(&value.to_string()));
    let list = |value: &Value| match value {
        Value::Array(list) => list.iter().enumerate().map(one).collect(),
        Value::Null => Vec::new(),
        single => vec![one((0, single))],
    };
    let levels = |value: &Value| value.as_array().into_iter().flatten().map(list).collect();
    let single = |value: &Value| (!value.is_null()).then(|| one((0, value)));
    PolicySet {
        identity: list(&value["identity"]),
        boundary: list(&value["boundary"]),
        scp: levels(&value["scp"]),
        rcp: levels(&value["rcp"]),
        endpoint: list(&value["endpoint"]),
        session: list(&value["session"]),
        resource: single(&value["resource"]),
        trust: single(&value["trust"]),
    }
}
