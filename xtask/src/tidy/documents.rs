//! What the documents at the root must have.

use super::tree::Tree;

/// A file, a line or words of it, and why it is wanted.
const WANTED: &[(&str, &str, &str)] = &[
    ("CHANGELOG.md", "\n## Unreleased\n", "changes go there before a version has its number"),
    ("README.md", "cargo xtask simulate", "it is one of the two commands that set everything up"),
    ("README.md", "cargo xtask test", "it is one of the two commands that set everything up"),
];

pub(super) fn check(tree: &Tree) -> Vec<String> {
    let missing =
        WANTED.iter().filter(|(path, words, _)| !tree.text(path).is_some_and(|it| it.contains(words)));
    missing.map(|(path, words, why)| format!("{path}: write `{}`: {why}", words.trim())).collect()
}

#[test]
fn missing_words_are_found() {
    let tree = Tree::of(&[
        ("CHANGELOG.md", "# Change log\n\n## Unreleased\n\n- arn: reads ARNs\n"),
        ("README.md", "Type `cargo xtask simulate`.\n"),
    ]);
    assert_eq!(
        check(&tree),
        ["README.md: write `cargo xtask test`: it is one of the two commands that set everything up"]
    );
    assert_eq!(check(&Tree::default()).len(), 3);
}
