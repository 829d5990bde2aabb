//! Tests of the public interface.

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
