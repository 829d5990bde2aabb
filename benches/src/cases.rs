//! All cases of the crates that are switched on.

use crate::Case;

#[cfg(feature = "arn")]
mod arn;
#[cfg(feature = "error-classifier")]
mod error_classifier;
#[cfg(feature = "policy")]
mod policy;
#[cfg(feature = "sts-endpoint")]
mod sts_endpoint;

/// Returns all cases, in the order in which they are told.
#[must_use]
pub fn all() -> Vec<Case> {
    let mut cases = Vec::new();
    #[cfg(feature = "arn")]
    cases.extend(arn::cases());
    #[cfg(feature = "policy")]
    cases.extend(policy::cases());
    #[cfg(feature = "error-classifier")]
    cases.extend(error_classifier::cases());
    #[cfg(feature = "sts-endpoint")]
    cases.extend(sts_endpoint::cases());
    cases
}
