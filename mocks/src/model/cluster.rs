//! EKS clusters with what stands in them.

use std::collections::BTreeMap;

use eks_iam_access_entry::{AccessEntry, AuthenticationMode};
use eks_iam_sigv4::Timestamp;

use super::{NodeGroup, PodIdentityAssociation};
use crate::digest;

/// An EKS cluster and the part of its Kubernetes objects that decides access.
#[derive(Debug, Clone)]
pub struct Cluster {
    /// The name.
    pub name: String,
    /// The account that owns it, twelve digits.
    pub account: String,
    /// The region.
    pub region: String,
    /// The Kubernetes version, such as `1.31`.
    pub version: String,
    /// `ACTIVE` unless set; one that CreateCluster made is `CREATING`.
    pub status: String,
    /// Where mappings are read from.
    pub authentication_mode: AuthenticationMode,
    /// The OIDC issuer, `https://oidc.eks.REGION.amazonaws.com/id/HEX`; made from the name unless set.
    pub issuer: String,
    /// The ARN of the cluster role.
    pub role_arn: String,
    /// The manifest of the ConfigMap kube-system/aws-auth, or a bare `mapRoles` text.
    pub aws_auth: Option<String>,
    /// The access entries.
    pub access_entries: Vec<AccessEntry>,
    /// Manifests of further objects: RBAC, ServiceAccounts.
    pub objects: Vec<String>,
    /// Names of nodes.
    pub nodes: Vec<String>,
    /// Pods.
    pub pods: Vec<Pod>,
    /// Private DNS name by instance id, as ec2:DescribeInstances tells the authenticator.
    pub instances: BTreeMap<String, String>,
    /// When it was made; at the world's beginning unless set.
    pub created: Option<Timestamp>,
    /// Managed node groups.
    pub node_groups: Vec<NodeGroup>,
    /// Pod Identity associations.
    pub pod_identity_associations: Vec<PodIdentityAssociation>,
    /// Names of installed add-ons.
    pub addons: Vec<String>,
    /// The ARN of the role of the nodes on which the pods run; the Pod Identity agent calls EKS Auth with it. The role of the
    /// first node group unless set.
    pub node_role: Option<String>,
    /// The ARN of the user or role that created it: administrator without any mapping while the mode is `CONFIG_MAP`. In
    /// the other modes the creator has an access entry, or nothing.
    pub creator: Option<String>,
}

impl Cluster {
    /// Makes an active cluster of version 1.31 in mode `API_AND_CONFIG_MAP`, without aws-auth, entries or objects.
    pub fn new(name: impl Into<String>, account: impl Into<String>, region: impl Into<String>) -> Self {
        let (name, account, region) = (name.into(), account.into(), region.into());
        let id = digest::hex(&["cluster-id", &account, &region, &name], 32).to_ascii_uppercase();
        Self {
            issuer: format!("https://oidc.eks.{region}.{}/id/{id}", dns_suffix(&region)),
            role_arn: format!("arn:{}:iam::{account}:role/eks-cluster", partition(&region)),
            name,
            account,
            region,
            version: "1.31".to_owned(),
            status: "ACTIVE".to_owned(),
            authentication_mode: AuthenticationMode::ApiAndConfigMap,
            aws_auth: None,
            access_entries: Vec::new(),
            objects: Vec::new(),
            nodes: Vec::new(),
            pods: Vec::new(),
            instances: BTreeMap::new(),
            created: None,
            node_groups: Vec::new(),
            pod_identity_associations: Vec::new(),
            addons: Vec::new(),
            node_role: None,
            creator: None,
        }
    }

    /// Sets the Kubernetes version.
    #[must_use]
    pub fn with_version(mut self, version: impl Into<String>) -> Self {
        self.version = version.into();
        self
    }

    /// Sets the authentication mode.
    #[must_use]
    pub fn with_authentication_mode(mut self, mode: AuthenticationMode) -> Self {
        self.authentication_mode = mode;
        self
    }

