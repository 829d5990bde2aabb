//! What a node of the snapshot is to IAM: an instance whose role calls as a session named by the instance.

use eks_iam_document::Node;

use crate::{Message, Snapshot};

/// A node, and who it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NodeFacts {
    /// Its name, which is the private DNS name of the instance.
    pub name: String,
    /// The id of the instance, such as `i-0123456789abcdef0`.
    pub instance_id: String,
    /// The ARN of the node role.
    pub role_arn: String,
}

impl NodeFacts {
    /// Returns the ARN of the session as which the node calls.
    #[must_use]
    pub fn session_arn(&self) -> String {
        session_of(&self.role_arn, &self.instance_id).unwrap_or_default()
    }
}

/// Returns the ARN of a session of a role.
pub(crate) fn session_of(role_arn: &str, name: &str) -> Option<String> {
    let arn = eks_iam_arn::ArnRef::parse(role_arn).ok()?;
    let role = arn.resource().rsplit('/').next()?;
    Some(format!("arn:{}:sts::{}:assumed-role/{role}/{name}", arn.partition(), arn.account()))
}

impl Snapshot {
    /// Returns the node of that name: its instance by `spec.providerID`, its role by the node group that its label names,
    /// or by the only one.
    #[must_use]
    pub fn node(&self, name: &str) -> Option<NodeFacts> {
        self.nodes().into_iter().find(|it| it.name == name)
    }

    /// Returns the nodes whose instance and role are known.
    #[must_use]
    pub fn nodes(&self) -> Vec<NodeFacts> {
        let groups = self.node_groups.as_deref().unwrap_or_default();
        let fact = |node: &Node| {
            let label =
                node.path(&["metadata", "labels", "eks.amazonaws.com/nodegroup"]).and_then(Node::as_str);
            let group = match label {
                Some(label) => groups.iter().find(|it| it.name == label)?,
                None => groups.first()?,
            };
            let provider = node.path(&["spec", "providerID"]).and_then(Node::as_str)?;
            Some(NodeFacts {
                name: node.path(&["metadata", "name"]).and_then(Node::as_str)?.to_owned(),
                instance_id: provider.rsplit('/').next().unwrap_or_default().to_owned(),
                role_arn: group.role_arn.clone(),
            })
        };
        let objects = self.objects();
        objects
            .iter()
            .filter(|it| it.get("kind").and_then(Node::as_str) == Some("Node"))
            .filter_map(fact)
            .collect()
    }

    /// Returns the node of that name.
    ///
    /// # Errors
    ///
    /// Says what is missing: the node or its node group.
    pub fn node_named(&self, name: &str) -> Result<NodeFacts, Message> {
        self.node(name).ok_or_else(|| Message::new("missing.object").with("kind", "Node").with("name", name))
    }
}
