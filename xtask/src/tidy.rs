//! The rules of the house, held by a test: `cargo xtask tidy`, and `cargo test`.
//!
//! Each rule is a function over the files of the workspace and returns what is to be changed.

mod layers;
mod sources;
mod texts;
mod uses;

use std::{
    fs, io,
    path::{Path, PathBuf},
    process::ExitCode,
};

/// A file of the workspace: its path from the root, with `/`, and its text.
#[derive(Debug)]
pub(crate) struct File {
    pub(crate) path: String,
    pub(crate) text: String,
}

/// Folders that are no part of the sources.
const SKIPPED: [&str; 3] = ["target", ".git", "node_modules"];

/// Checks all rules and prints what is to be changed.
pub(crate) fn run(root: &Path) -> ExitCode {
    match check(root) {
        Ok(wrong) if wrong.is_empty() => {
            eprintln!("tidy: all rules hold");
            ExitCode::SUCCESS
        }
        Ok(wrong) => {
            wrong.iter().for_each(|it| eprintln!("tidy: {it}"));
            eprintln!("tidy: {} to change", wrong.len());
            ExitCode::FAILURE
        }
        Err(error) => {
            eprintln!("error: the workspace cannot be read: {error}");
            ExitCode::from(2)
        }
    }
}

/// Returns what is to be changed.
fn check(root: &Path) -> io::Result<Vec<String>> {
    let files = read(root)?;
    let mut wrong = Vec::new();
    for rule in [
        layers::dependencies_point_down,
        layers::versions_stand_once,
        sources::files_begin_with_a_header,
        sources::lower_layers_do_no_io,
        sources::test_modules_are_listed,
        sources::test_data_is_read,
        sources::findings_are_written_down,
        texts::scenarios_are_named_as_their_folder,
        texts::scenarios_tell_their_story,
        texts::causes_have_a_scenario,
        texts::the_project_speaks_of_itself,
        texts::readme_names_both_commands,
    ] {
        wrong.extend(rule(&files));
    }
    Ok(wrong)
}

/// Reads every text file; others are left out.
fn read(root: &Path) -> io::Result<Vec<File>> {
    let mut files = Vec::new();
    let mut folders: Vec<PathBuf> = vec![root.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder)? {
            let path = entry?.path();
            let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
            if path.is_dir() {
                if !SKIPPED.contains(&name.as_str()) {
                    folders.push(path);
                }
            } else if let Ok(text) = fs::read_to_string(&path) {
                let path = path.strip_prefix(root).unwrap_or(&path).to_string_lossy().replace('\\', "/");
                files.push(File { path, text });
            }
        }
    }
    files.sort_by(|a, b| a.path.cmp(&b.path));
    Ok(files)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_rules_hold() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("the workspace");
        assert_eq!(check(root).expect("the workspace can be read"), [""; 0]);
    }
}
