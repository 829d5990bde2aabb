//! A mapping read field by field, with an error that points at the place.

use std::fmt;

use eks_iam_document::{Entry, Node, ParseDocumentError, Value};
use eks_iam_span::{Language, Span};

use crate::Message;

/// Why a document is not a snapshot or scenario, and where it says so.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReadError {
    /// The place in the text.
    pub span: Span,
    /// What is wrong there.
    pub message: Message,
}

impl ReadError {
    /// Returns an error at that place.
    #[must_use]
    pub const fn new(span: Span, message: Message) -> Self {
        Self { span, message }
    }

    /// Returns why a text is no document, at the place where its reading stopped.
    #[must_use]
    pub fn syntax(error: &ParseDocumentError) -> Self {
        let english = format!("{}; {}", error.message(Language::English), error.advice(Language::English));
        let japanese = format!("{}。{}", error.message(Language::Japanese), error.advice(Language::Japanese));
        Self::new(error.span(), Message::new("read.syntax").with_words("why", english, japanese))
    }
}

impl fmt::Display for ReadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message.text(Language::English))
    }
}

impl std::error::Error for ReadError {}

/// The fields of one mapping; those never asked for are told by [`Fields::finish`].
#[derive(Debug)]
pub struct Fields<'a> {
    span: Span,
    entries: &'a [Entry],
    asked: Vec<&'static str>,
}

impl<'a> Fields<'a> {
    /// Returns the fields of a mapping.
    ///
    /// # Errors
    ///
    /// When the node is no mapping, or has a key twice.
    pub fn of(node: &'a Node) -> Result<Self, ReadError> {
        let Value::Mapping(entries) = &node.value else {
            return Err(ReadError::new(node.span, Message::new("read.not-a-mapping")));
        };
        for (at, entry) in entries.iter().enumerate() {
            let key = entry.key.as_str();
            if key.is_some() && entries.iter().take(at).any(|it| it.key.as_str() == key) {
                let message = Message::new("read.twice").with("key", key.unwrap_or_default());
                return Err(ReadError::new(entry.key.span, message));
            }
        }
        Ok(Self { span: node.span, entries, asked: Vec::new() })
    }

    /// Returns the value of a key, unless it is absent or null.
    pub fn optional(&mut self, key: &'static str) -> Option<&'a Node> {
        self.asked.push(key);
        self.entries
            .iter()
            .find(|it| it.key.as_str() == Some(key))
            .map(|it| &it.value)
            .filter(|it| !it.is_null())
    }

    /// Tells whether the key is written, be it null.
    #[must_use]
    pub fn is_written(&self, key: &str) -> bool {
        self.entries.iter().any(|it| it.key.as_str() == Some(key))
    }

    /// Returns the value of a key.
    ///
    /// # Errors
    ///
    /// When it is absent.
    pub fn required(&mut self, key: &'static str) -> Result<&'a Node, ReadError> {
        let span = self.span;
        self.optional(key).ok_or_else(|| {
            let span = Span::new(span.start(), span.start().saturating_add(1).min(span.end()));
            ReadError::new(span, Message::new("read.missing").with("key", key))
        })
    }

    /// Returns the text of a key, if it is there.
    ///
    /// # Errors
    ///
    /// When it is there and no scalar.
    pub fn optional_text(&mut self, key: &'static str) -> Result<Option<String>, ReadError> {
        self.optional(key).map(text).transpose()
    }

    /// Returns the text of a key.
    ///
    /// # Errors
    ///
    /// When it is absent or no scalar.
    pub fn required_text(&mut self, key: &'static str) -> Result<String, ReadError> {
        text(self.required(key)?)
    }

    /// Returns the items of a key; none when it is absent.
    ///
    /// # Errors
    ///
    /// When it is there and no list.
    pub fn list(&mut self, key: &'static str) -> Result<&'a [Node], ReadError> {
        self.optional(key).map_or(Ok(&[]), items)
    }

    /// Returns the texts of a key: a list of scalars, or one scalar.
    ///
    /// # Errors
    ///
    /// When it is there and neither.
    pub fn texts(&mut self, key: &'static str) -> Result<Vec<String>, ReadError> {
        match self.optional(key) {
            None => Ok(Vec::new()),
            Some(node) if node.as_str().is_some() => Ok(vec![text(node)?]),
            Some(node) => items(node)?.iter().map(text).collect(),
        }
    }

    /// Returns names and values of a mapping of scalars, in order.
    ///
    /// # Errors
    ///
    /// When it is there and no such mapping.
    pub fn pairs(&mut self, key: &'static str) -> Result<Vec<(String, String)>, ReadError> {
        let Some(node) = self.optional(key) else { return Ok(Vec::new()) };
        Self::of(node)?.entries.iter().map(|it| Ok((text(&it.key)?, text(&it.value)?))).collect()
    }

    /// Refuses keys that were never asked for: they would be ignored in silence otherwise.
    ///
    /// # Errors
    ///
    /// At the first such key, with the nearest known one.
    pub fn finish(self) -> Result<(), ReadError> {
        for entry in self.entries {
            let key = entry.key.as_str().unwrap_or_default();
            if self.asked.contains(&key) {
                continue;
            }
            let known = nearest(key, &self.asked).map_or_else(|| self.asked.join(", "), str::to_owned);
            let message = Message::new("read.unknown-key").with("key", key).with("known", known);
            return Err(ReadError::new(entry.key.span, message));
        }
        Ok(())
    }
}

/// Returns the text of a scalar.
pub(crate) fn text(node: &Node) -> Result<String, ReadError> {
    let not_text = || ReadError::new(node.span, Message::new("read.not-a-text"));
    node.as_str().map(str::to_owned).ok_or_else(not_text)
}

/// Returns the items of a list.
pub(crate) fn items(node: &Node) -> Result<&[Node], ReadError> {
    node.as_sequence().ok_or_else(|| ReadError::new(node.span, Message::new("read.not-a-list")))
}

/// Returns the known key that differs from this one in case, hyphens or one letter.
fn nearest<'a>(key: &str, known: &[&'a str]) -> Option<&'a str> {
    let plain =
        |it: &str| it.chars().filter(char::is_ascii_alphanumeric).collect::<String>().to_ascii_lowercase();
    let wanted = plain(key);
    known.iter().copied().find(|it| {
        let it = plain(it);
        it == wanted
            || it.len().abs_diff(wanted.len()) <= 1
                && common_ends(&it, &wanted) + 2 >= it.len().max(wanted.len())
    })
}

/// Counts the characters that two texts share at their beginning and at their end.
fn common_ends(a: &str, b: &str) -> usize {
    let front = a.bytes().zip(b.bytes()).take_while(|(x, y)| x == y).count();
    let back = a.bytes().rev().zip(b.bytes().rev()).take_while(|(x, y)| x == y).count();
    (front + back).min(a.len().min(b.len()))
}
