//! Tests of the public interface.

#![expect(clippy::unwrap_used, reason = "helpers of tests fail by panicking, as the tests themselves do")]

mod changes;
mod pages;
mod reading;
mod texts;
