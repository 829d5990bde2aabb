//! How bad a finding is.

use core::fmt;

use crate::Language;

/// How bad a finding is, the worst first.
///
/// ```
/// use eks_iam_span::Severity;
///
/// assert_eq!(Severity::Warning.as_str(), "warning");
/// assert!(Severity::Error < Severity::Info);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Severity {
    /// It does not work, or it does what nobody wants.
    Error,
    /// It works now and is likely wrong.
    Warning,
    /// Good to know.
    Info,
}

impl Severity {
    /// All severities, the worst first.
    pub const ALL: [Self; 3] = [Self::Error, Self::Warning, Self::Info];

    /// Returns the name that JSON, tests and the command line use.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Info => "info",
        }
    }

    /// Returns the word a person reads.
    #[must_use]
    pub const fn word(self, language: Language) -> &'static str {
        match (language, self) {
            (Language::English, _) => self.as_str(),
            (Language::Japanese, Self::Error) => "エラー",
            (Language::Japanese, Self::Warning) => "警告",
            (Language::Japanese, Self::Info) => "情報",
        }
    }
}

impl fmt::Display for Severity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}
