//! YAML 1.1 as go-yaml 2 reads it, with the place of every byte of every scalar.
//!
//! The authenticator, kubectl and the API server all read YAML through go-yaml 2. It differs from YAML 1.2 where it
//! hurts: tabs, `yes` and `no`, octal numbers, U+0085 and U+2028 as line ends, what may begin a plain scalar. A reader
//! for 1.2 (the workspace's document tree is one) would call documents good that lock people out, so this crate has its
//! own, checked against kubectl: [`scan`] makes tokens, [`compose`] a tree in an arena (no recursion, so that hostile
//! nesting cannot overflow the stack), [`resolve`] tells what a plain scalar is, [`check`] refuses what decoding would
//! refuse.

mod block;
mod characters;
mod check;
mod compose;
mod fetch;
mod plain;
mod quoted;
mod resolve;
mod scan;
mod simple;
mod tree;
mod value;

pub(crate) use self::{
    check::{check, is_merge},
    compose::Composer,
    resolve::{Resolved, resolve, resolve_plain},
    tree::{Data, Node, NodeId, Tree},
    value::{Style, TextMap, Value},
};

/// Why a text is no YAML for go-yaml 2.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct YamlError {
    /// The byte at which reading stopped.
    pub(crate) at: usize,
    /// go-yaml's own words.
    pub(crate) problem: &'static str,
}

impl YamlError {
    pub(crate) const fn new(at: usize, problem: &'static str) -> Self {
        Self { at, problem }
    }
}

/// Reads the first document of `text` and refuses what decoding would refuse.
pub(crate) fn first_document(text: &str) -> Result<Tree<'_>, YamlError> {
    // Nothing in a simple list is ever refused.
    if let Some(tree) = simple::simple_list(text) {
        return Ok(tree);
    }
    let mut composer = Composer::new(text)?;
    let tree = composer.next_document()?.unwrap_or_default();
    check(&tree)?;
    Ok(tree)
}
