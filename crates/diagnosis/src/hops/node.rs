//! What only concerns nodes: their names by instance id, and the authorizer that lets a kubelet in.

use eks_iam_access_entry::ClusterIdentity;
use eks_iam_aws_auth::MapOptions;
use eks_iam_rbac::Attributes;

use crate::Snapshot;

/// Returns what the authenticator is told by EC2: the private DNS name of each instance.
pub(super) fn map_options(snapshot: &Snapshot) -> MapOptions {
    let names = snapshot.nodes().into_iter().map(|it| (it.instance_id, it.name)).collect();
    MapOptions { ec2_private_dns: names, ..MapOptions::default() }
}

/// Tells whether the Node authorizer allows it: a kubelet, told by its user name and group, may make its own node.
pub(super) fn may(identity: &ClusterIdentity, wanted: &Attributes<'_>) -> bool {
    let is_node = identity.username.starts_with("system:node:")
        && identity.groups.iter().any(|it| it == "system:nodes");
    is_node && wanted.resource == "nodes" && matches!(wanted.verb, "create" | "get" | "patch" | "update")
}
