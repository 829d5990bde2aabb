//! What is known of the world around a failure: cluster, IAM, Kubernetes objects, access entries, client.
//!
//! Every part is optional, for an operator seldom sees all of them. The parts are read from what
//! `kubectl get -o yaml` and `aws … --output json` print; the texts are kept as they were, so that a
//! finding can point into them and a remedy can edit them.

mod apply;
mod evidence;
mod fields;
mod files;
mod kubeconfig;
pub(crate) mod policies;
pub(crate) mod read;
mod secrets;
mod workload;

use eks_iam_access_entry::{AccessEntry, AuthenticationMode};

pub use self::{
    apply::ApplyRemedyError,
    evidence::EvidenceKind,
    fields::Fields,
    fields::ReadError,
    kubeconfig::Kubeconfig,
    secrets::mask,
    workload::{Association, Bucket, NodeGroup},
};

/// The name under which the aws-auth ConfigMap stands in `kube-system`.
pub(crate) const AWS_AUTH: &str = "aws-auth";

/// All that is known of a world; what is `None` or empty was not given.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Snapshot {
    /// The cluster, as `aws eks describe-cluster` prints it.
    pub cluster: Option<Cluster>,
    /// The IAM entities of all accounts, as `aws iam get-account-authorization-details` prints them.
    pub iam: Option<Iam>,
    /// The Kubernetes objects, as `kubectl get -o yaml` prints them: ConfigMap aws-auth, RBAC, ServiceAccounts, Pods, Nodes.
    pub kubernetes: Option<Vec<Source>>,
    /// The access entries, as `aws eks describe-access-entry` prints them, with `accessPolicies` beside.
    pub access_entries: Option<Vec<AccessEntry>>,
    /// The managed node groups, as `aws eks describe-nodegroup` prints them.
    pub node_groups: Option<Vec<NodeGroup>>,
    /// The Pod Identity associations, as `aws eks describe-pod-identity-association` prints them.
    pub associations: Option<Vec<Association>>,
    /// The names of the installed add-ons, as `aws eks list-addons` prints them.
    pub addons: Option<Vec<String>>,
    /// The S3 buckets with their policies.
    pub buckets: Vec<Bucket>,
    /// The client that failed: environment, SDK, endpoint and Region set in code.
    pub client: Client,
    /// The document that is the ConfigMap aws-auth whatever it looks like, by its name.
    pub(crate) aws_auth_name: Option<String>,
}

/// A document with the name to show for it: a file's path, or a name made from its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    /// The name.
    pub name: String,
    /// The text, as it was given.
    pub text: String,
}

/// A cluster, as `aws eks describe-cluster` prints it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cluster {
    /// The name, such as `shop`.
    pub name: String,
    /// The account that owns it.
    pub account: String,
    /// The Region, such as `us-west-2`.
    pub region: String,
    /// The partition, such as `aws`.
    pub partition: String,
    /// The Kubernetes version, such as `1.31`.
    pub version: String,
    /// Which sources of mappings the cluster reads.
    pub authentication_mode: AuthenticationMode,
    /// The URL of its OIDC issuer.
    pub issuer: Option<String>,
    /// The ARN of whoever created it, where that is known (it is not part of DescribeCluster).
    pub creator: Option<String>,
}

impl Cluster {
    /// Returns the cluster's ARN.
    #[must_use]
    pub fn arn(&self) -> String {
        format!("arn:{}:eks:{}:{}:cluster/{}", self.partition, self.region, self.account, self.name)
    }
}

/// IAM of one or several accounts.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Iam {
    /// The users.
    pub users: Vec<User>,
    /// The roles.
    pub roles: Vec<Role>,
    /// The OIDC providers.
    pub oidc_providers: Vec<OidcProvider>,
    /// The SAML providers.
    pub saml_providers: Vec<SamlProvider>,
    /// The service control policies by level, the organization's root first.
    pub scps: Vec<Vec<PolicySource>>,
    /// The resource control policies by level.
    pub rcps: Vec<Vec<PolicySource>>,
    /// The policy of the VPC endpoint through which the calls go.
    pub vpc_endpoint: Option<PolicySource>,
    /// The Regions in which the accounts have not switched STS on, as `aws account list-regions` tells it.
    pub disabled_regions: Vec<String>,
}

/// A policy document with its name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PolicySource {
    /// The name; inline and managed policies alike.
    pub name: String,
    /// The ARN of a managed policy.
    pub arn: Option<String>,
    /// The JSON text.
    pub text: String,
}

/// An IAM user.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct User {
    /// The ARN, with its path.
    pub arn: String,
    /// The unique id, `AIDA…`.
    pub id: Option<String>,
    /// The identity policies, inline and managed; `None` when they were not told.
    pub policies: Option<Vec<PolicySource>>,
    /// The permissions boundary.
    pub boundary: Option<PolicySource>,
}

