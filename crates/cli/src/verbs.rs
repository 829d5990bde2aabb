//! The verbs, a file each: arguments, then `run`.

pub(crate) mod arn;
pub(crate) mod completions;
pub(crate) mod explain;
pub(crate) mod simulate;
