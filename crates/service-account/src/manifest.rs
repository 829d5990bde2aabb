//! Reads pods and service accounts from Kubernetes manifests.

use eks_iam_document::Node;

use crate::{Container, EnvVar, Pod, ServiceAccount};

impl ServiceAccount {
    /// Reads a manifest of kind `ServiceAccount`; none when it is of another kind or has no name. Without a namespace it
    /// is of `default`.
    pub fn from_manifest(node: &Node) -> Option<Self> {
        if text(node, &["kind"])? != "ServiceAccount" {
            return None;
        }
        Some(Self {
            namespace: text(node, &["metadata", "namespace"]).unwrap_or("default").to_owned(),
            name: text(node, &["metadata", "name"])?.to_owned(),
            annotations: pairs(node.path(&["metadata", "annotations"])),
        })
    }
}

impl Pod {
    /// Reads a manifest of a pod, or of what makes pods: Deployment, `StatefulSet`, `DaemonSet`, `ReplicaSet`, Job and
    /// `CronJob`; none for another kind. Without a namespace it is of `default`, without a service account it runs as
    /// `default`, as the API server fills it in before the webhook.
    pub fn from_manifest(node: &Node) -> Option<Self> {
        let template = match text(node, &["kind"])? {
            "Pod" => node,
            "CronJob" => node.path(&["spec", "jobTemplate", "spec", "template"])?,
            "Deployment" | "StatefulSet" | "DaemonSet" | "ReplicaSet" | "Job" => {
                node.path(&["spec", "template"])?
            }
            _ => return None,
        };
        let spec = template.get("spec")?;
        let account = text(spec, &["serviceAccountName"]).or_else(|| text(spec, &["serviceAccount"]));
        Some(Self {
            namespace: text(node, &["metadata", "namespace"]).unwrap_or("default").to_owned(),
            service_account: account.filter(|name| !name.is_empty()).unwrap_or("default").to_owned(),
            annotations: pairs(template.path(&["metadata", "annotations"])),
            node_selector: pairs(spec.get("nodeSelector")),
            containers: containers(spec.get("containers")),
            init_containers: containers(spec.get("initContainers")),
            volumes: names(spec.get("volumes")),
        })
    }
}

/// The text at a path; null is absent.
pub(crate) fn text<'a>(node: &'a Node, path: &[&str]) -> Option<&'a str> {
    node.path(path).filter(|value| !value.is_null())?.as_str()
}

pub(crate) fn items(node: Option<&Node>) -> &[Node] {
    node.and_then(Node::as_sequence).unwrap_or_default()
}

/// The entries of a mapping as texts; null is the empty text.
pub(crate) fn pairs(node: Option<&Node>) -> Vec<(String, String)> {
    let entries = node.and_then(Node::as_mapping).unwrap_or_default();
    let text = |node: &Node| {
        if node.is_null() { String::new() } else { node.as_str().unwrap_or_default().to_owned() }
    };
    entries.iter().map(|entry| (text(&entry.key), text(&entry.value))).collect()
}

/// The names of a list of objects, or a list of names.
pub(crate) fn names(node: Option<&Node>) -> Vec<String> {
    let name = |item: &Node| item.get("name").unwrap_or(item).as_str().map(str::to_owned);
    items(node).iter().filter_map(name).collect()
}

pub(crate) fn containers(node: Option<&Node>) -> Vec<Container> {
    let container = |item: &Node| Container {
        name: text(item, &["name"]).unwrap_or_default().to_owned(),
        env: items(item.get("env"))
            .iter()
            .map(|variable| EnvVar {
                name: text(variable, &["name"]).unwrap_or_default().to_owned(),
                value: text(variable, &["value"]).unwrap_or_default().to_owned(),
            })
            .collect(),
        volume_mounts: names(item.get("volumeMounts").or_else(|| item.get("volume_mounts"))),
    };
    items(node).iter().map(container).collect()
}
