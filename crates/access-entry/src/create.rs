//! CreateAccessEntry and AssociateAccessPolicy: what EKS takes, what it refuses, in its own words.

use eks_iam_arn::{ArnRef, Partition, Principal};

use crate::{
    AccessEntry, AccessPolicy, AccessScope, ApiRefusal, AssociatedPolicy, AuthenticationMode, EntryType,
    default_username, names, policy,
};

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

/// Returns the entry that EKS would store for `request`, with user name and groups that EKS chooses filled in.
///
/// The order of the checks is not documented; here it is mode, ARN, principal, type, names, conflict.
///
/// ```
/// use eks_iam_access_entry::{AuthenticationMode, CreateAccessEntry, CreateContext, validate_create};
///
/// let request = CreateAccessEntry {
///     principal_arn: "arn:aws:sts::111122223333:assumed-role/ops/mika".to_owned(),
///     ..CreateAccessEntry::default()
/// };
/// let context = CreateContext { mode: AuthenticationMode::Api, ..CreateContext::default() };
/// let refusal = validate_create(&request, &context).unwrap_err();
/// assert_eq!(refusal.to_string(), "InvalidParameterException: The principalArn parameter format is not valid");
/// ```
///
/// # Errors
///
/// What EKS refuses, with its own code, status and text.
pub fn validate_create(
    request: &CreateAccessEntry,
    context: &CreateContext<'_>,
) -> Result<AccessEntry, ApiRefusal> {
    if !context.mode.reads_access_entries() {
        return Err(ApiRefusal::mode());
    }
    let account = check_principal(request, context.principal)?;
    check_type(request, account, context.cluster_account)?;
    if let Some(username) = &request.username {
        names::check_username(username)?;
    }
    names::check_groups(&request.kubernetes_groups)?;
    if context.entries.iter().any(|entry| entry.principal_arn == request.principal_arn) {
        return Err(ApiRefusal::in_use());
    }
    Ok(stored(request, context.principal))
}

/// Checks what UpdateAccessEntry may change of `entry`, and returns the entry as it is then; `None` keeps a value.
///
/// # Errors
///
/// What EKS refuses: names on a type that has none, reserved names.
pub fn validate_update(
    entry: &AccessEntry,
    username: Option<&str>,
    kubernetes_groups: Option<&[String]>,
) -> Result<AccessEntry, ApiRefusal> {
    if let Some(username) = username {
        names::check_username(username)?;
    }
    names::check_groups(kubernetes_groups.unwrap_or_default())?;
    if !entry.entry_type.takes_names() && (username.is_some() || kubernetes_groups.is_some()) {
        return Err(names_not_taken(entry.entry_type));
    }
    let mut changed = entry.clone();
    if let Some(username) = username {
        changed.username = Some(username.to_owned());
    }
    if let Some(groups) = kubernetes_groups {
        changed.kubernetes_groups = groups.to_vec();
    }
    Ok(changed)
}

/// Returns the policy as EKS would associate it with `entry`; associating a policy again replaces its scope.
///
/// `partition` is that of the cluster, such as `aws`. A policy of a name not known here is taken: EKS adds some.
///
/// # Errors
///
/// What EKS refuses: an ARN that is no access policy of this partition, a type without policies, a bad scope. The texts
/// of these refusals have not been seen.
pub fn validate_association(
    entry: &AccessEntry,
    policy_arn: &str,
    scope: &AccessScope,
    partition: &str,
) -> Result<AssociatedPolicy, ApiRefusal> {
    if policy::split_arn(policy_arn).is_none_or(|(own, _)| own != partition) {
        return Err(ApiRefusal::modelled("The policyArn parameter format is not valid"));
    }
    if !entry.entry_type.takes_policies() {
        let kind = entry.entry_type;
        return Err(ApiRefusal::modelled(format!(
            "Access policies cannot be associated with an entry of type {kind}"
        )));
    }
    if AccessPolicy::by_arn(policy_arn).is_some_and(AccessPolicy::is_for_service_linked_roles) {
        return Err(ApiRefusal::modelled("The policyArn can be associated with service-linked roles only"));
    }
    if matches!(scope, AccessScope::Namespaces(names) if names.is_empty() || names.iter().any(String::is_empty))
    {
        return Err(ApiRefusal::modelled("The accessScope of type namespace needs at least one namespace"));
    }
    Ok(AssociatedPolicy { policy_arn: policy_arn.to_owned(), scope: scope.clone() })
}

