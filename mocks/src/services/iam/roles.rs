//! Roles and their trust policies.

use eks_iam_policy::{NamedPolicy, PolicyType};

use super::{Call, conflict, exists, no_such, validation, written};
use crate::{Role, exchange::ApiError, model::unique_id, xml::Tree};

pub(super) fn create(call: &Call<'_>) -> Result<Vec<Tree>, ApiError> {
    let (name, path) = (call.new_name("RoleName", 64)?, call.path()?);
    let trust = call.required("AssumeRolePolicyDocument")?;
    let seconds = max_session(call)?;
    call.permit(&call.arn(&format!("role{path}{name}")), None)?;
    let trust = NamedPolicy::new("trust policy", super::document(trust, PolicyType::Trust)?);
    let boundary = call.boundary()?;
    let mut role = Role::new(name, trust).with_path(path);
    role.unique_id = unique_id("AROA", &format!("{name} {}", call.exchange.request_id));
    role.created = Some(call.exchange.now);
    role.boundary = boundary;
    role.max_session_seconds = seconds.unwrap_or(role.max_session_seconds);
    let shown = shown(call, &role);
    call.change(|account| {
        if account.roles.iter().any(|it| it.name.eq_ignore_ascii_case(&role.name)) {
            return Err(exists(format!("Role with name {} already exists.", role.name)));
        }
        account.roles.push(role);
        Ok(())
    })?;
    Ok(vec![Tree::node("Role", shown)])
}

pub(super) fn get(call: &Call<'_>) -> Result<Vec<Tree>, ApiError> {
    let role = existing(call)?;
    Ok(vec![Tree::node("Role", details(call, role))])
}

pub(super) fn list(call: &Call<'_>) -> Result<Vec<Tree>, ApiError> {
    let prefix = call.path_prefix();
    call.permit(&call.arn(&format!("role{prefix}")), None)?;
    let roles = call.account.roles.iter().filter(|it| it.path.starts_with(prefix));
    let (page, rest) = call.page(roles.map(|it| shown(call, it)).collect())?;
    Ok([vec![Tree::members("Roles", page)], rest].concat())
}

pub(super) fn update(call: &Call<'_>) -> Result<Vec<Tree>, ApiError> {
    let seconds = max_session(call)?;
    let name = existing(call)?.name.clone();
    call.change(|account| {
        for role in account.roles.iter_mut().filter(|it| it.name == name) {
            role.max_session_seconds = seconds.unwrap_or(role.max_session_seconds);
        }
        Ok(Vec::new())
    })
}

pub(super) fn update_trust(call: &Call<'_>) -> Result<Vec<Tree>, ApiError> {
    let text = call.required("PolicyDocument")?;
    let name = existing(call)?.name.clone();
    let trust = NamedPolicy::new("trust policy", super::document(text, PolicyType::Trust)?);
    call.change(|account| {
        for role in account.roles.iter_mut().filter(|it| it.name == name) {
            role.trust = trust.clone();
        }
        Ok(Vec::new())
    })
}

pub(super) fn delete(call: &Call<'_>) -> Result<Vec<Tree>, ApiError> {
    let name = existing(call)?.name.clone();
    if call.account.instance_profiles.iter().any(|it| it.role == name) {
        return Err(conflict("Cannot delete entity, must remove roles from instance profile first."));
    }
    call.role().must_be_bare(call)?;
    call.change(|account| {
        account.roles.retain(|it| it.name != name);
        Ok(Vec::new())
    })
}

fn existing<'a>(call: &'a Call<'_>) -> Result<&'a Role, ApiError> {
    let name = call.required("RoleName")?;
    call.role().permit(call)?;
    call.account.role(name).ok_or_else(|| no_such("role", name))
}

fn max_session(call: &Call<'_>) -> Result<Option<u32>, ApiError> {
    let Some(text) = call.form.first("MaxSessionDuration") else { return Ok(None) };
    let seconds = text.parse::<u32>().map_err(|_| ApiError::without_message(400, "MalformedInput"))?;
    let bound = match seconds {
        0..3600 => "greater than or equal to 3600",
        43_201.. => "less than or equal to 43200",
        _ => return Ok(Some(seconds)),
    };
    let place = "Value '{}' at 'maxSessionDuration' failed to satisfy constraint: Member must have value";
    Err(validation(&format!("{} {bound}", place.replace("{}", text))))
}

/// A role as a list shows it, without its boundary.
pub(super) fn shown(call: &Call<'_>, role: &Role) -> Vec<Tree> {
    vec![
        Tree::text("Path", &role.path),
        Tree::text("RoleName", &role.name),
        Tree::text("RoleId", &role.unique_id),
        Tree::text("Arn", call.account.role_arn(role)),
        Tree::Time("CreateDate".to_owned(), call.time(role.created)),
        Tree::text("AssumeRolePolicyDocument", written(&role.trust)),
        Tree::Number("MaxSessionDuration".to_owned(), role.max_session_seconds.into()),
    ]
}

/// A role as GetRole shows it.
fn details(call: &Call<'_>, role: &Role) -> Vec<Tree> {
    let mut fields = shown(call, role);
    fields.extend(role.boundary.as_ref().map(super::holder::boundary_shown));
    fields.push(Tree::node("RoleLastUsed", Vec::new()));
    fields
}
