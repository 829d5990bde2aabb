//! The AWS SDK for Rust: our resolver in its client, and calls that go to another Region when an endpoint is at fault.

mod error;
mod failover;
mod outcome;
mod resolver;
mod retry;

pub use self::{
    error::FailoverError, failover::FailoverClient, outcome::outcome_of, resolver::StsEndpointResolver,
};
