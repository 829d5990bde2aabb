//! The tests of this crate.

mod policy_table;
