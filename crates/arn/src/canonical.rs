//! The canonical ARN and the removal of a role's path, as aws-iam-authenticator v0.7.18 does both.
//!
//! `pkg/arn` of the original checks little: Region and account are not looked at, names may be empty. These functions give
//! its answer for every text; [`Principal`](crate::Principal) is the strict view.

use alloc::{borrow::Cow, format, string::String};
use core::fmt;

use crate::{Partition, PrincipalKind, parts};

/// Why the authenticator does not take an ARN for a caller.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum CanonicalizeArnError {
    /// The text has no `arn:` or fewer than six parts.
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

/// Returns the ARN under which the authenticator looks a caller up: a session becomes its role, everybody else stays.
///
/// STS never shows a role's path: the sessions of `role/team/ops` are those of `assumed-role/ops`, and their canonical
/// ARN is `role/ops`. Users keep their path. The comparison afterwards ignores case, which is not part of this form.
///
/// ```
/// use eks_iam_arn::canonical_arn;
///
/// let canonical = canonical_arn("arn:aws:sts::111122223333:assumed-role/eks-admin/dev")?;
/// assert_eq!(canonical, "arn:aws:iam::111122223333:role/eks-admin");
/// # Ok::<(), eks_iam_arn::CanonicalizeArnError>(())
/// ```
///
/// # Errors
///
/// When the text is no ARN of a known partition, or not of a kind that STS answers with: groups, instance profiles,
/// policies and OIDC providers are nobody.
pub fn canonical_arn(text: &str) -> Result<Cow<'_, str>, CanonicalizeArnError> {
    let caller = Caller::read(text)?;
    Ok(match caller.role {
        Some(role) => Cow::Owned(format!("arn:{}:iam::{}:role/{role}", caller.partition, caller.account)),
        None => Cow::Borrowed(text),
    })
}

/// Returns the kind of caller for which the authenticator takes an ARN, as laxly as [`canonical_arn`] reads it.
///
/// `arn:aws:iam::111122223333:user` is a user here, though no name follows; [`Principal`](crate::Principal) refuses it.
///
/// # Errors
///
/// As [`canonical_arn`].
pub fn canonical_kind(text: &str) -> Result<PrincipalKind, CanonicalizeArnError> {
    Caller::read(text).map(|it| it.kind)
}

/// Returns an ARN with the path of a role removed, as the authenticator's `StripPath` does; what is no role comes back
/// unchanged.
///
/// The service is not looked at, and where a path is removed it becomes `iam` and the Region goes.
///
/// # Errors
///
/// When the text is no ARN of a known partition.
pub fn strip_role_path(text: &str) -> Result<Cow<'_, str>, CanonicalizeArnError> {
    let [partition, _, _, account, resource] = split(text)?;
    let path_and_name = resource.strip_prefix("role/").and_then(|it| it.rsplit_once('/'));
    Ok(match path_and_name {
        Some((_, name)) => Cow::Owned(format!("arn:{partition}:iam::{account}:role/{name}")),
        None => Cow::Borrowed(text),
    })
}

/// Returns a role's ARN with the path removed, as it belongs into `rolearn` of aws-auth; `None` for what is no IAM role's
/// ARN. A session's role is its [`canonical_arn`].
///
/// ```
/// let arn = "arn:aws:iam::111122223333:role/team/developers/eks-admin";
/// assert_eq!(eks_iam_arn::role_arn_without_path(arn).as_deref(), Some("arn:aws:iam::111122223333:role/eks-admin"));
/// ```
#[must_use]
pub fn role_arn_without_path(text: &str) -> Option<String> {
    let [_, service, _, _, resource] = parts::split(text).ok()?;
    if service != "iam" || !resource.starts_with("role/") {
        return None;
    }
    strip_role_path(text).ok().map(Cow::into_owned)
}

/// A caller as the authenticator sees one.
struct Caller<'a> {
    kind: PrincipalKind,
    partition: &'a str,
    account: &'a str,
    /// The role of a session.
    role: Option<&'a str>,
}

impl<'a> Caller<'a> {
    fn read(text: &'a str) -> Result<Self, CanonicalizeArnError> {
        let [partition, service, _, account, resource] = split(text)?;
        let (head, rest) = resource.split_once('/').unwrap_or((resource, ""));
        let (kind, role) = match (service, head) {
            ("iam", "user") => (PrincipalKind::User, None),
            ("iam", "role") => (PrincipalKind::Role, None),
            ("iam", "root") => (PrincipalKind::Root, None),
            ("sts", "federated-user") => (PrincipalKind::FederatedUser, None),
            ("sts", "assumed-role") => {
                let (role, _) = rest.rsplit_once('/').ok_or(CanonicalizeArnError::UnsupportedResource)?;
                (PrincipalKind::AssumedRole, Some(role))
            }
            _ => return Err(CanonicalizeArnError::UnsupportedResource),
        };
        Ok(Caller { kind, partition, account, role })
    }
}

fn split(text: &str) -> Result<[&str; 5], CanonicalizeArnError> {
    let parts = parts::split(text).map_err(|_| CanonicalizeArnError::NotAnArn)?;
    let [partition, ..] = parts;
    Partition::from_id(partition).map(|_| parts).ok_or(CanonicalizeArnError::UnknownPartition)
}
