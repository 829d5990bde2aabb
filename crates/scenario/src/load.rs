//! Reads scenarios and snapshots from files, with an error that shows the place.

use std::{
    fmt, fs, io,
    path::{Path, PathBuf},
};

use eks_iam_diagnosis::{ReadError, mask};
use eks_iam_span::{Language, Severity, Snippet};

use crate::Scenario;

/// The most bytes of one file that are read.
const MAX_FILE: u64 = 16 * 1024 * 1024;

/// The file that makes a directory a scenario.
const SCENARIO_FILE: &str = "scenario.yaml";

/// Why a scenario could not be read.
#[derive(Debug)]
pub struct LoadError {
    path: PathBuf,
    kind: Kind,
}

#[derive(Debug)]
enum Kind {
    Io(io::Error),
    TooLarge,
    NoScenario,
    Read { text: String, error: ReadError },
}

impl LoadError {
    pub(crate) fn read(path: &Path, text: &str, error: ReadError) -> Self {
        Self { path: path.to_owned(), kind: Kind::Read { text: text.to_owned(), error } }
    }

    /// Returns the file or directory.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Returns the error as a person reads it: file, line, column, and a caret under the place.
    #[must_use]
    pub fn render(&self, language: Language) -> String {
        let file = self.path.display().to_string();
        let japanese = matches!(language, Language::Japanese);
        match &self.kind {
            Kind::Io(error) if japanese => format!("エラー: {file} を読み取れません: {error}\n"),
            Kind::Io(error) => format!("error: cannot read {file}: {error}\n"),
            Kind::TooLarge if japanese => format!("エラー: {file} は 16 MiB を超えています\n"),
            Kind::TooLarge => format!("error: {file} is larger than 16 MiB\n"),
            Kind::NoScenario if japanese => {
                format!("エラー: {file} にシナリオもスナップショットもありません\n")
            }
            Kind::NoScenario => format!("error: {file} holds no scenario and no snapshot\n"),
            Kind::Read { text, error } => {
                let title = error.message.text(language);
                let span = error.span;
                Snippet {
                    title: &title,
                    severity: Severity::Error,
                    kind: None,
                    file: &file,
                    text,
                    span,
                    label: "",
                    language,
                }
                .render()
            }
        }
    }
}

impl fmt::Display for LoadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.render(Language::English).trim_end())
    }
}

impl std::error::Error for LoadError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match &self.kind {
            Kind::Io(error) => Some(error),
            Kind::TooLarge | Kind::NoScenario | Kind::Read { .. } => None,
        }
    }
}

/// Reads the scenarios under a path: one file, a directory that is a scenario, or a directory of these, by name.
///
/// # Errors
///
/// At the first file that cannot be read, or is no scenario; a directory without any is an error too.
pub fn load(path: &Path) -> Result<Vec<Scenario>, LoadError> {
    if path.is_file() {
        return Ok(vec![load_file(path)?]);
    }
    let own = path.join(SCENARIO_FILE);
    if own.is_file() {
        return Ok(vec![load_file(&own)?]);
    }
    let mut scenarios = Vec::new();
    for entry in entries(path)? {
        let file = entry.join(SCENARIO_FILE);
        if file.is_file() {
            scenarios.push(load_file(&file)?);
        }
    }
    if scenarios.is_empty() {
        Err(LoadError { path: path.to_owned(), kind: Kind::NoScenario })
    } else {
        Ok(scenarios)
    }
}

/// Returns what a directory holds, by name.
fn entries(path: &Path) -> Result<Vec<PathBuf>, LoadError> {
    let failed = |error| LoadError { path: path.to_owned(), kind: Kind::Io(error) };
    let mut entries = Vec::new();
    for entry in fs::read_dir(path).map_err(failed)? {
        entries.push(entry.map_err(failed)?.path());
    }
    entries.sort();
    Ok(entries)
}

/// Reads a file as text; bytes that are no UTF-8 are an error of the file.
pub(crate) fn read_text(path: &Path) -> Result<String, LoadError> {
    let failed = |error| LoadError { path: path.to_owned(), kind: Kind::Io(error) };
    if fs::metadata(path).map_err(failed)?.len() > MAX_FILE {
        return Err(LoadError { path: path.to_owned(), kind: Kind::TooLarge });
    }
    fs::read_to_string(path).map_err(failed)
}

