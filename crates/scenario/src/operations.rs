//! What a step can run, and with which parameters.

/// The operations that a step can run, with their parameters.
pub const OPERATIONS: &[(&str, &[&str])] = &[
    ("sts.get-caller-identity", &[]),
    ("sts.assume-role", &["role-arn", "role-session-name", "external-id", "duration-seconds", "policy"]),
    ("sts.assume-role-with-web-identity", &["role-arn", "role-session-name", "subject", "audience"]),
    ("sts.assume-role-with-saml", &["role-arn", "role-session-name", "audience"]),
    ("eks.describe-cluster", &["name"]),
    ("eks.list-clusters", &[]),
    ("eks.create-cluster", &["name", "role-arn"]),
    ("eks.create-access-entry", &["name", "principal-arn", "kubernetes-groups", "policy-arn"]),
    ("eks.update-access-entry", &["name", "principal-arn", "kubernetes-groups"]),
    ("eks-auth.assume-role-for-pod-identity", &[]),
    ("pod-identity.get-credentials", &[]),
    ("ec2.run-instances", &["iam-instance-profile"]),
    ("s3.list-buckets", &[]),
    ("s3.list-objects", &["bucket"]),
    ("kubernetes.who-am-i", &[]),
    ("kubernetes.list-nodes", &[]),
    ("kubernetes.list-pods", &["namespace", "requests"]),
    ("kubernetes.register-node", &[]),
    ("console.open-resources", &[]),
];
