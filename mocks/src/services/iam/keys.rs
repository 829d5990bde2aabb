//! Access keys of users.

use super::{Call, holder::Holder, no_entity, no_such, validation};
use crate::{
    User,
    exchange::ApiError,
    identity::{CallerKind, LongTermKey},
    xml::Tree,
};

pub(super) fn create(call: &Call<'_>) -> Result<Vec<Tree>, ApiError> {
    let user = user(call)?;
    let world = call.exchange.world;
    let made = world.identities().new_key(&call.account, user, call.exchange.now);
    let (key, secret) = made
        .ok_or_else(|| ApiError::new(409, "LimitExceeded", "Cannot exceed quota for AccessKeysPerUser: 2"))?;
    Ok(vec![Tree::node(
        "AccessKey",
        vec![
            Tree::text("UserName", &user.name),
            Tree::text("AccessKeyId", key),
            Tree::text("Status", "Active"),
            Tree::text("SecretAccessKey", secret.expose()),
            Tree::Time("CreateDate".to_owned(), call.exchange.now),
        ],
    )])
}

pub(super) fn list(call: &Call<'_>) -> Result<Vec<Tree>, ApiError> {
    let user = user(call)?;
    let world = call.exchange.world;
    let keys = world.identities().keys_of(&call.account.user_arn(user));
    let shown = keys.into_iter().map(|(id, is_active, created)| {
        vec![
            Tree::text("UserName", &user.name),
            Tree::text("AccessKeyId", id),
            Tree::text("Status", if is_active { "Active" } else { "Inactive" }),
            Tree::Time("CreateDate".to_owned(), call.time(created)),
        ]
    });
    let (page, rest) = call.page(shown.collect())?;
    Ok([vec![Tree::members("AccessKeyMetadata", page)], rest].concat())
}

pub(super) fn update(call: &Call<'_>) -> Result<Vec<Tree>, ApiError> {
    let is_active = match call.required("Status")? {
        "Active" => true,
        "Inactive" => false,
        other => {
            return Err(validation(&format!(
                "Value '{other}' at 'status' failed to satisfy constraint: Member must satisfy enum value set: [Active, \
                 Inactive]"
            )));
        }
    };
    with_key(call, |key| key.is_active = is_active)
}

pub(super) fn delete(call: &Call<'_>) -> Result<Vec<Tree>, ApiError> {
    with_key(call, |_| ())?;
    call.exchange.world.identities().remove_key(call.required("AccessKeyId")?);
    Ok(Vec::new())
}

fn with_key(call: &Call<'_>, change: impl FnOnce(&mut LongTermKey)) -> Result<Vec<Tree>, ApiError> {
    let id = call.required("AccessKeyId")?;
    let arn = call.account.user_arn(user(call)?);
    let changed = call.exchange.world.identities().change_key(&arn, id, change);
    changed.ok_or_else(|| no_entity(format!("The Access Key with id {id} cannot be found.")))?;
    Ok(Vec::new())
}

/// The user that is named, else the one who asks.
fn user<'a>(call: &'a Call<'_>) -> Result<&'a User, ApiError> {
    let name = match (call.form.first("UserName"), &call.caller.kind) {
        (Some(name), _) => name,
        (None, CallerKind::User(name)) => name,
        (None, CallerKind::Root | CallerKind::Role { .. } | CallerKind::Federated { .. }) => {
            let text = "Must specify userName when calling with non-User credentials";
            return Err(ApiError::new(400, "ValidationError", text));
        }
    };
    Holder::User(name.to_owned()).permit(call)?;
    call.account.users.iter().find(|it| it.name == name).ok_or_else(|| no_such("user", name))
}
