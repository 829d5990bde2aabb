//! Tests of which STS host a client calls, for which Region it signs, and what STS says to that.

#![cfg(test)]

#[cfg(feature = "aws-sdk")]
mod aws_sdk;
mod clients;
mod data;
mod failover;
mod oracle;
mod properties;
mod refusals;
mod tables;
mod trace;
mod warnings;
