//! Answers of the query protocol: one tree, written as XML or, where the client asks for it, as JSON.

use std::{borrow::Cow, fmt::Write};

use eks_iam_sigv4::Timestamp;
use serde_json::Value;

/// A part of an answer.
#[derive(Debug, Clone)]
pub(crate) enum Tree {
    /// An element with text in it.
    Text(String, String),
    /// An element with a point in time in it; JSON has seconds since 1970.
    Time(String, Timestamp),
    /// An element with a number in it.
    Number(String, i64),
    /// An element with others in it.
    Node(String, Vec<Self>),
    /// An element with items in it, each called `member`; JSON has an array.
    List(String, Vec<Self>),
}

impl Tree {
    pub(crate) fn text(name: &str, text: impl Into<String>) -> Self {
        Self::Text(name.to_owned(), text.into())
    }

    pub(crate) fn node(name: impl Into<String>, children: Vec<Self>) -> Self {
        Self::Node(name.into(), children)
    }

    /// A list whose items have fields.
    pub(crate) fn members(name: &str, items: impl IntoIterator<Item = Vec<Self>>) -> Self {
        Self::List(name.to_owned(), items.into_iter().map(|fields| Self::node("member", fields)).collect())
    }

    /// A list of texts.
    pub(crate) fn texts<T: Into<String>>(name: &str, items: impl IntoIterator<Item = T>) -> Self {
        Self::List(name.to_owned(), items.into_iter().map(|text| Self::text("member", text)).collect())
    }

    /// A truth value; the query protocol writes it as text.
    pub(crate) fn flag(name: &str, value: bool) -> Self {
        Self::text(name, value.to_string())
    }

    /// Writes the tree as AWS does: no declaration, two blanks of indentation, a newline at the end.
    pub(crate) fn to_xml(&self, namespace: &str) -> String {
        let mut xml = String::with_capacity(1024);
        self.write_xml(&mut xml, 0, Some(namespace));
        xml
    }

    fn write_xml(&self, xml: &mut String, depth: usize, namespace: Option<&str>) {
        let name = self.name();
        xml.extend(std::iter::repeat_n("  ", depth));
        push_all(xml, &["<", name]);
        if let Some(namespace) = namespace {
            push_all(xml, &[" xmlns=\"", namespace, "\""]);
        }
        match self {
            Self::Text(_, text) => push_all(xml, &[">", &escape(text)]),
            Self::Time(_, time) => push_all(xml, &[">", &time.rfc3339()]),
            Self::Number(_, number) => push_all(xml, &[">", &number.to_string()]),
            Self::Node(_, children) | Self::List(_, children) if children.is_empty() => {
                xml.push_str("/>\n");
                return;
            }
            Self::Node(_, children) | Self::List(_, children) => {
                xml.push_str(">\n");
                for child in children {
                    child.write_xml(xml, depth + 1, None);
                }
                xml.extend(std::iter::repeat_n("  ", depth));
            }
        }
        push_all(xml, &["</", name, ">\n"]);
    }

    /// Writes the tree as one JSON object, names in order, as STS does.
    pub(crate) fn to_json(&self) -> String {
        let mut json = String::from("{");
        self.write_json(&mut json);
        json.push('}');
        json
    }

    /// Writes the children of the tree as one JSON object, without the name of the tree itself: an error of STS.
    pub(crate) fn members_to_json(&self) -> String {
        let mut json = String::new();
        self.write_value(&mut json);
        json
    }

    fn write_json(&self, json: &mut String) {
        let _ = write!(json, "{}:", Value::String(self.name().to_owned()));
        self.write_value(json);
    }

    fn write_value(&self, json: &mut String) {
        match self {
            Self::Text(_, text) => json.push_str(&Value::String(text.clone()).to_string()),
            Self::Time(_, time) => json.push_str(&time.unix().to_string()),
            Self::Number(_, number) => json.push_str(&number.to_string()),
            Self::Node(_, children) => {
                let mut children: Vec<_> = children.iter().collect();
                children.sort_by(|one, other| one.name().cmp(other.name()));
                json.push('{');
                for (at, child) in children.into_iter().enumerate() {
                    if at > 0 {
                        json.push(',');
                    }
                    child.write_json(json);
                }
                json.push('}');
            }
            Self::List(_, items) => {
                json.push('[');
                for (at, item) in items.iter().enumerate() {
                    if at > 0 {
                        json.push(',');
                    }
                    item.write_value(json);
                }
                json.push(']');
            }
        }
    }

    fn name(&self) -> &str {
        let (Self::Text(name, _)
        | Self::Time(name, _)
        | Self::Number(name, _)
        | Self::Node(name, _)
        | Self::List(name, _)) = self;
        name
    }
}

/// Escapes what AWS escapes in text; apostrophes and quotation marks stand as they are.
pub(crate) fn escape(text: &str) -> Cow<'_, str> {
    if text.bytes().all(|it| !matches!(it, b'&' | b'<' | b'>')) {
        return Cow::Borrowed(text);
    }
    Cow::Owned(text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;"))
}

fn push_all(xml: &mut String, parts: &[&str]) {
    xml.extend(parts.iter().copied());
}