/// Returns the account of the principal.
fn check_principal<'a>(
    request: &'a CreateAccessEntry,
    state: PrincipalState<'_>,
) -> Result<&'a str, ApiRefusal> {
    let format = || ApiRefusal::invalid_parameter("The principalArn parameter format is not valid");
    let missing =
        || ApiRefusal::invalid_parameter("The specified principalArn is invalid: invalid principal.");
    let arn = ArnRef::parse(&request.principal_arn).map_err(|_| format())?;
    let known = Partition::from_id(arn.partition()).is_some();
    if !known || !arn.region().is_empty() || !is_account_id(arn.account()) {
        return Err(format());
    }
    match Principal::try_from(arn) {
        Ok(Principal::Role(role)) if role.is_service_linked() => Err(ApiRefusal::invalid_parameter(
            "The caller is not allowed to modify access entries with a principalArn value of a Service Linked Role",
        )),
        Ok(Principal::Role(_) | Principal::User(_)) if arn.resource().contains(['*', '?']) => Err(format()),
        Ok(Principal::Role(_) | Principal::User(_)) if state == PrincipalState::Missing => Err(missing()),
        Ok(Principal::Role(_) | Principal::User(_)) => Ok(arn.account()),
        // Whether a root user is taken is not known: it is refused like everything that is no role or user.
        _ => Err(format()),
    }
}

fn check_type(request: &CreateAccessEntry, account: &str, cluster: Option<&str>) -> Result<(), ApiRefusal> {
    let kind = request.entry_type;
    if kind.takes_names() {
        return Ok(());
    }
    if request.username.is_some() || !request.kubernetes_groups.is_empty() {
        return Err(names_not_taken(kind));
    }
    if !request.principal_arn.contains(":role/") {
        return Err(ApiRefusal::modelled(format!(
            "The principalArn of an entry of type {kind} must be an IAM role"
        )));
    }
    if cluster.is_some_and(|own| own != account) {
        return Err(ApiRefusal::modelled(format!(
            "The principalArn of an entry of type {kind} must be in the account of the cluster"
        )));
    }
    Ok(())
}

fn names_not_taken(kind: EntryType) -> ApiRefusal {
    ApiRefusal::modelled(format!(
        "The username and kubernetesGroups cannot be set for an entry of type {kind}"
    ))
}

fn stored(request: &CreateAccessEntry, principal: PrincipalState<'_>) -> AccessEntry {
    let kind = request.entry_type;
    let chosen = || {
        kind.node_username().map_or_else(|| default_username(&request.principal_arn), |it| Some(it.into()))
    };
    AccessEntry {
        principal_arn: request.principal_arn.clone(),
        entry_type: kind,
        username: request.username.clone().filter(|it| !it.is_empty()).or_else(chosen),
        kubernetes_groups: if kind.takes_names() {
            request.kubernetes_groups.clone()
        } else {
            kind.node_groups().iter().map(|&it| it.to_owned()).collect()
        },
        principal_id: match principal {
            PrincipalState::Exists { unique_id } => Some(unique_id.to_owned()),
            PrincipalState::Missing | PrincipalState::NotLookedUp => None,
        },
        tags: request.tags.clone(),
        ..AccessEntry::default()
    }
}

fn is_account_id(text: &str) -> bool {
    text.len() == 12 && text.bytes().all(|it| it.is_ascii_digit())
}
