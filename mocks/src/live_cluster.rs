//! A cluster in action: its documents, read once, and the objects that its API keeps.

use eks_iam_aws_auth::{AwsAuth, IdentityMap};
use eks_iam_rbac::RbacObjects;
use serde_json::{Value, json};

use crate::{
    BuildWorldError, Cluster,
    services::kubernetes::{ObjectKey, Objects},
};

/// A cluster with what its authenticator and its API server made of its documents.
#[derive(Debug, Clone)]
pub(crate) struct LiveCluster {
    pub(crate) cluster: Cluster,
    pub(crate) arn: String,
    /// The host of its API.
    pub(crate) host: String,
    pub(crate) aws_auth: Option<IdentityMap>,
    pub(crate) rbac: RbacObjects,
    pub(crate) objects: Objects,
}

impl LiveCluster {
    pub(crate) fn new(cluster: Cluster) -> Result<Self, BuildWorldError> {
        let aws_auth = cluster.aws_auth.as_deref().map(|text| IdentityMap::new(&AwsAuth::parse(text)));
        let mut objects = Objects::default();
        for manifest in &cluster.objects {
            let nodes = eks_iam_document::parse_all(manifest).map_err(|error| {
                BuildWorldError::new(format!(
                    "a manifest of cluster `{}` cannot be read: {error}",
                    cluster.name
                ))
            })?;
            for value in nodes.iter().filter_map(|node| serde_json::from_str(&node.to_json()).ok()) {
                objects.add_manifest(value);
            }
        }
        if let Some(text) = &cluster.aws_auth {
            objects.add_manifest(aws_auth_object(text));
        }
        let rbac = rbac(&objects)?;
        let (arn, host) = (cluster.arn(), cluster.endpoint_host());
        Ok(Self { cluster, arn, host, aws_auth, rbac, objects })
    }

    /// Reads again what follows from the objects, after that one was changed.
    pub(crate) fn reread(&mut self, changed: &ObjectKey) -> Result<(), BuildWorldError> {
        if changed.resource == "configmaps"
            && changed.namespace == "kube-system"
            && changed.name == "aws-auth"
        {
            self.cluster.aws_auth = self.objects.get(changed).map(ToString::to_string);
            let text = self.cluster.aws_auth.as_deref();
            self.aws_auth = text.map(|text| IdentityMap::new(&AwsAuth::parse(text)));
        } else {
            self.rbac = rbac(&self.objects)?;
        }
        Ok(())
    }
}

fn rbac(objects: &Objects) -> Result<RbacObjects, BuildWorldError> {
    let mut rbac = RbacObjects::default().with_defaults();
    let unreadable = |error| BuildWorldError::new(format!("an RBAC object cannot be read: {error}"));
    rbac.add_yaml(PUBLIC_INFO).map_err(unreadable)?;
    for value in objects.rbac() {
        rbac.add_yaml(&value.to_string()).map_err(unreadable)?;
    }
    Ok(rbac)
}

/// The manifest as an object; a bare `mapRoles` text stands under that key.
fn aws_auth_object(text: &str) -> Value {
    let manifest = eks_iam_document::parse(text).ok().filter(|node| node.get("data").is_some());
    let object = manifest.and_then(|node| serde_json::from_str::<Value>(&node.to_json()).ok());
    let mut object = object.unwrap_or_else(|| json!({ "data": { "mapRoles": text } }));
    if let Some(fields) = object.as_object_mut() {
        fields.insert("kind".to_owned(), json!("ConfigMap"));
        fields.insert("apiVersion".to_owned(), json!("v1"));
        fields.insert("metadata".to_owned(), json!({ "name": "aws-auth", "namespace": "kube-system" }));
    }
    object
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
