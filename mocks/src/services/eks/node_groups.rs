//! Managed node groups, as far as handing over the node role and its trust go.

use std::sync::Arc;

use eks_iam_access_entry::{AccessEntry, EntryType};
use serde_json::{Value, json};

use super::{
    Call,
    clusters::{change, find, invalid, page, permit},
};
use crate::{
    Cluster, NodeGroup,
    exchange::{ApiError, Exchange},
    live_cluster::LiveCluster,
    services::ec2,
};

/// The caller must be allowed to create the group and to pass the role; the role must let EC2 in. Where the cluster reads
/// access entries, EKS makes one for the role.
pub(super) fn create(exchange: &mut Exchange<'_>, call: &Call<'_>) -> Result<Value, ApiError> {
    let name = call.text("nodegroupName").unwrap_or_default();
    let role_arn = call.text("nodeRole").unwrap_or_default();
    exchange.note("nodegroupName", name);
    exchange.note("nodeRole", role_arn);
    permit(exchange, call, "eks:CreateNodegroup")?;
    exchange.permit_pass_role(call.caller, role_arn, "eks.amazonaws.com")?;
    let live = find(exchange, call)?;
    let ec2 = ec2::service_name(&exchange.region);
    if !exchange.service_may_assume(role_arn, ec2) {
        return Err(invalid(&format!(
            "Following required service principals [{ec2}] were not found in the trust relationships of nodeRole {role_arn}"
        )));
    }
    if live.cluster.node_groups.iter().any(|it| it.name == name) {
        let text =
            format!("NodeGroup already exists with name {name} and cluster name {}", live.cluster.name);
        return Err(ApiError::new(409, "ResourceInUseException", text));
    }
    let group = NodeGroup {
        status: "CREATING".to_owned(),
        created: Some(exchange.now),
        ..NodeGroup::new(name, role_arn)
    };
    let answer = json!({ "nodegroup": shown(exchange, &live.cluster, &group) });
    let entry = node_entry(exchange, &live, role_arn);
    change(exchange, &live.arn, |live| {
        live.cluster.node_groups.push(group);
        live.cluster.access_entries.extend(entry);
    });
    Ok(answer)
}

/// The entry that EKS makes for a node role which has none.
fn node_entry(exchange: &Exchange<'_>, live: &LiveCluster, role_arn: &str) -> Option<AccessEntry> {
    let cluster = &live.cluster;
    let is_known = cluster.access_entries.iter().any(|it| it.principal_arn == role_arn);
    if is_known || !cluster.authentication_mode.reads_access_entries() {
        return None;
    }
    let account = exchange.account_of(role_arn)?;
    let role = crate::pass_role::role_by_arn(&account, role_arn)?;
    let mut entry = AccessEntry::new(role_arn);
    entry.entry_type = EntryType::Ec2Linux;
    entry.username = Some("system:node:{{EC2PrivateDNSName}}".to_owned());
    entry.kubernetes_groups = vec!["system:nodes".to_owned()];
    entry.principal_id = Some(role.unique_id.clone());
    entry.cluster_name = Some(cluster.name.clone());
    entry.created_at = Some(exchange.now.rfc3339());
    Some(entry)
}

/// The add-ons, by name.
pub(super) fn list_addons(exchange: &Exchange<'_>, call: &Call<'_>) -> Result<Value, ApiError> {
    permit(exchange, call, "eks:ListAddons")?;
    let live = find(exchange, call)?;
    let (names, next) = page(exchange, live.cluster.addons.clone());
    Ok(json!({ "addons": names, "nextToken": next }))
}

pub(super) fn list(exchange: &Exchange<'_>, call: &Call<'_>) -> Result<Value, ApiError> {
    permit(exchange, call, "eks:ListNodegroups")?;
    let live = find(exchange, call)?;
    let (names, next) = page(exchange, live.cluster.node_groups.iter().map(|it| it.name.clone()).collect());
    Ok(json!({ "nodegroups": names, "nextToken": next }))
}

pub(super) fn describe(exchange: &Exchange<'_>, call: &Call<'_>) -> Result<Value, ApiError> {
    let (live, group) = existing(exchange, call, "eks:DescribeNodegroup")?;
    Ok(json!({ "nodegroup": shown(exchange, &live.cluster, &group) }))
}

pub(super) fn delete(exchange: &Exchange<'_>, call: &Call<'_>) -> Result<Value, ApiError> {
    let (live, mut group) = existing(exchange, call, "eks:DeleteNodegroup")?;
    change(exchange, &live.arn, |live| live.cluster.node_groups.retain(|it| it.name != group.name));
    group.status = "DELETING".to_owned();
    Ok(json!({ "nodegroup": shown(exchange, &live.cluster, &group) }))
}

fn existing(
    exchange: &Exchange<'_>,
    call: &Call<'_>,
    action: &str,
) -> Result<(Arc<LiveCluster>, NodeGroup), ApiError> {
    let (cluster, name) = (call.cluster().unwrap_or_default(), call.last());
    let arn = arn(&exchange.region, &call.caller.account, cluster, name);
    exchange.permit(call.caller, exchange.question(call.caller, action, &arn))?;
    let live = find(exchange, call)?;
    let group = live.cluster.node_groups.iter().find(|it| it.name == name).cloned();
    let group = group.ok_or_else(|| {
        let text = format!("No node group found for name: {name}.");
        ApiError::new(404, "ResourceNotFoundException", text)
    })?;
    Ok((live, group))
}

/// `…:nodegroup/CLUSTER/NAME/UUID`; the last part is made from the rest.
fn arn(region: &str, account: &str, cluster: &str, name: &str) -> String {
    let uuid = crate::digest::uuid(&["nodegroup", region, account, cluster, name]);
    format!(
        "arn:{}:eks:{region}:{account}:nodegroup/{cluster}/{name}/{uuid}",
        crate::model::partition(region)
    )
}

fn shown(exchange: &Exchange<'_>, cluster: &Cluster, group: &NodeGroup) -> Value {
    let created = group.created.unwrap_or_else(|| exchange.world.began()).unix();
    json!({
        "nodegroupName": group.name,
        "nodegroupArn": arn(&cluster.region, &cluster.account, &cluster.name, &group.name),
        "clusterName": cluster.name,
        "version": cluster.version,
        "createdAt": created,
        "modifiedAt": created,
        "status": group.status,
        "capacityType": "ON_DEMAND",
        "scalingConfig": { "minSize": 1, "maxSize": 2, "desiredSize": 1 },
        "instanceTypes": ["m7g.large"],
        "subnets": ["subnet-0a1b2c3d4e5f60718", "subnet-0b1c2d3e4f5061728"],
        "amiType": "AL2023_ARM_64_STANDARD",
        "nodeRole": group.node_role,
        "diskSize": 20,
        "health": { "issues": [] },
        "updateConfig": { "maxUnavailable": 1 },
        "tags": {},
    })
}
