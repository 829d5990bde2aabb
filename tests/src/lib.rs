//! Integration tests live in `it/`. The examples of the README are compiled and run as tests of this crate.

#[cfg(doctest)]
#[doc = include_str!("../../README.md")]
pub struct Readme;
