//! Reviews: who am I, may I, may somebody, and whose token is that?

use eks_iam_access_entry::ClusterIdentity;
use eks_iam_rbac::Attributes;
use eks_iam_sigv4::Request;
use serde_json::{Map, Value, json};

use super::{protobuf, status};
use crate::{Response, World};

pub(super) fn who(world: &World, request: &Request, identity: &ClusterIdentity) -> Response {
    let version = request.path().split('/').nth(3).unwrap_or("v1");
    let body = format!(
        "{{\"kind\":\"SelfSubjectReview\",\"apiVersion\":\"authentication.k8s.io/{version}\",\
         \"metadata\":{{\"creationTimestamp\":\"{}\"}},\"status\":{{\"userInfo\":{}}}}}\n",
        world.now(),
        user_info(identity)
    );
    created(body)
}

/// Whose token it is, as the API server asks its authenticator; what is wrong with it is not told.
pub(super) fn token(
    request: &Request,
    authenticate: impl Fn(&str) -> Result<ClusterIdentity, ()>,
) -> Response {
    let json = serde_json::from_slice::<Value>(&request.body).ok();
    let token =
        json.as_ref().and_then(|it| it.pointer("/spec/token")).and_then(Value::as_str).map(str::to_owned);
    let Some(token) = token.or_else(|| protobuf::token(&request.body)) else {
        return status::unsupported_media_type();
    };
    let answer = match authenticate(&token) {
        Ok(identity) => json!({ "authenticated": true, "user": user_info(&identity) }),
        Err(()) => json!({ "error": "invalid bearer token" }),
    };
    // The token itself is not repeated: an answer may be logged.
    created(format!(
        "{{\"kind\":\"TokenReview\",\"apiVersion\":\"authentication.k8s.io/v1\",\"metadata\":{{}},\"spec\":{{}},\
         \"status\":{answer}}}\n"
    ))
}

fn user_info(identity: &ClusterIdentity) -> Value {
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
    user
}

/// Answers a review of access; `may` is asked for the user and groups that a SubjectAccessReview names, else for the caller.
pub(super) fn access(
    request: &Request,
    may: impl Fn(Option<(&str, &[String])>, &Attributes<'_>) -> bool,
) -> Response {
    let json = serde_json::from_slice::<Value>(&request.body).ok();
    let spec = json.map(|it| it.get("spec").cloned().unwrap_or_default());
    let Some(spec) = spec.or_else(|| protobuf::spec(&request.body)) else {
        return status::unsupported_media_type();
    };
    let is_self = request.path().ends_with("/selfsubjectaccessreviews");
    let groups: Vec<String> = spec
        .get("groups")
        .and_then(Value::as_array)
        .map(|it| it.iter().filter_map(Value::as_str).map(str::to_owned).collect())
        .unwrap_or_default();
    let user = spec.get("user").and_then(Value::as_str).unwrap_or_default();
    let who = (!is_self).then_some((user, groups.as_slice()));
    let is_allowed = match (spec.get("resourceAttributes"), spec.get("nonResourceAttributes")) {
        (Some(resource), _) => may(who, &resource_attributes(resource)),
        (None, Some(path)) => may(who, &path_attributes(path)),
        (None, None) => false,
    };
    let kind = if is_self { "SelfSubjectAccessReview" } else { "SubjectAccessReview" };
    created(format!(
        "{{\"kind\":\"{kind}\",\"apiVersion\":\"authorization.k8s.io/v1\",\"metadata\":{{\"creationTimestamp\":null}},\
         \"spec\":{spec},\"status\":{{\"allowed\":{is_allowed}}}}}\n"
    ))
}

fn created(body: String) -> Response {
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
