//! Rules on source files and on the data of tests.

use super::{File, layers::is_pure, uses::used_paths};

fn rust(files: &[File]) -> impl Iterator<Item = &File> {
    files.iter().filter(|it| it.path.ends_with(".rs"))
}

/// Every source file begins with a header that says what it is for.
pub(super) fn files_begin_with_a_header(files: &[File]) -> Vec<String> {
    let missing = rust(files).filter(|it| !it.text.starts_with("//!"));
    missing.map(|it| format!("{}: begin the file with `//!` and what it is for", it.path)).collect()
}

/// What layers 0 to 4 may not name: values in, values out.
const OUTWARD: [&str; 5] = ["std::fs", "std::net", "std::env", "SystemTime", "Instant::now"];

/// Layers 0 to 4 open no files and sockets and read no clock or environment.
pub(super) fn lower_layers_do_no_io(files: &[File]) -> Vec<String> {
    let mut wrong = Vec::new();
    for file in rust(files).filter(|it| is_pure(&it.path)) {
        let code = file.text.split("#[cfg(test)]").next().unwrap_or_default();
        for (at, line) in code.lines().enumerate().filter(|(_, it)| !it.trim_start().starts_with("//")) {
            if let Some(found) = OUTWARD.iter().find(|it| line.contains(*it)) {
                wrong.push(format!("{}:{}: pass it in instead of naming `{found}`", file.path, at + 1));
            }
        }
        // A group hides the path from the lines: `use std::{fs, io};`.
        for (line, path) in used_paths(code) {
            let is_told =
                code.lines().nth(line - 1).is_some_and(|it| OUTWARD.iter().any(|name| it.contains(name)));
            let is_in = |name: &str| path == name || path.starts_with(&format!("{name}::"));
            if let (Some(found), false) = (OUTWARD.iter().find(|it| is_in(it)), is_told) {
                wrong.push(format!("{}:{line}: pass it in instead of naming `{found}`", file.path));
            }
        }
    }
    wrong
}

/// Every file beside a test's `main.rs` is one of its modules; a file that is not would never run.
pub(super) fn test_modules_are_listed(files: &[File]) -> Vec<String> {
    let mut wrong = Vec::new();
    for main in files.iter().filter(|it| it.path.ends_with("/it/main.rs")) {
        let folder = main.path.trim_end_matches("main.rs");
        for file in rust(files).filter(|it| it.path.starts_with(folder) && it.path != main.path) {
            let Some(name) = file.path.strip_prefix(folder).and_then(|it| it.strip_suffix(".rs")) else {
                continue;
            };
            if !name.contains('/') && !main.text.contains(&format!("mod {name};")) {
                wrong.push(format!("{}: write `mod {name};` into {}", file.path, main.path));
            }
        }
    }
    wrong
}

/// Every data file of a test is named by a source of that test.
pub(super) fn test_data_is_read(files: &[File]) -> Vec<String> {
    let mut wrong = Vec::new();
    for file in files.iter().filter(|it| it.path.contains("/it/data/")) {
        let Some((folder, inner)) = file.path.split_once("/it/data/") else { continue };
        let name = inner.split('/').next().unwrap_or(inner);
        let is_named = rust(files).any(|it| it.path.starts_with(folder) && it.text.contains(name));
        if !is_named {
            wrong.push(format!("{}: no test reads it; name `{name}` in a test or remove it", file.path));
        }
    }
    wrong
}

/// Every kind of finding has an example, and its words in both languages.
pub(super) fn findings_are_written_down(files: &[File]) -> Vec<String> {
    let folder = "crates/aws-auth/src/findings/";
    let helpers = ["checks.rs", "rule.rs", "shared.rs"];
    let kinds =
        rust(files).filter(|it| it.path.strip_prefix(folder).is_some_and(|it| !helpers.contains(&it)));
    let mut wrong = Vec::new();
    for file in kinds {
        for part in ["name:", "message:", "explanation:", "example:", "en:", "ja:"] {
            if !file.text.contains(part) {
                wrong.push(format!("{}: the kind lacks `{part}`", file.path));
            }
        }
    }
    wrong
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(path: &str, text: &str) -> Vec<File> {
        vec![File { path: path.to_owned(), text: text.to_owned() }]
    }

    #[test]
    fn a_file_without_header_is_found() {
        assert_eq!(files_begin_with_a_header(&file("crates/arn/src/a.rs", "fn f() {}\n")).len(), 1);
    }

    #[test]
    fn io_in_a_lower_layer_is_found_and_in_a_higher_one_is_not() {
        let text = "//! It.\nuse std::fs;\n";
        assert_eq!(lower_layers_do_no_io(&file("crates/arn/src/a.rs", text)).len(), 1);
        assert!(lower_layers_do_no_io(&file("crates/cli/src/a.rs", text)).is_empty());
        let grouped = "//! It.\nuse core::fmt;\nuse std::{\n    env,\n    net::{IpAddr, TcpStream},\n    time::Duration,\n};\n";
        assert_eq!(
            lower_layers_do_no_io(&file("crates/arn/src/a.rs", grouped)),
            [
                "crates/arn/src/a.rs:3: pass it in instead of naming `std::env`",
                "crates/arn/src/a.rs:3: pass it in instead of naming `std::net`",
                "crates/arn/src/a.rs:3: pass it in instead of naming `std::net`",
            ]
        );
    }

    #[test]
    fn a_forgotten_test_module_is_found() {
        let mut files = file("crates/arn/tests/it/main.rs", "//! It.\nmod known;\n");
        files.extend(file("crates/arn/tests/it/known.rs", "//! It.\n"));
        files.extend(file("crates/arn/tests/it/forgotten.rs", "//! It.\n"));
        assert_eq!(test_modules_are_listed(&files).len(), 1);
    }

    #[test]
    fn data_that_no_test_reads_is_found() {
        let mut files = file("crates/arn/tests/it/data/a.jsonl", "{}\n");
        files.extend(file("crates/arn/tests/it/b.rs", "//! It.\n"));
        assert_eq!(test_data_is_read(&files).len(), 1);
    }
}