/// Reads one scenario with the files of `given/` beside it.
fn load_file(path: &Path) -> Result<Scenario, LoadError> {
    let text = read_text(path)?;
    let fail = |error| LoadError { path: path.to_owned(), kind: Kind::Read { text: mask(&text), error } };
    let node = eks_iam_document::parse(&text).map_err(|error| fail(ReadError::syntax(&error)))?;
    let mut scenario = Scenario::read(&node).map_err(fail)?;
    let given = path.with_file_name("given");
    if given.is_dir() {
        let mut files = eks_iam_diagnosis::Snapshot::default();
        add_files(&mut files, &given, "given/")?;
        let variants = scenario.variants.iter_mut().map(|it| &mut it.given);
        let controls = scenario.controls.iter_mut().map(|it| &mut it.given);
        add_given(&mut scenario.given, &files);
        variants.chain(controls).flatten().for_each(|it| add_given(it, &files));
    }
    Ok(scenario)
}

/// Adds what the files hold, unless that part was written in the scenario itself.
fn add_given(given: &mut eks_iam_diagnosis::Snapshot, files: &eks_iam_diagnosis::Snapshot) {
    let given_kinds = given.kubernetes.clone().unwrap_or_default();
    for source in files.kubernetes.iter().flatten() {
        // An object that the scenario writes itself takes the place of the file's.
        let is_aws_auth = files.aws_auth() == Some(source) && given.aws_auth().is_some();
        if !is_aws_auth && !given_kinds.iter().any(|it| it.name == source.name) {
            given.kubernetes.get_or_insert_default().push(source.clone());
        }
    }
    given.cluster = given.cluster.take().or_else(|| files.cluster.clone());
    given.iam = given.iam.take().or_else(|| files.iam.clone());
    given.access_entries = given.access_entries.take().or_else(|| files.access_entries.clone());
    given.node_groups = given.node_groups.take().or_else(|| files.node_groups.clone());
    given.associations = given.associations.take().or_else(|| files.associations.clone());
    given.addons = given.addons.take().or_else(|| files.addons.clone());
    if given.client.kubeconfig.is_none() {
        given.client.kubeconfig.clone_from(&files.client.kubeconfig);
    }
}

/// Adds every file of a directory to a snapshot.
pub(crate) fn add_files(
    snapshot: &mut eks_iam_diagnosis::Snapshot,
    directory: &Path,
    prefix: &str,
) -> Result<(), LoadError> {
    for path in entries(directory)?.into_iter().filter(|it| it.is_file()) {
        let text = read_text(&path)?;
        let name = format!("{prefix}{}", path.file_name().unwrap_or_default().to_string_lossy());
        snapshot.add_file(&name, &text).map_err(|error| LoadError {
            path: path.clone(),
            kind: Kind::Read { text: mask(&text), error },
        })?;
    }
    Ok(())
}

/// Reads a snapshot: one document of all parts, one file as kubectl or the AWS CLI prints it, a directory of such files, or
/// what is given in a scenario.
///
/// # Errors
///
/// When a file cannot be read, or is of no shape that belongs in a snapshot.
pub fn load_snapshot(path: &Path) -> Result<eks_iam_diagnosis::Snapshot, LoadError> {
    crate::WorldFile::load(path).map(|it| it.snapshot)
}

/// Reads one file as kubectl or the AWS CLI prints it, or a directory of such files.
pub(crate) fn load_printed(path: &Path) -> Result<eks_iam_diagnosis::Snapshot, LoadError> {
    let mut snapshot = eks_iam_diagnosis::Snapshot::default();
    if path.is_dir() {
        add_files(&mut snapshot, path, "")?;
        return Ok(snapshot);
    }
    let text = read_text(path)?;
    let name = path.display().to_string();
    match snapshot.add_file(&name, &text) {
        Ok(()) => Ok(snapshot),
        Err(error) => Err(LoadError { path: path.to_owned(), kind: Kind::Read { text: mask(&text), error } }),
    }
}