/// An IAM role.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Role {
    /// The ARN, with its path.
    pub arn: String,
    /// The unique id, `AROA…`.
    pub id: Option<String>,
    /// When it was made, as IAM prints it; a role that was deleted and made again is younger than what names it.
    pub created: Option<String>,
    /// The trust policy.
    pub trust: PolicySource,
    /// The identity policies, inline and managed; `None` when they were not told.
    pub policies: Option<Vec<PolicySource>>,
    /// The permissions boundary.
    pub boundary: Option<PolicySource>,
    /// The names of the instance profiles that hold it.
    pub instance_profiles: Vec<String>,
    /// The longest session, in seconds.
    pub max_session_seconds: u32,
}

/// An IAM OIDC provider.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OidcProvider {
    /// The account that it stands in.
    pub account: String,
    /// The issuer's URL, with or without `https://`.
    pub url: String,
    /// The audiences that it takes.
    pub client_ids: Vec<String>,
}

/// An IAM SAML provider.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SamlProvider {
    /// The ARN.
    pub arn: String,
    /// The entity id in its metadata.
    pub issuer: String,
}

/// What the client brings with it: read by an SDK before it sends anything.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Client {
    /// The SDK family, such as `rust` or `boto3`.
    pub sdk: Option<String>,
    /// The version of the SDK, such as `2.20.0`.
    pub sdk_version: Option<String>,
    /// The endpoint URL that the code sets for STS.
    pub endpoint: Option<String>,
    /// The Region that the code sets.
    pub region: Option<String>,
    /// The environment variables.
    pub environment: Vec<(String, String)>,
    /// The Regions to fail over to, in order, where the client is built so.
    pub failover: Vec<String>,
    /// What is wrong with the keys that the client uses, where they are not the principal's own.
    pub keys: Option<Keys>,
    /// Parameters of the call which the diagnosis may add or change, such as `ExternalId`.
    pub parameters: Vec<(String, String)>,
    /// What the client's clock showed, in RFC 3339, where it was looked at; the true time otherwise.
    pub clock: Option<String>,
    /// Whether the session was opened with a second factor.
    pub mfa: bool,
    /// When the bearer token was made that the client keeps, in RFC 3339; a client without one makes its own for each call.
    pub kept_token: Option<String>,
    /// Whether the client makes a session and a token for each request, instead of keeping one until it is near its end.
    pub token_per_request: bool,
    /// The kubeconfig, as `kubectl config view` prints it.
    pub kubeconfig: Option<Source>,
    /// Who each profile of the shared configuration is, as `aws sts get-caller-identity --profile NAME` tells it.
    pub profiles: Vec<(String, String)>,
    /// Who the client acts as, where it was told to be another than the one who began.
    pub principal: Option<String>,
}

/// Keys that are not what their principal was given. The keys themselves are never part of a snapshot.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Keys {
    /// The secret has lost its last character.
    WrongSecret,
    /// The access key has been deleted.
    Deleted,
    /// The temporary credentials have been kept past their hour.
    Expired,
}

impl Keys {
    /// All kinds.
    pub const ALL: [Self; 3] = [Self::WrongSecret, Self::Deleted, Self::Expired];

    /// Returns its name in a snapshot, such as `wrong-secret`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::WrongSecret => "wrong-secret",
            Self::Deleted => "deleted",
            Self::Expired => "expired",
        }
    }
}

impl Snapshot {
    /// Returns the aws-auth ConfigMap's document, where the snapshot holds one.
    #[must_use]
    pub fn aws_auth(&self) -> Option<&Source> {
        let is_it = |it: &&Source| match &self.aws_auth_name {
            Some(name) => it.name == *name,
            None => read::is_aws_auth(&it.text),
        };
        self.kubernetes.as_ref()?.iter().find(is_it)
    }

    /// Returns the role with this ARN, with or without its path.
    #[must_use]
    pub fn role(&self, arn: &str) -> Option<&Role> {
        let roles = &self.iam.as_ref()?.roles;
        roles.iter().find(|it| it.arn == arn).or_else(|| {
            let bare = eks_iam_arn::role_arn_without_path(arn)?;
            roles
                .iter()
                .find(|it| eks_iam_arn::role_arn_without_path(&it.arn).as_deref() == Some(bare.as_str()))
        })
    }

    /// Returns the user with this ARN.
    #[must_use]
    pub fn user(&self, arn: &str) -> Option<&User> {
        self.iam.as_ref()?.users.iter().find(|it| it.arn == arn)
    }
}
