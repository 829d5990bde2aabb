//! Reads a question of `eks-iam service-account --batch`.

use eks_iam_document::Node;

use crate::{
    ConfigMapEntry, Flags, InstanceIdentity, MutationInput, Pod, PodIdentityAccount, ServiceAccount,
    manifest::{containers, items, names, pairs, text},
};

impl MutationInput {
    /// Reads a question as the command line's batch has it, or a tree of the same shape: `service_accounts`, `pod`,
    /// `flags`, `config_map`, `container_credentials`, `instance_identity`. A service account, and what makes the pod, may be
    /// manifests of Kubernetes. `cluster_version` and `region` stand for the flags that EKS sets, and `flags` for what differs
    /// from them; with neither, what is absent has the webhook's default. Unknown keys are ignored.
    pub fn from_node(node: &Node) -> Self {
        Self {
            service_accounts: items(node.get("service_accounts")).iter().map(service_account).collect(),
            pod: node.get("pod").map(pod).unwrap_or_default(),
            flags: flags(node.get("flags"), cluster_flags(node)),
            config_map: config_map(node.get("config_map")),
            container_credentials: items(node.get("container_credentials"))
                .iter()
                .map(|item| PodIdentityAccount {
                    namespace: owned(item, "namespace"),
                    service_account: owned(item, "service_account"),
                })
                .collect(),
            instance_identity: node.get("instance_identity").filter(|it| !it.is_null()).map(|identity| {
                InstanceIdentity {
                    region: owned(identity, "region"),
                    account_id: owned(identity, "account_id"),
                }
            }),
        }
    }
}

fn owned(node: &Node, key: &str) -> String {
    text(node, &[key]).unwrap_or_default().to_owned()
}

fn service_account(node: &Node) -> ServiceAccount {
    ServiceAccount::from_manifest(node).unwrap_or_else(|| ServiceAccount {
        namespace: owned(node, "namespace"),
        name: owned(node, "name"),
        annotations: pairs(node.get("annotations")),
    })
}

fn pod(node: &Node) -> Pod {
    Pod::from_manifest(node).unwrap_or_else(|| Pod {
        namespace: owned(node, "namespace"),
        service_account: owned(node, "service_account"),
        annotations: pairs(node.get("annotations")),
        node_selector: pairs(node.get("node_selector")),
        containers: containers(node.get("containers")),
        init_containers: containers(node.get("init_containers")),
        volumes: names(node.get("volumes")),
    })
}

/// The flags of the cluster, where one is told of.
fn cluster_flags(node: &Node) -> Flags {
    let (version, region) = (text(node, &["cluster_version"]), text(node, &["region"]));
    match (version, region) {
        (None, None) => Flags::default(),
        // A version that is not told is a current one.
        (version, region) => {
            Flags::for_cluster_version(version.unwrap_or_default()).with_region(region.unwrap_or_default())
        }
    }
}

fn flags(node: Option<&Node>, default: Flags) -> Flags {
    let Some(node) = node else { return default };
    let text = |key: &str, default: String| text(node, &[key]).map_or(default, str::to_owned);
    let is = |key: &str, default: bool| node.get(key).and_then(Node::as_bool).unwrap_or(default);
    Flags {
        annotation_prefix: text("annotation_prefix", default.annotation_prefix),
        token_audience: text("token_audience", default.token_audience),
        token_mount_path: text("token_mount_path", default.token_mount_path),
        token_expiration: node
            .get("token_expiration")
            .and_then(Node::as_i64)
            .unwrap_or(default.token_expiration),
        aws_default_region: text("aws_default_region", default.aws_default_region),
        sts_regional_endpoint: is("sts_regional_endpoint", default.sts_regional_endpoint),
        watch_config_map: is("watch_config_map", default.watch_config_map),
        compose_role_arn: is("compose_role_arn", default.compose_role_arn),
        container_credentials_audience: text(
            "container_credentials_audience",
            default.container_credentials_audience,
        ),
        container_credentials_token_mount_path: text(
            "container_credentials_token_mount_path",
            default.container_credentials_token_mount_path,
        ),
        container_credentials_token_volume_name: text(
            "container_credentials_token_volume_name",
            default.container_credentials_token_volume_name,
        ),
        container_credentials_token_path: text(
            "container_credentials_token_path",
            default.container_credentials_token_path,
        ),
        container_credentials_full_uri: text(
            "container_credentials_full_uri",
            default.container_credentials_full_uri,
        ),
    }
}

/// The entries of the webhook's ConfigMap; Go compares the names of their fields without case.
fn config_map(node: Option<&Node>) -> Vec<ConfigMapEntry> {
    let entries = node.and_then(Node::as_mapping).unwrap_or_default();
    let entry = |key: &Node, value: &Node| -> Option<ConfigMapEntry> {
        let mut parts = key.as_str()?.split('/');
        let field = |name: &str| {
            let fields = value.as_mapping().unwrap_or_default().iter().rev();
            let mut same =
                fields.filter(|it| it.key.as_str().is_some_and(|key| key.eq_ignore_ascii_case(name)));
            same.next().map(|field| &field.value).filter(|value| !value.is_null())
        };
        let text = |name: &str| field(name).and_then(Node::as_str).unwrap_or_default().to_owned();
        Some(ConfigMapEntry {
            namespace: parts.next()?.to_owned(),
            service_account: parts.next()?.to_owned(),
            role_arn: text("RoleARN"),
            audience: text("Audience"),
            use_regional_sts: field("UseRegionalSTS").and_then(Node::as_bool).unwrap_or(false),
            token_expiration: field("TokenExpiration").and_then(Node::as_i64).unwrap_or(0),
        })
    };
    entries.iter().filter_map(|it| entry(&it.key, &it.value)).collect()
}
