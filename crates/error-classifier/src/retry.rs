//! Whether calling again can help.

use std::fmt;

/// Whether calling again can help, in the words of the error taxonomy.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Retry {
    /// The same call fails the same way until somebody changes something.
    Never,
    /// As never; after the change it may still fail for seconds to minutes while the change spreads.
    AfterChange,
    /// Get new credentials, a new token or a new code, then call once more.
    Refresh,
    /// Call again with exponential backoff and jitter.
    Backoff,
    /// Call again a few times, then treat it as never.
    Maybe,
}

impl Retry {
    /// Returns the word in kebab-case.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Never => "never",
            Self::AfterChange => "after-change",
            Self::Refresh => "refresh",
            Self::Backoff => "backoff",
            Self::Maybe => "maybe",
        }
    }
}

impl fmt::Display for Retry {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}
