//! A cluster in action: its documents, read once.

use eks_iam_aws_auth::{AwsAuth, IdentityMap};
use eks_iam_rbac::RbacObjects;

use crate::{BuildWorldError, Cluster};

/// A cluster with what its authenticator and its API server made of its documents.
#[derive(Debug, Clone)]
pub(crate) struct LiveCluster {
    pub(crate) cluster: Cluster,
    pub(crate) aws_auth: Option<IdentityMap>,
    pub(crate) rbac: RbacObjects,
}

impl LiveCluster {
    pub(crate) fn new(cluster: Cluster) -> Result<Self, BuildWorldError> {
        let aws_auth = cluster.aws_auth.as_deref().map(|text| IdentityMap::new(&AwsAuth::parse(text)));
        let mut rbac = RbacObjects::default().with_defaults();
        for manifest in [PUBLIC_INFO].into_iter().chain(cluster.objects.iter().map(String::as_str)) {
            rbac.add_yaml(manifest).map_err(|error| {
                BuildWorldError::new(format!(
                    "a manifest of cluster `{}` cannot be read: {error}",
                    cluster.name
                ))
            })?;
        }
        Ok(Self { cluster, aws_auth, rbac })
    }
}

/// What Kubernetes shows to everybody, credentials or not.
const PUBLIC_INFO: &str = "\
kind: ClusterRole
metadata: {name: 'system:public-info-viewer'}
rules: [{nonResourceURLs: [/healthz, /livez, /readyz, /version, /version/], verbs: [get]}]
---
kind: ClusterRoleBinding
metadata: {name: 'system:public-info-viewer'}
roleRef: {kind: ClusterRole, name: 'system:public-info-viewer'}
subjects: [{kind: Group, name: 'system:authenticated'}, {kind: Group, name: 'system:unauthenticated'}]
";
