//! Findings of any document, and the ways to print them: under their lines, as SARIF, as annotations of GitHub.

mod github;
mod sarif;
mod text;

use clap::ValueEnum;
use eks_iam_span::{Edit, Severity, Span};

pub(crate) use self::{
    github::annotations,
    sarif::sarif_log,
    text::{all_shown, painted, shown, summary},
};

/// How findings are printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// For people
    Text,
    /// One JSON document
    Json,
    /// A SARIF 2.1.0 log
    Sarif,
    /// Annotations of GitHub Actions
    Github,
}

/// One finding.
#[derive(Debug, Clone)]
pub(crate) struct Problem {
    /// Its stable name.
    pub(crate) kind: &'static str,
    pub(crate) severity: Severity,
    pub(crate) span: Span,
    /// What is wrong, one line.
    pub(crate) message: String,
    /// What it means and what mends it, in a few sentences.
    pub(crate) explanation: &'static str,
    /// Edits of the text that mend it.
    pub(crate) fix: Option<Vec<Edit>>,
}

/// A file and what is wrong in it.
#[derive(Debug)]
pub(crate) struct FileProblems {
    /// The file as the user named it.
    pub(crate) name: String,
    pub(crate) text: String,
    pub(crate) problems: Vec<Problem>,
}
