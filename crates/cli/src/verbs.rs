//! The verbs, a file each: arguments, then `run`.

pub(crate) mod arn;
pub(crate) mod completions;
pub(crate) mod doctor;
pub(crate) mod explain;
pub(crate) mod fix;
pub(crate) mod lint;
pub(crate) mod migrate;
pub(crate) mod mock;
pub(crate) mod policy;
pub(crate) mod rbac;
pub(crate) mod scan;
pub(crate) mod service_account;
pub(crate) mod simulate;
pub(crate) mod sts_endpoint;
pub(crate) mod token;
pub(crate) mod trace;
pub(crate) mod whoami;
