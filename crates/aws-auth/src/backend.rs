//! The backends of a self-hosted authenticator.

use eks_iam_arn::{canonical_arn, role_arn_without_path};

use crate::{
    AwsAuth, Caller, Identity, IdentityMap, MapOptions, Unmapped, UnmappedReason, Via,
    who::{Who, refused},
};

/// A kind of backend.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum BackendMode {
    /// The server's own configuration file, read once.
    MountedFile,
    /// kube-system/aws-auth.
    EksConfigMap,
    /// `IAMIdentityMapping` objects.
    Crd,
    /// A JSON file, watched.
    DynamicFile,
}

/// One mapping of a backend that is given as values.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct BackendEntry {
    /// The ARN.
    pub arn: String,
    /// User name with its templates.
    pub username: String,
    /// Groups with their templates.
    pub groups: Vec<String>,
    /// Principal id, compared by a strict DynamicFile.
    pub user_id: String,
}

/// One backend with what it holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Backend {
    /// Its kind.
    pub mode: BackendMode,
    /// The role mappings.
    pub roles: Vec<BackendEntry>,
    /// The user mappings (for `Crd`: all).
    pub users: Vec<BackendEntry>,
    /// The accounts.
    pub accounts: Vec<String>,
    /// For `EksConfigMap`: the three texts `mapRoles`, `mapUsers`, `mapAccounts`.
    pub data: [Option<String>; 3],
    /// For `DynamicFile`: whether the principal id is the key.
    pub user_id_strict: bool,
    /// User names may not begin with one of these.
    pub reserved_username_prefixes: Vec<String>,
}

/// Asks the backends in order.
///
/// The accounts of an earlier backend go before the mappings of a later one. A template that fails and a reserved prefix
/// end the search; a principal id and an ARN that disagree are remembered, and the next backend is asked.
///
/// # Errors
///
/// When no backend maps the caller, or the mapping found is refused.
pub fn map_backends(
    backends: &[Backend],
    caller: &Caller,
    options: &MapOptions,
) -> Result<Identity, Unmapped> {
    let who = Who::of(caller)?;
    let mut remembered = None;
    for backend in backends {
        match ask(backend, &who, options) {
            Ok(identity) => return unreserved(backend, identity),
            Err(unmapped) if unmapped.reason == UnmappedReason::NotMapped => {}
            Err(unmapped) if unmapped.reason == UnmappedReason::IdArnMismatch => remembered = Some(unmapped),
            Err(unmapped) => return Err(unmapped),
        }
    }
    Err(remembered.unwrap_or_else(|| refused(UnmappedReason::NotMapped, None)))
}

/// Refuses a user name that begins with a prefix of the backend; account users are never refused.
fn unreserved(backend: &Backend, identity: Identity) -> Result<Identity, Unmapped> {
    let is_reserved =
        backend.reserved_username_prefixes.iter().any(|it| identity.username.starts_with(it.as_str()));
    if is_reserved && identity.via != Via::MapAccounts {
        return Err(refused(UnmappedReason::ReservedPrefix, identity.matched));
    }
    Ok(identity)
}

fn ask(backend: &Backend, who: &Who<'_>, options: &MapOptions) -> Result<Identity, Unmapped> {
    if backend.mode == BackendMode::EksConfigMap {
        let [roles, users, accounts] = &backend.data;
        let document = AwsAuth::from_data(roles.as_deref(), users.as_deref(), accounts.as_deref());
        return IdentityMap::new(&document).map(who.caller, options);
    }
    let roles = backend.roles.iter().map(|it| (Via::MapRoles, it));
    let users = backend.users.iter().map(|it| (Via::MapUsers, it));
    for (via, entry) in roles.rev().chain(users.rev()) {
        if backend.mode == BackendMode::DynamicFile && backend.user_id_strict {
            if entry.user_id != who.principal_id {
                continue;
            }
            if !is_arn_without_path(&entry.arn, who) {
                return Err(refused(UnmappedReason::IdArnMismatch, None));
            }
        } else if !is_canonical(&entry.arn, who) {
            continue;
        }
        return who.identity(&entry.username, &entry.groups, via, None, options);
    }
    if backend.mode != BackendMode::Crd && backend.accounts.contains(&who.caller.account) {
        return Ok(who.by_account());
    }
    Err(refused(UnmappedReason::NotMapped, None))
}

/// Compares an entry's ARN, made canonical, with the caller's.
fn is_canonical(arn: &str, who: &Who<'_>) -> bool {
    canonical_arn(arn).is_ok_and(|it| it.to_lowercase() == who.key)
}

/// Compares an entry's ARN, its role path stripped, with the caller's; an empty one says nothing.
fn is_arn_without_path(arn: &str, who: &Who<'_>) -> bool {
    let bare = role_arn_without_path(arn);
    arn.is_empty() || is_canonical(bare.as_deref().unwrap_or(arn), who)
}
