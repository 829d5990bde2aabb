//! Who a caller becomes.

mod canonical;
mod explain;
mod lookup;

use std::collections::BTreeMap;

use eks_iam_span::Span;

use crate::Section;

pub use self::{
    explain::{EntryVerdict, VerdictReason},
    lookup::{IdentityMap, Lookup},
};

/// What STS says about a caller (GetCallerIdentity), and the access key id of the token's credential.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Caller {
    /// `Arn`, such as `arn:aws:sts::111122223333:assumed-role/ops/dana`.
    pub arn: String,
    /// `Account`, twelve digits.
    pub account: String,
    /// `UserId`, such as `AROAEXAMPLEEXAMPLE01:dana`.
    pub user_id: String,
    /// `AKIA…` or `ASIA…`.
    pub access_key_id: String,
}

/// What the answer depends on besides the document and the caller.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MapOptions {
    /// Private DNS name by instance id, what ec2:DescribeInstances would answer for `{{EC2PrivateDNSName}}`.
    pub ec2_private_dns: BTreeMap<String, String>,
    /// Whether the feature gate `SSORoleMatch` is on; EKS leaves it off.
    pub sso_role_match: bool,
}

/// The list that let a caller in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Via {
    /// An entry of `mapRoles`.
    MapRoles,
    /// An entry of `mapUsers`.
    MapUsers,
    /// The caller's account in `mapAccounts`: the canonical ARN is the user name, and there are no groups.
    MapAccounts,
}

impl Via {
    /// Returns the data key, such as `mapRoles`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::MapRoles => "mapRoles",
            Self::MapUsers => "mapUsers",
            Self::MapAccounts => "mapAccounts",
        }
    }
}

/// The entry that decided.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct MatchedEntry {
    /// The list.
    pub section: Section,
    /// Zero-based position in the list as written.
    pub index: usize,
    /// The entry, in the text of the document.
    pub span: Span,
}

/// Who a caller is to the cluster.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Identity {
    /// The Kubernetes user name, templates filled in; may be empty.
    pub username: String,
    /// The Kubernetes groups, templates filled in.
    pub groups: Vec<String>,
    /// `aws-iam-authenticator:ACCOUNT:PRINCIPALID`.
    pub uid: String,
    /// The extra values of the answer: `arn`, `canonicalArn`, `sessionName`, `accessKeyId`, `principalId` and
    /// `sigs.k8s.io/aws-iam-authenticator/principalId`, in that order.
    pub extra: Vec<(String, Vec<String>)>,
    /// The list that let the caller in.
    pub via: Via,
    /// The entry that decided, where the caller was mapped by the document's own text.
    pub matched: Option<MatchedEntry>,
    /// Whether the authenticator may as well give another answer, for it picks at random here;
    /// [`IdentityMap::outcomes`] lists them all.
    pub undetermined: bool,
}

/// Why a caller is nobody to the cluster (401 `Unauthorized` at the API server).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum UnmappedReason {
    /// No entry names the caller's canonical ARN and no account rule applies.
    NotMapped,
    /// An entry matched and its template could not be filled in; final, nothing else is asked.
    TemplateError,
    /// The rendered user name begins with a prefix reserved for that backend; final.
    ReservedPrefix,
    /// Principal id and ARN of a strict DynamicFile disagree.
    IdArnMismatch,
    /// The caller's ARN is no principal that the authenticator canonicalises.
    UnsupportedCallerArn,
    /// `UserId` of an assumed role has not exactly one colon.
    MalformedUserId,
}

impl UnmappedReason {
    /// Returns the stable name in kebab-case.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::NotMapped => "not-mapped",
            Self::TemplateError => "template-error",
            Self::ReservedPrefix => "reserved-prefix",
            Self::IdArnMismatch => "id-arn-mismatch",
            Self::UnsupportedCallerArn => "unsupported-caller-arn",
            Self::MalformedUserId => "malformed-user-id",
        }
    }
}

/// The answer "nobody", with its reason.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unmapped {
    /// Why.
    pub reason: UnmappedReason,
    /// The entry that matched before something else failed.
    pub matched: Option<MatchedEntry>,
    /// Whether the authenticator may as well give another answer.
    pub undetermined: bool,
}
