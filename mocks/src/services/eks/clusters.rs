//! ListClusters, CreateCluster, DescribeCluster, UpdateClusterConfig.

use std::sync::Arc;

use eks_iam_access_entry::{AccessEntry, AccessScope, AssociatedPolicy, AuthenticationMode};
use serde_json::{Value, json};

use super::{Call, query};
use crate::{
    Cluster, World,
    exchange::{ApiError, Exchange},
    identity::{Caller, CallerKind},
    live_cluster::LiveCluster,
    model::partition,
};

/// The clusters of the caller's account in this region.
pub(super) fn list(exchange: &Exchange<'_>, call: &Call<'_>) -> Result<Value, ApiError> {
    let resource = cluster_arn(exchange, call.caller, "*");
    exchange.permit(call.caller, exchange.question(call.caller, "eks:ListClusters", &resource))?;
    let (account, region) = (&call.caller.account, &exchange.region);
    let clusters = exchange.world.clusters();
    let clusters = clusters.iter().map(|live| &live.cluster);
    let mut names: Vec<_> = clusters
        .filter(|it| it.account == *account && it.region == *region)
        .map(|it| it.name.clone())
        .collect();
    names.sort_unstable();
    let (names, next) = page(exchange, names);
    Ok(json!({ "clusters": names, "nextToken": next }))
}

/// Cuts a page out of a list, `maxResults` (100 unless set) from `nextToken` on; gives the next token too.
pub(super) fn page<T>(exchange: &Exchange<'_>, items: Vec<T>) -> (Vec<T>, Option<String>) {
    let number = |name: &str| query(exchange.request, name).and_then(|it| it.parse::<usize>().ok());
    let most = number("maxResults").unwrap_or(100).clamp(1, 100);
    let start = number("nextToken").unwrap_or(0).min(items.len());
    let next = (items.len() > start + most).then(|| (start + most).to_string());
    (items.into_iter().skip(start).take(most).collect(), next)
}

/// A cluster that still has node groups is not deleted.
pub(super) fn delete(exchange: &Exchange<'_>, call: &Call<'_>) -> Result<Value, ApiError> {
    permit(exchange, call, "eks:DeleteCluster")?;
    let live = find(exchange, call)?;
    if !live.cluster.node_groups.is_empty() {
        return Err(ApiError::new(409, "ResourceInUseException", "Cluster has nodegroups attached"));
    }
    exchange.world.change_clusters(|clusters| clusters.retain(|it| it.arn != live.arn));
    let gone = Cluster { status: "DELETING".to_owned(), ..live.cluster.clone() };
    Ok(json!({ "cluster": describe_cluster(exchange.world, &gone) }))
}

/// Changes a cluster that is there.
pub(super) fn change(exchange: &Exchange<'_>, arn: &str, change: impl FnOnce(&mut LiveCluster)) {
    exchange.world.change_cluster(arn, change);
}

pub(super) fn describe(exchange: &Exchange<'_>, call: &Call<'_>) -> Result<Value, ApiError> {
    permit(exchange, call, "eks:DescribeCluster")?;
    let live = find(exchange, call)?;
    Ok(json!({ "cluster": describe_cluster(exchange.world, &live.cluster) }))
}

