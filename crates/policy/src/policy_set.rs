//! The policies that apply to a request, by type.

use std::fmt;

use crate::PolicyDocument;

/// A policy with the name under which messages speak of it.
#[derive(Clone, Debug)]
pub struct NamedPolicy {
    /// What people call it, such as `AmazonEKSClusterPolicy` or `inline policy ops`.
    pub name: String,
    /// Its ARN, where it has one.
    pub arn: Option<String>,
    /// What it says. Cloning is cheap.
    pub document: PolicyDocument,
}

impl NamedPolicy {
    /// Returns a policy without ARN.
    pub fn new(name: impl Into<String>, document: PolicyDocument) -> Self {
        Self { name: name.into(), arn: None, document }
    }

    /// Gives the policy its ARN.
    #[must_use]
    pub fn with_arn(mut self, arn: impl Into<String>) -> Self {
        self.arn = Some(arn.into());
        self
    }
}

/// Everything that has a say in one request. An empty member means that there is no such policy.
#[derive(Clone, Debug, Default)]
pub struct PolicySet {
    /// Policies of the user and its groups, or of the role; together they are one union.
    pub identity: Vec<NamedPolicy>,
    /// The permissions boundary of the user or role (at most one in AWS; several count as a union).
    pub boundary: Vec<NamedPolicy>,
    /// Service control policies of the caller's account, a list for each level, the organization's root first. Each
    /// level must allow; leave this empty for the management account.
    pub scp: Vec<Vec<NamedPolicy>>,
    /// Resource control policies of the resource's account, by level. The built-in full-access policy is implied. EKS does
    /// not know them, so for its actions they are passed over; of other services, give only those that reach the resource.
    pub rcp: Vec<Vec<NamedPolicy>>,
    /// The policy of the VPC endpoint through which the request goes.
    pub endpoint: Vec<NamedPolicy>,
    /// Session policies given when the credentials were issued; a union among themselves.
    pub session: Vec<NamedPolicy>,
    /// The policy on the resource.
    pub resource: Option<NamedPolicy>,
    /// The trust policy, where the resource is a role that is assumed.
    pub trust: Option<NamedPolicy>,
}

impl PolicySet {
    /// Returns a set with identity policies only.
    #[must_use]
    pub fn with_identity(policies: impl IntoIterator<Item = NamedPolicy>) -> Self {
        Self { identity: policies.into_iter().collect(), ..Self::default() }
    }

    /// Returns the policy on the resource with its type: the trust policy, else the resource policy.
    pub(crate) fn on_resource(&self) -> Option<(PolicyType, &NamedPolicy)> {
        let trust = self.trust.as_ref().map(|policy| (PolicyType::Trust, policy));
        trust.or_else(|| self.resource.as_ref().map(|policy| (PolicyType::Resource, policy)))
    }

    /// Returns every policy with its type, in the order in which explicit denials are reported.
    pub fn iter(&self) -> impl Iterator<Item = (PolicyType, &NamedPolicy)> {
        let of = |kind: PolicyType| move |policy| (kind, policy);
        self.rcp
            .iter()
            .flatten()
            .map(of(PolicyType::Rcp))
            .chain(self.scp.iter().flatten().map(of(PolicyType::Scp)))
            .chain(self.endpoint.iter().map(of(PolicyType::Endpoint)))
            .chain(self.resource.iter().map(of(PolicyType::Resource)))
            .chain(self.trust.iter().map(of(PolicyType::Trust)))
            .chain(self.identity.iter().map(of(PolicyType::Identity)))
            .chain(self.boundary.iter().map(of(PolicyType::Boundary)))
            .chain(self.session.iter().map(of(PolicyType::Session)))
    }
}

/// The kinds of policy, in the order in which an explicit denial is reported.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PolicyType {
    /// Resource control policy.
    Rcp,
    /// Service control policy.
    Scp,
    /// Policy of a VPC endpoint.
    Endpoint,
    /// Resource-based policy other than a trust policy.
    Resource,
    /// Trust policy of a role.
    Trust,
    /// Identity-based policy.
    Identity,
    /// Permissions boundary.
    Boundary,
    /// Session policy.
    Session,
    /// No policy at all: the root user's own power.
    Root,
}

impl PolicyType {
    /// Every type, in the order of the enum.
    pub const ALL: [Self; 9] = [
        Self::Rcp,
        Self::Scp,
        Self::Endpoint,
        Self::Resource,
        Self::Trust,
        Self::Identity,
        Self::Boundary,
        Self::Session,
        Self::Root,
    ];

    /// Returns the stable name: `rcp`, `scp`, `endpoint`, `resource`, `trust`, `identity`, `boundary`, `session`,
    /// `root`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Rcp => "rcp",
            Self::Scp => "scp",
            Self::Endpoint => "endpoint",
            Self::Resource => "resource",
            Self::Trust => "trust",
            Self::Identity => "identity",
            Self::Boundary => "boundary",
            Self::Session => "session",
            Self::Root => "root",
        }
    }

    /// Returns the type with that stable name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == name)
    }

    /// Tells whether statements of this type name principals.
    #[must_use]
    pub const fn names_principals(self) -> bool {
        matches!(self, Self::Rcp | Self::Endpoint | Self::Resource | Self::Trust)
    }

    /// Tells whether the policy stands on the resource, so that a grant in it must name the caller.
    pub(crate) const fn is_on_resource(self) -> bool {
        matches!(self, Self::Resource | Self::Trust)
    }
}

impl fmt::Display for PolicyType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}
