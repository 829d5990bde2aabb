//! The roles that Amazon EKS needs, whom they trust, and what they are given.

use crate::{
    Effect, PolicyDocument, Request,
    evaluate::evaluate,
    policy_set::{NamedPolicy, PolicySet},
    statement_text::{self, StatementText},
};

/// A role that EKS uses, by what it is for (EKS User Guide).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum EksRole {
    /// The cluster's own role.
    Cluster,
    /// The cluster's role under Auto Mode.
    AutoModeCluster,
    /// The role of nodes.
    Node,
    /// The execution role of pods on Fargate.
    Fargate,
    /// The role of pods by EKS Pod Identity.
    PodIdentity,
    /// The role of an add-on's service account: by Pod Identity, which EKS recommends for add-ons. With IRSA it trusts
    /// the cluster's OIDC provider instead.
    AddOn,
    /// The role of a cluster registered through EKS Connector.
    Connector,
}

impl EksRole {
    /// Every role.
    pub const ALL: [Self; 7] = [
        Self::Cluster,
        Self::AutoModeCluster,
        Self::Node,
        Self::Fargate,
        Self::PodIdentity,
        Self::AddOn,
        Self::Connector,
    ];

    /// Returns the stable kebab-case name.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Cluster => "cluster",
            Self::AutoModeCluster => "auto-mode-cluster",
            Self::Node => "node",
            Self::Fargate => "fargate",
            Self::PodIdentity => "pod-identity",
            Self::AddOn => "add-on",
            Self::Connector => "connector",
        }
    }

    /// Returns the service principal that the role trusts, in the `aws` partition.
    #[must_use]
    pub const fn trusted_service(self) -> &'static str {
        match self {
            Self::Cluster | Self::AutoModeCluster => "eks.amazonaws.com",
            Self::Node => "ec2.amazonaws.com",
            Self::Fargate => "eks-fargate-pods.amazonaws.com",
            Self::PodIdentity | Self::AddOn => "pods.eks.amazonaws.com",
            Self::Connector => "ssm.amazonaws.com",
        }
    }

    /// Returns the service principal that the role trusts in a partition: EC2 has another name in China.
    #[must_use]
    pub fn trusted_service_in(self, partition: &str) -> &'static str {
        match self {
            Self::Node if partition == "aws-cn" => "ec2.amazonaws.com.cn",
            _ => self.trusted_service(),
        }
    }

    /// Returns the actions that the trust policy must allow.
    #[must_use]
    pub const fn trust_actions(self) -> &'static [&'static str] {
        match self {
            Self::AutoModeCluster | Self::PodIdentity | Self::AddOn => &["sts:AssumeRole", "sts:TagSession"],
            Self::Cluster | Self::Node | Self::Fargate | Self::Connector => &["sts:AssumeRole"],
        }
    }

    /// Returns the names of the AWS managed policies that the role is given; empty where they depend on the workload.
    #[must_use]
    pub const fn managed_policies(self) -> &'static [&'static str] {
        match self {
            Self::Cluster => &["AmazonEKSClusterPolicy"],
            Self::AutoModeCluster => &[
                "AmazonEKSClusterPolicy",
                "AmazonEKSComputePolicy",
                "AmazonEKSBlockStoragePolicy",
                "AmazonEKSLoadBalancingPolicy",
                "AmazonEKSNetworkingPolicy",
            ],
            Self::Node => {
                &["AmazonEKSWorkerNodePolicy", "AmazonEC2ContainerRegistryPullOnly", "AmazonEKS_CNI_Policy"]
            }
            Self::Fargate => &["AmazonEKSFargatePodExecutionRolePolicy"],
            Self::PodIdentity | Self::AddOn | Self::Connector => &[],
        }
    }

    /// Returns the values of `iam:PassedToService` with which the role is passed to EKS; several where AWS does not say
    /// which of them its service sends.
    #[must_use]
    pub const fn passed_to(self) -> &'static [&'static str] {
        match self {
            Self::Cluster | Self::AutoModeCluster => &["eks.amazonaws.com"],
            Self::Node => &["eks.amazonaws.com", "ec2.amazonaws.com"],
            Self::Fargate => &["eks.amazonaws.com", "eks-fargate-pods.amazonaws.com"],
            Self::PodIdentity | Self::AddOn => &["pods.eks.amazonaws.com"],
            Self::Connector => &["ssm.amazonaws.com"],
        }
    }

    /// Returns a trust policy for the role, as JSON.
    ///
    /// ```
    /// use eks_iam_policy::{EksRole, PolicyDocument};
    ///
    /// let trust = PolicyDocument::parse(&EksRole::PodIdentity.trust_policy("aws"))?;
    /// assert!(EksRole::PodIdentity.is_trusted_by(&trust, "aws"));
    /// assert!(!EksRole::Cluster.is_trusted_by(&trust, "aws"));
    /// # Ok::<(), eks_iam_policy::ParsePolicyError>(())
    /// ```
    #[must_use]
    pub fn trust_policy(self, partition: &str) -> String {
        let statement = StatementText {
            principal: Some(("Service", self.trusted_service_in(partition).to_owned())),
            actions: self.trust_actions().iter().map(|&action| action.to_owned()).collect(),
            ..StatementText::default()
        };
        statement_text::document(&statement.allow())
    }

    /// Tells whether a trust policy lets the role's service assume it, with every action that takes. Conditions on
    /// context keys count as not met, since the keys are not known.
    #[must_use]
    pub fn is_trusted_by(self, trust: &PolicyDocument, partition: &str) -> bool {
        let service = self.trusted_service_in(partition);
        self.trust_actions().iter().all(|action| trusts(trust, service, action))
    }
}

/// Tells whether a trust policy lets a service take an action; conditions are tested without any context.
pub(crate) fn trusts(trust: &PolicyDocument, service: &str, action: &str) -> bool {
    let set = PolicySet { trust: Some(NamedPolicy::new("trust", trust.clone())), ..PolicySet::default() };
    evaluate(&Request::new(service, action, "arn:aws:iam::111122223333:role/x"), &set).is_allowed()
}

/// Tells whether a trust policy names a service in an Allow, whatever its conditions.
pub(crate) fn names_service(trust: &PolicyDocument, service: &str) -> bool {
    trust.statements().iter().any(|statement| {
        statement.effect() == Effect::Allow
            && statement.covers_action("sts:AssumeRole")
            && statement.principal().is_some_and(|principal| {
                !principal.is_negated()
                    && principal.values().iter().any(|it| it.is_everyone() || it.text() == service)
            })
    })
}
