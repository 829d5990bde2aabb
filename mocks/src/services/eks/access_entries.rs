//! The access entry API. What EKS takes and refuses is told by `access-entry`.

use std::sync::Arc;

use eks_iam_access_entry::{
    AccessEntry, AccessPolicy, AccessScope, ApiRefusal, CreateAccessEntry, CreateContext, EntryType,
    PrincipalState, validate_association, validate_create, validate_update,
};
use eks_iam_arn::{ArnRef, Principal};
use serde_json::{Value, json};

use super::{
    Call,
    clusters::{find, permit},
};
use crate::{
    Check, Cluster,
    exchange::{ApiError, Exchange},
    live_cluster::LiveCluster,
    model::partition,
};

pub(super) fn list(exchange: &Exchange<'_>, call: &Call<'_>) -> Result<Value, ApiError> {
    permit(exchange, call, "eks:ListAccessEntries")?;
    let live = in_api_mode(exchange, call)?;
    let wanted = super::query(exchange.request, "associatedPolicyArn");
    let has_policy = |entry: &&AccessEntry| {
        wanted.as_ref().is_none_or(|arn| entry.access_policies.iter().any(|it| it.policy_arn == *arn))
    };
    let arns: Vec<_> =
        live.cluster.access_entries.iter().filter(has_policy).map(|it| &it.principal_arn).collect();
    Ok(json!({ "accessEntries": arns }))
}

pub(super) fn describe(exchange: &Exchange<'_>, call: &Call<'_>) -> Result<Value, ApiError> {
    let (live, at) = existing(exchange, call, "eks:DescribeAccessEntry")?;
    let entry = live.cluster.access_entries.get(at).ok_or_else(not_found)?;
    Ok(json!({ "accessEntry": shown(&live.cluster, entry, exchange.now.unix()) }))
}

pub(super) fn delete(exchange: &Exchange<'_>, call: &Call<'_>) -> Result<Value, ApiError> {
    let (live, at) = existing(exchange, call, "eks:DeleteAccessEntry")?;
    change(exchange, &live.arn, |entries| {
        if at < entries.len() {
            entries.remove(at);
        }
    });
    Ok(json!({}))
}

pub(super) fn list_policies(exchange: &Exchange<'_>, call: &Call<'_>) -> Result<Value, ApiError> {
    let (live, at) = existing(exchange, call, "eks:ListAssociatedAccessPolicies")?;
    let entry = live.cluster.access_entries.get(at).ok_or_else(not_found)?;
    let now = exchange.now.unix();
    let policies: Vec<_> =
        entry.access_policies.iter().map(|it| association(&it.policy_arn, &it.scope, now)).collect();
    Ok(json!({
        "clusterName": live.cluster.name,
        "principalArn": entry.principal_arn,
        "associatedAccessPolicies": policies,
    }))
}

pub(super) fn create(exchange: &mut Exchange<'_>, call: &Call<'_>) -> Result<Value, ApiError> {
    let request = read_create(call)?;
    exchange.note("principalArn", &request.principal_arn);
    let arn = super::clusters::cluster_arn(exchange, call.caller, call.cluster().unwrap_or_default());
    let mut question = exchange
        .question(call.caller, "eks:CreateAccessEntry", &arn)
        .with("eks:principalArn", &request.principal_arn)
        .with("eks:accessEntryType", request.entry_type.as_str());
    if let Some(name) = &request.username {
        question = question.with("eks:username", name);
    }
    if !request.kubernetes_groups.is_empty() {
        question = question.with_list("eks:kubernetesGroups", request.kubernetes_groups.iter().cloned());
    }
    exchange.permit(call.caller, question)?;
    if matches!(request.entry_type, EntryType::Ec2Linux | EntryType::Ec2Windows) {
        let service = "ec2.amazonaws.com";
        exchange.permit_pass_role(call.caller, &request.principal_arn, service)?;
    }
    let live = in_api_mode(exchange, call)?;
    let id = principal_id(exchange, &request.principal_arn);
    let context = CreateContext {
        mode: live.cluster.authentication_mode,
        cluster_account: Some(&live.cluster.account),
        entries: &live.cluster.access_entries,
        principal: match &id {
            Known::Outside => PrincipalState::NotLookedUp,
            Known::Missing => PrincipalState::Missing,
            Known::Id(unique_id) => PrincipalState::Exists { unique_id },
        },
    };
    let mut entry = match validate_create(&request, &context) {
        Err(_) if exchange.world.skips(Check::AccessEntry) => AccessEntry::new(&request.principal_arn),
        entry => entry.map_err(|it| refused(&it))?,
    };
    if let (None, Known::Id(id)) = (&entry.principal_id, &id) {
        entry.principal_id = Some(id.clone());
    }
    entry.cluster_name = Some(live.cluster.name.clone());
    entry.created_at.get_or_insert_with(|| exchange.now.rfc3339());
    let answer = json!({ "accessEntry": shown(&live.cluster, &entry, exchange.now.unix()) });
    change(exchange, &live.arn, |entries| entries.push(entry));
    Ok(answer)
}

