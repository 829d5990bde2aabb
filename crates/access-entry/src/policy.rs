//! Access policies: EKS's own, with what each grants.

// Written by a test from `data/access-policies.json`; one row a rule, wider than a page.
#[rustfmt::skip]
mod table;

use std::fmt;

/// One rule of an access policy: allows the verbs on the resources of the API groups, or on the URLs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct PolicyRule {
    /// API groups; `""` is the core group, `*` all.
    pub api_groups: &'static [&'static str],
    /// Resources, with the subresource after a slash (`pods/log`); `*` all.
    pub resources: &'static [&'static str],
    /// URL paths outside the resources; `*` all.
    pub non_resource_urls: &'static [&'static str],
    /// Verbs; `*` all.
    pub verbs: &'static [&'static str],
}

/// The scope in which a policy makes sense.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum UsualScope {
    /// The whole cluster.
    Cluster,
    /// Some namespaces.
    Namespace,
    /// Both.
    Either,
}

/// An access policy of EKS, which is no IAM policy: nobody can edit it, make one, or deny by it.
///
/// The list is that of a listing of 2026-01, the rules those of the user guide of late 2025.
///
/// ```
/// use eks_iam_access_entry::AccessPolicy;
///
/// let view = AccessPolicy::by_arn("arn:aws:eks::aws:cluster-access-policy/AmazonEKSViewPolicy").unwrap();
/// assert_eq!(view.name(), "AmazonEKSViewPolicy");
/// let reads_secrets = view.rules().unwrap().iter().any(|rule| rule.resources.contains(&"secrets"));
/// assert!(!reads_secrets);
/// assert_eq!(view.arn("aws-cn"), "arn:aws-cn:eks::aws:cluster-access-policy/AmazonEKSViewPolicy");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct AccessPolicy {
    name: &'static str,
    usual_scope: Option<UsualScope>,
    service_linked_roles_only: bool,
    rules: Option<&'static [PolicyRule]>,
}

impl AccessPolicy {
    /// The name of the policy that stands for the group `system:masters`.
    pub const CLUSTER_ADMIN: &'static str = "AmazonEKSClusterAdminPolicy";

    /// Returns all policies known here, by name.
    #[must_use]
    pub const fn all() -> &'static [Self] {
        table::POLICIES
    }

    /// Returns the policy of that name, exact case.
    #[must_use]
    pub fn by_name(name: &str) -> Option<&'static Self> {
        table::POLICIES
            .binary_search_by_key(&name, |policy| policy.name)
            .ok()
            .and_then(|at| table::POLICIES.get(at))
    }

    /// Returns the policy of that ARN; `None` for an ARN of another form (`arn:aws:iam::aws:policy/…` is that of an IAM
    /// policy) and for a name that is not known here. The partition is not checked.
    #[must_use]
    pub fn by_arn(arn: &str) -> Option<&'static Self> {
        let (_, name) = split_arn(arn)?;
        Self::by_name(name)
    }

    /// Returns the name, such as `AmazonEKSViewPolicy`.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        self.name
    }

    /// Returns the ARN in that partition, such as `arn:aws:eks::aws:cluster-access-policy/AmazonEKSViewPolicy`.
    #[must_use]
    pub fn arn(&self, partition: &str) -> String {
        format!("arn:{partition}:eks::aws:cluster-access-policy/{}", self.name)
    }

    /// Returns what it grants; `None` when EKS has not published it.
    #[must_use]
    pub const fn rules(&self) -> Option<&'static [PolicyRule]> {
        self.rules
    }

    /// Returns the scope in which the guide uses it, where the guide does.
    #[must_use]
    pub const fn usual_scope(&self) -> Option<UsualScope> {
        self.usual_scope
    }

    /// Returns whether only entries of service-linked roles, which EKS makes itself, have it.
    #[must_use]
    pub const fn is_for_service_linked_roles(&self) -> bool {
        self.service_linked_roles_only
    }
}

impl fmt::Display for AccessPolicy {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name)
    }
}

/// Returns partition and policy name of an access policy ARN.
pub(crate) fn split_arn(arn: &str) -> Option<(&str, &str)> {
    let (partition, rest) = arn.strip_prefix("arn:")?.split_once(':')?;
    let name = rest.strip_prefix("eks::aws:cluster-access-policy/")?;
    (!partition.is_empty() && !name.is_empty()).then_some((partition, name))
}

#[cfg(test)]
mod tests {
    use super::AccessPolicy;

    #[test]
    fn names_are_sorted_and_found() {
        assert!(AccessPolicy::all().is_sorted_by_key(|policy| policy.name()));
        for policy in AccessPolicy::all() {
            assert_eq!(AccessPolicy::by_arn(&policy.arn("aws-us-gov")), Some(policy));
        }
    }

    #[test]
    fn other_arns_are_no_access_policy() {
        for arn in [
            "",
            "arn:aws:iam::aws:policy/AmazonEKSClusterAdminPolicy",
            "arn:aws:eks::aws:cluster-access-policy/",
            "arn::eks::aws:cluster-access-policy/AmazonEKSViewPolicy",
            "arn:aws:eks:us-west-2:aws:cluster-access-policy/AmazonEKSViewPolicy",
            "arn:aws:eks::aws:cluster-access-policy/amazoneksviewpolicy",
        ] {
            assert_eq!(AccessPolicy::by_arn(arn), None, "{arn}");
        }
    }
}
