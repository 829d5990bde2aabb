//! What can be read: discovery, nodes, namespaces, pods, and the objects that are kept.

use eks_iam_rbac::Attributes;
use eks_iam_sigv4::Request;
use serde_json::{Value, json};

use super::{
    resource::{self, Resource},
    status,
    store::ObjectKey,
};
use crate::{Cluster, Response, World, live_cluster::LiveCluster};

/// Answers a GET that is allowed.
pub(super) fn read(live: &LiveCluster, path: &str, attributes: &Attributes<'_>) -> Response {
    if attributes.non_resource_url.is_some() {
        return match discovery(&live.cluster, path.trim_end_matches('/')) {
            Some(body) => found(200, body),
            None => status::not_found(),
        };
    }
    let Some(resource) = resource_of(attributes) else { return status::not_found() };
    let Some(name) = attributes.name else {
        let items = items(live, resource, attributes.namespace);
        return found(200, list(live, resource, &items));
    };
    match item(live, resource, attributes.namespace, name) {
        Some(item) => found(200, item.to_string()),
        None => status::no_such_object(attributes),
    }
}

/// Makes the node that a kubelet registers; one that is there already stays.
pub(super) fn register_node(world: &World, live: &LiveCluster, request: &Request) -> Response {
    let body: Value = serde_json::from_slice(&request.body).unwrap_or_default();
    let Some(name) = body.pointer("/metadata/name").and_then(Value::as_str) else {
        return status::not_found();
    };
    world.change_cluster(&live.arn, |live| {
        if !live.cluster.nodes.iter().any(|it| it == name) {
            live.cluster.nodes.push(name.to_owned());
        }
    });
    let mut made = node(&live.cluster, name);
    if let Some(fields) = made.as_object_mut() {
        fields.insert("kind".to_owned(), json!("Node"));
        fields.insert("apiVersion".to_owned(), json!("v1"));
    }
    Response::new(201, made.to_string()).with_header("Content-Type", "application/json")
}

/// The resource that a request is about; `None` for one that the API does not have, and for parts of one.
pub(super) fn resource_of(attributes: &Attributes<'_>) -> Option<&'static Resource> {
    if !attributes.subresource.is_empty() {
        return None;
    }
    resource::of_group(attributes.api_group).find(|it| it.name == attributes.resource)
}

fn item(live: &LiveCluster, resource: &Resource, namespace: Option<&str>, name: &str) -> Option<Value> {
    let key = ObjectKey {
        resource: resource.name,
        namespace: namespace.filter(|_| resource.is_namespaced).unwrap_or_default().to_owned(),
        name: name.to_owned(),
    };
    if let Some(kept) = live.objects.get(&key) {
        return Some(kept.clone());
    }
    let namespace = namespace.filter(|_| resource.is_namespaced);
    let items = items(live, resource, namespace);
    let found =
        items.into_iter().find(|it| it.pointer("/metadata/name").and_then(Value::as_str) == Some(name));
    found.map(|mut item| {
        if let Some(fields) = item.as_object_mut() {
            fields.insert("kind".to_owned(), json!(resource.kind));
            fields.insert("apiVersion".to_owned(), json!(resource.group_version()));
        }
        item
    })
}

fn items(live: &LiveCluster, resource: &Resource, namespace: Option<&str>) -> Vec<Value> {
    let cluster = &live.cluster;
    match resource.name {
        "nodes" => cluster.nodes.iter().map(|name| node(cluster, name)).collect(),
        "namespaces" => namespaces(cluster).into_iter().map(named).collect(),
        "pods" => cluster
            .pods
            .iter()
            .filter(|pod| namespace.is_none_or(|it| it == pod.namespace))
            .map(|pod| {
                json!({
                    "metadata": { "name": pod.name, "namespace": pod.namespace },
                    "spec": { "containers": [] },
                    "status": { "phase": "Running" },
                })
            })
            .collect(),
        name => live.objects.list(name, namespace.filter(|_| resource.is_namespaced)).cloned().collect(),
    }
}

fn node(cluster: &Cluster, name: &str) -> Value {
    json!({
        "metadata": { "name": name, "labels": { "topology.kubernetes.io/region": cluster.region } },
        "spec": {},
        "status": {
            "conditions": [{ "type": "Ready", "status": "True" }],
            "nodeInfo": { "kubeletVersion": format!("v{}.0-eks-0000000", cluster.version) },
        },
    })
}

fn namespaces(cluster: &Cluster) -> Vec<&str> {
    let mut names = vec!["default", "kube-node-lease", "kube-public", "kube-system"];
    names.extend(cluster.pods.iter().map(|pod| pod.namespace.as_str()));
    names.sort_unstable();
    names.dedup();
    names
}

fn named(name: &str) -> Value {
    json!({ "metadata": { "name": name }, "status": { "phase": "Active" } })
}

fn discovery(cluster: &Cluster, path: &str) -> Option<String> {
    let (major, minor) = cluster.version.split_once('.')?;
    Some(match path {
        "/version" => json!({
            "major": major,
            "minor": minor,
            "gitVersion": format!("v{}.0-eks-0000000", cluster.version),
            "platform": "linux/amd64",
        })
        .to_string(),
        "/healthz" | "/livez" | "/readyz" => "ok".to_owned(),
        "/api" => json!({ "kind": "APIVersions", "versions": ["v1"] }).to_string(),
        "/api/v1" => resource::list_of_group("")?,
        "/apis" => resource::groups(),
        "/openapi/v3" => resource::openapi_root(),
        path => match path.strip_prefix("/openapi/v3/") {
            Some(rest) => resource::openapi(rest)?,
            None => resource::list_of_group(path.strip_prefix("/apis/")?.strip_suffix("/v1")?)?,
        },
    })
}

fn list(live: &LiveCluster, resource: &Resource, items: &[Value]) -> String {
    let items = Value::from(items.to_vec());
    format!(
        "{{\"kind\":\"{}List\",\"apiVersion\":\"{}\",\"metadata\":{{\"resourceVersion\":\"{}\"}},\"items\":{items}}}\n",
        resource.kind,
        resource.group_version(),
        live.objects.version().max(1)
    )
}

pub(super) fn found(status: u16, body: String) -> Response {
    let content_type = if body == "ok" { "text/plain; charset=utf-8" } else { "application/json" };
    Response::new(status, body).with_header("Content-Type", content_type)
}
