//! What else is known of a cluster: node groups, Pod Identity associations; and of S3, the buckets' own policies.

use eks_iam_document::Node;

use super::{Fields, PolicySource, ReadError, read::policy_text};

/// A managed node group.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NodeGroup {
    /// The name.
    pub name: String,
    /// The ARN of its node role.
    pub role_arn: String,
}

impl NodeGroup {
    /// Reads the `nodegroup` of DescribeNodegroup; further keys are passed over.
    pub(crate) fn read(node: &Node) -> Result<Self, ReadError> {
        let mut fields = Fields::of(node)?;
        Ok(Self { name: fields.required_text("nodegroupName")?, role_arn: fields.required_text("nodeRole")? })
    }
}

/// A Pod Identity association: which role the pods of a service account get.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Association {
    /// The namespace of the service account.
    pub namespace: String,
    /// The name of the service account.
    pub service_account: String,
    /// The ARN of the role.
    pub role_arn: String,
    /// The ARN of the role that the first one assumes.
    pub target_role_arn: Option<String>,
    /// Whether the session is without tags.
    pub disable_session_tags: bool,
    /// When it was made, as EKS prints it.
    pub created_at: Option<String>,
}

impl Association {
    /// Reads the `association` of DescribePodIdentityAssociation; further keys are passed over.
    pub(crate) fn read(node: &Node) -> Result<Self, ReadError> {
        let mut fields = Fields::of(node)?;
        Ok(Self {
            namespace: fields.required_text("namespace")?,
            service_account: fields.required_text("serviceAccount")?,
            role_arn: fields.required_text("roleArn")?,
            target_role_arn: fields.optional_text("targetRoleArn")?,
            disable_session_tags: fields
                .optional("disableSessionTags")
                .and_then(Node::as_bool)
                .unwrap_or(false),
            created_at: fields.optional_text("createdAt")?,
        })
    }
}

/// An S3 bucket.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bucket {
    /// The name.
    pub name: String,
    /// The account that owns it.
    pub account: String,
    /// Its policy, where it has one.
    pub policy: Option<PolicySource>,
}

impl Bucket {
    /// Reads a bucket: its name and account, and the `Policy` that `aws s3api get-bucket-policy` prints.
    pub(crate) fn read(node: &Node) -> Result<Self, ReadError> {
        let mut fields = Fields::of(node)?;
        let bucket = Self {
            name: fields.required_text("Name")?,
            account: fields.required_text("AccountId")?,
            policy: fields.optional("Policy").map(|it| PolicySource {
                name: "bucket-policy".to_owned(),
                arn: None,
                text: policy_text(it),
            }),
        };
        fields.finish()?;
        Ok(bucket)
    }
}
