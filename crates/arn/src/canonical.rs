//! The canonical ARN and path removal, as aws-iam-authenticator v0.7 does both.

use alloc::{borrow::Cow, format, string::String};
use core::fmt;

use crate::{ArnRef, Partition};

/// Why the authenticator does not take an ARN for a caller.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum CanonicalizeArnError {
    /// The text is no ARN.
    NotAnArn,
    /// The partition is none of the eight, in exact case.
    UnknownPartition,
    /// Service and resource are nobody's.
    UnsupportedResource,
}

impl fmt::Display for CanonicalizeArnError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::NotAnArn => "text is no ARN",
            Self::UnknownPartition => "ARN names an unknown partition",
            Self::UnsupportedResource => "ARN is no user, role, session, federated user or root",
        })
    }
}

impl core::error::Error for CanonicalizeArnError {}

/// Returns the ARN under which the authenticator looks a caller up: a session becomes its role.
///
/// As `pkg/arn` of aws-iam-authenticator v0.7.18: the partition must be a known one, Region and account are not looked
/// at, and all between the first and the last slash of a session becomes the role.
///
/// # Errors
///
/// When the text is no ARN of a known partition and of a kind that STS answers with.
pub fn canonical_arn(text: &str) -> Result<Cow<'_, str>, CanonicalizeArnError> {
    let arn = ArnRef::parse(text).map_err(|_| CanonicalizeArnError::NotAnArn)?;
    if Partition::from_id(arn.partition()).is_none() {
        return Err(CanonicalizeArnError::UnknownPartition);
    }
    let resource = arn.resource();
    let kind = resource.split('/').next().unwrap_or_default();
    match (arn.service(), kind) {
        ("sts", "federated-user") | ("iam", "role" | "user" | "root") => Ok(Cow::Borrowed(text)),
        ("sts", "assumed-role") => {
            let rest = resource.get(kind.len() + 1..).unwrap_or_default();
            let (role, _) = rest.rsplit_once('/').ok_or(CanonicalizeArnError::UnsupportedResource)?;
            Ok(Cow::Owned(format!("arn:{}:iam::{}:role/{role}", arn.partition(), arn.account())))
        }
        _ => Err(CanonicalizeArnError::UnsupportedResource),
    }
}

/// Returns a role's ARN with the path removed, as it belongs into `rolearn`; `None` for what is no role's ARN.
///
/// ```
/// let arn = "arn:aws:iam::111122223333:role/team/developers/eks-admin";
/// assert_eq!(eks_iam_arn::role_arn_without_path(arn).as_deref(), Some("arn:aws:iam::111122223333:role/eks-admin"));
/// ```
#[must_use]
pub fn role_arn_without_path(text: &str) -> Option<String> {
    let arn = ArnRef::parse(text).ok()?;
    let rest = arn.resource().strip_prefix("role/")?;
    let name = rest.rsplit('/').next().unwrap_or(rest);
    Some(format!("arn:{}:{}::{}:role/{name}", arn.partition(), arn.service(), arn.account()))
}
