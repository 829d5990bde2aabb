//! The tests of this crate.

#![cfg(test)]

mod create;
mod identify;
mod migrate;
mod policy_table;
mod properties;
mod read;
mod words;
