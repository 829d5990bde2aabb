//! Instance profiles.

use super::{Call, conflict, exists, no_entity, no_such};
use crate::{InstanceProfile, exchange::ApiError, model::unique_id, xml::Tree};

pub(super) fn create(call: &Call<'_>) -> Result<Vec<Tree>, ApiError> {
    let (name, path) = (call.new_name("InstanceProfileName", 128)?, call.path()?);
    call.permit(&call.arn(&format!("instance-profile{path}{name}")), None)?;
    let profile = InstanceProfile { path: path.to_owned(), ..InstanceProfile::new(name, "") };
    let shown = shown(call, &profile);
    call.change(|account| {
        if account.instance_profiles.iter().any(|it| it.name == profile.name) {
            return Err(exists(format!("Instance Profile {} already exists.", profile.name)));
        }
        account.instance_profiles.push(profile);
        Ok(())
    })?;
    Ok(vec![Tree::node("InstanceProfile", shown)])
}

pub(super) fn get(call: &Call<'_>) -> Result<Vec<Tree>, ApiError> {
    Ok(vec![Tree::node("InstanceProfile", shown(call, existing(call)?))])
}

pub(super) fn list(call: &Call<'_>) -> Result<Vec<Tree>, ApiError> {
    let prefix = call.path_prefix();
    call.permit(&call.arn(&format!("instance-profile{prefix}")), None)?;
    let profiles = call.account.instance_profiles.iter().filter(|it| it.path.starts_with(prefix));
    let (page, rest) = call.page(profiles.map(|it| shown(call, it)).collect())?;
    Ok([vec![Tree::members("InstanceProfiles", page)], rest].concat())
}

pub(super) fn list_for_role(call: &Call<'_>) -> Result<Vec<Tree>, ApiError> {
    let name = call.required("RoleName")?;
    call.role().permit(call)?;
    call.account.role(name).ok_or_else(|| no_such("role", name))?;
    let profiles = call.account.instance_profiles.iter().filter(|it| it.role == name);
    let (page, rest) = call.page(profiles.map(|it| shown(call, it)).collect())?;
    Ok([vec![Tree::members("InstanceProfiles", page)], rest].concat())
}

pub(super) fn delete(call: &Call<'_>) -> Result<Vec<Tree>, ApiError> {
    let profile = existing(call)?;
    if !profile.role.is_empty() {
        return Err(conflict("Cannot delete entity, must remove roles from instance profile first."));
    }
    call.change(|account| {
        account.instance_profiles.retain(|it| it.name != profile.name);
        Ok(Vec::new())
    })
}

/// Puts a role into a profile: the caller must be allowed to pass it to EC2.
pub(super) fn add_role(call: &Call<'_>) -> Result<Vec<Tree>, ApiError> {
    let role = call.required("RoleName")?;
    let profile = existing(call)?;
    let found = call.account.role(role).ok_or_else(|| no_such("role", role))?;
    let service = crate::services::ec2::service_name(&call.exchange.region);
    call.exchange.permit_pass_role(call.caller, &call.account.role_arn(found), service)?;
    if !profile.role.is_empty() {
        let text = "Cannot exceed quota for InstanceSessionsPerInstanceProfile: 1";
        return Err(ApiError::new(409, "LimitExceeded", text));
    }
    set_role(call, role)
}

pub(super) fn remove_role(call: &Call<'_>) -> Result<Vec<Tree>, ApiError> {
    let role = call.required("RoleName")?;
    if existing(call)?.role != role {
        return Err(no_such("role", role));
    }
    set_role(call, "")
}

fn set_role(call: &Call<'_>, role: &str) -> Result<Vec<Tree>, ApiError> {
    let name = call.required("InstanceProfileName")?;
    call.change(|account| {
        for profile in account.instance_profiles.iter_mut().filter(|it| it.name == name) {
            role.clone_into(&mut profile.role);
        }
        Ok(Vec::new())
    })
}

fn existing<'a>(call: &'a Call<'_>) -> Result<&'a InstanceProfile, ApiError> {
    let name = call.required("InstanceProfileName")?;
    let profile = call.account.instance_profiles.iter().find(|it| it.name == name);
    let arn = profile.map_or_else(
        || call.arn(&format!("instance-profile/{name}")),
        |it| call.account.instance_profile_arn(it),
    );
    call.permit(&arn, Some(&format!("instance profile {name}")))?;
    profile.ok_or_else(|| no_entity(format!("Instance Profile {name} cannot be found.")))
}

/// A profile with its role, as it is shown.
pub(super) fn shown(call: &Call<'_>, profile: &InstanceProfile) -> Vec<Tree> {
    let arn = call.account.instance_profile_arn(profile);
    let role = call.account.role(&profile.role).map(|it| super::roles::shown(call, it));
    vec![
        Tree::text("Path", &profile.path),
        Tree::text("InstanceProfileName", &profile.name),
        Tree::text("InstanceProfileId", unique_id("AIPA", &arn)),
        Tree::text("Arn", &arn),
        Tree::Time("CreateDate".to_owned(), call.time(None)),
        Tree::members("Roles", role),
    ]
}
