//! Signs and verifies AWS Signature Version 4 requests, in the header and in a presigned URL.
//!
//! The signer makes what an AWS SDK makes. The verifier answers as AWS STS answers: the checks stand in AWS's order, and
//! each refusal has AWS's status, code and text as well as a [`RefusalKind`]. Both show the canonical request and the
//! string to sign, so that a person sees where two sides differ; neither ever shows a key. Nothing is read from the
//! process, no clock and no network: the time and the keys are arguments.
//!
//! ```
//! use eks_iam_sigv4::{Credentials, KeyRecord, Request, SigningParams, Timestamp, Verifier, sign, verify};
//!
//! let credentials = Credentials::new("AKIDEXAMPLE", "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY");
//! let time = Timestamp::parse_basic("20260713T093000Z").unwrap();
//! let mut request = Request::new("GET", "/?Action=GetCallerIdentity&Version=2011-06-15")
//!     .with_header("host", "sts.us-west-2.amazonaws.com");
//! sign(&mut request, &SigningParams { credentials: &credentials, region: "us-west-2", service: "sts", time });
//!
//! let keys = |id: &str| (id == "AKIDEXAMPLE").then(|| KeyRecord::of(&credentials));
//! assert!(verify(&request, &Verifier::new("us-west-2", "sts", time), &keys).is_ok());
//! let refusal = verify(&request, &Verifier::new("us-east-1", "sts", time), &keys).unwrap_err();
//! assert_eq!(refusal.message, "Credential should be scoped to a valid region. ");
//! ```
//!
//! # Map
//!
//! - a request and what it is signed with: [`Request`], [`Credentials`], [`Secret`], [`Timestamp`];
//! - signing: [`sign`], [`presign`] with [`SigningParams`] and [`PresignRequest`]; whoever signs often keeps the day's
//!   [`SigningKey`] for [`sign_with_key`] and [`presign_with_key`];
//! - reading a signature: [`parse_signature`] gives [`Signature`] with its [`Scope`] and [`Location`];
//!   [`canonical_request`], [`redacted_canonical_request`] and [`string_to_sign`] show what was hashed; [`differences`] gives
//!   the [`CanonicalPart`]s in which two sides hashed something else, each as a [`Difference`];
//! - verifying: [`verify`] with [`Verifier`], [`KeyRecord`] and [`Skip`] gives [`Verified`] or a [`Refusal`]; [`verify_with_keys`] for
//!   a server that keeps signing keys.
//!
//! # Absent on purpose
//!
//! `SigV4a`, and the streaming payloads of S3. Of S3's own rules the path (encoded once, not normalised) and
//! `UNSIGNED-PAYLOAD` are known, nothing else.

mod request;
mod secret;
mod timestamp;

mod canonical;
mod difference;
mod digest;
mod encode;

mod presign;
mod sign;
mod signing_key;

mod refusal;
mod scope;
mod signature;
mod verify;

pub use crate::{
    canonical::{canonical_request, redacted_canonical_request, string_to_sign},
    difference::{CanonicalPart, Difference, differences},
    presign::{PresignRequest, presign, presign_with_key},
    refusal::{Refusal, RefusalKind},
    request::Request,
    scope::Scope,
    secret::{Credentials, Secret},
    sign::{SigningParams, sign, sign_with_key},
    signature::{Location, Signature, parse_signature},
    signing_key::SigningKey,
    timestamp::{ParseTimestampError, Timestamp},
    verify::{KeyRecord, KeyState, Skip, Verified, Verifier, verify, verify_with_keys},
};
