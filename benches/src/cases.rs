//! All cases of the crates that are switched on.

use crate::Case;

#[cfg(feature = "arn")]
mod arn;
#[cfg(feature = "aws-auth")]
mod aws_auth;
#[cfg(feature = "error-classifier")]
mod error_classifier;
#[cfg(feature = "mock")]
mod mock;
#[cfg(feature = "policy")]
mod policy;
#[cfg(feature = "scan")]
mod scan;
#[cfg(feature = "sigv4")]
mod sigv4;
#[cfg(feature = "sts-endpoint")]
mod sts_endpoint;
#[cfg(feature = "token")]
mod token;

/// Returns all cases, in the order in which they are told.
#[must_use]
pub fn all() -> Vec<Case> {
    let mut cases = Vec::new();
    #[cfg(feature = "arn")]
    cases.extend(arn::cases());
    #[cfg(feature = "aws-auth")]
    cases.extend(aws_auth::cases());
    #[cfg(feature = "policy")]
    cases.extend(policy::cases());
    #[cfg(feature = "error-classifier")]
    cases.extend(error_classifier::cases());
    #[cfg(feature = "scan")]
    cases.extend(scan::cases());
    #[cfg(feature = "sts-endpoint")]
    cases.extend(sts_endpoint::cases());
    #[cfg(feature = "sigv4")]
    cases.extend(sigv4::cases());
    #[cfg(feature = "token")]
    cases.extend(token::cases());
    #[cfg(feature = "mock")]
    cases.extend(mock::cases());
    cases
}
