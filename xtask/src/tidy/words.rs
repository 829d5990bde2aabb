//! The project speaks of itself alone, not of the places where people work on it.

use super::tree::Tree;

const WORDS: &[&str] = &["/work/", "../shared", "crates.io", "pypi.org", "issue #"];

/// Files that must say a word: this one, and the one that cargo writes.
const EXCEPTIONS: &[&str] = &["xtask/src/tidy/words.rs", "Cargo.lock"];

pub(super) fn check(tree: &Tree) -> Vec<String> {
    let files = tree.files().filter(|(path, _)| !EXCEPTIONS.contains(path));
    files.flat_map(|(path, text)| check_text(path, text)).collect()
}

fn check_text(path: &str, text: &str) -> Vec<String> {
    let mut found = Vec::new();
    for (line, text) in text.lines().enumerate() {
        for word in WORDS.iter().filter(|it| text.contains(**it)) {
            found.push(format!(
                "{path}:{}: say it without `{word}`: a reader has only this repository",
                line + 1
            ));
        }
    }
    found
}

#[test]
fn words_of_workplaces_are_found() {
    let tree = Tree::of(&[
        ("README.md", "fine\nsee issue #7\n"),
        ("Cargo.lock", "registry of crates.io\n"),
        ("xtask/src/tidy/words.rs", "/work/"),
    ]);
    assert_eq!(check(&tree), ["README.md:2: say it without `issue #`: a reader has only this repository"]);
}