/// The caller must be allowed to create the cluster and to pass the role; the role must let EKS in.
pub(super) fn create(exchange: &mut Exchange<'_>, call: &Call<'_>) -> Result<Value, ApiError> {
    let name = call.text("name").unwrap_or_default();
    let role_arn = call.text("roleArn").unwrap_or_default();
    exchange.note("name", name);
    exchange.note("roleArn", role_arn);
    if !is_cluster_name(name) {
        return Err(invalid(
            "The cluster name can have only alphanumeric characters and hyphens, and must start with one of the former.",
        ));
    }
    let access = call.body.get("accessConfig");
    let mode =
        access.and_then(|it| it.get("authenticationMode")).and_then(Value::as_str).unwrap_or("CONFIG_MAP");
    let bootstrap = access
        .and_then(|it| it.get("bootstrapClusterCreatorAdminPermissions"))
        .and_then(Value::as_bool)
        .unwrap_or(true);
    let version = call.text("version").unwrap_or(DEFAULT_VERSION);
    let arn = cluster_arn(exchange, call.caller, name);
    let question = exchange
        .question(call.caller, "eks:CreateCluster", &arn)
        .with("eks:authenticationMode", mode)
        .with("eks:bootstrapClusterCreatorAdminPermissions", bootstrap.to_string())
        .with("eks:kubernetesVersion", version);
    exchange.permit(call.caller, question)?;
    exchange.permit_pass_role(call.caller, role_arn, EKS)?;
    let mode = AuthenticationMode::from_name(mode)
        .ok_or_else(|| invalid("The authentication mode is not valid."))?;
    if mode == AuthenticationMode::ConfigMap && !bootstrap {
        return Err(invalid(
            "bootstrapClusterCreatorAdminPermissions must be true if cluster authentication mode is set to CONFIG_MAP",
        ));
    }
    if !exchange.service_may_assume(role_arn, EKS) {
        return Err(invalid(&format!(
            "Role with arn: {role_arn}, could not be assumed because it does not exist or the trusted entity is not correct"
        )));
    }
    let mut cluster = Cluster::new(name, &call.caller.account, &exchange.region)
        .with_version(version)
        .with_authentication_mode(mode)
        .with_role_arn(role_arn);
    cluster.status = "CREATING".to_owned();
    cluster.created = Some(exchange.now);
    if bootstrap {
        admit_creator(&mut cluster, call.caller);
    }
    add(exchange, cluster)
}

fn add(exchange: &Exchange<'_>, cluster: Cluster) -> Result<Value, ApiError> {
    let answer = json!({ "cluster": describe_cluster(exchange.world, &cluster) });
    let live = LiveCluster::new(cluster)
        .map_err(|error| ApiError::new(500, "ServerException", error.to_string()))?;
    exchange.world.change_clusters(|clusters| {
        if clusters.iter().any(|it| it.arn == live.arn) {
            let text = format!("Cluster already exists with name: {}", live.cluster.name);
            return Err(ApiError::new(409, "ResourceInUseException", text));
        }
        clusters.push(Arc::new(live));
        Ok(answer)
    })
}

/// The creator becomes administrator: by an access entry where the mode knows them, else behind the scenes.
fn admit_creator(cluster: &mut Cluster, caller: &Caller) {
    let (arn, id) = match &caller.kind {
        CallerKind::Role { arn, unique_id, .. } => (arn.clone(), unique_id.clone()),
        CallerKind::Root | CallerKind::User(_) | CallerKind::Federated { .. } => {
            (caller.arn.clone(), caller.user_id.clone())
        }
    };
    if cluster.authentication_mode.reads_access_entries() {
        let entry = administrator(cluster, arn, Some(id));
        cluster.access_entries.push(entry);
    } else {
        cluster.creator = Some(arn);
    }
}

fn administrator(cluster: &Cluster, arn: String, id: Option<String>) -> AccessEntry {
    let policy_arn =
        format!("arn:{}:eks::aws:cluster-access-policy/AmazonEKSClusterAdminPolicy", cluster.partition());
    let mut entry = AccessEntry::new(arn);
    entry.access_policies = vec![AssociatedPolicy { policy_arn, scope: AccessScope::Cluster }];
    entry.principal_id = id;
    entry
}

/// A cluster that learns of access entries gets one for its creator, who had no need of it before.
fn change_mode(cluster: &mut Cluster, mode: AuthenticationMode) {
    let creator = cluster.creator.take().filter(|_| !cluster.authentication_mode.reads_access_entries());
    if let Some(arn) = creator.filter(|arn| cluster.access_entries.iter().all(|it| it.principal_arn != *arn))
    {
        let entry = administrator(cluster, arn, None);
        cluster.access_entries.push(entry);
    }
    cluster.authentication_mode = mode;
}

