//! No test file is forgotten: modules of `tests/it` are listed, and its data are read.

use super::tree::Tree;

/// Where the tests of a crate lie; the last part of the path of each.
const TESTS: &str = "tests/it/";

/// Every data file is named in a test of its crate, by its name or by a folder it lies in.
pub(super) fn check_data(tree: &Tree) -> Vec<String> {
    let mut found = Vec::new();
    for (path, _) in tree.files() {
        let Some((folder, data)) =
            cut(path).and_then(|(folder, rest)| Some((folder, rest.strip_prefix("data/")?)))
        else {
            continue;
        };
        let sources = || tree.sources().filter(|(it, _)| it.starts_with(folder));
        let is_read = names(data).any(|name| sources().any(|(_, text)| text.contains(name)));
        if !is_read {
            found.push(format!("{path}: read the file in a test under {folder}, or delete it"));
        }
    }
    found
}

/// Every module of the test binary is listed by its parent, `main.rs` for those at the top.
pub(super) fn check_modules(tree: &Tree) -> Vec<String> {
    let mut found = Vec::new();
    for (path, _) in tree.sources() {
        let Some((folder, rest)) = cut(path) else { continue };
        if rest == "main.rs" || rest.starts_with("data/") {
            continue;
        }
        let (parents, name) = parents(folder, rest);
        let line = format!("mod {name};");
        let lists = |parent: &String| {
            tree.text(parent).is_some_and(|it| it.lines().any(|it| it.trim().ends_with(&line)))
        };
        if !parents.iter().any(lists) {
            let parent = parents.first().map_or("main.rs", String::as_str);
            found.push(format!("{path}: list the module as `{line}` in {parent}, else its tests never run"));
        }
    }
    found
}

/// Cuts the path of a test file in two: up to and with `tests/it/`, and the rest.
fn cut(path: &str) -> Option<(&str, &str)> {
    let at = path.find(TESTS).filter(|at| *at == 0 || path.get(..*at).is_some_and(|it| it.ends_with('/')))?;
    path.split_at_checked(at + TESTS.len())
}

/// The file's name, and every folder between `data/` and it.
fn names(data: &str) -> impl Iterator<Item = &str> {
    let file = data.rsplit('/').next();
    let folders = data.match_indices('/').filter_map(|(at, _)| data.get(..at));
    file.into_iter().chain(folders)
}

/// The files that may list a module, and its name.
fn parents(folder: &str, rest: &str) -> (Vec<String>, String) {
    let stem = rest.strip_suffix(".rs").unwrap_or(rest);
    let stem = stem.strip_suffix("/mod").unwrap_or(stem);
    match stem.rsplit_once('/') {
        None => (vec![format!("{folder}main.rs")], stem.to_owned()),
        Some((above, name)) => {
            (vec![format!("{folder}{above}.rs"), format!("{folder}{above}/mod.rs")], name.to_owned())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn data_that_no_test_names_are_found() {
        let tree = Tree::of(&[
            ("crates/a/tests/it/main.rs", "include_str!(\"data/cases.jsonl\"); read_dir(\"data/suite\");"),
            ("crates/a/tests/it/data/cases.jsonl", ""),
            ("crates/a/tests/it/data/suite/one.txt", ""),
            ("crates/a/tests/it/data/lost.jsonl", ""),
            ("crates/b/tests/it/data/cases.jsonl", ""),
        ]);
        assert_eq!(
            check_data(&tree),
            [
                "crates/a/tests/it/data/lost.jsonl: read the file in a test under crates/a/tests/it/, or delete it",
                "crates/b/tests/it/data/cases.jsonl: read the file in a test under crates/b/tests/it/, or delete it",
            ]
        );
    }

    #[test]
    fn modules_that_nobody_lists_are_found() {
        let tree = Tree::of(&[
            ("tests/it/main.rs", "//! Tests.\n\nmod a;\npub(crate) mod b;\n"),
            ("tests/it/a.rs", "mod deep;\n"),
            ("tests/it/a/deep.rs", ""),
            ("tests/it/b/mod.rs", ""),
            ("tests/it/lost.rs", ""),
            ("tests/it/a/lost.rs", ""),
            ("tests/other.rs", ""),
        ]);
        assert_eq!(
            check_modules(&tree),
            [
                "tests/it/a/lost.rs: list the module as `mod lost;` in tests/it/a.rs, else its tests never run",
                "tests/it/lost.rs: list the module as `mod lost;` in tests/it/main.rs, else its tests never run",
            ]
        );
    }
}
