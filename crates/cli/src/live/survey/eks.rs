//! What EKS tells of a cluster.

use aws_sdk_eks::{Client, primitives::DateTimeFormat};
use serde_json::{Value, json};

use super::{Survey, why};

/// The most access entries, node groups or associations that are asked for one by one.
const MOST: usize = 200;

pub(super) async fn ask(client: &Client, cluster: &str, survey: &mut Survey) {
    let answer = client.describe_cluster().name(cluster).send().await;
    if let Some(answer) = survey.take("eks:DescribeCluster", answer.map_err(why))
        && let Some(found) = answer.cluster
    {
        let mode = found.access_config.as_ref().and_then(|it| it.authentication_mode.as_ref());
        let issuer =
            found.identity.as_ref().and_then(|it| it.oidc.as_ref()).and_then(|it| it.issuer.as_ref());
        survey.endpoint.clone_from(&found.endpoint);
        survey.put(
            "cluster.json",
            json!({ "cluster": {
                "name": found.name, "arn": found.arn, "version": found.version, "endpoint": found.endpoint,
                "accessConfig": { "authenticationMode": mode.map_or("CONFIG_MAP", |it| it.as_str()) },
                "identity": { "oidc": { "issuer": issuer } },
            }}),
        );
    }
    entries(client, cluster, survey).await;
    node_groups(client, cluster, survey).await;
    associations(client, cluster, survey).await;
    let answer = client.list_addons().cluster_name(cluster).send().await;
    if let Some(answer) = survey.take("eks:ListAddons", answer.map_err(why)) {
        survey.put("addons.json", json!({ "addons": answer.addons.unwrap_or_default() }));
    }
}

async fn entries(client: &Client, cluster: &str, survey: &mut Survey) {
    let pages = client.list_access_entries().cluster_name(cluster).into_paginator().items().send();
    let arns = pages.try_collect().await;
    let Some(arns) = survey.take("eks:ListAccessEntries", arns.map_err(why)) else { return };
    let arns: Vec<String> = arns;
    survey.put("access-entries.json", json!({ "accessEntries": arns }));
    for (number, arn) in arns.iter().take(MOST).enumerate() {
        let entry = client.describe_access_entry().cluster_name(cluster).principal_arn(arn).send().await;
        let Some(entry) = survey.take("eks:DescribeAccessEntry", entry.map_err(why)) else { return };
        let policies =
            client.list_associated_access_policies().cluster_name(cluster).principal_arn(arn).send().await;
        let policies = survey.take("eks:ListAssociatedAccessPolicies", policies.map_err(why));
        let policies: Vec<Value> =
            policies.iter().flat_map(|it| it.associated_access_policies()).map(policy).collect();
        let Some(entry) = entry.access_entry else { continue };
        let created = entry.created_at.and_then(|it| it.fmt(DateTimeFormat::DateTime).ok());
        survey.put(
            format!("access-entry-{number:03}.json"),
            json!({
                "accessEntry": {
                    "principalArn": entry.principal_arn, "type": entry.r#type, "username": entry.username,
                    "kubernetesGroups": entry.kubernetes_groups.unwrap_or_default(), "createdAt": created,
                },
                "associatedAccessPolicies": policies,
            }),
        );
    }
}

fn policy(policy: &aws_sdk_eks::types::AssociatedAccessPolicy) -> Value {
    let scope = policy.access_scope();
    json!({
        "policyArn": policy.policy_arn(),
        "accessScope": {
            "type": scope.and_then(|it| it.r#type()).map_or("cluster", |it| it.as_str()),
            "namespaces": scope.map(|it| it.namespaces()).unwrap_or_default(),
        },
    })
}

async fn node_groups(client: &Client, cluster: &str, survey: &mut Survey) {
    let answer = client.list_nodegroups().cluster_name(cluster).send().await;
    let Some(answer) = survey.take("eks:ListNodegroups", answer.map_err(why)) else { return };
    for name in answer.nodegroups().iter().take(MOST) {
        let group = client.describe_nodegroup().cluster_name(cluster).nodegroup_name(name).send().await;
        let Some(group) = survey.take("eks:DescribeNodegroup", group.map_err(why)) else { return };
        let role = group.nodegroup().and_then(|it| it.node_role());
        if let Some(role) = role {
            let document = json!({ "nodegroup": { "nodegroupName": name, "nodeRole": role } });
            survey.put(format!("nodegroup-{name}.json"), document);
        }
    }
}

async fn associations(client: &Client, cluster: &str, survey: &mut Survey) {
    let answer = client.list_pod_identity_associations().cluster_name(cluster).send().await;
    let Some(answer) = survey.take("eks:ListPodIdentityAssociations", answer.map_err(why)) else { return };
    for id in answer.associations().iter().filter_map(|it| it.association_id()).take(MOST) {
        let call = client.describe_pod_identity_association().cluster_name(cluster).association_id(id);
        let found = survey.take("eks:DescribePodIdentityAssociation", call.send().await.map_err(why));
        let Some(found) = found.and_then(|it| it.association) else { return };
        let created = found.created_at.and_then(|it| it.fmt(DateTimeFormat::DateTime).ok());
        survey.put(
            format!("association-{id}.json"),
            json!({ "association": {
                "namespace": found.namespace, "serviceAccount": found.service_account, "roleArn": found.role_arn,
                "targetRoleArn": found.target_role_arn, "disableSessionTags": found.disable_session_tags,
                "createdAt": created,
            }}),
        );
    }
}
