//! One line of a JSON log: an event of Kubernetes' audit log, or something else.

use eks_iam_error_classifier::{Class, Symptom, classify};
use serde::{Deserialize, de::IgnoredAny};

use super::{
    event::{Ask, Event},
    when,
};

/// What a line turned out to be.
pub(super) enum Value {
    /// An audit event that tells of a refusal.
    Failure(Box<Event>),
    /// An audit event that tells of none.
    Success,
    /// Valid JSON of another kind.
    Other,
    /// No JSON.
    Broken,
}

/// The keys of an audit event that are looked at.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Keys {
    kind: Option<String>,
    api_version: Option<String>,
    verb: Option<String>,
    user: Option<User>,
    object_ref: Option<ObjectRef>,
    response_status: Option<Status>,
    #[serde(rename = "requestReceivedTimestamp")]
    received: Option<String>,
    stage_timestamp: Option<String>,
}

#[derive(Deserialize)]
struct User {
    username: Option<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct ObjectRef {
    resource: Option<String>,
    subresource: Option<String>,
    api_group: Option<String>,
    namespace: Option<String>,
    name: Option<String>,
}

#[derive(Deserialize)]
struct Status {
    code: Option<u16>,
    message: Option<String>,
}

/// Reads a line.
pub(super) fn read(text: &[u8]) -> Value {
    let keys: Keys = match serde_json::from_slice(text) {
        Ok(keys) => keys,
        // The keys may be those of another program, with values of another type.
        Err(error) if error.is_data() => {
            let is_json = serde_json::from_slice::<IgnoredAny>(text).is_ok();
            return if is_json { Value::Other } else { Value::Broken };
        }
        Err(_) => return Value::Broken,
    };
    let is_audit = keys.api_version.as_deref().is_some_and(|it| it.starts_with("audit.k8s.io/"));
    if is_audit && keys.kind.as_deref() == Some("Event") {
        return audit(keys);
    }
    Value::Other
}

fn audit(keys: Keys) -> Value {
    let status = keys.response_status.as_ref();
    let code = status.and_then(|it| it.code).unwrap_or_default();
    let message = status.and_then(|it| it.message.as_deref());
    let user = keys.user.and_then(|it| it.username);
    let object = keys.object_ref;
    let text = match (code, message) {
        (401, _) => "error: You must be logged in to the server (Unauthorized)".to_owned(),
        (403, Some(message)) if !message.is_empty() => format!("Error from server (Forbidden): {message}"),
        (403, _) => forbidden(user.as_deref(), keys.verb.as_deref(), object.as_ref()),
        _ => return Value::Success,
    };
    let symptom: Symptom = classify(&text);
    let time = keys.received.or(keys.stage_timestamp).as_deref().and_then(when::normalised);
    let Some(mut event) = Event::of(&symptom, time) else { return Value::Success };
    if let (Some(object), Class::KubernetesForbiddenRbac | Class::KubernetesForbiddenAnonymous) =
        (object, symptom.class())
    {
        let resource = object.resource.map(|it| match object.subresource {
            Some(sub) => format!("{it}/{sub}"),
            None => it,
        });
        event.ask = Ask {
            action: keys.verb.or(event.ask.action),
            resource: resource.or(event.ask.resource),
            api_group: object.api_group,
            namespace: object.namespace,
            operation: None,
        };
        event.who = user.or(event.who);
    }
    event.text = text;
    Value::Failure(Box::new(event))
}

/// Returns the sentence of the API server for a refusal of which only the parts are logged.
fn forbidden(user: Option<&str>, verb: Option<&str>, object: Option<&ObjectRef>) -> String {
    let (user, verb) = (user.unwrap_or_default(), verb.unwrap_or_default());
    let resource = object.and_then(|it| it.resource.as_deref()).unwrap_or_default();
    let group = object.and_then(|it| it.api_group.as_deref()).unwrap_or_default();
    let name = object.and_then(|it| it.name.as_deref()).map(|it| format!(" \"{it}\"")).unwrap_or_default();
    let place = object.and_then(|it| it.namespace.as_deref());
    let place = place.map_or("at the cluster scope".to_owned(), |it| format!("in the namespace \"{it}\""));
    format!(
        "Error from server (Forbidden): {resource}{name} is forbidden: User \"{user}\" cannot {verb} resource \"{resource}\" in API group \"{group}\" {place}"
    )
}
