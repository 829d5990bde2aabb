//! Patterns with `*` and `?`, compiled once and matched without allocation.

/// A pattern: `*` is any run of characters, `?` exactly one; the whole text must match.
///
/// Matching is linear in the text for patterns without `?`. With `?` between two `*` it takes at most the length of
/// the text times the length of that stretch, and a stretch longer than the text ends at once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Glob {
    /// `*`.
    Any,
    /// No wildcards.
    Exact(Box<str>),
    /// `?` only.
    Whole(Run),
    /// At least one `*`.
    Runs { first: Run, middle: Box<[Run]>, last: Run },
}

/// What stands between two `*`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Run {
    /// Plain text.
    Text(Box<str>),
    /// Characters, `None` being `?`.
    Mixed(Box<[Option<char>]>),
}

/// One element of a pattern. Text that a variable brings in consists of `Char` only.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Token {
    Char(char),
    One,
    Many,
}

impl Glob {
    /// Compiles the text of a pattern.
    pub(crate) fn new(pattern: &str) -> Self {
        if pattern == "*" {
            return Self::Any;
        }
        if !pattern.contains(['*', '?']) {
            return Self::Exact(pattern.into());
        }
        Self::from_tokens(pattern.chars().map(Token::of))
    }

    /// Compiles a pattern of tokens.
    pub(crate) fn from_tokens(tokens: impl IntoIterator<Item = Token>) -> Self {
        let mut runs: Vec<Run> = Vec::new();
        let mut open: Vec<Option<char>> = Vec::new();
        let mut first = None;
        for token in tokens {
            match token {
                Token::Char(character) => open.push(Some(character)),
                Token::One => open.push(None),
                Token::Many if first.is_none() => first = Some(Run::new(&std::mem::take(&mut open))),
                Token::Many if open.is_empty() => {}
                Token::Many => runs.push(Run::new(&std::mem::take(&mut open))),
            }
        }
        let last = Run::new(&open);
        match first {
            None => match last {
                Run::Text(text) => Self::Exact(text),
                last @ Run::Mixed(_) => Self::Whole(last),
            },
            Some(first) if first.is_empty() && runs.is_empty() && last.is_empty() => Self::Any,
            Some(first) => Self::Runs { first, middle: runs.into_boxed_slice(), last },
        }
    }

    /// Tells whether the whole text matches.
    pub(crate) fn matches(&self, text: &str) -> bool {
        match self {
            Self::Any => true,
            Self::Exact(exact) => **exact == *text,
            Self::Whole(run) => run.strip_prefix(text).is_some_and(str::is_empty),
            Self::Runs { first, middle, last } => {
                let rest = first.strip_prefix(text).and_then(|rest| last.strip_suffix(rest));
                rest.is_some_and(|rest| {
                    middle.iter().try_fold(rest, |rest, run| run.skip_past(rest)).is_some()
                })
            }
        }
    }
}

impl Token {
    /// Reads a character of a pattern.
    pub(crate) const fn of(character: char) -> Self {
        match character {
            '*' => Self::Many,
            '?' => Self::One,
            character => Self::Char(character),
        }
    }
}

impl Run {
    fn new(characters: &[Option<char>]) -> Self {
        let text: Option<String> = characters.iter().copied().collect();
        text.map_or_else(|| Self::Mixed(characters.into()), |text| Self::Text(text.into_boxed_str()))
    }

    fn is_empty(&self) -> bool {
        matches!(self, Self::Text(text) if text.is_empty())
    }

    /// The text behind the run, if the text begins with it.
    fn strip_prefix<'a>(&self, text: &'a str) -> Option<&'a str> {
        match self {
            Self::Text(run) => text.strip_prefix(&**run),
            Self::Mixed(run) => {
                let mut rest = text.chars();
                for wanted in run {
                    let got = rest.next()?;
                    if wanted.is_some_and(|wanted| wanted != got) {
                        return None;
                    }
                }
                Some(rest.as_str())
            }
        }
    }

    /// The text before the run, if the text ends with it.
    fn strip_suffix<'a>(&self, text: &'a str) -> Option<&'a str> {
        match self {
            Self::Text(run) => text.strip_suffix(&**run),
            Self::Mixed(run) => {
                let mut rest = text.chars();
                for wanted in run.iter().rev() {
                    let got = rest.next_back()?;
                    if wanted.is_some_and(|wanted| wanted != got) {
                        return None;
                    }
                }
                Some(rest.as_str())
            }
        }
    }

    /// The text behind the first occurrence of the run.
    fn skip_past<'a>(&self, text: &'a str) -> Option<&'a str> {
        match self {
            Self::Text(run) => text.split_once(&**run).map(|(_, rest)| rest),
            Self::Mixed(run) => {
                if run.len() > text.len() {
                    return None;
                }
                let mut rest = text.chars();
                loop {
                    if let Some(behind) = self.strip_prefix(rest.as_str()) {
                        return Some(behind);
                    }
                    rest.next()?;
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Glob;

    #[track_caller]
    fn check(pattern: &str, text: &str, expected: bool) {
        assert_eq!(Glob::new(pattern).matches(text), expected, "{pattern} against {text}");
    }

    #[test]
    fn wildcards() {
        check("*", "", true);
        check("**", "abc", true);
        check("a*", "a", true);
        check("a*b*c", "a-b-b-c", true);
        check("a*b", "ab-c", false);
        check("a*a", "a", false);
        check("?", "", false);
        check("?", "語", true);
        check("a?c", "abc", true);
        check("*?x?*", "xx", false);
        check("*?x?*", "axb", true);
        check("a*?", "a", false);
        check("a*?", "ab", true);
        check("*ab*ab*", "aab", false);
        check("", "", true);
        check("", "a", false);
    }
}
