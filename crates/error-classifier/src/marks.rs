//! The words by which a text is read: each says where a reader begins, or is a service's own fixed sentence.

mod aws;
mod clients;
mod emitters;
mod hints;
mod kubernetes;
mod network;
mod readers;

use crate::{
    Class, Emitter,
    level::{self, Level},
};

pub(crate) use self::{
    aws::AWS, clients::CLIENTS, emitters::EMITTERS, hints::HINTS, kubernetes::KUBERNETES, network::NETWORK,
    readers::READERS,
};

/// What stands at a place of the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Mark {
    /// `authorized to perform`: the middle of AWS's denial.
    Denial,
    /// `authorized to call`: a controller's own denial.
    DenialCall,
    /// `due to missing permissions`: another controller's own denial, behind the action.
    MissingPermissions,
    /// `missing permissions for`: a service's own denial, in front of the action.
    PermissionsFor,
    /// `authorized to access this resource`: a denial without action, or an API's own authorizer.
    DenialAccess,
    /// `explicit deny`: the beginning of an explicit reason.
    Explicit,
    /// `because no`: the beginning of an implicit reason.
    Implicit,
    /// EC2's `You are not authorized to …` in front of a denial or in place of it.
    Ec2Head,
    /// The title of an encoded authorization message.
    Encoded,
    /// `forbidden: User`: Kubernetes' denial.
    KubeDenial,
    /// `Forbidden (user=`: the denial of a node's own API.
    KubeletDenial,
    /// `" cannot `: the middle of Kubernetes' denial.
    KubeCannot,
    /// `An error occurred (`: the AWS CLI and boto3.
    CliFrame,
    /// `when calling the `: the same where its beginning is lost.
    CliCalling,
    /// `operation error`: Go, version 2.
    GoOperation,
    /// `api error`: Go, version 2, in front of the code.
    ApiError,
    /// `error calling sts:`: Terraform, in front of the operation.
    Calling,
    /// `while calling`, `Error executing`: in front of an operation.
    Executing,
    /// `Status code:` and its like, in front of a status.
    Status(Place),
    /// `HTTP 403` and its like, less telling than the service's own words.
    OuterStatus,
    /// `403 Forbidden` and its like.
    ReasonPhrase,
    /// `request id:` and its like, in front of an id.
    RequestId(Place),
    /// A key in front of a code, such as `<Code>` or `errorCode`.
    Code(Place),
    /// A key in front of an operation, such as `eventName`.
    OperationKey,
    /// `HandlerErrorCode`: CloudFormation's own code.
    HandlerCode,
    /// The version of Kubernetes' audit events.
    AuditEvent,
    /// `Errors::`: Ruby, in front of a code.
    RubyError,
    /// `X: X` of a reply without a body.
    Bodyless(Class),
    /// `from container metadata:`, in front of an id in brackets.
    ContainerMetadata,
    /// `userIdentity`, in front of the caller of a CloudTrail record.
    UserIdentity,
    /// `arn=` of the authenticator's log.
    CallerArn,
    /// The word by itself; what it means depends on what stands around it.
    Unauthorized,
    /// A fixed sentence.
    Says(Class, Level),
    /// A word that settles what other words mean.
    Hint(Hint),
    /// A word of one program's output.
    From(Emitter),
}

/// On which side of the message a wrapper puts a part.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Place {
    /// In front of the message.
    Front,
    /// Behind the message.
    Behind,
    /// On either side.
    Either,
}

/// A word that settles what other words mean.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Hint {
    /// A node's own program speaks.
    Node,
    /// A node's own program tells which call failed.
    NodeCall,
    /// A client of Kubernetes, a node's or another's, tells that it failed to list.
    ListCall,
    /// A Kubernetes client speaks.
    Kubernetes,
    /// The path of a pod's web identity token.
    TokenPath,
    /// The provider that reads a pod's web identity token.
    TokenProvider,
    /// A file could not be read.
    FileFailure,
    /// Credentials are missing, as the SDK for JavaScript says it.
    MissingInConfig,
    /// The authenticator refused somebody.
    AccessDenied,
    /// A reply of Kubernetes' own kind.
    KubeStatus,
    /// An image is pulled.
    ImagePull,
    /// A line of success or progress.
    Info,
}

impl Hint {
    /// Returns whether other words and this one may together give a class of IAM that they do not give by themselves.
    pub(crate) const fn tells(self) -> bool {
        matches!(
            self,
            Self::TokenPath | Self::MissingInConfig | Self::NodeCall | Self::ListCall | Self::AccessDenied
        )
    }
}

/// Shorthand of the tables.
const fn says(class: Class) -> Mark {
    Mark::Says(class, level::SENTENCE)
}

/// Shorthand of the tables, for sentences that wrap others.
const fn at(class: Class, level: Level) -> Mark {
    Mark::Says(class, level)
}
