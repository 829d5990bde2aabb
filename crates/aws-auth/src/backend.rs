//! The backends of a self-hosted authenticator.

use crate::{Caller, Identity, MapOptions, Unmapped, UnmappedReason};

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
/// # Errors
///
/// When no backend maps the caller, or the mapping found is refused.
pub fn map_backends(backends: &[Backend], caller: &Caller, options: &MapOptions) -> Result<Identity, Unmapped> {
    let _ = (backends, caller, options);
    Err(Unmapped { reason: UnmappedReason::NotMapped, matched: None, undetermined: false })
}
