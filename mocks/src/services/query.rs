//! The query protocol that STS and IAM share: how an answer and a refusal are written.

use crate::{
    Response,
    exchange::{ApiError, Exchange},
    fault::Effect,
    form::Form,
    xml::Tree,
};

/// Writes the answer in the form that the client accepts, and the record of it.
pub(crate) fn write(
    exchange: Exchange<'_>,
    result: Result<Vec<Tree>, ApiError>,
    namespace: &str,
) -> Response {
    let is_json = exchange.request.header("accept").is_some_and(|it| it.contains("application/json"));
    let id = exchange.request_id.clone();
    let (status, tree, namespace) = match &result {
        Ok(fields) => (200, success(&exchange.operation, fields, &id), namespace),
        Err(error) => {
            let namespace = if error.code == "InvalidAction" { FAULT_NAMESPACE } else { namespace };
            (error.status, failure(error, &id), namespace)
        }
    };
    let (body, content_type) = match (is_json, &result) {
        (true, Ok(_)) => (tree.to_json(), "application/json"),
        (true, Err(_)) => (tree.members_to_json(), "application/json"),
        (false, _) => (tree.to_xml(namespace), "text/xml"),
    };
    exchange.record(status, result.as_ref().err());
    Response::new(status, body).with_header("x-amzn-RequestId", id).with_header("Content-Type", content_type)
}

/// What a fault makes of a call.
pub(crate) fn fault(effect: Effect) -> ApiError {
    match effect {
        Effect::Status(503) => ApiError::new(503, "ServiceUnavailable", "Service Unavailable"),
        Effect::Status(status) => ApiError::new(status, "InternalFailure", "Internal Failure"),
        _ => ApiError::new(400, "Throttling", "Rate exceeded"),
    }
}

pub(crate) fn unknown_operation(form: &Form) -> ApiError {
    let action = form.first("Action").unwrap_or_default();
    let version = form.first("Version").filter(|it| !it.is_empty()).unwrap_or("NO_VERSION_SPECIFIED");
    ApiError::new(400, "InvalidAction", format!("Could not find operation {action} for version {version}"))
}

/// An operation whose model has no output answers without a `…Result`; UpdateRole has an output with nothing in it.
fn success(operation: &str, fields: &[Tree], id: &str) -> Tree {
    let mut parts = Vec::new();
    if !fields.is_empty() || operation == "UpdateRole" {
        parts.push(Tree::node(format!("{operation}Result"), fields.to_vec()));
    }
    parts.push(Tree::node("ResponseMetadata", vec![Tree::text("RequestId", id)]));
    Tree::node(format!("{operation}Response"), parts)
}

fn failure(error: &ApiError, id: &str) -> Tree {
    let kind = if error.status < 500 { "Sender" } else { "Receiver" };
    let mut fields = vec![Tree::text("Type", kind), Tree::text("Code", &error.code)];
    fields.extend(error.message.as_ref().map(|message| Tree::text("Message", message)));
    Tree::node("ErrorResponse", vec![Tree::node("Error", fields), Tree::text("RequestId", id)])
}

const FAULT_NAMESPACE: &str = "http://webservices.amazon.com/AWSFault/2005-15-09";
