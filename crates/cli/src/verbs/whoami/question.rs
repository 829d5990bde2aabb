//! What a question holds: the document, the backends, and what is given besides.

use std::collections::BTreeMap;

use eks_iam_aws_auth::{AwsAuth, Backend, BackendEntry, BackendMode, Caller, MapOptions};
use serde_json::Value;

use crate::{
    batch::LineError,
    input::{flag, optional_text, text, texts},
};

/// Reads what STS says of the caller.
pub(super) fn caller(line: &Value) -> Result<Caller, LineError> {
    let caller = line.get("caller").ok_or_else(|| LineError::missing("caller"))?;
    let owned = |key| Ok::<_, LineError>(optional_text(caller, key)?.unwrap_or_default().to_owned());
    Ok(Caller {
        arn: text(caller, "arn")?.to_owned(),
        account: owned("account")?,
        user_id: owned("user_id")?,
        access_key_id: owned("access_key_id")?,
    })
}

/// Reads aws-auth: a manifest, or the values of its keys.
pub(super) fn document(line: &Value) -> Result<Option<AwsAuth>, LineError> {
    if let Some(manifest) = optional_text(line, "manifest")? {
        return Ok(Some(AwsAuth::parse(manifest)));
    }
    let Some(config) = line.get("config").filter(|it| !it.is_null()) else { return Ok(None) };
    let (roles, users) = (optional_text(config, "mapRoles")?, optional_text(config, "mapUsers")?);
    Ok(Some(AwsAuth::from_data(roles, users, optional_text(config, "mapAccounts")?)))
}

/// Reads what the answer depends on besides.
pub(super) fn options(given: Option<&Value>) -> Result<MapOptions, LineError> {
    let Some(given) = given.filter(|it| !it.is_null()) else { return Ok(MapOptions::default()) };
    let names = given.get("ec2_private_dns").and_then(Value::as_object);
    let pair = |(id, name): (&String, &Value)| Some((id.clone(), name.as_str()?.to_owned()));
    let ec2_private_dns: BTreeMap<_, _> = names.into_iter().flatten().filter_map(pair).collect();
    Ok(MapOptions { ec2_private_dns, sso_role_match: flag(given, "sso_role_match")? })
}

/// Reads a backend of a self-hosted authenticator.
pub(super) fn backend(value: &Value) -> Result<Backend, LineError> {
    let name = text(value, "mode")?;
    let unknown = || LineError::unknown("unknown-backend", name, "backend", "バックエンド");
    let mode = BackendMode::from_name(name).ok_or_else(unknown)?;
    let entries = |key: &str, arn: &str| -> Result<Vec<BackendEntry>, LineError> {
        let list = value.get(key).and_then(Value::as_array);
        list.into_iter().flatten().map(|it| entry(it, arn)).collect()
    };
    let users =
        if mode == BackendMode::Crd { identity_mappings(value)? } else { entries("mapUsers", "userarn")? };
    let data = value.get("data").cloned().unwrap_or(Value::Null);
    let section = |key| Ok::<_, LineError>(optional_text(&data, key)?.map(str::to_owned));
    Ok(Backend {
        mode,
        roles: if mode == BackendMode::Crd { Vec::new() } else { entries("mapRoles", "rolearn")? },
        users,
        accounts: texts(value, "mapAccounts")?,
        data: [section("mapRoles")?, section("mapUsers")?, section("mapAccounts")?],
        user_id_strict: flag(value, "user_id_strict")?,
        reserved_username_prefixes: texts(value, "reserved_username_prefixes")?,
    })
}

/// Reads the `IAMIdentityMapping` objects of a backend, or their specs, in whatever list they stand.
fn identity_mappings(value: &Value) -> Result<Vec<BackendEntry>, LineError> {
    let lists = value.as_object().into_iter().flatten().filter_map(|(_, it)| it.as_array()).flatten();
    let specs = lists.map(|it| it.get("spec").unwrap_or(it)).filter(|it| it.is_object());
    specs.map(|it| entry(it, if it.get("userarn").is_some() { "userarn" } else { "rolearn" })).collect()
}

fn entry(value: &Value, arn: &str) -> Result<BackendEntry, LineError> {
    let owned = |key| Ok::<_, LineError>(optional_text(value, key)?.unwrap_or_default().to_owned());
    let arn = if value.get(arn).is_some() { owned(arn)? } else { owned("arn")? };
    Ok(BackendEntry {
        arn,
        username: owned("username")?,
        groups: texts(value, "groups")?,
        user_id: owned("userid")?,
    })
}
