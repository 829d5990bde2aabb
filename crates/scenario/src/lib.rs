//! The scenario file and its runner.
