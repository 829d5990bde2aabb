//! What an operator could have asked for: narrows a snapshot to that.

use super::Snapshot;

/// One part of a snapshot that an operator may or may not be able to read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum EvidenceKind {
    /// The error text alone; always there.
    Message,
    /// The identity policies of users and roles, with boundaries.
    IdentityPolicies,
    /// The trust policies of roles, and the providers.
    TrustPolicies,
    /// The ConfigMap aws-auth.
    AwsAuth,
    /// The cluster's access entries.
    AccessEntries,
    /// The cluster's RBAC objects and its other Kubernetes objects.
    Rbac,
    /// The node groups, and the cluster's nodes.
    NodeGroups,
    /// The Pod Identity associations and the add-ons.
    PodIdentity,
    /// The buckets' policies.
    BucketPolicies,
    /// What the client was given.
    Client,
}

impl EvidenceKind {
    /// All kinds.
    pub const ALL: [Self; 10] = [
        Self::Message,
        Self::IdentityPolicies,
        Self::TrustPolicies,
        Self::AwsAuth,
        Self::AccessEntries,
        Self::Rbac,
        Self::NodeGroups,
        Self::PodIdentity,
        Self::BucketPolicies,
        Self::Client,
    ];

    /// Returns its name in a scenario's `evidence`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Message => "message",
            Self::IdentityPolicies => "identity-policies",
            Self::TrustPolicies => "trust-policies",
            Self::AwsAuth => "aws-auth",
            Self::AccessEntries => "access-entries",
            Self::Rbac => "rbac",
            Self::NodeGroups => "node-groups",
            Self::PodIdentity => "pod-identity",
            Self::BucketPolicies => "bucket-policies",
            Self::Client => "client",
        }
    }

    /// Returns the kind of that name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|it| it.as_str() == name)
    }
}

impl Snapshot {
    /// Returns what an operator could read of a world: EKS keeps to itself for which unique id an entry was made.
    #[must_use]
    pub fn readable(&self) -> Self {
        let mut readable = self.clone();
        for entry in readable.access_entries.iter_mut().flatten() {
            entry.principal_id = None;
        }
        readable
    }

    /// Returns the snapshot with only these kinds left; the cluster's own description always stays.
    #[must_use]
    pub fn narrowed(&self, kinds: &[EvidenceKind]) -> Self {
        let has = |kind| kinds.contains(&kind);
        let mut narrow = self.readable();
        if let (Some(iam), false) = (narrow.iam.as_mut(), has(EvidenceKind::IdentityPolicies)) {
            iam.roles.iter_mut().for_each(|it| it.policies = None);
            iam.users.iter_mut().for_each(|it| it.policies = None);
        }
        if !has(EvidenceKind::IdentityPolicies) && !has(EvidenceKind::TrustPolicies) {
            narrow.iam = None;
        }
        if let Some(objects) = narrow.kubernetes.as_mut() {
            objects.retain(|it| {
                has(if super::read::is_aws_auth(&it.text) {
                    EvidenceKind::AwsAuth
                } else {
                    EvidenceKind::Rbac
                })
            });
        }
        if !has(EvidenceKind::AwsAuth) && !has(EvidenceKind::Rbac) {
            narrow.kubernetes = None;
        }
        if !has(EvidenceKind::AccessEntries) {
            narrow.access_entries = None;
        }
        if !has(EvidenceKind::NodeGroups) {
            narrow.node_groups = None;
        }
        if !has(EvidenceKind::PodIdentity) {
            (narrow.associations, narrow.addons) = (None, None);
        }
        if !has(EvidenceKind::BucketPolicies) {
            narrow.buckets = Vec::new();
        }
        if !has(EvidenceKind::Client) {
            narrow.client = super::Client::default();
        }
        narrow
    }
}
