//! The EKS bearer token: made, read, verified.
//!
//! A client proves who it is to an EKS cluster with a presigned `GetCallerIdentity` URL, in which the cluster's name is
//! signed as the header `x-k8s-aws-id`. This crate makes such tokens as `aws eks get-token` does, takes them apart for
//! people, and verifies them as aws-iam-authenticator v0.7.18 does, step by step and in its order. It opens no socket: the
//! one call to STS is the caller's, behind [`StsCall`].
//!
//! ```
//! use eks_iam_sigv4::{Credentials, Timestamp};
//! use eks_iam_token::{StsAnswer, TokenRequest, Verifier, make};
//!
//! let credentials = Credentials::new("AKIAIOSFODNN7EXAMPLE", "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY");
//! let time = Timestamp::parse_basic("20260115T100000Z").unwrap();
//! let token = make(&TokenRequest::new("us-west-2", "my-cluster", &credentials, time)).unwrap();
//!
//! let request = Verifier::as_eks("aws", "us-west-2", "my-cluster").prepare(token.as_str(), time + 60).unwrap();
//! assert_eq!(request.host(), "sts.us-west-2.amazonaws.com");
//! let body = r#"{"GetCallerIdentityResponse":{"GetCallerIdentityResult":{"Account":"111122223333",
//!     "Arn":"arn:aws:sts::111122223333:assumed-role/dev/anna","UserId":"AROAEXAMPLEEXAMPLE01:anna"}}}"#;
//! let identity = request.finish(&StsAnswer { status: 200, body: body.to_owned() }).unwrap();
//! assert_eq!(identity.canonical, "arn:aws:iam::111122223333:role/dev");
//! ```
//!
//! # Map
//!
//! - making: [`make`] with [`TokenRequest`] gives a [`Token`]; whoever makes many keeps a [`TokenMaker`]; [`ExecCredential`]
//!   is what kubectl wants printed, in the [`ApiVersion`] it asked for;
//! - reading: [`decode`] gives a [`DecodedToken`], which never holds the signature;
//! - verifying: [`Verifier`] with [`Rules`], in two halves ([`Verifier::prepare`] gives a [`StsRequest`],
//!   [`StsRequest::finish`] takes the [`StsAnswer`]) or at once with [`verify`] and an [`StsCall`]; the outcome is an
//!   [`Identity`] or a [`VerifyTokenError`] with its [`Reason`]; [`LogContext`] gives the authenticator's log line.

mod make;
mod maker;
mod token;

mod exec_credential;

mod decode;

mod error;
mod identity;
mod log;
mod sts;
mod verify;

mod base64;
mod go;
mod host;
mod json;
mod query;
mod strict;
mod url;
mod words;

pub use crate::{
    decode::{DecodedToken, decode},
    error::{Reason, VerifyTokenError},
    exec_credential::{ApiVersion, ExecCredential},
    identity::Identity,
    log::LogContext,
    make::{MakeTokenError, TokenRequest, make},
    maker::TokenMaker,
    sts::{StsAnswer, StsCall, StsRequest},
    token::Token,
    verify::{Rules, Verifier, verify},
};
