//! The tests of this crate.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    reason = "helpers of tests fail by panicking, as the tests themselves do"
)]

mod policy_table;
