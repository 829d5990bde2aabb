//! `cargo xtask manual`: the pages of the manual that are made from what the workspace itself says.
//!
//! A part returns its pages; they are written, or with `--check` compared with what stands in the workspace.

mod classes;
mod scenarios;

use std::{fs, io, path::Path, process::ExitCode};

/// A page: its path from the root of the workspace, and its text.
pub(crate) struct Page {
    pub(crate) path: String,
    pub(crate) text: String,
}

/// Runs the task.
pub(crate) fn run(root: &Path, arguments: &[String]) -> ExitCode {
    let check = match arguments {
        [] => false,
        [only] if only == "--check" => true,
        _ => {
            eprintln!("error: `cargo xtask manual` takes --check, or nothing");
            return ExitCode::from(2);
        }
    };
    match make(root).and_then(|pages| put(root, &pages, check)) {
        Ok(stale) if stale.is_empty() => ExitCode::SUCCESS,
        Ok(stale) => {
            stale.iter().for_each(|it| eprintln!("manual: {it} is not up to date; run `cargo xtask manual`"));
            ExitCode::FAILURE
        }
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::from(2)
        }
    }
}

fn make(root: &Path) -> io::Result<Vec<Page>> {
    let mut pages = scenarios::pages(root)?;
    pages.extend(classes::pages(root)?);
    Ok(pages)
}

/// Writes the pages that differ, or returns their paths.
fn put(root: &Path, pages: &[Page], check: bool) -> io::Result<Vec<String>> {
    let mut stale = Vec::new();
    for page in pages {
        let path = root.join(&page.path);
        if fs::read_to_string(&path).is_ok_and(|it| it == page.text) {
            continue;
        }
        if check {
            stale.push(page.path.clone());
            continue;
        }
        if let Some(folder) = path.parent() {
            fs::create_dir_all(folder)?;
        }
        fs::write(&path, &page.text)?;
        eprintln!("manual: wrote {}", page.path);
    }
    Ok(stale)
}
