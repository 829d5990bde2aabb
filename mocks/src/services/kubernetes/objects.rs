//! What can be read: discovery, nodes, namespaces, pods, the ConfigMap aws-auth.

use eks_iam_document::parse;
use eks_iam_rbac::Attributes;
use eks_iam_sigv4::Request;
use serde_json::{Value, json};

use super::status;
use crate::{Cluster, Response, World, live_cluster::LiveCluster};

/// A resource of the API, for discovery.
struct Resource {
    name: &'static str,
    kind: &'static str,
    is_namespaced: bool,
}

/// Answers a GET that is allowed.
pub(super) fn read(live: &LiveCluster, path: &str, attributes: &Attributes<'_>) -> Response {
    if attributes.non_resource_url.is_some() {
        return match discovery(&live.cluster, path.trim_end_matches('/')) {
            Some(body) => found(body),
            None => status::not_found(),
        };
    }
    if !attributes.subresource.is_empty() || !attributes.api_group.is_empty() {
        return status::not_found();
    }
    let Some(resource) = CORE.iter().find(|it| it.name == attributes.resource) else {
        return status::not_found();
    };
    let items = items(&live.cluster, resource.name, attributes.namespace);
    let Some(name) = attributes.name else {
        return found(list(resource.kind, &items));
    };
    match items.into_iter().find(|it| it.pointer("/metadata/name").and_then(Value::as_str) == Some(name)) {
        Some(mut item) => {
            if let Some(fields) = item.as_object_mut() {
                fields.insert("kind".to_owned(), json!(resource.kind));
                fields.insert("apiVersion".to_owned(), json!("v1"));
            }
            found(item.to_string())
        }
        None => status::no_such_object(attributes),
    }
}

/// Makes the node that a kubelet registers; one that is there already stays.
pub(super) fn register_node(world: &World, live: &LiveCluster, request: &Request) -> Response {
    let body: Value = serde_json::from_slice(&request.body).unwrap_or_default();
    let Some(name) = body.pointer("/metadata/name").and_then(Value::as_str) else {
        return status::not_found();
    };
    let arn = live.cluster.arn();
    let mut state = world.state();
    if let Some(live) = state.clusters.iter_mut().find(|it| it.cluster.arn() == arn)
        && !live.cluster.nodes.iter().any(|it| it == name)
    {
        live.cluster.nodes.push(name.to_owned());
    }
    let mut made = node(&live.cluster, name);
    if let Some(fields) = made.as_object_mut() {
        fields.insert("kind".to_owned(), json!("Node"));
        fields.insert("apiVersion".to_owned(), json!("v1"));
    }
    Response::new(201, made.to_string()).with_header("Content-Type", "application/json")
}

fn items(cluster: &Cluster, resource: &str, namespace: Option<&str>) -> Vec<Value> {
    match resource {
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
        "configmaps" if namespace.is_none_or(|it| it == "kube-system") => {
            aws_auth(cluster).into_iter().collect()
        }
        _ => Vec::new(),
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

/// The manifest as an object; a bare `mapRoles` text stands under that key.
fn aws_auth(cluster: &Cluster) -> Option<Value> {
    let text = cluster.aws_auth.as_deref()?;
    let manifest = parse(text).ok().filter(|node| node.get("data").is_some());
    let object = manifest.and_then(|node| serde_json::from_str::<Value>(&node.to_json()).ok());
    let mut object = object.unwrap_or_else(|| json!({ "data": { "mapRoles": text } }));
    if let Some(fields) = object.as_object_mut() {
        fields.insert("metadata".to_owned(), json!({ "name": "aws-auth", "namespace": "kube-system" }));
    }
    Some(object)
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
        "/api/v1" => resource_list("v1", CORE),
        "/apis" => {
            let groups: Vec<_> = GROUPS.iter().map(|(group, version, _)| api_group(group, version)).collect();
            json!({ "kind": "APIGroupList", "apiVersion": "v1", "groups": groups }).to_string()
        }
        path => {
            let (_, _, resources) =
                GROUPS.iter().find(|(group, version, _)| path == format!("/apis/{group}/{version}"))?;
            resource_list(path.strip_prefix("/apis/")?, resources)
        }
    })
}

fn api_group(group: &str, version: &str) -> Value {
    let version = json!({ "groupVersion": format!("{group}/{version}"), "version": version });
    json!({ "name": group, "versions": [version], "preferredVersion": version })
}

fn resource_list(group_version: &str, resources: &[Resource]) -> String {
    let resources: Vec<_> = resources
        .iter()
        .map(|it| {
            let verbs: &[&str] = if it.kind.ends_with("Review") { &["create"] } else { &["get", "list"] };
            json!({
                "name": it.name,
                "singularName": it.kind.to_ascii_lowercase(),
                "namespaced": it.is_namespaced,
                "kind": it.kind,
                "verbs": verbs,
            })
        })
        .collect();
    json!({ "kind": "APIResourceList", "apiVersion": "v1", "groupVersion": group_version, "resources": resources })
        .to_string()
}

fn list(kind: &str, items: &[Value]) -> String {
    let items = Value::from(items.to_vec());
    format!(
        "{{\"kind\":\"{kind}List\",\"apiVersion\":\"v1\",\"metadata\":{{\"resourceVersion\":\"1\"}},\"items\":{items}}}\n"
    )
}

fn found(body: String) -> Response {
    let content_type = if body == "ok" { "text/plain; charset=utf-8" } else { "application/json" };
    Response::new(200, body).with_header("Content-Type", content_type)
}

const CORE: &[Resource] = &[
    Resource { name: "configmaps", kind: "ConfigMap", is_namespaced: true },
    Resource { name: "namespaces", kind: "Namespace", is_namespaced: false },
    Resource { name: "nodes", kind: "Node", is_namespaced: false },
    Resource { name: "pods", kind: "Pod", is_namespaced: true },
];
const GROUPS: &[(&str, &str, &[Resource])] = &[
    (
        "authentication.k8s.io",
        "v1",
        &[Resource { name: "selfsubjectreviews", kind: "SelfSubjectReview", is_namespaced: false }],
    ),
    (
        "authorization.k8s.io",
        "v1",
        &[Resource {
            name: "selfsubjectaccessreviews",
            kind: "SelfSubjectAccessReview",
            is_namespaced: false,
        }],
    ),
];
