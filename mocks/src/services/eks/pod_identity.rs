//! Pod Identity associations.

use std::sync::Arc;

use eks_iam_policy::{NamedPolicy, PolicyDocument};
use serde_json::{Value, json};

use super::{
    Call,
    clusters::{change, find, invalid, page, permit},
};
use crate::{
    Cluster, PodIdentityAssociation,
    exchange::{ApiError, Exchange},
    live_cluster::LiveCluster,
    model::partition,
    pass_role::role_by_arn,
};

/// Whether the role may be passed is asked before the cluster is looked at.
pub(super) fn create(exchange: &mut Exchange<'_>, call: &Call<'_>) -> Result<Value, ApiError> {
    let text = |name: &str| call.text(name).unwrap_or_default();
    let role_arn = text("roleArn");
    for name in ["namespace", "serviceAccount", "roleArn", "targetRoleArn"] {
        if let Some(value) = call.text(name) {
            exchange.note(name, value);
        }
    }
    permit(exchange, call, "eks:CreatePodIdentityAssociation")?;
    pass(exchange, call, role_arn)?;
    let live = find(exchange, call)?;
    must_exist(exchange, &live.cluster, role_arn)?;
    let (namespace, account) = (text("namespace"), text("serviceAccount"));
    let of = |it: &&PodIdentityAssociation| it.namespace == namespace && it.service_account == account;
    if let Some(other) = live.cluster.pod_identity_associations.iter().find(of) {
        let text = format!("Association already exists: {}", other.id);
        return Err(ApiError::new(409, "ResourceInUseException", text));
    }
    let mut association = PodIdentityAssociation::new(namespace, account, role_arn);
    let id = crate::digest::base32(&["association", &exchange.request_id], 17).to_ascii_lowercase();
    association.id = format!("a-{id}");
    association.created = Some(exchange.now);
    settings(call, &mut association)?;
    let answer = json!({ "association": shown(exchange, &live.cluster, &association) });
    change(exchange, &live.arn, |live| live.cluster.pod_identity_associations.push(association));
    Ok(answer)
}

/// What can be changed later too. A session policy and session tags exclude each other.
fn settings(call: &Call<'_>, association: &mut PodIdentityAssociation) -> Result<(), ApiError> {
    if let Some(disable) = call.body.get("disableSessionTags").and_then(Value::as_bool) {
        association.disable_session_tags = disable;
    }
    if let Some(target) = call.text("targetRoleArn") {
        association.target_role_arn = Some(target.to_owned()).filter(|it| !it.is_empty());
    }
    if let Some(text) = call.text("policy") {
        let document = PolicyDocument::parse(text)
            .map_err(|_| invalid("The policy parameter is not a valid policy document."))?;
        association.policy = Some(NamedPolicy::new("session policy", document));
    }
    if association.policy.is_some() && !association.disable_session_tags {
        return Err(invalid("disableSessionTags must be true when a policy is specified."));
    }
    Ok(())
}

fn pass(exchange: &Exchange<'_>, call: &Call<'_>, role_arn: &str) -> Result<(), ApiError> {
    let cluster = super::clusters::cluster_arn(exchange, call.caller, call.cluster().unwrap_or_default());
    exchange.permit_pass_role_for(call.caller, role_arn, "pods.eks.amazonaws.com", Some(&cluster))
}

fn must_exist(exchange: &Exchange<'_>, cluster: &Cluster, role_arn: &str) -> Result<(), ApiError> {
    let account = exchange.account_of(role_arn).filter(|it| it.id == cluster.account);
    if account.is_some_and(|account| role_by_arn(&account, role_arn).is_some()) {
        return Ok(());
    }
    Err(invalid("Role provided in the request does not exist."))
}

pub(super) fn list(exchange: &Exchange<'_>, call: &Call<'_>) -> Result<Value, ApiError> {
    permit(exchange, call, "eks:ListPodIdentityAssociations")?;
    let live = find(exchange, call)?;
    let wanted = |name: &str| super::query(exchange.request, name);
    let (namespace, account) = (wanted("namespace"), wanted("serviceAccount"));
    let fits = |it: &&PodIdentityAssociation| {
        namespace.as_ref().is_none_or(|name| *name == it.namespace)
            && account.as_ref().is_none_or(|name| *name == it.service_account)
    };
    let summaries = live.cluster.pod_identity_associations.iter().filter(fits).map(|it| {
        json!({
            "clusterName": live.cluster.name,
            "namespace": it.namespace,
            "serviceAccount": it.service_account,
            "associationArn": arn(&live.cluster.region, &live.cluster.account, &live.cluster.name, &it.id),
            "associationId": it.id,
        })
    });
    let (summaries, next) = page(exchange, summaries.collect());
    Ok(json!({ "associations": summaries, "nextToken": next }))
}

