//! The tests of `eks-iam-arn`.

#![cfg(test)]

mod account_id;
mod arn;
mod arn_like;
mod canonical;
mod data;
mod odd_characters;
mod partition;
mod principal;
mod properties;
#[cfg(feature = "serde")]
mod serde;
mod unique_id;
mod wildcard;
