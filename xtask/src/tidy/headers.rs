//! Every Rust file says at its top what it is for.

use super::tree::Tree;

pub(super) fn check(tree: &Tree) -> Vec<String> {
    let silent = tree.sources().filter(|(_, text)| !text.starts_with("//! "));
    silent
        .map(|(path, _)| format!("{path}: begin the file with `//! ` and a sentence on what it is for"))
        .collect()
}

#[test]
fn a_file_without_header_is_found() {
    let tree = Tree::of(&[
        ("a/src/lib.rs", "//! What it is for.\n"),
        ("a/src/mute.rs", "use std::fmt;\n"),
        ("a/README.md", "no source\n"),
    ]);
    assert_eq!(check(&tree), ["a/src/mute.rs: begin the file with `//! ` and a sentence on what it is for"]);
}
