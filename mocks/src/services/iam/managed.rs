//! Customer managed policies and their versions.

use eks_iam_policy::{NamedPolicy, PolicyType};

use super::{Call, conflict, exists, no_entity, validation};
use crate::{Account, ManagedPolicy, PolicyVersion, exchange::ApiError, model::unique_id, xml::Tree};

pub(super) fn create(call: &Call<'_>) -> Result<Vec<Tree>, ApiError> {
    let (name, path) = (call.new_name("PolicyName", 128)?, call.path()?);
    call.required("PolicyDocument")?;
    call.permit(&call.arn(&format!("policy{path}{name}")), Some(&format!("policy {name}")))?;
    let mut policy = ManagedPolicy::new(name, call.document("PolicyDocument", PolicyType::Identity)?);
    policy.path = path.to_owned();
    policy.created = Some(call.exchange.now);
    let shown = shown(call, &policy);
    call.change(|account| {
        if account.managed_policies.iter().any(|it| it.name.eq_ignore_ascii_case(&policy.name)) {
            let text =
                format!("A policy called {} already exists. Duplicate names are not allowed.", policy.name);
            return Err(exists(text));
        }
        account.managed_policies.push(policy);
        Ok(())
    })?;
    Ok(vec![Tree::node("Policy", shown)])
}

pub(super) fn get(call: &Call<'_>) -> Result<Vec<Tree>, ApiError> {
    let arn = permitted(call)?;
    Ok(vec![Tree::node("Policy", shown(call, &found(&call.account, arn)?))])
}

/// Customer managed policies; those of AWS are not listed.
pub(super) fn list(call: &Call<'_>) -> Result<Vec<Tree>, ApiError> {
    let prefix = call.path_prefix();
    call.permit(&call.arn(&format!("policy{prefix}")), Some(&format!("policy path {prefix}")))?;
    let only_attached = call.form.first("OnlyAttached") == Some("true");
    let is_wanted = call.form.first("Scope") != Some("AWS");
    let policies = call.account.managed_policies.iter().filter(|it| {
        is_wanted
            && it.path.starts_with(prefix)
            && (!only_attached || attachments(&call.account, &call.account.managed_policy_arn(it)) > 0)
    });
    let (page, rest) = call.page(policies.map(|it| shown(call, it)).collect())?;
    Ok([vec![Tree::members("Policies", page)], rest].concat())
}

pub(super) fn delete(call: &Call<'_>) -> Result<Vec<Tree>, ApiError> {
    let arn = permitted(call)?;
    let policy = found(&call.account, arn)?;
    if attachments(&call.account, arn) > 0 {
        return Err(conflict("Cannot delete a policy attached to entities."));
    }
    if policy.versions.len() > 1 {
        return Err(conflict(
            "This policy has more than one version. Before you delete a policy, you must delete the policy's versions. The default version is deleted with the policy.",
        ));
    }
    call.change(|account| {
        account.managed_policies.retain(|it| it.name != policy.name);
        Ok(Vec::new())
    })
}

pub(super) fn create_version(call: &Call<'_>) -> Result<Vec<Tree>, ApiError> {
    call.required("PolicyDocument")?;
    let arn = permitted(call)?;
    let document = call.document("PolicyDocument", PolicyType::Identity)?;
    let policy = found(&call.account, arn)?;
    if policy.versions.len() >= 5 {
        let text = "A managed policy can have up to 5 versions. Before you create a new version, you must delete an existing version.";
        return Err(ApiError::new(409, "LimitExceeded", text));
    }
    let number = policy.versions.iter().filter_map(|it| it.id.strip_prefix('v')?.parse::<u32>().ok()).max();
    let id = format!("v{}", number.unwrap_or(0) + 1);
    let is_default = call.form.first("SetAsDefault") == Some("true");
    let version = PolicyVersion { id: id.clone(), document, created: Some(call.exchange.now) };
    let shown = version_shown(call, &version, is_default, false);
    change(call, arn, |policy| {
        policy.versions.push(version);
        if is_default {
            policy.default_version = id;
        }
    })?;
    Ok(vec![Tree::node("PolicyVersion", shown)])
}

pub(super) fn get_version(call: &Call<'_>) -> Result<Vec<Tree>, ApiError> {
    let id = call.required("VersionId")?;
    let policy = found(&call.account, permitted(call)?)?;
    let version = policy.versions.iter().find(|it| it.id == id).ok_or_else(|| no_version(call, id))?;
    Ok(vec![Tree::node("PolicyVersion", version_shown(call, version, id == policy.default_version, true))])
}

pub(super) fn list_versions(call: &Call<'_>) -> Result<Vec<Tree>, ApiError> {
    let policy = found(&call.account, permitted(call)?)?;
    let versions = policy.versions.iter().rev();
    let shown = versions.map(|it| version_shown(call, it, it.id == policy.default_version, false));
    let (page, rest) = call.page(shown.collect())?;
    Ok([vec![Tree::members("Versions", page)], rest].concat())
}