    /// Sets the OIDC issuer.
    #[must_use]
    pub fn with_issuer(mut self, issuer: impl Into<String>) -> Self {
        self.issuer = issuer.into();
        self
    }

    /// Sets the cluster role.
    #[must_use]
    pub fn with_role_arn(mut self, role_arn: impl Into<String>) -> Self {
        self.role_arn = role_arn.into();
        self
    }

    /// Sets the manifest of kube-system/aws-auth.
    #[must_use]
    pub fn with_aws_auth(mut self, manifest: impl Into<String>) -> Self {
        self.aws_auth = Some(manifest.into());
        self
    }

    /// Adds an access entry.
    #[must_use]
    pub fn with_access_entry(mut self, entry: AccessEntry) -> Self {
        self.access_entries.push(entry);
        self
    }

    /// Adds a manifest of objects.
    #[must_use]
    pub fn with_object(mut self, manifest: impl Into<String>) -> Self {
        self.objects.push(manifest.into());
        self
    }

    /// Adds a node.
    #[must_use]
    pub fn with_node(mut self, name: impl Into<String>) -> Self {
        self.nodes.push(name.into());
        self
    }

    /// Adds a pod.
    #[must_use]
    pub fn with_pod(mut self, namespace: impl Into<String>, name: impl Into<String>) -> Self {
        self.pods.push(Pod::new(namespace, name));
        self
    }

    /// Adds an instance with its private DNS name.
    #[must_use]
    pub fn with_instance(mut self, id: impl Into<String>, private_dns: impl Into<String>) -> Self {
        self.instances.insert(id.into(), private_dns.into());
        self
    }

    /// Adds a managed node group.
    #[must_use]
    pub fn with_node_group(mut self, group: NodeGroup) -> Self {
        self.node_groups.push(group);
        self
    }

    /// Adds a Pod Identity association.
    #[must_use]
    pub fn with_pod_identity_association(mut self, association: PodIdentityAssociation) -> Self {
        self.pod_identity_associations.push(association);
        self
    }

    /// Sets the role of the nodes.
    #[must_use]
    pub fn with_node_role(mut self, role_arn: impl Into<String>) -> Self {
        self.node_role = Some(role_arn.into());
        self
    }

    /// Sets who created the cluster.
    #[must_use]
    pub fn with_creator(mut self, arn: impl Into<String>) -> Self {
        self.creator = Some(arn.into());
        self
    }

    /// Returns the cluster's ARN.
    pub fn arn(&self) -> String {
        format!("arn:{}:eks:{}:{}:cluster/{}", self.partition(), self.region, self.account, self.name)
    }

    /// Returns the URL of its Kubernetes API, as DescribeCluster tells it: `https://ID.gr7.REGION.eks.amazonaws.com`.
    pub fn endpoint(&self) -> String {
        format!("https://{}", self.endpoint_host())
    }

    /// The host alone. The id is the issuer's own where that has one, as on EKS.
    pub(crate) fn endpoint_host(&self) -> String {
        let id = self.issuer.rsplit_once("/id/").map_or("CLUSTER", |(_, id)| id);
        format!("{id}.gr7.{}.eks.{}", self.region, dns_suffix(&self.region))
    }

    /// The role of the nodes, where it is known.
    pub(crate) fn role_of_nodes(&self) -> Option<&str> {
        self.node_role.as_deref().or_else(|| self.node_groups.first().map(|it| it.node_role.as_str()))
    }

    pub(crate) fn partition(&self) -> &'static str {
        partition(&self.region)
    }
}

/// A pod, as far as a list shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pod {
    /// Its namespace.
    pub namespace: String,
    /// Its name.
    pub name: String,
}

impl Pod {
    /// Makes a pod.
    pub fn new(namespace: impl Into<String>, name: impl Into<String>) -> Self {
        Self { namespace: namespace.into(), name: name.into() }
    }
}

pub(crate) fn partition(region: &str) -> &'static str {
    eks_iam_arn::Partition::for_region(region).id()
}

pub(crate) fn dns_suffix(region: &str) -> &'static str {
    eks_iam_arn::Partition::for_region(region).dns_suffix()
}
