//! ARNs, partitions, account ids and IAM principals: parsed once, printed back byte for byte.
//!
//! Every ARN of every service reads, and prints as it was read. An ARN that is somebody becomes a [`Principal`], and
//! [`canonical_arn`] is the form under which Amazon EKS looks a caller up.
//!
//! ```
//! use eks_iam_arn::{ArnRef, Principal};
//!
//! let arn = ArnRef::parse("arn:aws:sts::111122223333:assumed-role/eks-admin/dev")?;
//! assert_eq!((arn.service(), arn.account()), ("sts", "111122223333"));
//! let principal = Principal::try_from(arn).expect("a session is somebody");
//! assert_eq!(principal.canonical(), "arn:aws:iam::111122223333:role/eks-admin");
//!
//! let error = ArnRef::parse("arn：aws:iam::111122223333:root").unwrap_err();
//! assert_eq!(error.to_string(), "ARN does not begin with `arn:`; there is a full-width colon U+FF1A at byte 3");
//! # Ok::<(), eks_iam_arn::ParseArnError>(())
//! ```
//!
//! # Map
//!
//! | what | for |
//! | --- | --- |
//! | [`ArnRef`], [`Arn`] | the six parts over one text, borrowed and owned; [`ParseArnError`] says which [`ArnPart`] and which byte |
//! | [`odd_characters`], [`OddCharacter`] | full-width, invisible and look-alike characters, by name, code point and byte |
//! | [`AccountId`], [`Partition`], [`RegionMatch`] | twelve digits; the eight partitions, their DNS suffixes and Regions |
//! | [`Principal`], [`PrincipalKind`] | [`User`], [`Role`], [`AssumedRole`], [`FederatedUser`], [`Root`]; [`SsoRole`] of Identity Center |
//! | [`canonical_arn`], [`canonical_kind`], [`strip_role_path`] | what aws-iam-authenticator v0.7 does, quirk by quirk |
//! | [`role_arn_without_path`] | a role as it belongs into `rolearn` of aws-auth |
//! | [`wildcard_match`], [`wildcard_match_ignore_case`], [`arn_like`] | IAM's `*` and `?`, in a time that no pattern makes long |
//! | [`authenticator_arn_like`] | the same as the authenticator does it, where `?` is no character or one |
//! | [`UniqueIdKind`] | `AIDA`, `AROA`, `AKIA`, `ASIA` and their kin |
//!
//! # Strict and lax
//!
//! [`ArnRef`] checks the shape and nothing that a service might allow. [`Principal`] checks all that IAM checks. The
//! functions that stand for the authenticator check what it checks, which is less: they answer for texts that neither of
//! the two takes, since a diagnosis must say what the real program does.
//!
//! # Features
//!
//! There are no dependencies, and only `alloc` is needed. The feature `serde`, off by default, serialises [`Arn`],
//! [`ArnRef`], [`AccountId`] and [`Partition`] as the texts that they print.

#![no_std]

extern crate alloc;

mod arn;
mod error;
mod look_alike;

mod account_id;
mod partition;
mod table;

mod canonical;
mod parts;
mod principal;
mod unique_id;

mod arn_like;
mod nfa;
mod wildcard;

#[cfg(feature = "serde")]
mod serde;

pub use crate::{
    account_id::{AccountId, ParseAccountIdError},
    arn::{Arn, ArnRef},
    arn_like::{MatchArnError, arn_like, authenticator_arn_like},
    canonical::{
        CanonicalizeArnError, canonical_arn, canonical_kind, role_arn_without_path, strip_role_path,
    },
    error::{ArnPart, ParseArnError},
    look_alike::{OddCharacter, odd_characters},
    partition::{ParsePartitionError, Partition, PartitionVia, RegionMatch},
    principal::{
        AssumedRole, FederatedUser, NotAPrincipalError, Principal, PrincipalFault, PrincipalKind, Role, Root,
        SsoRole, User,
    },
    unique_id::UniqueIdKind,
    wildcard::{wildcard_match, wildcard_match_ignore_case},
};
