//! ARNs, partitions, account ids and IAM principals: parsed once, printed back byte for byte.
//!
//! ```
//! use eks_iam_arn::{ArnRef, Principal};
//!
//! let arn = ArnRef::parse("arn:aws:sts::111122223333:assumed-role/eks-admin/dev")?;
//! let principal = Principal::try_from(arn).expect("a session is somebody");
//! assert_eq!(principal.canonical(), "arn:aws:iam::111122223333:role/eks-admin");
//! # Ok::<(), eks_iam_arn::ParseArnError>(())
//! ```
//!
//! [`ArnRef`] borrows its text and [`Arn`] owns it; [`Principal`] is where an ARN becomes somebody, and
//! [`canonical_arn`] is what aws-iam-authenticator makes of it. [`wildcard_match`] and [`arn_like`] match as IAM does,
//! [`authenticator_arn_like`] as the authenticator does.
//!
//! There are no dependencies, and only `alloc` is needed.

#![no_std]

extern crate alloc;

mod account_id;
mod arn;
mod canonical;
mod error;
mod look_alike;
mod partition;
mod principal;
mod regions;
mod unique_id;
mod wildcard;

pub use crate::{
    account_id::{AccountId, ParseAccountIdError},
    arn::{Arn, ArnRef},
    canonical::{CanonicalizeArnError, canonical_arn, role_arn_without_path},
    error::{ArnPart, ParseArnError},
    partition::{ParsePartitionError, Partition, PartitionVia, RegionMatch},
    principal::{
        AssumedRole, FederatedUser, NotAPrincipalError, Principal, PrincipalKind, Role, Root, SsoRole, User,
    },
    unique_id::UniqueIdKind,
    wildcard::{MatchArnError, arn_like, authenticator_arn_like, wildcard_match, wildcard_match_ignore_case},
};
