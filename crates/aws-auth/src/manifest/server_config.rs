//! The configuration file of a self-hosted authenticator.

use super::{Data, Manifest, Pair, describe::manifest_of};
use crate::Section;

/// The sections that stand in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct ServerConfig {
    /// Keys and values; a value that is a list is given as its text, moved to the left.
    pub(crate) data: Vec<(String, String)>,
}

impl ServerConfig {
    /// Reads a document without `kind`; `None` when it has neither `server`, `clusterID` nor a section at its top.
    pub(super) fn read(manifest: &Manifest<'_>) -> Option<Self> {
        let top = |key: &str| manifest.field(key);
        let sections = Section::ALL.map(Section::key);
        if top("metadata").is_some() || top("data").is_some() {
            return None;
        }
        if top("server").is_none()
            && top("clusterID").is_none()
            && sections.iter().all(|it| top(it).is_none())
        {
            return None;
        }
        let inside = |key: &str| manifest.pair(top("server")?.value, key);
        let data = sections
            .iter()
            .filter_map(|key| Some(((*key).to_owned(), section_text(manifest, inside(key).or(top(key))?)?)))
            .collect();
        Some(Self { data })
    }

    /// Returns the ConfigMap with the sections as texts.
    pub(crate) fn manifest(&self) -> String {
        manifest_of(&self.data)
    }
}

/// Returns the text that belongs behind the `|`.
pub(crate) fn section_text(manifest: &Manifest<'_>, pair: Pair) -> Option<String> {
    if let Some(value) = manifest.string(pair.value) {
        return Some(value.text.clone().into_owned());
    }
    let node = manifest.node(pair.value)?;
    if manifest.tree.has_alias() || matches!(node.data, Data::Scalar(_) | Data::Alias(_)) {
        return None;
    }
    let lines = structure_lines(manifest, pair)?;
    Some(dedent(&lines))
}

/// Returns the lines of a value that is no scalar, the first one with the blanks before it.
pub(crate) fn structure_lines(manifest: &Manifest<'_>, pair: Pair) -> Option<String> {
    let node = manifest.node(pair.value)?;
    let before = manifest.text.get(..node.start)?;
    let line_start = before.rfind('\n').map_or(0, |at| at + 1);
    let lead = before.get(line_start..)?;
    let start = if lead.trim().is_empty() { line_start } else { node.start };
    Some(format!("{}\n", manifest.text.get(start..node.end)?.trim_end()))
}

/// Moves a text to the left by the indentation that all its lines have.
fn dedent(text: &str) -> String {
    let indent = |line: &str| line.len() - line.trim_start_matches(' ').len();
    let shared = text.lines().filter(|it| !it.trim().is_empty()).map(indent).min().unwrap_or(0);
    text.lines().map(|line| format!("{}\n", line.get(shared..).unwrap_or_default())).collect()
}
