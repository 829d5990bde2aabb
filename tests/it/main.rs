//! Integration tests of the workspace.
#![expect(clippy::expect_used, reason = "a test that cannot go on says so")]

mod allocations;
mod checks;
mod denials;
mod scenarios;
