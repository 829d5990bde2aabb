//! A range of the folded text that becomes a field.

use std::borrow::Cow;

use crate::{Field, normalise::Folded, read};

/// A range of the folded text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Part {
    pub(crate) start: usize,
    pub(crate) end: usize,
    /// Whether blanks that stand for line breaks are no part of the value.
    joins: bool,
}

impl Part {
    pub(crate) const fn new(start: usize, end: usize) -> Self {
        Self { start, end, joins: false }
    }

    /// Returns the range as it stands in the folded text.
    pub(crate) fn text(self, text: &str) -> &str {
        read::piece(text, self.start, self.end)
    }

    pub(crate) const fn is_empty(self) -> bool {
        self.start >= self.end
    }

    /// Leaves out blanks and quotes at both ends.
    pub(crate) fn trimmed(self, text: &str) -> Self {
        let is_outer = |byte: u8| matches!(byte, b' ' | b'"' | b'\'' | b'`');
        let start = read::skip(text, self.start, is_outer).min(self.end);
        let end = read::skip_back(text, self.end, is_outer).max(start);
        Self { start, end, joins: self.joins }
    }

    /// Returns whether this is the beginning of an ARN that the end of the text cuts in front of its Region.
    pub(crate) fn is_cut_arn(self, text: &str) -> bool {
        let value = self.text(text);
        let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b':' | b'-');
        self.end == text.len()
            && value.starts_with("arn:")
            && value.bytes().filter(|byte| *byte == b':').count() < 3
            && value.bytes().all(is_plain)
    }

    /// Leaves out the `**` by which Markdown sets a value off; what may be a wildcard stays.
    pub(crate) fn unemphasised(self, text: &str) -> Self {
        let mut part = self;
        if part.text(text).starts_with("**") && part.end > part.start + 2 {
            part.start += 2;
        }
        let bare = part
            .text(text)
            .strip_suffix("**")
            .filter(|bare| !bare.is_empty() && !bare.ends_with(['/', ':', '*']));
        if let Some(bare) = bare {
            part.end = part.start + bare.len();
        }
        part
    }

    /// Puts the value together again where a line break tore it apart, when it is one that has no blanks.
    pub(crate) fn joined(self, folded: &Folded<'_>) -> Self {
        let joins = folded.has_break(self.start, self.end);
        Self { joins, ..self }
    }

    /// Returns the value: the range without the blanks at which a line break tore it apart.
    pub(crate) fn value<'t>(self, folded: &'t Folded<'_>) -> Cow<'t, str> {
        let text = self.text(folded.text.as_ref());
        if !self.joins {
            return Cow::Borrowed(text);
        }
        let kept = text.char_indices().filter(|(at, char)| *char != ' ' || !folded.is_break(self.start + at));
        Cow::Owned(kept.map(|(_, char)| char).collect())
    }

    /// Returns the value with its place in the original text, from which it is borrowed where it stands there as it is.
    pub(crate) fn field<'t>(self, folded: &Folded<'t>) -> Field<'t> {
        let value = match &folded.text {
            Cow::Borrowed(text) => Cow::Borrowed(self.text(text)),
            Cow::Owned(_) => Cow::Owned(self.value(folded).into_owned()),
        };
        Field { value, span: folded.span(self.start, self.end) }
    }
}
