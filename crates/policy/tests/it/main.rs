//! Tests of the public interface.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "helpers of tests fail by panicking, as the tests themselves do"
)]

mod changes;
mod denial;
mod explain;
mod hostile;
mod lint;
mod pass_role;
mod properties;
mod read;
mod sides;
mod support;
mod vectors;
