//! Reads a snapshot from a directory's documents, each recognised by its shape.

use eks_iam_document::Node;

use super::{
    Association, Kubeconfig, NodeGroup, Role, Snapshot, Source,
    fields::ReadError,
    read::{access_entry, add_iam, client, cluster},
    secrets,
};
use crate::Message;

impl Snapshot {
    /// Adds one file of a directory: what kubectl or the AWS CLI printed, told apart by its keys.
    ///
    /// # Errors
    ///
    /// When the text cannot be read, or is of no shape that belongs in a snapshot. A Kubernetes manifest that
    /// cannot be read is kept as it is when it mentions the ConfigMap's keys: its faults are for the aws-auth checks.
    pub fn add_file(&mut self, name: &str, text: &str) -> Result<(), ReadError> {
        let text = secrets::mask(text);
        let source = || Source { name: name.to_owned(), text: text.clone() };
        let node = match eks_iam_document::parse(&text) {
            Ok(node) => node,
            Err(_) if super::read::is_aws_auth(&text) => {
                self.kubernetes.get_or_insert_default().push(source());
                return Ok(());
            }
            Err(error) => return Err(ReadError::syntax(&error)),
        };
        if Kubeconfig::is(&node) {
            self.client.kubeconfig = Some(source());
        } else if node.get("kind").is_some() && node.get("apiVersion").is_some() {
            self.kubernetes.get_or_insert_default().push(source());
        } else if let Some(node) = node.get("cluster") {
            self.cluster = Some(cluster(node)?);
        } else if node.get("accessEntry").is_some() {
            let entry = access_entry(&node)?;
            let known = self.access_entries.get_or_insert_default();
            known.retain(|it| it.principal_arn != entry.principal_arn);
            known.push(entry);
        } else if let Some(entries) = node.get("accessEntries").and_then(Node::as_sequence) {
            // The list tells only for whom there are entries; an empty one tells that there is none.
            let known = self.access_entries.get_or_insert_default();
            for arn in entries.iter().filter_map(Node::as_str) {
                if !known.iter().any(|it| it.principal_arn == arn) {
                    known.push(eks_iam_access_entry::AccessEntry::new(arn));
                }
            }
        } else if let Some(node) = node.get("nodegroup") {
            self.node_groups.get_or_insert_default().push(NodeGroup::read(node)?);
        } else if let Some(node) = node.get("association") {
            self.associations.get_or_insert_default().push(Association::read(node)?);
        } else if let Some(names) = node.get("addons").and_then(Node::as_sequence) {
            self.addons = Some(names.iter().filter_map(Node::as_str).map(str::to_owned).collect());
        } else if let Some(node) = node.get("client") {
            let kubeconfig = self.client.kubeconfig.take();
            self.client = client(node)?;
            self.client.kubeconfig = self.client.kubeconfig.take().or(kubeconfig);
        } else if is_iam(&node) {
            add_iam(self.iam.get_or_insert_default(), &node)?;
        } else if let Some(role) = node.get("Role") {
            self.add_role(role)?;
        } else {
            return Err(ReadError::new(node.span, Message::new("read.unknown-shape")));
        }
        Ok(())
    }

    /// Adds what `aws iam get-role` prints: a role whose identity policies are not told.
    fn add_role(&mut self, node: &Node) -> Result<(), ReadError> {
        let list = format!("{{\"RoleDetailList\": [{}]}}", node.to_json());
        let wrapped = eks_iam_document::parse(&list)
            .map_err(|error| ReadError::new(node.span, ReadError::syntax(&error).message))?;
        let iam = self.iam.get_or_insert_default();
        add_iam(iam, &wrapped).map_err(|error| ReadError::new(node.span, error.message))?;
        if let Some(role) = iam.roles.last_mut() {
            role.policies = None;
        }
        Ok(())
    }

    /// Adds a text that is to be the ConfigMap aws-auth, whatever its shape: its faults are for the aws-auth checks.
    pub fn add_aws_auth(&mut self, name: &str, text: &str) {
        self.aws_auth_name = Some(name.to_owned());
        let text = secrets::mask(text);
        self.kubernetes.get_or_insert_default().push(Source { name: name.to_owned(), text });
    }

    /// Returns the role with exactly this ARN, to be changed.
    pub(super) fn role_mut(&mut self, arn: &str) -> Option<&mut Role> {
        self.iam.as_mut()?.roles.iter_mut().find(|it| it.arn == arn)
    }
}

fn is_iam(node: &Node) -> bool {
    [
        "UserDetailList",
        "RoleDetailList",
        "OpenIDConnectProviders",
        "SAMLProviders",
        "ServiceControlPolicies",
        "Policies",
        "Regions",
    ]
    .iter()
    .any(|it| node.get(it).is_some())
}
