//! A change that mends a cause: applied by machine to a snapshot, or told in words.

use eks_iam_access_entry::{AccessEntry, AuthenticationMode};

use crate::{
    Message,
    snapshot::{OidcProvider, PolicySource, Source},
};

/// What sort of change a remedy is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum RemedyKind {
    /// An edit of a document, such as the ConfigMap aws-auth.
    EditDocument,
    /// A statement in a policy of the caller, of its boundary, session, endpoint or organization.
    PolicyStatement,
    /// A statement in a role's trust policy.
    TrustStatement,
    /// An annotation of a service account.
    Annotation,
    /// An environment variable of the client.
    EnvironmentVariable,
    /// A setting of the client: endpoint, Region, a parameter of the call.
    ClientSetting,
    /// An access entry of the cluster.
    AccessEntry,
    /// A setting of the cluster or the account: authentication mode, OIDC provider.
    ClusterSetting,
    /// A Kubernetes RBAC object.
    RbacObject,
    /// The pod has to be made anew.
    RecreatePod,
    /// Only words help.
    Words,
}

impl RemedyKind {
    /// All kinds.
    pub const ALL: [Self; 11] = [
        Self::EditDocument,
        Self::PolicyStatement,
        Self::TrustStatement,
        Self::Annotation,
        Self::EnvironmentVariable,
        Self::ClientSetting,
        Self::AccessEntry,
        Self::ClusterSetting,
        Self::RbacObject,
        Self::RecreatePod,
        Self::Words,
    ];

    /// Returns the kebab-case name, such as `edit-document`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::EditDocument => "edit-document",
            Self::PolicyStatement => "policy-statement",
            Self::TrustStatement => "trust-statement",
            Self::Annotation => "annotation",
            Self::EnvironmentVariable => "environment-variable",
            Self::ClientSetting => "client-setting",
            Self::AccessEntry => "access-entry",
            Self::ClusterSetting => "cluster-setting",
            Self::RbacObject => "rbac-object",
            Self::RecreatePod => "recreate-pod",
            Self::Words => "words",
        }
    }
}

/// Who has to make the change, for a locked-out person often cannot.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Actor {
    /// Whoever runs the client.
    Caller,
    /// An administrator of IAM in the account that the change names.
    AccountAdministrator,
    /// An administrator of the cluster.
    ClusterAdministrator,
    /// The owner of the organization's policies.
    OrganizationOwner,
}

impl Actor {
    /// Returns who that is, in one sentence.
    #[must_use]
    pub const fn words(self) -> Message {
        Message::new(match self {
            Self::Caller => "actor.caller",
            Self::AccountAdministrator => "actor.account-administrator",
            Self::ClusterAdministrator => "actor.cluster-administrator",
            Self::OrganizationOwner => "actor.organization-owner",
        })
    }
}

/// One change that mends a cause.
#[derive(Debug, Clone, PartialEq)]
pub struct Remedy {
    /// What sort of change it is.
    pub kind: RemedyKind,
    /// Who has to make it.
    pub actor: Actor,
    /// What is to be done, in one sentence.
    pub title: Message,
    /// The edits; empty when it can only be told in words.
    pub changes: Vec<Change>,
}

impl Remedy {
    /// Returns a remedy that is told in words only.
    #[must_use]
    pub const fn words(actor: Actor, title: Message) -> Self {
        Self { kind: RemedyKind::Words, actor, title, changes: Vec::new() }
    }

    /// Returns a remedy with its edits.
    #[must_use]
    pub const fn new(kind: RemedyKind, actor: Actor, title: Message, changes: Vec<Change>) -> Self {
        Self { kind, actor, title, changes }
    }

    /// Tells whether a machine can apply it.
    #[must_use]
    pub const fn is_applicable(&self) -> bool {
        !self.changes.is_empty()
    }
}

/// Whose policy a change writes.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum PolicyHolder {
    /// An identity policy of the user or role with this ARN.
    Identity(String),
    /// The permissions boundary of the user or role with this ARN.
    Boundary(String),
    /// The trust policy of the role with this ARN.
    Trust(String),
    /// The policy of the VPC endpoint.
    VpcEndpoint,
    /// A service control policy.
    Scp,
    /// A resource control policy.
    Rcp,
    /// The policy of the bucket of this name.
    Bucket(String),
}

/// A setting of the client.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum ClientSetting {
    /// The STS endpoint that the code sets.
    Endpoint,
    /// The Region that the code sets.
    Region,
    /// The Regions to fail over to, separated by commas.
    Failover,
    /// A parameter of the call, such as `ExternalId`.
    Parameter(String),
    /// An environment variable.
    Environment(String),
    /// The keys; they can only be configured anew, never written here.
    Keys,
    /// The keys, which a new sign-in renews.
    SignIn,
    /// The version of the SDK.
    SdkVersion,
    /// The clock; it can only be set right.
    Clock,
    /// A second factor at the login.
    Mfa,
    /// The bearer token that is kept; without it each call gets one of its own.
    KeptToken,
    /// Whether each request gets a session and a token of its own.
    TokenPerRequest,
    /// Who the client acts as.
    Principal,
}

/// One edit of a snapshot. Applying it twice changes nothing more.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum Change {
    /// The Kubernetes document of that name gets this text; a new name is a new document.
    PutManifest(Source),
    /// The holder's policy of that name gets this text; a new name is a new policy.
    PutPolicy(PolicyHolder, PolicySource),
    /// The entry is made, or replaces the one of the same principal.
    PutAccessEntry(AccessEntry),
    /// The cluster's authentication mode.
    SetAuthenticationMode(AuthenticationMode),
    /// The client's setting; `None` removes it.
    SetClient(ClientSetting, Option<String>),
    /// The provider is made, or replaces the one of the same account and URL.
    PutOidcProvider(OidcProvider),
    /// The access entry of this principal is deleted.
    RemoveAccessEntry(String),
    /// The kubeconfig gets this text.
    PutKubeconfig(Source),
    /// STS is switched on in this Region.
    EnableRegion(String),
    /// The pod of this name is deleted and made again from the same template.
    RecreatePod(String),
    /// The add-on of this name is installed.
    InstallAddon(String),
    /// The user with this ARN is made, without any policy.
    PutUser(String),
}
