//! Objects created, replaced, patched and deleted.
//!
//! Fields are not checked against a schema, and RBAC's rule against giving more than one has is left out.

use eks_iam_rbac::Attributes;
use eks_iam_sigv4::Request;
use serde_json::{Map, Value, json};

use super::{objects, resource::Resource, status, store::ObjectKey};
use crate::{Response, World, live_cluster::LiveCluster};

/// Answers a request that changes an object, and is allowed to.
pub(super) fn change(
    world: &World,
    request: &Request,
    cluster: &str,
    attributes: &Attributes<'_>,
) -> Response {
    let Some(resource) = objects::resource_of(attributes).filter(|it| is_kept(it)) else {
        return status::method_not_allowed();
    };
    let place = Place { resource, namespace: attributes.namespace, now: world.now().rfc3339() };
    let change = |live: &mut LiveCluster| match (request.method.as_str(), attributes.name) {
        ("POST", None) => create(live, &place, request),
        ("PUT", Some(name)) => replace(live, &place, name, request),
        ("PATCH", Some(name)) => patch(live, &place, name, request, attributes),
        ("DELETE", Some(name)) => delete(live, &place, name, attributes),
        _ => status::method_not_allowed(),
    };
    let is_trial = request.query().split('&').any(|it| it == "dryRun=All");
    let answer = if is_trial {
        world.cluster(cluster).map(|live| change(&mut LiveCluster::clone(&live)))
    } else {
        world.change_cluster(cluster, change)
    };
    answer.unwrap_or_else(status::not_found)
}

fn is_kept(resource: &Resource) -> bool {
    super::resource::STORED.iter().any(|it| it.name == resource.name)
}

/// Where an object is to stand.
struct Place<'a> {
    resource: &'static Resource,
    namespace: Option<&'a str>,
    now: String,
}

impl Place<'_> {
    fn key(&self, name: &str) -> ObjectKey {
        let namespace = self.namespace.filter(|_| self.resource.is_namespaced).unwrap_or_default();
        ObjectKey { resource: self.resource.name, namespace: namespace.to_owned(), name: name.to_owned() }
    }

    /// Keeps the object; what follows from it is read again, and one that cannot be read is taken back.
    fn keep(&self, live: &mut LiveCluster, key: ObjectKey, value: Value, status: u16) -> Response {
        let old = live.objects.clone();
        let kept = live.objects.put(self.resource, key.clone(), value, Some(self.now.clone()));
        if let Err(error) = live.reread(&key) {
            live.objects = old;
            return status::invalid(self.resource, &key.name, &error.to_string());
        }
        objects::found(status, kept.to_string())
    }
}

fn create(live: &mut LiveCluster, place: &Place<'_>, request: &Request) -> Response {
    let Some(value) = body(request) else { return status::unsupported_media_type() };
    let name = value.pointer("/metadata/name").and_then(Value::as_str).unwrap_or_default().to_owned();
    if name.is_empty() {
        let text = "name or generateName is required";
        return status::invalid(place.resource, "", text);
    }
    let key = place.key(&name);
    if live.objects.get(&key).is_some() {
        return status::already_exists(place.resource, &name);
    }
    place.keep(live, key, value, 201)
}

fn replace(live: &mut LiveCluster, place: &Place<'_>, name: &str, request: &Request) -> Response {
    let Some(value) = body(request) else { return status::unsupported_media_type() };
    let key = place.key(name);
    let Some(old) = live.objects.get(&key) else { return status::not_there(place.resource, name) };
    if is_stale(old, &value) {
        return status::conflict(place.resource, name);
    }
    place.keep(live, key, value, 200)
}

fn patch(
    live: &mut LiveCluster,
    place: &Place<'_>,
    name: &str,
    request: &Request,
    attributes: &Attributes<'_>,
) -> Response {
    let kind = request.header("content-type").unwrap_or_default();
    let kind = kind.split(';').next().unwrap_or_default().trim();
    let Some(wanted) = body(request) else { return status::unsupported_media_type() };
    let key = place.key(name);
    let old = live.objects.get(&key).cloned();
    match (kind, old) {
        ("application/apply-patch+yaml" | "application/apply-patch+cbor", old) => {
            let is_new = old.is_none();
            let mut value = old.unwrap_or_else(|| json!({}));
            merge(&mut value, &wanted);
            place.keep(live, key, value, if is_new { 201 } else { 200 })
        }
        ("application/merge-patch+json" | "application/strategic-merge-patch+json", Some(mut value)) => {
            if is_stale(&value, &wanted) {
                return status::conflict(place.resource, name);
            }
            merge(&mut value, &wanted);
            place.keep(live, key, value, 200)
        }
        ("application/json-patch+json", Some(mut value)) => match apply_operations(&mut value, &wanted) {
            Ok(()) => place.keep(live, key, value, 200),
            Err(text) => status::invalid(place.resource, name, text),
        },
        (_, None) => status::no_such_object(attributes),
        _ => status::unsupported_media_type(),
    }
}

