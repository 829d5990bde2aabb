//! The tests of the crate.
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "helpers of tests fail as tests do")]

mod candidates;
mod cases;
mod classes;
mod clients;
mod cloudtrail;
mod corpus;
mod kubernetes_audit;
mod laws;
mod noise;
mod parts;
#[cfg(feature = "aws-sdk")]
mod sdk;
mod wrap;
