//! Edits as they are written down in the manual: what to put where, with capital letters where a name goes.

use crate::{Message, RemedyKind};

/// Writes [`Edit`] and its tables from one list.
macro_rules! edits {
    ($($(#[doc = $doc:literal])+ $variant:ident, $name:literal, $kind:ident, $body:literal;)*) => {
        /// An edit that mends a cause of many cases, with capital letters where a name of the case goes.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        pub enum Edit { $($(#[doc = $doc])+ $variant,)* }

        impl Edit {
            /// All edits.
            pub const ALL: &[Self] = &[$(Self::$variant,)*];

            /// Returns the kebab-case name, such as `allow-statement`.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $name,)* }
            }

            /// Returns what sort of change it is.
            #[must_use]
            pub const fn kind(self) -> RemedyKind {
                match self { $(Self::$variant => RemedyKind::$kind,)* }
            }

            /// Returns the text to put in: a statement, an object, or a command.
            #[must_use]
            pub const fn body(self) -> &'static str {
                match self { $(Self::$variant => $body,)* }
            }

            /// Returns what it does and where it goes, in one sentence.
            #[must_use]
            pub const fn title(self) -> Message {
                Message::new(match self { $(Self::$variant => concat!("edit.", $name),)* })
            }
        }
    };
}

edits! {
    /// The least Allow in a policy of the caller.
    AllowStatement, "allow-statement", PolicyStatement, "\
{\"Effect\": \"Allow\", \"Action\": \"SERVICE:ACTION\", \"Resource\": \"RESOURCE_ARN\"}";
    /// The same in the permissions boundary.
    BoundaryStatement, "boundary-statement", PolicyStatement, "\
{\"Effect\": \"Allow\", \"Action\": \"SERVICE:ACTION\", \"Resource\": \"RESOURCE_ARN\"}";
    /// The same in the policy that is passed with the session.
    SessionStatement, "session-statement", PolicyStatement, "\
{\"Effect\": \"Allow\", \"Action\": \"SERVICE:ACTION\", \"Resource\": \"RESOURCE_ARN\"}";
    /// An Allow in a service control policy.
    ScpStatement, "scp-statement", PolicyStatement, "\
{\"Effect\": \"Allow\", \"Action\": \"SERVICE:ACTION\", \"Resource\": \"*\"}";
    /// An Allow in the policy of a VPC endpoint.
    EndpointStatement, "endpoint-statement", PolicyStatement, "\
{\"Effect\": \"Allow\", \"Principal\": {\"AWS\": \"ROLE_ARN\"}, \"Action\": \"SERVICE:ACTION\", \"Resource\": \"RESOURCE_ARN\"}";
    /// An Allow in the resource's own policy.
    ResourceStatement, "resource-statement", PolicyStatement, "\
{\"Effect\": \"Allow\", \"Principal\": {\"AWS\": \"ROLE_ARN\"}, \"Action\": \"SERVICE:ACTION\", \"Resource\": \"RESOURCE_ARN\"}";
    /// An exception in a Deny.
    DenyException, "deny-exception", PolicyStatement, "\
\"Condition\": {\"ArnNotEquals\": {\"aws:PrincipalArn\": \"ROLE_ARN\"}}";
    /// `iam:PassRole` for one role and one service.
    PassRoleStatement, "pass-role-statement", PolicyStatement, "\
{\"Effect\": \"Allow\", \"Action\": \"iam:PassRole\", \"Resource\": \"ROLE_ARN\",
 \"Condition\": {\"StringEquals\": {\"iam:PassedToService\": \"eks.amazonaws.com\"}}}";
    /// A caller in a trust policy.
    TrustCaller, "trust-caller", TrustStatement, "\
{\"Effect\": \"Allow\", \"Principal\": {\"AWS\": \"CALLER_ROLE_ARN\"}, \"Action\": \"sts:AssumeRole\"}";
    /// A third party in a trust policy.
    TrustThirdParty, "trust-third-party", TrustStatement, "\
{\"Effect\": \"Allow\", \"Principal\": {\"AWS\": \"CALLER_ROLE_ARN\"}, \"Action\": \"sts:AssumeRole\",
 \"Condition\": {\"StringEquals\": {\"sts:ExternalId\": \"EXTERNAL_ID\"}}}";
    /// Session tags in a trust policy.
    TrustTags, "trust-tags", TrustStatement, "\
{\"Effect\": \"Allow\", \"Principal\": {\"AWS\": \"CALLER_ROLE_ARN\"}, \"Action\": [\"sts:AssumeRole\", \"sts:TagSession\"]}";
    /// A service account in a trust policy.
    TrustServiceAccount, "trust-service-account", TrustStatement, "\
{\"Effect\": \"Allow\", \"Principal\": {\"Federated\": \"arn:aws:iam::ACCOUNT:oidc-provider/ISSUER\"},
 \"Action\": \"sts:AssumeRoleWithWebIdentity\",
 \"Condition\": {\"StringEquals\": {\"ISSUER:sub\": \"system:serviceaccount:NAMESPACE:NAME\", \"ISSUER:aud\": \"sts.amazonaws.com\"}}}";
    /// EKS Pod Identity in a trust policy.
    TrustPodIdentity, "trust-pod-identity", TrustStatement, "\
{\"Effect\": \"Allow\", \"Principal\": {\"Service\": \"pods.eks.amazonaws.com\"}, \"Action\": [\"sts:AssumeRole\", \"sts:TagSession\"]}";
    /// The provider of a cluster.
    OidcProvider, "oidc-provider", ClusterSetting, "\
aws eks describe-cluster --name CLUSTER --query cluster.identity.oidc.issuer --output text
aws iam create-open-id-connect-provider --url ISSUER_URL --client-id-list sts.amazonaws.com";
    /// An audience of a provider.
    OidcAudience, "oidc-audience", ClusterSetting, "\
aws iam add-client-id-to-open-id-connect-provider --open-id-connect-provider-arn PROVIDER_ARN --client-id sts.amazonaws.com";
    /// The role of a service account.
    RoleAnnotation, "role-annotation", Annotation, "\
kubectl annotate serviceaccount -n NAMESPACE NAME eks.amazonaws.com/role-arn=ROLE_ARN --overwrite
kubectl rollout restart -n NAMESPACE deployment/DEPLOYMENT";
    /// A group that may read the token file.
    FsGroup, "fs-group", EditDocument, "\
spec:
  securityContext:
    fsGroup: 65534";
    /// An association of Pod Identity.
    PodAssociation, "pod-association", ClusterSetting, "\
aws eks create-pod-identity-association --cluster-name CLUSTER --namespace NAMESPACE --service-account NAME --role-arn ROLE_ARN
kubectl rollout restart -n NAMESPACE deployment/DEPLOYMENT";
    /// Host and Region of STS agree.
    RegionalEndpoint, "regional-endpoint", EnvironmentVariable, "\
unset AWS_ENDPOINT_URL_STS
export AWS_STS_REGIONAL_ENDPOINTS=regional AWS_REGION=REGION";
    /// The Region of the client.
    Region, "region", EnvironmentVariable, "\
export AWS_REGION=REGION";
    /// All three parts of temporary keys.
    Keys, "keys", EnvironmentVariable, "\
unset AWS_ACCESS_KEY_ID AWS_SECRET_ACCESS_KEY AWS_SESSION_TOKEN
export AWS_PROFILE=PROFILE
aws sts get-caller-identity";
    /// Signing in again.
    SignIn, "sign-in", ClientSetting, "\
aws sso login --profile PROFILE";
    /// The clock.
    Clock, "clock", ClientSetting, "\
chronyc makestep && chronyc tracking";
    /// How far the metadata service answers.
    HopLimit, "hop-limit", ClientSetting, "\
aws ec2 modify-instance-metadata-options --instance-id INSTANCE --http-put-response-hop-limit 2 --http-endpoint enabled";
    /// A shorter session, or a longer maximum.
    Duration, "duration", ClientSetting, "\
aws iam update-role --role-name ROLE --max-session-duration 43200";
    /// The kubeconfig anew.
    Kubeconfig, "kubeconfig", ClientSetting, "\
aws eks update-kubeconfig --name CLUSTER --region REGION";
    /// An access entry with the right to look.
    AccessEntry, "access-entry", AccessEntry, "\
aws eks create-access-entry --cluster-name CLUSTER --principal-arn ROLE_ARN
aws eks associate-access-policy --cluster-name CLUSTER --principal-arn ROLE_ARN \\
  --policy-arn arn:aws:eks::aws:cluster-access-policy/AmazonEKSViewPolicy --access-scope type=cluster";
    /// A line of aws-auth.
    AwsAuthRole, "aws-auth-role", EditDocument, "\
mapRoles: |
  - rolearn: arn:aws:iam::ACCOUNT:role/ROLE   # without the path
    username: USER
    groups:
      - GROUP";
    /// The line of a node role.
    AwsAuthNode, "aws-auth-node", EditDocument, "\
mapRoles: |
  - rolearn: arn:aws:iam::ACCOUNT:role/NODE_ROLE
    username: system:node:{{EC2PrivateDNSName}}
    groups:
      - system:bootstrappers
      - system:nodes";
    /// aws-auth checked and mended.
    AwsAuthFix, "aws-auth-fix", EditDocument, "\
kubectl -n kube-system get configmap aws-auth -o yaml > aws-auth.yaml
eks-iam fix aws-auth.yaml --diff
eks-iam fix aws-auth.yaml && kubectl apply -f aws-auth.yaml";
    /// The authentication mode.
    AuthenticationMode, "authentication-mode", ClusterSetting, "\
aws eks update-cluster-config --name CLUSTER --access-config authenticationMode=API_AND_CONFIG_MAP";
    /// A role and a binding.
    RbacBinding, "rbac-binding", RbacObject, "\
kubectl create role NAME -n NAMESPACE --verb=VERB --resource=RESOURCE
kubectl create rolebinding NAME -n NAMESPACE --role=NAME --group=GROUP";
    /// What a node needs to pull images.
    EcrPull, "ecr-pull", PolicyStatement, "\
aws iam attach-role-policy --role-name NODE_ROLE --policy-arn arn:aws:iam::aws:policy/AmazonEC2ContainerRegistryPullOnly";
    /// What the console needs.
    ConsoleStatement, "console-statement", PolicyStatement, "\
{\"Effect\": \"Allow\", \"Action\": \"eks:AccessKubernetesApi\", \"Resource\": \"CLUSTER_ARN\"}";
    /// The details that EC2 encoded.
    Decode, "decode", ClientSetting, "\
aws sts decode-authorization-message --encoded-message TEXT --query DecodedMessage --output text | eks-iam explain";
}
