//! The aws-auth ConfigMap: read with spans, checked, mended, mapped.
//!
//! `kube-system/aws-auth` tells an EKS cluster which IAM principals may log in and under which Kubernetes name. The
//! crate reads it exactly as aws-iam-authenticator v0.7 does (YAML 1.1 by go-yaml 2, then Go's JSON decoder), says
//! which line grants nothing and why, mends it by edits of the text, and tells who a caller becomes. Reading never
//! fails: what cannot be read becomes a finding.
//!
//! ```
//! use eks_iam_aws_auth::{AwsAuth, FindingKind, fix};
//!
//! let text = "- rolearn: arn:aws:iam::111122223333:role/team/ops\n  username: ops\n  groups: [ops-edit]\n";
//! let document = AwsAuth::parse(text);
//! assert_eq!(document.roles().len(), 1);
//! assert_eq!(document.findings()[0].kind, FindingKind::RoleArnHasPath);
//! assert!(fix(text).text.starts_with("- rolearn: arn:aws:iam::111122223333:role/ops\n"));
//! ```
//!
//! | type | what it is |
//! | --- | --- |
//! | [`AwsAuth`], [`Mapping`], [`SsoMatcher`], [`Section`] | the document and what the authenticator loads of it |
//! | [`Finding`], [`FindingKind`] | one defect, where it stands, how it is mended, what it means |
//! | [`fix`], [`Fixed`], [`add_role_entry`] | edits of the text that keep comments, order and quoting |
//! | [`Caller`], [`IdentityMap`], [`MapOptions`], [`Identity`], [`Unmapped`] | who a caller becomes |
//! | [`EntryVerdict`], [`VerdictReason`] | why one entry did or did not match a caller |
//! | [`Backend`], [`map_backends`], [`ask_backends`] | the other backends of a self-hosted authenticator and their order |

mod arn_shape;
mod aws_auth;
mod backend;
mod characters;
mod context;
mod edit;
mod few;
mod finding;
mod findings;
mod fix;
mod identity;
mod key_hash;
mod last_applied;
mod manifest;
mod section;
mod variables;
mod who;
mod yaml;

pub use crate::{
    aws_auth::{AwsAuth, Mapping, ParseErrorKind, Rejected, Section, SsoMatcher},
    backend::{Backend, BackendEntry, BackendMode, ask_backends, map_backends},
    edit::add_role_entry,
    finding::{Finding, FindingKind},
    fix::{Fixed, fix},
    identity::{
        Caller, EntryVerdict, Identity, IdentityMap, Lookup, MapOptions, MatchedEntry, Unmapped,
        UnmappedReason, VerdictReason, Via,
    },
    last_applied::LastApplied,
};
