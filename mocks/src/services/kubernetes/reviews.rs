//! SelfSubjectReview and SelfSubjectAccessReview: who am I, and may I?

use eks_iam_access_entry::ClusterIdentity;
use eks_iam_rbac::Attributes;
use eks_iam_sigv4::Request;
use serde_json::{Map, Value, json};

use super::status;
use crate::{Response, World};

pub(super) fn who(world: &World, request: &Request, identity: &ClusterIdentity) -> Response {
    let version = request.path().split('/').nth(3).unwrap_or("v1");
    let extra: Map<_, _> = identity.extra.iter().map(|(key, values)| (key.clone(), json!(values))).collect();
    let mut user = json!({ "username": identity.username, "groups": identity.groups });
    if let Some(fields) = user.as_object_mut() {
        if !identity.uid.is_empty() {
            fields.insert("uid".to_owned(), json!(identity.uid));
        }
        if !extra.is_empty() {
            fields.insert("extra".to_owned(), Value::Object(extra));
        }
    }
    let body = format!(
        "{{\"kind\":\"SelfSubjectReview\",\"apiVersion\":\"authentication.k8s.io/{version}\",\
         \"metadata\":{{\"creationTimestamp\":\"{}\"}},\"status\":{{\"userInfo\":{user}}}}}\n",
        world.now()
    );
    Response::new(201, body).with_header("Content-Type", "application/json")
}

/// Answers a review in JSON. kubectl sends protobuf since 1.32, which is not read.
pub(super) fn access(request: &Request, may: impl Fn(&Attributes<'_>) -> bool) -> Response {
    let Ok(review) = serde_json::from_slice::<Value>(&request.body) else {
        return status::unsupported_media_type();
    };
    let spec = review.get("spec").cloned().unwrap_or_default();
    let is_allowed = match (spec.get("resourceAttributes"), spec.get("nonResourceAttributes")) {
        (Some(resource), _) => may(&resource_attributes(resource)),
        (None, Some(path)) => may(&path_attributes(path)),
        (None, None) => false,
    };
    let body = format!(
        "{{\"kind\":\"SelfSubjectAccessReview\",\"apiVersion\":\"authorization.k8s.io/v1\",\
         \"metadata\":{{\"creationTimestamp\":null}},\"spec\":{spec},\"status\":{{\"allowed\":{is_allowed}}}}}\n"
    );
    Response::new(201, body).with_header("Content-Type", "application/json")
}

fn resource_attributes(value: &Value) -> Attributes<'_> {
    let text = |name: &str| value.get(name).and_then(Value::as_str).unwrap_or_default();
    let given = |name: &str| Some(text(name)).filter(|it| !it.is_empty());
    Attributes {
        verb: text("verb"),
        api_group: text("group"),
        resource: text("resource"),
        subresource: text("subresource"),
        namespace: given("namespace"),
        name: given("name"),
        non_resource_url: None,
    }
}

fn path_attributes(value: &Value) -> Attributes<'_> {
    let text = |name: &str| value.get(name).and_then(Value::as_str).unwrap_or_default();
    Attributes {
        verb: text("verb"),
        api_group: "",
        resource: "",
        subresource: "",
        namespace: None,
        name: None,
        non_resource_url: Some(text("path")),
    }
}
