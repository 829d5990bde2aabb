//! Tests of the public interface; the scenarios themselves are tests of the workspace.

#![expect(clippy::unwrap_used, reason = "helpers of tests fail by panicking, as the tests themselves do")]

mod questions;
mod reading;