pub(super) fn set_default(call: &Call<'_>) -> Result<Vec<Tree>, ApiError> {
    let id = call.required("VersionId")?;
    let arn = permitted(call)?;
    if !found(&call.account, arn)?.versions.iter().any(|it| it.id == id) {
        return Err(no_version(call, id));
    }
    change(call, arn, |policy| policy.default_version = id.to_owned())?;
    Ok(Vec::new())
}

pub(super) fn delete_version(call: &Call<'_>) -> Result<Vec<Tree>, ApiError> {
    let id = call.required("VersionId")?;
    let arn = permitted(call)?;
    let policy = found(&call.account, arn)?;
    if !policy.versions.iter().any(|it| it.id == id) {
        return Err(no_version(call, id));
    }
    if policy.default_version == id {
        return Err(conflict("Cannot delete the default version of a policy."));
    }
    change(call, arn, |policy| policy.versions.retain(|it| it.id != id))?;
    Ok(Vec::new())
}

/// Asks for the operation on the policy, and gives its ARN.
fn permitted<'a>(call: &'a Call<'_>) -> Result<&'a str, ApiError> {
    let arn = call.required("PolicyArn")?;
    if !arn.starts_with("arn:") || !arn.contains(":policy/") {
        return Err(validation(&format!("Invalid ARN: {arn}")));
    }
    call.permit(arn, Some(&format!("policy {arn}")))?;
    Ok(arn)
}

/// The policy of that ARN: one of the account, or one that is attached to somebody there and has no other home.
fn found(account: &Account, arn: &str) -> Result<ManagedPolicy, ApiError> {
    let own = account.managed_policies.iter().find(|it| account.managed_policy_arn(it) == arn).cloned();
    let held = || {
        let policy = holders(account).find(|it| it.arn.as_deref() == Some(arn))?;
        Some(ManagedPolicy::new(&policy.name, policy.document.clone()))
    };
    own.or_else(held).ok_or_else(|| no_entity(format!("Policy {arn} was not found.")))
}

fn holders(account: &Account) -> impl Iterator<Item = &NamedPolicy> {
    let users = account.users.iter().flat_map(|it| it.policies.iter().chain(&it.boundary));
    users.chain(account.roles.iter().flat_map(|it| it.policies.iter().chain(&it.boundary)))
}

fn attachments(account: &Account, arn: &str) -> usize {
    holders(account).filter(|it| it.arn.as_deref() == Some(arn)).count()
}

fn no_version(call: &Call<'_>, id: &str) -> ApiError {
    let arn = call.form.first("PolicyArn").unwrap_or_default();
    no_entity(format!("Policy {arn} version {id} does not exist or is not attachable."))
}

/// Changes a policy; whoever holds it then has the version that counts now.
fn change(call: &Call<'_>, arn: &str, change: impl FnOnce(&mut ManagedPolicy)) -> Result<(), ApiError> {
    call.change(|account| {
        let prefix = format!("arn:{}:iam::{}:policy", account.partition, account.id);
        let is_it = |it: &ManagedPolicy| format!("{prefix}{}{}", it.path, it.name) == arn;
        let policy = account.managed_policies.iter_mut().find(|it| is_it(it));
        let policy = policy.ok_or_else(|| no_entity(format!("Policy {arn} was not found.")))?;
        change(policy);
        let Some(current) = policy.attached(arn) else { return Ok(()) };
        let users = account.users.iter_mut().flat_map(|it| it.policies.iter_mut().chain(&mut it.boundary));
        let roles = account.roles.iter_mut().flat_map(|it| it.policies.iter_mut().chain(&mut it.boundary));
        for held in users.chain(roles).filter(|it| it.arn.as_deref() == Some(arn)) {
            *held = current.clone();
        }
        Ok(())
    })
}

/// A policy as it is shown.
pub(super) fn shown(call: &Call<'_>, policy: &ManagedPolicy) -> Vec<Tree> {
    let arn = call.account.managed_policy_arn(policy);
    let updated = policy.versions.iter().filter_map(|it| it.created).max().or(policy.created);
    vec![
        Tree::text("PolicyName", &policy.name),
        Tree::text("PolicyId", unique_id("ANPA", &arn)),
        Tree::text("Arn", &arn),
        Tree::text("Path", &policy.path),
        Tree::text("DefaultVersionId", &policy.default_version),
        Tree::Number(
            "AttachmentCount".to_owned(),
            i64::try_from(attachments(&call.account, &arn)).unwrap_or(i64::MAX),
        ),
        Tree::Number("PermissionsBoundaryUsageCount".to_owned(), 0),
        Tree::flag("IsAttachable", true),
        Tree::Time("CreateDate".to_owned(), call.time(policy.created)),
        Tree::Time("UpdateDate".to_owned(), call.time(updated)),
    ]
}

pub(super) fn version_shown(
    call: &Call<'_>,
    version: &PolicyVersion,
    is_default: bool,
    with_document: bool,
) -> Vec<Tree> {
    let mut fields = Vec::new();
    if with_document {
        let policy = NamedPolicy::new("", version.document.clone());
        fields.push(Tree::text("Document", super::written(&policy)));
    }
    fields.extend([
        Tree::text("VersionId", &version.id),
        Tree::flag("IsDefaultVersion", is_default),
        Tree::Time("CreateDate".to_owned(), call.time(version.created)),
    ]);
    fields
}
