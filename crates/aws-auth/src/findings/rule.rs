//! What is written down of a kind.

use eks_iam_span::{Language, Severity};

/// One text in both languages.
#[derive(Debug)]
pub(super) struct Words {
    pub(super) en: &'static str,
    pub(super) ja: &'static str,
}

impl Words {
    pub(super) const fn get(&self, language: Language) -> &'static str {
        match language {
            Language::Japanese => self.ja,
            _ => self.en,
        }
    }
}

/// A kind, written down.
#[derive(Debug)]
pub(super) struct Rule {
    pub(super) name: &'static str,
    pub(super) severity: Severity,
    /// Whether it can mostly be mended without asking.
    pub(super) fixable: bool,
    /// One line; `{0}`, `{1}` … are the finding's arguments.
    pub(super) message: Words,
    pub(super) explanation: Words,
    /// A text with this finding.
    pub(super) example: &'static str,
    /// The example, mended.
    pub(super) mended: Option<&'static str>,
}

/// A manifest of aws-auth that ends in these lines.
macro_rules! config_map {
    ($rest:literal) => {
        concat!(
            "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: aws-auth\n  namespace: kube-system\n",
            $rest
        )
    };
}
