//! Every kind of finding is a file that tells its name, what it is, and shows an example.

use super::tree::Tree;

/// The folders with a file a kind.
const FOLDERS: &[&str] = &["crates/aws-auth/src/findings/", "crates/policy/src/findings/"];

pub(super) fn check(tree: &Tree) -> Vec<String> {
    let mut found = Vec::new();
    for (path, text) in tree.sources() {
        let inner = FOLDERS.iter().find_map(|folder| path.strip_prefix(folder)?.strip_suffix(".rs"));
        let Some(stem) = inner.filter(|it| !it.contains('/')) else { continue };
        let name = stem.replace('_', "-");
        let page: Vec<&str> = text.lines().map_while(|line| line.strip_prefix("//!")).collect();
        let tells = page.first().and_then(|it| it.trim().strip_prefix(&format!("`{name}`: ")));
        if tells.is_none_or(str::is_empty) {
            found.push(format!("{path}: begin with ``//! `{name}`: `` and what the finding says"));
        }
        let fences = page.iter().filter(|it| it.trim().starts_with("```")).count();
        if fences < 2 && !text.contains("example:") {
            found.push(format!("{path}: show an example between ``` fences in the `//!` lines"));
        }
    }
    found
}

#[test]
fn a_kind_needs_a_name_and_an_example() {
    let good = "//! `a-b`: what it is.\n//!\n//! ```yaml\n//! - x\n//! ```\n";
    let tree = Tree::of(&[
        ("crates/aws-auth/src/findings/a_b.rs", good),
        ("crates/aws-auth/src/findings/b_c.rs", good),
        ("crates/aws-auth/src/findings/d.rs", "//! `d`: what it is.\n\nfn check() {}\n"),
        ("crates/aws-auth/src/findings.rs", "//! All kinds.\n"),
    ]);
    assert_eq!(
        check(&tree),
        [
            "crates/aws-auth/src/findings/b_c.rs: begin with ``//! `b-c`: `` and what the finding says",
            "crates/aws-auth/src/findings/d.rs: show an example between ``` fences in the `//!` lines",
        ]
    );
}
