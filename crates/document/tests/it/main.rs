//! Tests of the crate through its public API.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "a test may panic"
)]

mod errors;
mod json;
mod limits;
mod node;
mod outer_span;
mod properties;
mod spans;
mod table;
mod write;
