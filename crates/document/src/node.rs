//! The tree, and questions to it.

use eks_iam_span::Span;

use crate::{
    resolve::{self, Resolved},
    scalar::Scalar,
    write_json, write_yaml,
};

/// A value of a document, with its place.
///
/// A plain or quoted scalar's span covers its source text with the quotes, a block scalar's its content from the first
/// to the last character, a collection's everything from its first to its last item or bracket.
///
/// ```
/// let node = eks_iam_document::parse("metadata: {name: aws-auth}\nreplicas: 2\n")?;
/// assert_eq!(node.path(&["metadata", "name"]).and_then(|it| it.as_str()), Some("aws-auth"));
/// assert_eq!(node.get("replicas").and_then(|it| it.as_i64()), Some(2));
/// assert_eq!(node.to_json(), r#"{"metadata":{"name":"aws-auth"},"replicas":2}"#);
/// # Ok::<(), eks_iam_document::ParseDocumentError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Node {
    /// Where the value was written; for an alias, where the value it stands for was.
    pub span: Span,
    /// The tag, as `!!str`, `!Ref` or `!<tag:example.com,2026:x>`.
    pub tag: Option<String>,
    /// The name of the anchor that stands before the value.
    pub anchor: Option<String>,
    /// Where `*name` stands, when the value was written elsewhere and is only referred to here.
    pub alias: Option<Span>,
    /// What the node is.
    pub value: Value,
}

/// What a [`Node`] is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    /// A text, a number, `true`, `null`: anything that is no collection.
    Scalar(Scalar),
    /// A list.
    Sequence(Vec<Node>),
    /// Keys with values, in the order of the text, duplicates included.
    Mapping(Vec<Entry>),
}

/// A key of a mapping and its value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The key; nearly always a scalar.
    pub key: Node,
    /// The value; the empty scalar where nothing was written.
    pub value: Node,
}

impl Entry {
    /// Returns the range from the key to the end of the value.
    #[must_use]
    pub const fn span(&self) -> Span {
        self.key.place().cover(self.value.place())
    }
}

impl Node {
    /// Makes a node without tag and anchor, for a tree that is to be written.
    #[must_use]
    pub const fn new(value: Value, span: Span) -> Self {
        Self { span, tag: None, anchor: None, alias: None, value }
    }

    /// Returns where the node stands: the alias, where it was one, else [`Node::span`].
    #[must_use]
    pub const fn place(&self) -> Span {
        match self.alias {
            Some(alias) => alias,
            None => self.span,
        }
    }

    /// Returns the value of a key, compared byte for byte; the last one wins, as in every YAML and JSON reader that
    /// does not refuse duplicates. `None` when there is no such key, or when this is no mapping.
    #[must_use]
    pub fn get(&self, key: &str) -> Option<&Self> {
        let entries = self.as_mapping()?;
        entries.iter().rev().find(|it| it.key.as_str() == Some(key)).map(|it| &it.value)
    }

    /// Follows keys downward, as [`Node::get`] does one.
    #[must_use]
    pub fn path(&self, keys: &[&str]) -> Option<&Self> {
        keys.iter().try_fold(self, |node, key| node.get(key))
    }

    /// Returns the text of any scalar, whatever it may mean; `""` for an absent value, `"true"` for `true`.
    #[must_use]
    pub fn as_str(&self) -> Option<&str> {
        self.as_scalar().map(|it| it.text.as_str())
    }

    /// Returns the scalar, with its way back into the file.
    #[must_use]
    pub const fn as_scalar(&self) -> Option<&Scalar> {
        match &self.value {
            Value::Scalar(scalar) => Some(scalar),
            Value::Sequence(_) | Value::Mapping(_) => None,
        }
    }

    /// Returns the items of a list.
    #[must_use]
    pub fn as_sequence(&self) -> Option<&[Self]> {
        match &self.value {
            Value::Sequence(items) => Some(items),
            Value::Scalar(_) | Value::Mapping(_) => None,
        }
    }

    /// Returns the entries of a mapping, duplicates included.
    #[must_use]
    pub fn as_mapping(&self) -> Option<&[Entry]> {
        match &self.value {
            Value::Mapping(entries) => Some(entries),
            Value::Scalar(_) | Value::Sequence(_) => None,
        }
    }

    /// Tells whether the node is `null`, `~` or nothing at all, unquoted.
    #[must_use]
    pub fn is_null(&self) -> bool {
        matches!(self.resolved(), Some(Resolved::Null))
    }

    /// Tells whether YAML 1.2 (and JSON) would take the node for a string: quoted, a block, or unlike anything else.
    #[must_use]
    pub fn is_string(&self) -> bool {
        matches!(self.resolved(), Some(Resolved::String))
    }

    /// Returns an unquoted `true` or `false` (also `True`, `TRUE`), as the core schema of YAML 1.2.2, 10.3.2, has it;
    /// `yes` and `on` are text.
    #[must_use]
    pub fn as_bool(&self) -> Option<bool> {
        match self.resolved() {
            Some(Resolved::Bool(value)) => Some(value),
            _ => None,
        }
    }

    /// Returns an unquoted integer (decimal, `0o17`, `0x1F`) that fits, as the core schema of YAML 1.2.2 reads it.
    #[must_use]
    pub fn as_i64(&self) -> Option<i64> {
        match self.resolved() {
            Some(Resolved::Integer) => resolve::integer(self.as_str()?),
            _ => None,
        }
    }

    /// Returns the node as JSON in one line; plain scalars become what the core schema of YAML 1.2.2 makes of them.
    ///
    /// A key that stands twice is printed once, with its last value. What JSON cannot say (`.inf`, `.nan`) becomes a
    /// string, a key that is no scalar its JSON text.
    #[must_use]
    pub fn to_json(&self) -> String {
        write_json::to_json(self)
    }

    /// Returns the node as YAML in block style, text of several lines as `|`.
    ///
    /// Reading it gives the same values in the same order; comments, anchors and the way things were written are gone.
    /// Text that YAML 1.1 readers (kubectl, the API server) would take for something else is quoted.
    ///
    /// ```
    /// let node = eks_iam_document::parse(r#"{"a": "no", "b": ["x\ny\n", 1]}"#)?;
    /// assert_eq!(node.to_yaml(), "a: \"no\"\nb:\n- |\n  x\n  y\n- 1\n");
    /// # Ok::<(), eks_iam_document::ParseDocumentError>(())
    /// ```
    #[must_use]
    pub fn to_yaml(&self) -> String {
        write_yaml::to_yaml(self)
    }

    pub(crate) fn resolved(&self) -> Option<Resolved> {
        self.as_scalar().map(|it| resolve::resolve(it, self.tag.as_deref()))
    }
}
