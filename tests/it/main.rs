//! Integration tests of the workspace.

mod checks;
mod scenarios;
