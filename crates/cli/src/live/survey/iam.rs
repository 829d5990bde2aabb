//! What IAM tells of the account: users, roles and their policies, and the OIDC providers.

use aws_sdk_iam::{
    Client,
    primitives::DateTimeFormat,
    types::{AttachedPermissionsBoundary, AttachedPolicy, RoleDetail, UserDetail},
};
use serde_json::{Value, json};

use super::{Survey, why};

pub(super) async fn ask(client: &Client, survey: &mut Survey) {
    let pages = client.get_account_authorization_details().into_paginator().send();
    let pages = pages.try_collect().await;
    match pages.map_err(why) {
        Ok(pages) => {
            let users: Vec<_> = pages.iter().flat_map(|it| it.user_detail_list()).map(user).collect();
            let roles: Vec<_> = pages.iter().flat_map(|it| it.role_detail_list()).map(role).collect();
            let policies: Vec<_> = pages.iter().flat_map(|it| it.policies()).map(managed).collect();
            survey.put(
                "iam.json",
                json!({ "UserDetailList": users, "RoleDetailList": roles, "Policies": policies }),
            );
        }
        Err(why) => {
            survey.refused.push(("iam:GetAccountAuthorizationDetails".to_owned(), why));
            own_role(client, survey).await;
        }
    }
    providers(client, survey).await;
}

/// The caller's own role at least: its trust and its path.
async fn own_role(client: &Client, survey: &mut Survey) {
    let caller = survey.caller.clone().unwrap_or_default();
    let name = caller.split_once(":assumed-role/").and_then(|(_, rest)| rest.split('/').next());
    let Some(name) = name else { return };
    let answer = client.get_role().role_name(name).send().await;
    if let Some(role) = survey.take("iam:GetRole", answer.map_err(why)).and_then(|it| it.role) {
        survey.put(
            "role.json",
            json!({ "Role": {
                "RoleName": role.role_name, "RoleId": role.role_id, "Arn": role.arn,
                "CreateDate": role.create_date.fmt(DateTimeFormat::DateTime).ok(),
                "AssumeRolePolicyDocument": document(role.assume_role_policy_document.as_deref()),
            }}),
        );
    }
}

async fn providers(client: &Client, survey: &mut Survey) {
    let answer = client.list_open_id_connect_providers().send().await;
    let Some(answer) = survey.take("iam:ListOpenIDConnectProviders", answer.map_err(why)) else { return };
    let mut providers = Vec::new();
    for arn in answer.open_id_connect_provider_list().iter().filter_map(|it| it.arn()) {
        let found = client.get_open_id_connect_provider().open_id_connect_provider_arn(arn).send().await;
        let Some(found) = survey.take("iam:GetOpenIDConnectProvider", found.map_err(why)) else { return };
        providers.push(
            json!({ "Arn": arn, "Url": found.url, "ClientIDList": found.client_id_list.unwrap_or_default() }),
        );
    }
    survey.put("oidc-providers.json", json!({ "OpenIDConnectProviders": providers }));
}

fn user(user: &UserDetail) -> Value {
    let inline: Vec<_> = user.user_policy_list().iter().map(inline).collect();
    json!({
        "UserName": user.user_name(), "UserId": user.user_id(), "Arn": user.arn(), "UserPolicyList": inline,
        "AttachedManagedPolicies": attached(user.attached_managed_policies()),
        "PermissionsBoundary": boundary(user.permissions_boundary()),
    })
}

fn role(role: &RoleDetail) -> Value {
    let inline: Vec<_> = role.role_policy_list().iter().map(inline).collect();
    let profiles: Vec<_> = role
        .instance_profile_list()
        .iter()
        .map(|it| json!({ "InstanceProfileName": it.instance_profile_name() }))
        .collect();
    json!({
        "RoleName": role.role_name(), "RoleId": role.role_id(), "Arn": role.arn(),
        "CreateDate": role.create_date().and_then(|it| it.fmt(DateTimeFormat::DateTime).ok()),
        "AssumeRolePolicyDocument": document(role.assume_role_policy_document()),
        "RolePolicyList": inline, "InstanceProfileList": profiles,
        "AttachedManagedPolicies": attached(role.attached_managed_policies()),
        "PermissionsBoundary": boundary(role.permissions_boundary()),
    })
}

fn inline(policy: &aws_sdk_iam::types::PolicyDetail) -> Value {
    json!({ "PolicyName": policy.policy_name(), "PolicyDocument": document(policy.policy_document()) })
}

fn attached(policies: &[AttachedPolicy]) -> Vec<Value> {
    policies
        .iter()
        .map(|it| json!({ "PolicyName": it.policy_name(), "PolicyArn": it.policy_arn() }))
        .collect()
}

fn boundary(boundary: Option<&AttachedPermissionsBoundary>) -> Value {
    boundary.map_or(Value::Null, |it| json!({ "PermissionsBoundaryArn": it.permissions_boundary_arn() }))
}

fn managed(policy: &aws_sdk_iam::types::ManagedPolicyDetail) -> Value {
    let versions: Vec<_> = policy
        .policy_version_list()
        .iter()
        .filter(|it| it.is_default_version())
        .map(|it| json!({ "VersionId": it.version_id(), "IsDefaultVersion": true, "Document": document(it.document()) }))
        .collect();
    json!({ "PolicyName": policy.policy_name(), "Arn": policy.arn(), "PolicyVersionList": versions })
}

/// Returns a policy as the AWS CLI shows it: IAM sends it percent-encoded.
fn document(encoded: Option<&str>) -> Value {
    let text = decoded(encoded.unwrap_or_default());
    serde_json::from_str(&text).unwrap_or(Value::String(text))
}

fn decoded(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((first, tail)) = rest.split_first() {
        let pair = tail.get(..2).and_then(|it| std::str::from_utf8(it).ok());
        match pair.and_then(|it| u8::from_str_radix(it, 16).ok()).filter(|_| *first == b'%') {
            Some(byte) => {
                bytes.push(byte);
                rest = tail.get(2..).unwrap_or_default();
            }
            None => {
                bytes.push(*first);
                rest = tail;
            }
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_policy_is_decoded() {
        assert_eq!(decoded("%7B%22a%22%3A%22%E3%81%82%25%22%7D%"), "{\"a\":\"あ%\"}%");
        assert_eq!(document(Some("%7B%22a%22%3A1%7D")), json!({"a": 1}));
    }
}
