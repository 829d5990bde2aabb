//! Layers 0 to 4 take values and give values: no files, no sockets, no environment, no clock.

use std::collections::BTreeSet;

use super::{
    code::{bare, std_paths, without_tests},
    tree::Tree,
};

/// The folders under `crates/` of layers 0 to 4.
const PURE: &[&str] = &[
    "span",
    "arn",
    "sigv4",
    "document",
    "sts-endpoint",
    "error-classifier",
    "policy",
    "aws-auth",
    "rbac",
    "token",
    "access-entry",
    "service-account",
    "diagnosis",
];

/// What reaches outward: a module with all that is in it.
const MODULES: &[&str] = &["std::fs", "std::net", "std::env"];

/// What tells the time.
const CLOCKS: &[&str] = &["std::time::SystemTime", "std::time::Instant"];

/// What lets the name of a clock through unseen.
const BARE_TIME: &[&str] = &["std::time", "std::time::*", "std::time::self"];

pub(super) fn check(tree: &Tree) -> Vec<String> {
    let sources: Vec<_> = tree
        .sources()
        .filter(|(path, _)| is_pure(path))
        .map(|(path, text)| {
            let (code, test_modules) = without_tests(&bare(text));
            (path, code, test_modules)
        })
        .collect();
    let tests: BTreeSet<String> = sources
        .iter()
        .flat_map(|(path, _, modules)| modules.iter().map(|it| format!("{}/{it}", module_folder(path))))
        .collect();
    let is_test = |path: &str| {
        tests.iter().any(|it| path.strip_prefix(it.as_str()).is_some_and(|rest| rest.starts_with(['.', '/'])))
    };
    sources
        .iter()
        .filter(|(path, ..)| !is_test(path))
        .flat_map(|(path, code, _)| check_code(path, code))
        .collect()
}

fn check_code(path: &str, code: &str) -> Vec<String> {
    let outward = std_paths(code).into_iter().filter(|(_, it)| is_outward(it));
    outward
        .map(|(line, it)| {
            format!(
                "{path}:{line}: take a value instead of naming `{it}`: layers 0 to 4 read no files, sockets, \
                 environment or clock"
            )
        })
        .collect()
}

fn is_outward(path: &str) -> bool {
    let is_in = |name: &str| path.strip_prefix(name).is_some_and(|it| it.is_empty() || it.starts_with("::"));
    MODULES.iter().chain(CLOCKS).any(|name| is_in(name)) || BARE_TIME.contains(&path)
}

fn is_pure(path: &str) -> bool {
    let inner = path.strip_prefix("crates/").and_then(|it| it.split_once('/'));
    inner.is_some_and(|(name, rest)| PURE.contains(&name) && rest.starts_with("src/"))
}

/// The folder in which the modules of a file lie.
fn module_folder(path: &str) -> &str {
    let stem = path.strip_suffix(".rs").unwrap_or(path);
    match stem.rsplit_once('/') {
        Some((folder, "lib" | "main" | "mod")) => folder,
        _ => stem,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check_file(path: &str, text: &str, expected: usize) {
        assert_eq!(check(&Tree::of(&[(path, text)])).len(), expected, "{text}");
    }

    #[test]
    fn a_lower_layer_reaches_nowhere() {
        let path = "crates/policy/src/a.rs";
        check_file(path, "use std::fs;\n", 1);
        check_file(path, "use std::{fmt, env::var, net::{TcpStream, IpAddr}};\n", 3);
        check_file(path, "fn a() { std::time::Instant::now(); }\n", 1);
        check_file(path, "use std::time::{Duration, SystemTime};\n", 1);
        check_file(path, "use std::{fmt, time::Duration};\ntype Instant = (i64, u32);\nenv!(\"X\");\n", 0);
        let found = check(&Tree::of(&[(path, "//! A.\n\nuse std::fs::read;\n")]));
        assert!(
            found[0].starts_with("crates/policy/src/a.rs:3: take a value instead of naming `std::fs::read`")
        );
    }

    #[test]
    fn words_and_tests_may() {
        let path = "crates/policy/src/a.rs";
        check_file(path, "//! Reads no `std::fs`.\nconst A: &str = \"std::env\";\n", 0);
        check_file(path, "#[cfg(test)]\nmod tests {\n    use std::fs;\n}\n", 0);
        check_file("crates/policy/tests/it/a.rs", "use std::fs;\n", 0);
        check_file("crates/cli/src/main.rs", "use std::env;\n", 0);
        let tree = Tree::of(&[
            ("crates/arn/src/lib.rs", "#[cfg(test)]\nmod tests;\nmod inner;\n"),
            ("crates/arn/src/tests.rs", "use std::fs;\n"),
            ("crates/arn/src/tests/deep.rs", "use std::fs;\n"),
            ("crates/arn/src/inner.rs", "#[cfg(test)]\nmod cases;\n"),
            ("crates/arn/src/inner/cases.rs", "use std::fs;\n"),
        ]);
        assert_eq!(check(&tree), [""; 0]);
    }
}
