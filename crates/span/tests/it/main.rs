//! Tests of the crate through its public API.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, clippy::string_slice, reason = "a test may panic")]

mod diff;
mod edit;
mod line_index;
mod snippet;
mod span;