fn delete(live: &mut LiveCluster, place: &Place<'_>, name: &str, attributes: &Attributes<'_>) -> Response {
    let key = place.key(name);
    if live.objects.remove(&key).is_none() {
        return status::no_such_object(attributes);
    }
    match live.reread(&key) {
        Ok(()) => status::deleted(place.resource, name),
        Err(error) => status::invalid(place.resource, name, &error.to_string()),
    }
}

/// An object or a patch, in JSON or YAML.
fn body(request: &Request) -> Option<Value> {
    if let Ok(value) = serde_json::from_slice(&request.body) {
        return Some(value);
    }
    let text = std::str::from_utf8(&request.body).ok()?;
    serde_json::from_str(&eks_iam_document::parse(text).ok()?.to_json()).ok()
}

/// Whether somebody changed the object since the version that the writer saw.
fn is_stale(old: &Value, new: &Value) -> bool {
    let version = |value: &Value| value.pointer("/metadata/resourceVersion").cloned();
    version(new).is_some_and(|wanted| Some(wanted) != version(old))
}

/// RFC 7386. The strategic merge of the kinds that are kept is the same: none of their lists is merged by key, and its own
/// directives (`$patch`, `$retainKeys`) are left aside.
fn merge(target: &mut Value, patch: &Value) {
    let Value::Object(changes) = patch else {
        target.clone_from(patch);
        return;
    };
    if !target.is_object() {
        *target = Value::Object(Map::new());
    }
    let Some(fields) = target.as_object_mut() else { return };
    for (name, change) in changes.iter().filter(|(name, _)| !name.starts_with('$')) {
        if change.is_null() {
            fields.remove(name);
        } else {
            merge(fields.entry(name.clone()).or_insert(Value::Null), change);
        }
    }
}

/// RFC 6902, as far as adding, replacing, removing and testing go.
fn apply_operations(value: &mut Value, operations: &Value) -> Result<(), &'static str> {
    for operation in operations.as_array().ok_or("a JSON patch is a list of operations")? {
        let text = |name: &str| operation.get(name).and_then(Value::as_str).unwrap_or_default();
        let wanted = operation.get("value").cloned().unwrap_or_default();
        let (parent, last) =
            text("path").rsplit_once('/').ok_or("a path of the JSON patch is not absolute")?;
        let last = last.replace("~1", "/").replace("~0", "~");
        let parent = value.pointer_mut(parent).ok_or("a path of the JSON patch does not exist")?;
        match (text("op"), parent) {
            ("add" | "replace", Value::Object(fields)) => {
                fields.insert(last, wanted);
            }
            ("add", Value::Array(items)) if last == "-" => items.push(wanted),
            ("add", Value::Array(items)) => {
                let at = last.parse().ok().filter(|at| *at <= items.len());
                items.insert(at.ok_or("an index of the JSON patch does not exist")?, wanted);
            }
            ("replace", Value::Array(items)) => {
                let item = last.parse::<usize>().ok().and_then(|at| items.get_mut(at));
                *item.ok_or("an index of the JSON patch does not exist")? = wanted;
            }
            ("remove", Value::Object(fields)) => {
                fields.remove(&last).ok_or("a path of the JSON patch does not exist")?;
            }
            ("remove", Value::Array(items)) => {
                let at = last.parse().ok().filter(|at| *at < items.len());
                items.remove(at.ok_or("an index of the JSON patch does not exist")?);
            }
            ("test", parent) => {
                let pointer = format!("/{}", last.replace('~', "~0").replace('/', "~1"));
                if parent.pointer(&pointer) != Some(&wanted) {
                    return Err("a test of the JSON patch failed");
                }
            }
            _ => return Err("the JSON patch has an operation that is not known here"),
        }
    }
    Ok(())
}
