//! What else a cluster has: node groups and Pod Identity associations.

use eks_iam_policy::NamedPolicy;
use eks_iam_sigv4::Timestamp;

/// A managed node group.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NodeGroup {
    /// The name.
    pub name: String,
    /// The ARN of the node role.
    pub node_role: String,
    /// `ACTIVE` unless set; one that CreateNodegroup made is `CREATING`.
    pub status: String,
    /// When it was made; at the world's beginning unless set.
    pub created: Option<Timestamp>,
}

impl NodeGroup {
    /// Makes an active node group.
    pub fn new(name: impl Into<String>, node_role: impl Into<String>) -> Self {
        Self { name: name.into(), node_role: node_role.into(), status: "ACTIVE".to_owned(), created: None }
    }
}

/// A Pod Identity association: which role the pods of a service account get.
#[derive(Debug, Clone)]
pub struct PodIdentityAssociation {
    /// `a-` and 17 characters.
    pub id: String,
    /// The namespace of the service account.
    pub namespace: String,
    /// The name of the service account.
    pub service_account: String,
    /// The ARN of the role, in the cluster's account.
    pub role_arn: String,
    /// The ARN of a second role that the first one assumes, in any account.
    pub target_role_arn: Option<String>,
    /// Whether the session is without tags.
    pub disable_session_tags: bool,
    /// A session policy; with a target role it narrows that one's session.
    pub policy: Option<NamedPolicy>,
    /// When it was made; at the world's beginning unless set.
    pub created: Option<Timestamp>,
}

impl PodIdentityAssociation {
    /// Makes an association with session tags; its id is made from the rest.
    pub fn new(
        namespace: impl Into<String>,
        service_account: impl Into<String>,
        role_arn: impl Into<String>,
    ) -> Self {
        let (namespace, service_account) = (namespace.into(), service_account.into());
        let id = crate::digest::base32(&["association", &namespace, &service_account], 17);
        Self {
            id: format!("a-{}", id.to_ascii_lowercase()),
            namespace,
            service_account,
            role_arn: role_arn.into(),
            target_role_arn: None,
            disable_session_tags: false,
            policy: None,
            created: None,
        }
    }

    /// Lets the role assume another one for the pods.
    #[must_use]
    pub fn with_target_role(mut self, role_arn: impl Into<String>) -> Self {
        self.target_role_arn = Some(role_arn.into());
        self
    }

    /// Leaves the session tags out.
    #[must_use]
    pub fn without_session_tags(mut self) -> Self {
        self.disable_session_tags = true;
        self
    }
}