pub(super) fn associate(exchange: &mut Exchange<'_>, call: &Call<'_>) -> Result<Value, ApiError> {
    let policy_arn = call.text("policyArn").unwrap_or_default().to_owned();
    let scope = read_scope(&call.body)?;
    exchange.note("principalArn", call.principal());
    exchange.note("policyArn", &policy_arn);
    let arn = entry_arn(exchange, call);
    let mut question = exchange
        .question(call.caller, "eks:AssociateAccessPolicy", &arn)
        .with("eks:policyArn", &policy_arn)
        .with("eks:accessScope", scope.kind());
    if !scope.namespaces().is_empty() {
        question = question.with_list("eks:namespaces", scope.namespaces().iter().cloned());
    }
    exchange.permit(call.caller, question)?;
    let live = in_api_mode(exchange, call)?;
    let at = position(&live.cluster, call.principal()).ok_or_else(not_found)?;
    let entry = live.cluster.access_entries.get(at).ok_or_else(not_found)?;
    let associated = validate_association(entry, &policy_arn, &scope, live.cluster.partition())
        .map_err(|refusal| refused(&refusal))?;
    let answer = json!({
        "clusterName": live.cluster.name,
        "principalArn": entry.principal_arn,
        "associatedAccessPolicy": association(&associated.policy_arn, &associated.scope, exchange.now.unix()),
    });
    change(exchange, &live.arn, |entries| {
        if let Some(entry) = entries.get_mut(at) {
            entry.access_policies.retain(|it| it.policy_arn != associated.policy_arn);
            entry.access_policies.push(associated);
        }
    });
    Ok(answer)
}

pub(super) fn update(exchange: &mut Exchange<'_>, call: &Call<'_>) -> Result<Value, ApiError> {
    exchange.note("principalArn", call.principal());
    let (live, at) = existing(exchange, call, "eks:UpdateAccessEntry")?;
    let entry = live.cluster.access_entries.get(at).ok_or_else(not_found)?;
    let groups = call.body.get("kubernetesGroups").is_some().then(|| call.texts("kubernetesGroups"));
    let entry =
        validate_update(entry, call.text("username"), groups.as_deref()).map_err(|it| refused(&it))?;
    let answer = json!({ "accessEntry": shown(&live.cluster, &entry, exchange.now.unix()) });
    change(exchange, &live.arn, |entries| {
        if let Some(held) = entries.get_mut(at) {
            *held = entry;
        }
    });
    Ok(answer)
}

pub(super) fn disassociate(exchange: &mut Exchange<'_>, call: &Call<'_>) -> Result<Value, ApiError> {
    let policy_arn = call.last().to_owned();
    exchange.note("principalArn", call.principal());
    exchange.note("policyArn", &policy_arn);
    let question = exchange.question(call.caller, "eks:DisassociateAccessPolicy", &entry_arn(exchange, call));
    exchange.permit(call.caller, question.with("eks:policyArn", &policy_arn))?;
    let live = in_api_mode(exchange, call)?;
    let at = position(&live.cluster, call.principal()).ok_or_else(not_found)?;
    change(exchange, &live.arn, |entries| {
        if let Some(entry) = entries.get_mut(at) {
            entry.access_policies.retain(|it| it.policy_arn != policy_arn);
        }
    });
    Ok(json!({}))
}

/// The access policies that EKS has, whatever the cluster.
pub(super) fn list_all_policies(exchange: &Exchange<'_>, call: &Call<'_>) -> Result<Value, ApiError> {
    exchange.permit(call.caller, exchange.question(call.caller, "eks:ListAccessPolicies", "*"))?;
    let partition = partition(&exchange.region);
    let policies =
        AccessPolicy::all().iter().map(|it| json!({ "name": it.name(), "arn": it.arn(partition) }));
    let (policies, next) = super::clusters::page(exchange, policies.collect());
    Ok(json!({ "accessPolicies": policies, "nextToken": next }))
}

/// Asks for the action on the entry, then finds it.
fn existing(
    exchange: &Exchange<'_>,
    call: &Call<'_>,
    action: &str,
) -> Result<(Arc<LiveCluster>, usize), ApiError> {
    let question = exchange.question(call.caller, action, &entry_arn(exchange, call));
    exchange.permit(call.caller, question)?;
    let live = in_api_mode(exchange, call)?;
    let at = position(&live.cluster, call.principal()).ok_or_else(not_found)?;
    Ok((live, at))
}

fn in_api_mode(exchange: &Exchange<'_>, call: &Call<'_>) -> Result<Arc<LiveCluster>, ApiError> {
    let live = find(exchange, call)?;
    let reads = live.cluster.authentication_mode.reads_access_entries();
    if reads || exchange.world.skips(Check::AccessEntry) {
        Ok(live)
    } else {
        Err(refused(&ApiRefusal::mode()))
    }
}

