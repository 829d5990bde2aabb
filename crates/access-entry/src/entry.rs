//! An access entry and the policies associated with it.

use std::fmt;

/// What an entry is for; decided on creation, never changed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum EntryType {
    /// `STANDARD`: people, CI, tools; user name, groups and policies may be set.
    #[default]
    Standard,
    /// `EC2_LINUX`: self-managed Linux and Bottlerocket nodes, nodes of Karpenter.
    Ec2Linux,
    /// `EC2_WINDOWS`: self-managed Windows nodes.
    Ec2Windows,
    /// `FARGATE_LINUX`: pod execution roles of Fargate profiles.
    FargateLinux,
    /// `HYBRID_LINUX`: hybrid nodes.
    HybridLinux,
    /// `EC2`: nodes of Auto Mode; takes policies, not groups.
    Ec2,
    /// `HYPERPOD_LINUX`: nodes of SageMaker HyperPod.
    HyperpodLinux,
}

impl EntryType {
    /// All types.
    pub const ALL: [Self; 7] = [
        Self::Standard,
        Self::Ec2Linux,
        Self::Ec2Windows,
        Self::FargateLinux,
        Self::HybridLinux,
        Self::Ec2,
        Self::HyperpodLinux,
    ];

    /// Returns the type of that name, any case: the guide writes `EC2_Windows` where the API says `EC2_WINDOWS`.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|it| it.as_str().eq_ignore_ascii_case(name))
    }

    /// Returns the name as the EKS API spells it.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Standard => "STANDARD",
            Self::Ec2Linux => "EC2_LINUX",
            Self::Ec2Windows => "EC2_WINDOWS",
            Self::FargateLinux => "FARGATE_LINUX",
            Self::HybridLinux => "HYBRID_LINUX",
            Self::Ec2 => "EC2",
            Self::HyperpodLinux => "HYPERPOD_LINUX",
        }
    }

    /// Returns whether a user name and groups may be given; otherwise EKS sets them.
    #[must_use]
    pub const fn takes_names(self) -> bool {
        matches!(self, Self::Standard)
    }

    /// Returns whether access policies may be associated: `STANDARD` and, for AmazonEKSAutoNodePolicy, `EC2`.
    #[must_use]
    pub const fn takes_policies(self) -> bool {
        matches!(self, Self::Standard | Self::Ec2)
    }

    /// Returns the user name template that EKS gives to nodes of this type; `None` for `STANDARD`.
    ///
    /// For `EC2` and `HYPERPOD_LINUX` EKS does not say; the instance's private DNS name is assumed.
    #[must_use]
    pub const fn node_username(self) -> Option<&'static str> {
        match self {
            Self::Standard => None,
            Self::Ec2Linux | Self::Ec2Windows | Self::Ec2 | Self::HyperpodLinux => {
                Some("system:node:{{EC2PrivateDNSName}}")
            }
            Self::FargateLinux | Self::HybridLinux => Some("system:node:{{SessionName}}"),
        }
    }

    /// Returns the groups that EKS gives to nodes of this type; none for `STANDARD`.
    ///
    /// `system:nodes` is what EKS shows; the others are those that the line in aws-auth needs for the same node.
    #[must_use]
    pub const fn node_groups(self) -> &'static [&'static str] {
        match self {
            Self::Standard => &[],
            Self::Ec2Windows => &["eks:kube-proxy-windows", "system:nodes"],
            Self::FargateLinux => &["system:node-proxier", "system:nodes"],
            Self::Ec2Linux | Self::HybridLinux | Self::Ec2 | Self::HyperpodLinux => &["system:nodes"],
        }
    }
}

impl fmt::Display for EntryType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// Where an associated policy counts.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum AccessScope {
    /// `cluster`: everywhere, cluster-scoped resources included.
    Cluster,
    /// `namespace`: in the namespaces named; `*` stands for any run of characters (`dev-*`). Existence is not checked.
    Namespaces(Vec<String>),
}

impl AccessScope {
    /// Returns the type as the EKS API spells it, `cluster` or `namespace`.
    #[must_use]
    pub const fn kind(&self) -> &'static str {
        match self {
            Self::Cluster => "cluster",
            Self::Namespaces(_) => "namespace",
        }
    }

    /// Returns the namespaces; none for the scope `cluster`.
    #[must_use]
    pub fn namespaces(&self) -> &[String] {
        match self {
            Self::Cluster => &[],
            Self::Namespaces(names) => names,
        }
    }
}

/// An access policy associated with an entry.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct AssociatedPolicy {
    /// Such as `arn:aws:eks::aws:cluster-access-policy/AmazonEKSViewPolicy`.
    pub policy_arn: String,
    /// Where it counts.
    pub scope: AccessScope,
}

/// An access entry as DescribeAccessEntry shows it, with its associated policies beside.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AccessEntry {
    /// The cluster, where the document says it.
    pub cluster_name: Option<String>,
    /// The IAM role or user, **with** its path (the opposite of aws-auth).
    pub principal_arn: String,
    /// What the entry is for.
    pub entry_type: EntryType,
    /// The user name with its templates; `None` when it is to be the default, see [`default_username`](crate::default_username).
    pub username: Option<String>,
    /// The Kubernetes groups.
    pub kubernetes_groups: Vec<String>,
    /// The associated access policies.
    pub access_policies: Vec<AssociatedPolicy>,
    /// The unique id (`AROA…`, `AIDA…`) that the principal had when the entry was made. EKS keeps it and does not show
    /// it; a snapshot may know it from the time of creation. `None`: not known, taken as unchanged.
    pub principal_id: Option<String>,
    /// The ARN of the entry itself.
    pub access_entry_arn: Option<String>,
    /// When it was made, as the document wrote it.
    pub created_at: Option<String>,
    /// When it was changed last, as the document wrote it.
    pub modified_at: Option<String>,
    /// Tags, in order.
    pub tags: Vec<(String, String)>,
}

impl AccessEntry {
    /// Returns a `STANDARD` entry for that principal, without groups and policies.
    #[must_use]
    pub fn new(principal_arn: impl Into<String>) -> Self {
        Self { principal_arn: principal_arn.into(), ..Self::default() }
    }
}
