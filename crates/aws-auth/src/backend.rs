//! The backends of a self-hosted authenticator.

use eks_iam_arn::{canonical_arn, strip_role_path};

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

impl BackendMode {
    /// Returns the name that `--backend-mode` takes.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::MountedFile => "MountedFile",
            Self::EksConfigMap => "EKSConfigMap",
            Self::Crd => "CRD",
            Self::DynamicFile => "DynamicFile",
        }
    }

    /// Returns the backend of that name; `File` and `ConfigMap` are old names of the first two.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        match name {
            "MountedFile" | "File" => Some(Self::MountedFile),
            "EKSConfigMap" | "ConfigMap" => Some(Self::EksConfigMap),
            "CRD" => Some(Self::Crd),
            "DynamicFile" => Some(Self::DynamicFile),
            _ => None,
        }
    }
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
    let mut answers = ask_backends(backends, caller, options)?;
    if let Some(last) = answers.pop_if(|it| ends_the_search(it)) {
        return last;
    }
    let remembered = answers
        .into_iter()
        .rev()
        .find(|it| it.as_ref().is_err_and(|it| it.reason != UnmappedReason::NotMapped));
    remembered.unwrap_or_else(|| Err(refused(UnmappedReason::NotMapped, None)))
}

/// Returns what each backend says, in order, up to the one that decides; those behind it are never asked.
///
/// # Errors
///
/// When the caller's ARN or user id cannot be read, so that no backend is asked.
pub fn ask_backends(
    backends: &[Backend],
    caller: &Caller,
    options: &MapOptions,
) -> Result<Vec<Result<Identity, Unmapped>>, Unmapped> {
    let who = Who::of(caller)?;
    let mut answers = Vec::new();
    for backend in backends {
        let answer = ask(backend, &who, options).and_then(|it| unreserved(backend, it));
        let is_last = ends_the_search(&answer);
        answers.push(answer);
        if is_last {
            break;
        }
    }
    Ok(answers)
}

/// Whether no later backend is asked after this answer.
fn ends_the_search(answer: &Result<Identity, Unmapped>) -> bool {
    match answer {
        Ok(_) => true,
        Err(it) => !matches!(it.reason, UnmappedReason::NotMapped | UnmappedReason::IdArnMismatch),
    }
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
    if backend.mode == BackendMode::DynamicFile && is_refused(backend) {
        return Err(refused(UnmappedReason::NotMapped, None));
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
        } else {
            // Roles of a MountedFile are made canonical as they are written, all else in lower case.
            let as_written = backend.mode == BackendMode::MountedFile && via == Via::MapRoles;
            let arn = if as_written { entry.arn.clone() } else { entry.arn.to_lowercase() };
            if !is_canonical(&arn, who) {
                continue;
            }
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

/// Compares an entry's ARN, its role path stripped, with the caller's; an empty one says nothing, nor does one that the
/// authenticator cannot read.
fn is_arn_without_path(arn: &str, who: &Who<'_>) -> bool {
    strip_role_path(arn).map_or(true, |it| it.is_empty() || it.to_lowercase() == who.key)
}

/// Whether a DynamicFile is refused whole: an entry of it lacks its key.
fn is_refused(backend: &Backend) -> bool {
    let key =
        |it: &BackendEntry| if backend.user_id_strict { it.user_id.is_empty() } else { it.arn.is_empty() };
    backend.roles.iter().chain(&backend.users).any(key)
}
