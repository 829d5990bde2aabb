//! The languages in which text for people exists.

use core::fmt;

/// A language in which every text for people exists.
///
/// ```
/// use eks_iam_span::Language;
///
/// assert_eq!(Language::Japanese.as_str(), "ja");
/// assert_eq!(Language::from_tag("ja_JP.UTF-8"), Some(Language::Japanese));
/// assert_eq!(Language::from_tag("jam"), None);
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Language {
    /// English, `en`.
    #[default]
    English,
    /// Japanese, `ja`.
    Japanese,
}

impl Language {
    /// All languages.
    pub const ALL: [Self; 2] = [Self::English, Self::Japanese];

    /// Returns the two letters of ISO 639-1.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::English => "en",
            Self::Japanese => "ja",
        }
    }

    /// Reads a language tag (`ja`, `ja-JP`) or a POSIX locale (`ja_JP.UTF-8`, `C`, `POSIX`, which are English).
    ///
    /// `None` for any other language, so that the caller chooses what to fall back to.
    #[must_use]
    pub fn from_tag(tag: &str) -> Option<Self> {
        let first = tag.split(['-', '_', '.', '@']).next().unwrap_or_default();
        match first {
            "C" | "POSIX" => Some(Self::English),
            _ => Self::ALL.into_iter().find(|it| first.eq_ignore_ascii_case(it.as_str())),
        }
    }
}

impl fmt::Display for Language {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}