pub(super) fn describe(exchange: &Exchange<'_>, call: &Call<'_>) -> Result<Value, ApiError> {
    let (live, association) = existing(exchange, call, "eks:DescribePodIdentityAssociation")?;
    Ok(json!({ "association": shown(exchange, &live.cluster, &association) }))
}

pub(super) fn update(exchange: &Exchange<'_>, call: &Call<'_>) -> Result<Value, ApiError> {
    let (live, mut association) = existing(exchange, call, "eks:UpdatePodIdentityAssociation")?;
    if let Some(role_arn) = call.text("roleArn") {
        pass(exchange, call, role_arn)?;
        must_exist(exchange, &live.cluster, role_arn)?;
        role_arn.clone_into(&mut association.role_arn);
    }
    settings(call, &mut association)?;
    let answer = json!({ "association": shown(exchange, &live.cluster, &association) });
    change(exchange, &live.arn, |live| {
        for held in live.cluster.pod_identity_associations.iter_mut().filter(|it| it.id == association.id) {
            *held = association.clone();
        }
    });
    Ok(answer)
}

pub(super) fn delete(exchange: &Exchange<'_>, call: &Call<'_>) -> Result<Value, ApiError> {
    let (live, association) = existing(exchange, call, "eks:DeletePodIdentityAssociation")?;
    change(exchange, &live.arn, |live| {
        live.cluster.pod_identity_associations.retain(|it| it.id != association.id);
    });
    Ok(json!({ "association": shown(exchange, &live.cluster, &association) }))
}

fn existing(
    exchange: &Exchange<'_>,
    call: &Call<'_>,
    action: &str,
) -> Result<(Arc<LiveCluster>, PodIdentityAssociation), ApiError> {
    let id = call.last();
    let arn = arn(&exchange.region, &call.caller.account, call.cluster().unwrap_or_default(), id);
    exchange.permit(call.caller, exchange.question(call.caller, action, &arn))?;
    let live = find(exchange, call)?;
    let found = live.cluster.pod_identity_associations.iter().find(|it| it.id == id).cloned();
    let found = found.ok_or_else(|| {
        ApiError::new(404, "ResourceNotFoundException", format!("No association found for id: {id}."))
    })?;
    Ok((live, found))
}

/// `…:podidentityassociation/CLUSTER/ID`.
pub(super) fn arn(region: &str, account: &str, cluster: &str, id: &str) -> String {
    format!("arn:{}:eks:{region}:{account}:podidentityassociation/{cluster}/{id}", partition(region))
}

fn shown(exchange: &Exchange<'_>, cluster: &Cluster, association: &PodIdentityAssociation) -> Value {
    let created = association.created.unwrap_or_else(|| exchange.world.began()).unix();
    let mut fields = json!({
        "clusterName": cluster.name,
        "namespace": association.namespace,
        "serviceAccount": association.service_account,
        "roleArn": association.role_arn,
        "associationArn": arn(&cluster.region, &cluster.account, &cluster.name, &association.id),
        "associationId": association.id,
        "tags": {},
        "createdAt": created,
        "modifiedAt": exchange.now.unix(),
        "disableSessionTags": association.disable_session_tags,
    });
    if let (Some(target), Some(fields)) = (&association.target_role_arn, fields.as_object_mut()) {
        fields.insert("targetRoleArn".to_owned(), json!(target));
        fields.insert("externalId".to_owned(), json!(external_id(cluster, association)));
    }
    if let (Some(policy), Some(fields)) = (&association.policy, fields.as_object_mut()) {
        fields.insert("policy".to_owned(), json!(policy.document.source()));
    }
    fields
}

/// The external id with which the role assumes its target: `REGION/ACCOUNT/CLUSTER/NAMESPACE/SERVICEACCOUNT`.
pub(in crate::services) fn external_id(cluster: &Cluster, association: &PodIdentityAssociation) -> String {
    format!(
        "{}/{}/{}/{}/{}",
        cluster.region, cluster.account, cluster.name, association.namespace, association.service_account
    )
}
