//! A sentence for a person, kept as an id and arguments until a language is chosen.

use eks_iam_error_classifier::{Class, Retry};
use eks_iam_span::Language;

use crate::words;

/// A sentence in both languages, with its values filled in on printing.
///
/// ```
/// use eks_iam_diagnosis::Message;
/// use eks_iam_span::Language;
///
/// let message = Message::new("missing.aws-auth");
/// assert_eq!(message.text(Language::English), "the ConfigMap aws-auth was not given");
/// assert_eq!(message.text(Language::Japanese), "ConfigMap aws-auth が渡されていません");
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Message {
    id: &'static str,
    values: Vec<(&'static str, Value)>,
}

impl Message {
    /// Returns the message of that id, which is a row of both tables of words.
    #[must_use]
    pub const fn new(id: &'static str) -> Self {
        Self { id, values: Vec::new() }
    }

    /// Returns what a class of error texts says.
    #[must_use]
    pub fn of_class(class: Class) -> Self {
        Self::new(words::class_id(class).unwrap_or("class.other"))
    }

    /// Returns what a retry word means.
    #[must_use]
    pub const fn of_retry(retry: Retry) -> Self {
        Self::new(match retry {
            Retry::AfterChange => "retry.after-change",
            Retry::Refresh => "retry.refresh",
            Retry::Backoff => "retry.backoff",
            Retry::Maybe => "retry.maybe",
            _ => "retry.never",
        })
    }

    /// Returns it with the value for the hole `{name}`.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.values.push((name, Value::Same(value.into())));
        self
    }

    /// Returns it with words for the hole `{name}`, which differ by language.
    #[must_use]
    pub fn with_words(mut self, name: &'static str, english: String, japanese: String) -> Self {
        self.values.push((name, Value::Words { english, japanese }));
        self
    }

    /// Returns where what this message says is missing comes from: a command that fetches it.
    #[must_use]
    pub fn fetch(&self) -> Option<Self> {
        Some(Self { id: words::fetch_id(self.id)?, values: self.values.clone() })
    }

    /// Returns its id.
    #[must_use]
    pub const fn id(&self) -> &'static str {
        self.id
    }

    /// Returns the sentence; an id without a row prints as itself, which a test rules out.
    #[must_use]
    pub fn text(&self, language: Language) -> String {
        let template = words::template(self.id, language).unwrap_or(self.id);
        let mut text = String::with_capacity(template.len() + 64);
        let mut rest = template;
        while let Some((before, after)) = rest.split_once('{') {
            text.push_str(before);
            let Some((name, tail)) = after.split_once('}') else {
                text.push('{');
                rest = after;
                continue;
            };
            match self.values.iter().find(|(it, _)| *it == name) {
                Some((_, value)) => text.push_str(value.text(language)),
                None => {
                    text.push('{');
                    text.push_str(name);
                    text.push('}');
                }
            }
            rest = tail;
        }
        text.push_str(rest);
        text
    }
}

/// What fills a hole.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Value {
    /// A name or a value: the same in every language.
    Same(String),
    /// Words.
    Words { english: String, japanese: String },
}

impl Value {
    fn text(&self, language: Language) -> &str {
        match (self, language) {
            (Self::Same(text) | Self::Words { japanese: text, .. }, Language::Japanese) => text,
            (Self::Same(text) | Self::Words { english: text, .. }, _) => text,
        }
    }
}