/// Changes the authentication mode, the only setting that matters here.
pub(super) fn update(exchange: &Exchange<'_>, call: &Call<'_>) -> Result<Value, ApiError> {
    let wanted =
        call.body.get("accessConfig").and_then(|it| it.get("authenticationMode")).and_then(Value::as_str);
    let arn = cluster_arn(exchange, call.caller, call.cluster().unwrap_or_default());
    let mut question = exchange.question(call.caller, "eks:UpdateClusterConfig", &arn);
    if let Some(mode) = wanted {
        question = question.with("eks:authenticationMode", mode);
    }
    exchange.permit(call.caller, question)?;
    find(exchange, call)?;
    let mode = wanted.and_then(AuthenticationMode::from_name).ok_or_else(|| invalid("No changes needed."))?;
    let changed = exchange.world.change_cluster(&arn, |live| {
        let current = live.cluster.authentication_mode;
        if current == mode || current.change_to(mode).is_err() {
            let text = format!("Unsupported authentication mode update from {current} to {mode}");
            return Err(ApiError::new(400, "InvalidRequestException", text));
        }
        change_mode(&mut live.cluster, mode);
        Ok(())
    });
    changed.unwrap_or(Ok(()))?;
    Ok(json!({ "update": {
        "id": exchange.request_id,
        "status": "InProgress",
        "type": "AccessConfigUpdate",
        "params": [{ "type": "AuthenticationMode", "value": format!("\"{mode}\"") }],
        "createdAt": exchange.now.unix(),
        "errors": [],
    } }))
}

/// Asks for an action on the cluster that the path names; existence comes later.
pub(super) fn permit(exchange: &Exchange<'_>, call: &Call<'_>, action: &str) -> Result<(), ApiError> {
    let arn = cluster_arn(exchange, call.caller, call.cluster().unwrap_or_default());
    exchange.permit(call.caller, exchange.question(call.caller, action, &arn))
}

/// The cluster that the path names, in the caller's account and this region; clusters of others are not there.
pub(super) fn find(exchange: &Exchange<'_>, call: &Call<'_>) -> Result<Arc<LiveCluster>, ApiError> {
    let name = call.cluster().unwrap_or_default();
    let arn = cluster_arn(exchange, call.caller, name);
    exchange.world.cluster(&arn).ok_or_else(|| {
        ApiError::new(404, "ResourceNotFoundException", format!("No cluster found for name: {name}."))
    })
}

pub(in crate::services) fn cluster_arn(exchange: &Exchange<'_>, caller: &Caller, name: &str) -> String {
    format!("arn:{}:eks:{}:{}:cluster/{name}", partition(&exchange.region), exchange.region, caller.account)
}

pub(super) fn invalid(text: &str) -> ApiError {
    ApiError::new(400, "InvalidParameterException", text)
}

fn is_cluster_name(name: &str) -> bool {
    let is_word = |sign: char| sign.is_ascii_alphanumeric() || matches!(sign, '-' | '_');
    name.len() <= 100
        && name.chars().next().is_some_and(|sign| sign.is_ascii_alphanumeric())
        && name.chars().all(is_word)
}

/// What DescribeCluster shows. A cluster that is being made has no endpoint yet.
fn describe_cluster(world: &World, cluster: &Cluster) -> Value {
    let mut fields = json!({
        "name": cluster.name,
        "arn": cluster.arn(),
        "createdAt": cluster.created.unwrap_or_else(|| world.began()).unix(),
        "version": cluster.version,
        "roleArn": cluster.role_arn,
        "resourcesVpcConfig": {
            "subnetIds": ["subnet-0a1b2c3d4e5f60718", "subnet-0b1c2d3e4f5061728"],
            "securityGroupIds": [],
            "clusterSecurityGroupId": "sg-0a1b2c3d4e5f60718",
            "vpcId": "vpc-0a1b2c3d4e5f60718",
            "endpointPublicAccess": true,
            "endpointPrivateAccess": true,
            "publicAccessCidrs": ["0.0.0.0/0"],
        },
        "kubernetesNetworkConfig": { "serviceIpv4Cidr": "172.20.0.0/16", "ipFamily": "ipv4" },
        "logging": { "clusterLogging": [] },
        "status": cluster.status,
        "certificateAuthority": {},
        "platformVersion": "eks.1",
        "tags": {},
        "health": { "issues": [] },
        "accessConfig": { "authenticationMode": cluster.authentication_mode.as_str() },
        "upgradePolicy": { "supportType": "EXTENDED" },
    });
    if let (true, Some(map)) = (cluster.status == "ACTIVE", fields.as_object_mut()) {
        map.insert("endpoint".to_owned(), json!(cluster.endpoint()));
        map.insert("identity".to_owned(), json!({ "oidc": { "issuer": cluster.issuer } }));
        map.insert("certificateAuthority".to_owned(), json!({ "data": world.certificate_authority() }));
    }
    fields
}

const EKS: &str = "eks.amazonaws.com";
const DEFAULT_VERSION: &str = "1.34";
