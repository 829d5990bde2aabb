//! One defect of a document.

use eks_iam_span::{Edit, Language, Severity, Span};

/// A kind of defect; its name is stable.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum FindingKind {
    /// A role ARN with a path.
    RoleArnHasPath,
}

impl FindingKind {
    /// All kinds, in the order of the manual.
    pub const ALL: &'static [Self] = &[Self::RoleArnHasPath];

    /// Returns the stable name in kebab-case.
    #[must_use]
    pub const fn name(self) -> &'static str {
        "role-arn-has-path"
    }
}

/// What a kind means, what comes of it and what mends it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Explanation {
    /// What it is.
    pub meaning: &'static str,
}

/// One defect, where it stands, and how to mend it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// Which defect.
    pub kind: FindingKind,
    /// How bad.
    pub severity: Severity,
    /// Where, in the text that was read.
    pub span: Span,
    /// Edits of that text that mend it, where it can be mended without asking.
    pub fix: Option<Vec<Edit>>,
    pub(crate) arguments: Vec<String>,
}

impl Finding {
    /// Returns the message for people, one line.
    #[must_use]
    pub fn message(&self, language: Language) -> String {
        let _ = language;
        self.arguments.join(" ")
    }
}
