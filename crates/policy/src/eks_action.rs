//! The actions of Amazon EKS and the resource types they take, as the service authorization reference lists them
//! (August 2026).

/// An action of EKS.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct EksAction {
    /// Its name with prefix, such as `eks:DescribeCluster`.
    pub name: &'static str,
    /// The resource types, the first segment of the ARN's resource part; empty where `Resource` should be `*`.
    pub resource_types: &'static [&'static str],
}

impl EksAction {
    /// Every action of `eks` and `eks-auth`, by name.
    pub const ALL: &'static [Self] = ACTIONS;

    /// Finds an action; case does not matter.
    ///
    /// ```
    /// use eks_iam_policy::EksAction;
    ///
    /// assert_eq!(EksAction::find("EKS:describecluster").map(|it| it.resource_types), Some(["cluster"].as_slice()));
    /// assert_eq!(EksAction::find("eks:DescribeClusters"), None);
    /// ```
    #[must_use]
    pub fn find(name: &str) -> Option<&'static Self> {
        Self::ALL.iter().find(|action| action.name.eq_ignore_ascii_case(name))
    }
}

const fn action(name: &'static str, resource_types: &'static [&'static str]) -> EksAction {
    EksAction { name, resource_types }
}

const ACTIONS: &[EksAction] = &[
    action("eks-auth:AssumeRoleForPodIdentity", &["cluster"]),
    action("eks:AccessKubernetesApi", &["cluster"]),
    action("eks:ActivateCertificateAuthority", &["cluster"]),
    action("eks:AssociateAccessPolicy", &["access-entry"]),
    action("eks:AssociateEncryptionConfig", &["cluster"]),
    action("eks:AssociateIdentityProviderConfig", &["cluster"]),
    action("eks:CancelUpdate", &["cluster"]),
    action("eks:CreateAccessEntry", &["cluster"]),
    action("eks:CreateAddon", &["cluster", "podidentityassociation"]),
    action("eks:CreateCapability", &["cluster"]),
    action("eks:CreateCertificateAuthority", &["cluster"]),
    action("eks:CreateCluster", &[]),
    action("eks:CreateEksAnywhereSubscription", &[]),
    action("eks:CreateFargateProfile", &["cluster"]),
    action("eks:CreateNodegroup", &["cluster"]),
    action("eks:CreatePodIdentityAssociation", &["cluster"]),
    action("eks:DeleteAccessEntry", &["access-entry"]),
    action("eks:DeleteAddon", &["addon", "podidentityassociation"]),
    action("eks:DeleteCapability", &["capability"]),
    action("eks:DeleteCertificateAuthority", &["cluster"]),
    action("eks:DeleteCluster", &["cluster"]),
    action("eks:DeleteEksAnywhereSubscription", &["eks-anywhere-subscription"]),
    action("eks:DeleteFargateProfile", &["fargateprofile"]),
    action("eks:DeleteNodegroup", &["nodegroup"]),
    action("eks:DeletePodIdentityAssociation", &["podidentityassociation"]),
    action("eks:DeregisterCluster", &["cluster"]),
    action("eks:DescribeAccessEntry", &["access-entry"]),
    action("eks:DescribeAddon", &["addon"]),
    action("eks:DescribeAddonConfiguration", &[]),
    action("eks:DescribeAddonVersions", &[]),
    action("eks:DescribeCapability", &["capability"]),
    action("eks:DescribeCertificateAuthority", &["cluster"]),
    action("eks:DescribeCluster", &["cluster"]),
    action("eks:DescribeClusterVersions", &[]),
    action("eks:DescribeEksAnywhereSubscription", &["eks-anywhere-subscription"]),
    action("eks:DescribeFargateProfile", &["fargateprofile"]),
    action("eks:DescribeIdentityProviderConfig", &["identityproviderconfig"]),
    action("eks:DescribeInsight", &["cluster"]),
    action("eks:DescribeInsightsRefresh", &["cluster"]),
    action("eks:DescribeNodegroup", &["nodegroup"]),
    action("eks:DescribePodIdentityAssociation", &["podidentityassociation"]),
    action("eks:DescribeUpdate", &["addon", "capability", "cluster", "nodegroup"]),
    action("eks:DisassociateAccessPolicy", &["access-entry"]),
    action("eks:DisassociateIdentityProviderConfig", &["identityproviderconfig"]),
    action("eks:ListAccessEntries", &["cluster"]),
    action("eks:ListAccessPolicies", &[]),
    action("eks:ListAddons", &["cluster"]),
    action("eks:ListAssociatedAccessPolicies", &["access-entry"]),
    action("eks:ListCapabilities", &["cluster"]),
    action("eks:ListCertificateAuthorities", &["cluster"]),
    action("eks:ListClusters", &[]),
    action("eks:ListDashboardData", &["dashboard"]),
    action("eks:ListDashboardResources", &["dashboard"]),
    action("eks:ListEksAnywhereSubscriptions", &[]),
    action("eks:ListFargateProfiles", &["cluster"]),
    action("eks:ListIdentityProviderConfigs", &["cluster"]),
    action("eks:ListInsights", &["cluster"]),
    action("eks:ListNodegroups", &["cluster"]),
    action("eks:ListPodIdentityAssociations", &["cluster"]),
    action(
        "eks:ListTagsForResource",
        &[
            "addon",
            "capability",
            "cluster",
            "dashboard",
            "eks-anywhere-subscription",
            "fargateprofile",
            "identityproviderconfig",
            "nodegroup",
        ],
    ),
    action("eks:ListUpdates", &["addon", "capability", "cluster", "nodegroup"]),
    action("eks:MutateViaKubernetesApi", &["cluster"]),
    action("eks:RegisterCluster", &[]),
    action("eks:StartInsightsRefresh", &["cluster"]),
    action(
        "eks:TagResource",
        &[
            "access-entry",
            "addon",
            "capability",
            "cluster",
            "dashboard",
            "eks-anywhere-subscription",
            "fargateprofile",
            "identityproviderconfig",
            "nodegroup",
            "podidentityassociation",
        ],
    ),
    action(
        "eks:UntagResource",
        &[
            "access-entry",
            "addon",
            "capability",
            "cluster",
            "dashboard",
            "eks-anywhere-subscription",
            "fargateprofile",
            "identityproviderconfig",
            "nodegroup",
            "podidentityassociation",
        ],
    ),
    action("eks:UpdateAccessEntry", &["access-entry"]),
    action("eks:UpdateAddon", &["addon", "podidentityassociation"]),
    action("eks:UpdateCapability", &["capability"]),
    action("eks:UpdateClusterConfig", &["cluster"]),
    action("eks:UpdateClusterVersion", &["cluster"]),
    action("eks:UpdateEksAnywhereSubscription", &["eks-anywhere-subscription"]),
    action("eks:UpdateNodegroupConfig", &["nodegroup"]),
    action("eks:UpdateNodegroupVersion", &["nodegroup"]),
    action("eks:UpdatePodIdentityAssociation", &["podidentityassociation"]),
];