fn position(cluster: &Cluster, principal: &str) -> Option<usize> {
    cluster.access_entries.iter().position(|it| it.principal_arn == principal)
}

fn change(exchange: &Exchange<'_>, arn: &str, change: impl FnOnce(&mut Vec<AccessEntry>)) {
    super::clusters::change(exchange, arn, |live| change(&mut live.cluster.access_entries));
}

fn read_create(call: &Call<'_>) -> Result<CreateAccessEntry, ApiError> {
    let kind = call.text("type").unwrap_or("STANDARD");
    let entry_type = EntryType::from_name(kind)
        .ok_or_else(|| super::clusters::invalid(&format!("The specified type {kind} is not valid.")))?;
    let tags = call.body.get("tags").and_then(Value::as_object);
    let tags =
        tags.into_iter().flatten().filter_map(|(key, value)| Some((key.clone(), value.as_str()?.to_owned())));
    Ok(CreateAccessEntry {
        principal_arn: call.text("principalArn").unwrap_or_default().to_owned(),
        entry_type,
        username: call.text("username").map(str::to_owned),
        kubernetes_groups: call.texts("kubernetesGroups"),
        tags: tags.collect(),
    })
}

fn read_scope(body: &Value) -> Result<AccessScope, ApiError> {
    let scope = body.get("accessScope");
    let namespaces = scope.and_then(|it| it.get("namespaces")).and_then(Value::as_array);
    let namespaces: Vec<_> =
        namespaces.into_iter().flatten().filter_map(Value::as_str).map(str::to_owned).collect();
    match scope.and_then(|it| it.get("type")).and_then(Value::as_str) {
        Some("cluster") if namespaces.is_empty() => Ok(AccessScope::Cluster),
        Some("namespace") => Ok(AccessScope::Namespaces(namespaces)),
        _ => Err(super::clusters::invalid("The accessScope parameter is not valid.")),
    }
}

/// What IAM of this world knows of a principal.
enum Known {
    /// Its account is none of this world: EKS does not look there.
    Outside,
    Missing,
    Id(String),
}

fn principal_id(exchange: &Exchange<'_>, arn: &str) -> Known {
    let Ok(parsed) = ArnRef::parse(arn) else { return Known::Missing };
    let Some(account) = exchange.world.account(parsed.account()) else { return Known::Outside };
    let id = match Principal::try_from(parsed) {
        Ok(Principal::Role(_)) => {
            account.roles.iter().find(|it| account.role_arn(it) == arn).map(|it| it.unique_id.clone())
        }
        Ok(Principal::User(_)) => {
            account.users.iter().find(|it| account.user_arn(it) == arn).map(|it| it.unique_id.clone())
        }
        _ => None,
    };
    id.map_or(Known::Missing, Known::Id)
}

fn entry_arn(exchange: &Exchange<'_>, call: &Call<'_>) -> String {
    let cluster = call.cluster().unwrap_or_default();
    arn_of_entry(&exchange.region, &call.caller.account, cluster, call.principal())
}

/// `…:access-entry/CLUSTER/role/ACCOUNT/NAME/UUID`; the last part is made from the rest.
fn arn_of_entry(region: &str, account: &str, cluster: &str, principal: &str) -> String {
    let mut parts = principal.splitn(6, ':').skip(4);
    let (owner, resource) = (parts.next().unwrap_or_default(), parts.next().unwrap_or_default());
    let kind = if resource.starts_with("user/") { "user" } else { "role" };
    let name = resource.rsplit('/').next().unwrap_or_default();
    let uuid = crate::digest::uuid(&["access-entry", region, account, cluster, principal]);
    format!(
        "arn:{}:eks:{region}:{account}:access-entry/{cluster}/{kind}/{owner}/{name}/{uuid}",
        partition(region)
    )
}

fn shown(cluster: &Cluster, entry: &AccessEntry, now: i64) -> Value {
    let tags: serde_json::Map<_, _> =
        entry.tags.iter().map(|(key, value)| (key.clone(), json!(value))).collect();
    json!({
        "clusterName": cluster.name,
        "principalArn": entry.principal_arn,
        "kubernetesGroups": entry.kubernetes_groups,
        "accessEntryArn": arn_of_entry(&cluster.region, &cluster.account, &cluster.name, &entry.principal_arn),
        "createdAt": now,
        "modifiedAt": now,
        "tags": tags,
        "username": entry.username,
        "type": entry.entry_type.as_str(),
    })
}

fn association(policy_arn: &str, scope: &AccessScope, now: i64) -> Value {
    json!({
        "policyArn": policy_arn,
        "accessScope": { "type": scope.kind(), "namespaces": scope.namespaces() },
        "associatedAt": now,
        "modifiedAt": now,
    })
}

fn refused(refusal: &ApiRefusal) -> ApiError {
    ApiError::new(refusal.status(), refusal.code(), refusal.message())
}

fn not_found() -> ApiError {
    refused(&ApiRefusal::not_found())
}
