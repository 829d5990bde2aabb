//! The files to check: those named, and in folders those that hold an aws-auth ConfigMap.

use std::{
    fs,
    io::{IsTerminal, Write},
    path::{Path, PathBuf},
};

use eks_iam_aws_auth::Section;
use eks_iam_span::Language;

use crate::{
    input::{Source, read, refuse},
    output::Failure,
};

/// Files in the order given, those of a folder by name; shows how far it is where standard error is a terminal.
pub(super) struct Files {
    language: Language,
    /// Paths with whether a folder led there, the next one last.
    open: Vec<(PathBuf, bool)>,
    done: usize,
    shows_progress: bool,
}

impl Files {
    /// Begins with these paths; none means standard input.
    pub(super) fn new(paths: &[PathBuf], language: Language) -> Self {
        let mut open: Vec<(PathBuf, bool)> = paths.iter().rev().map(|it| (it.clone(), false)).collect();
        if open.is_empty() {
            open.push((PathBuf::from("-"), false));
        }
        let shows_progress = paths.iter().any(|it| it.is_dir()) && std::io::stderr().is_terminal();
        Self { language, open, done: 0, shows_progress }
    }

    /// Puts the entries of a folder on the list; hidden ones and links to elsewhere are passed over.
    fn enter(&mut self, folder: &Path) -> Result<(), Failure> {
        let error =
            |it: std::io::Error| refuse(self.language, &folder.display().to_string(), &it.to_string());
        let mut inside = Vec::new();
        for entry in fs::read_dir(folder).map_err(error)? {
            let entry = entry.map_err(error)?;
            let kind = entry.file_type().map_err(error)?;
            let hidden = entry.file_name().to_string_lossy().starts_with('.');
            if !hidden && (kind.is_dir() || kind.is_file() && is_manifest(&entry.path())) {
                inside.push(entry.path());
            }
        }
        inside.sort();
        self.open.extend(inside.into_iter().rev().map(|it| (it, true)));
        Ok(())
    }

    /// Writes one line over the other.
    fn progress(&mut self, path: Option<&Path>) {
        if !self.shows_progress {
            return;
        }
        let mut error = std::io::stderr().lock();
        let _ = match path {
            Some(path) => {
                self.done += 1;
                let (done, all) = (self.done, self.done + self.open.len());
                let filled = 20 * done / all.max(1);
                let name: String = path.display().to_string().chars().take(48).collect();
                let bar = format!("{}{}", "#".repeat(filled), ".".repeat(20 - filled));
                write!(error, "\r\u{1b}[K[{bar}] {done}/{all} {name}")
            }
            None => write!(error, "\r\u{1b}[K"),
        };
        let _ = error.flush();
    }
}

impl Iterator for Files {
    /// A file, and whether it was named; one of a folder may turn out to be something else.
    type Item = Result<(Source, bool), Failure>;

    fn next(&mut self) -> Option<Self::Item> {
        while let Some((path, found)) = self.open.pop() {
            if path.is_dir() {
                match self.enter(&path) {
                    Ok(()) => continue,
                    Err(failure) => return Some(Err(failure)),
                }
            }
            self.progress(Some(&path));
            let source = read(&path, self.language);
            self.progress(None);
            match source {
                Ok(source) if found && !is_about_aws_auth(&source.text) => {}
                source => return Some(source.map(|it| (it, !found))),
            }
        }
        None
    }
}

fn is_manifest(path: &Path) -> bool {
    let extension = path.extension().and_then(|it| it.to_str()).unwrap_or_default();
    ["yaml", "yml", "json"].iter().any(|it| extension.eq_ignore_ascii_case(it))
}

/// Whether a file that nobody named is meant to be checked.
fn is_about_aws_auth(text: &str) -> bool {
    let named = text.contains("aws-auth") && text.contains("ConfigMap");
    named || Section::ALL.iter().any(|it| text.contains(it.key()))
}
