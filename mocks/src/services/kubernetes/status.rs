//! Kubernetes' own error document, `Status`, as the API server prints it.

use eks_iam_rbac::Attributes;
use serde_json::Value;

use super::resource::Resource;
use crate::{Response, fault::Effect};

pub(super) fn unauthorized() -> Response {
    status(401, "Unauthorized", "Unauthorized", None)
}

pub(super) fn forbidden(message: &str, attributes: &Attributes<'_>) -> Response {
    let details = if attributes.non_resource_url.is_some() {
        "{}".to_owned()
    } else {
        let mut fields = Vec::new();
        for (name, value) in [
            ("name", attributes.name.unwrap_or_default()),
            ("group", attributes.api_group),
            ("kind", attributes.resource),
        ] {
            if !value.is_empty() {
                fields.push(format!("\"{name}\":{}", Value::from(value)));
            }
        }
        format!("{{{}}}", fields.join(","))
    };
    status(403, "Forbidden", message, Some(&details))
}

pub(super) fn not_found() -> Response {
    status(404, "NotFound", "the server could not find the requested resource", Some("{}"))
}

pub(super) fn no_such_object(attributes: &Attributes<'_>) -> Response {
    let name = attributes.name.unwrap_or_default();
    let group = attributes.api_group;
    let (suffix, field) = if group.is_empty() {
        (String::new(), String::new())
    } else {
        (format!(".{group}"), format!("\"group\":{},", Value::from(group)))
    };
    let message = format!("{}{suffix} \"{name}\" not found", attributes.resource);
    let kind = Value::from(attributes.resource);
    let details = format!("{{\"name\":{},{field}\"kind\":{kind}}}", Value::from(name));
    status(404, "NotFound", &message, Some(&details))
}

pub(super) fn not_there(resource: &Resource, name: &str) -> Response {
    of_object(404, "NotFound", resource, name, "not found")
}

pub(super) fn already_exists(resource: &Resource, name: &str) -> Response {
    of_object(409, "AlreadyExists", resource, name, "already exists")
}

fn of_object(code: u16, reason: &str, resource: &Resource, name: &str, what: &str) -> Response {
    status(
        code,
        reason,
        &format!("{} \"{name}\" {what}", qualified(resource)),
        Some(&details(resource, name)),
    )
}

pub(super) fn conflict(resource: &Resource, name: &str) -> Response {
    let message = format!(
        "Operation cannot be fulfilled on {} \"{name}\": the object has been modified; please apply your changes to the \
         latest version and try again",
        qualified(resource)
    );
    status(409, "Conflict", &message, Some(&details(resource, name)))
}

pub(super) fn invalid(resource: &Resource, name: &str, why: &str) -> Response {
    let group = if resource.group.is_empty() { String::new() } else { format!(".{}", resource.group) };
    let message = format!("{}{group} \"{name}\" is invalid: {why}", resource.kind);
    status(422, "Invalid", &message, Some(&details(resource, name)))
}

pub(super) fn deleted(resource: &Resource, name: &str) -> Response {
    let body = format!(
        "{{\"kind\":\"Status\",\"apiVersion\":\"v1\",\"metadata\":{{}},\"status\":\"Success\",\"details\":{}}}\n",
        details(resource, name)
    );
    Response::new(200, body).with_header("Content-Type", "application/json")
}

fn qualified(resource: &Resource) -> String {
    if resource.group.is_empty() {
        resource.name.to_owned()
    } else {
        format!("{}.{}", resource.name, resource.group)
    }
}

fn details(resource: &Resource, name: &str) -> String {
    let group =
        if resource.group.is_empty() { String::new() } else { format!("\"group\":\"{}\",", resource.group) };
    format!("{{\"name\":{},{group}\"kind\":\"{}\"}}", Value::from(name), resource.name)
}

pub(super) fn method_not_allowed() -> Response {
    status(
        405,
        "MethodNotAllowed",
        "the server does not allow this method on the requested resource",
        Some("{}"),
    )
}

pub(super) fn unsupported_media_type() -> Response {
    let message =
        "the body of the request was in an unknown format - accepted media types include: application/json";
    status(415, "UnsupportedMediaType", message, Some("{}"))
}

pub(super) fn fault(effect: Effect) -> Response {
    match effect {
        Effect::Status(503) => status(
            503,
            "ServiceUnavailable",
            "the server is currently unable to handle the request",
            Some("{}"),
        ),
        Effect::Status(code) => status(
            code,
            "InternalError",
            "Internal error occurred: etcdserver: request timed out",
            Some("{}"),
        ),
        _ => status(
            429,
            "TooManyRequests",
            "Too many requests, please try again later.",
            Some("{\"retryAfterSeconds\":1}"),
        )
        .with_header("Retry-After", "1"),
    }
}

fn status(code: u16, reason: &str, message: &str, details: Option<&str>) -> Response {
    let details = details.map(|it| format!("\"details\":{it},")).unwrap_or_default();
    let body = format!(
        "{{\"kind\":\"Status\",\"apiVersion\":\"v1\",\"metadata\":{{}},\"status\":\"Failure\",\"message\":{},\
         \"reason\":\"{reason}\",{details}\"code\":{code}}}\n",
        Value::from(message)
    );
    Response::new(code, body).with_header("Content-Type", "application/json")
}
