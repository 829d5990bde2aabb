//! Users.

use super::{Call, conflict, exists, holder::Holder, no_such};
use crate::{User, exchange::ApiError, identity::CallerKind, model::unique_id, xml::Tree};

pub(super) fn create(call: &Call<'_>) -> Result<Vec<Tree>, ApiError> {
    let (name, path) = (call.new_name("UserName", 64)?, call.path()?);
    call.permit(&call.arn(&format!("user{path}{name}")), None)?;
    let boundary = call.boundary()?;
    let mut user = User::new(name).with_path(path);
    user.unique_id = unique_id("AIDA", &format!("{name} {}", call.exchange.request_id));
    user.created = Some(call.exchange.now);
    user.boundary = boundary;
    let shown = shown(call, &user);
    call.change(|account| {
        if account.users.iter().any(|it| it.name.eq_ignore_ascii_case(&user.name)) {
            return Err(exists(format!("User with name {} already exists.", user.name)));
        }
        account.users.push(user);
        Ok(())
    })?;
    Ok(vec![Tree::node("User", shown)])
}

/// Without a name the user asks about itself.
pub(super) fn get(call: &Call<'_>) -> Result<Vec<Tree>, ApiError> {
    let own = match &call.caller.kind {
        CallerKind::User(name) => Some(name.as_str()),
        CallerKind::Root | CallerKind::Role { .. } | CallerKind::Federated { .. } => None,
    };
    let name = match call.form.first("UserName").or(own) {
        Some(name) => name,
        None => {
            let text = "Must specify userName when calling with non-User credentials";
            return Err(ApiError::new(400, "ValidationError", text));
        }
    };
    Holder::User(name.to_owned()).permit(call)?;
    let user = call.account.users.iter().find(|it| it.name == name).ok_or_else(|| no_such("user", name))?;
    Ok(vec![Tree::node("User", shown(call, user))])
}

pub(super) fn list(call: &Call<'_>) -> Result<Vec<Tree>, ApiError> {
    let prefix = call.path_prefix();
    call.permit(&call.arn(&format!("user{prefix}")), None)?;
    let users = call.account.users.iter().filter(|it| it.path.starts_with(prefix));
    let (page, rest) = call.page(users.map(|it| shown(call, it)).collect())?;
    Ok([vec![Tree::members("Users", page)], rest].concat())
}

pub(super) fn delete(call: &Call<'_>) -> Result<Vec<Tree>, ApiError> {
    let name = call.required("UserName")?;
    call.user().permit(call)?;
    let user = call.account.users.iter().find(|it| it.name == name).ok_or_else(|| no_such("user", name))?;
    call.user().must_be_bare(call)?;
    let arn = call.account.user_arn(user);
    if !call.exchange.world.identities().keys_of(&arn).is_empty() {
        return Err(conflict("Cannot delete entity, must delete access keys first."));
    }
    call.change(|account| {
        account.users.retain(|it| it.name != name);
        Ok(Vec::new())
    })
}

/// A user as it is shown.
pub(super) fn shown(call: &Call<'_>, user: &User) -> Vec<Tree> {
    let mut fields = vec![
        Tree::text("Path", &user.path),
        Tree::text("UserName", &user.name),
        Tree::text("UserId", &user.unique_id),
        Tree::text("Arn", call.account.user_arn(user)),
        Tree::Time("CreateDate".to_owned(), call.time(user.created)),
    ];
    fields.extend(user.boundary.as_ref().map(super::holder::boundary_shown));
    fields
}
