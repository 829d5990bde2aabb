//! All cases of the crates that are switched on.

use crate::Case;

#[cfg(feature = "arn")]
mod arn;

/// Returns all cases, in the order in which they are told.
#[must_use]
pub fn all() -> Vec<Case> {
    let mut cases = Vec::new();
    #[cfg(feature = "arn")]
    cases.extend(arn::cases());
    cases
}
