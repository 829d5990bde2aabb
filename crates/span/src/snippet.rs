//! A finding, shown under the line it is about.
use alloc::string::String;
use crate::{Language, Severity, Span};

/// A finding and the place it is about.
#[derive(Clone, Copy, Debug)]
pub struct Snippet<'a> {
    /// What is wrong, in one line.
    pub title: &'a str,
    /// How bad it is.
    pub severity: Severity,
    /// The finding's stable name.
    pub kind: Option<&'a str>,
    /// The name of the file, as the user knows it.
    pub file: &'a str,
    /// The whole text of the file.
    pub text: &'a str,
    /// The place the finding is about.
    pub span: Span,
    /// What stands beside the carets; `""` for nothing.
    pub label: &'a str,
    /// In which language the severity is named.
    pub language: Language,
}

impl Snippet<'_> {
    /// Returns the finding as lines of text.
    #[must_use]
    pub fn render(&self) -> String {
        alloc::format!("{}: {}\n", self.severity, self.title)
    }
}
