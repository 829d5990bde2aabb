//! The text of one section: read, decoded, and with the way back into the file.

mod decode;
mod entry;
mod traits;

use std::cell::Cell;

use eks_iam_span::Span;

use crate::{
    ParseErrorKind, Section,
    manifest::{Manifest, Shape},
    yaml::{self, Data, Node, NodeId, Style, TextMap, Tree, Value, YamlError},
};

pub(crate) use self::{
    decode::sso_fields,
    entry::{Account, Entry, Field, Known, Slot, State},
    traits::{Trait, Traits},
};

/// What became of a section's text.
#[derive(Debug)]
pub(crate) enum Reading<'m> {
    /// Nothing but white space or a pair of quotes: skipped without an error.
    Blank,
    /// It begins with `{`, so that it is taken as JSON; that is an object and no list.
    Json,
    /// No YAML.
    Broken(YamlError),
    /// A tree; its root may still be no list.
    Tree(Tree<'m>),
}

/// The text of one section.
#[derive(Debug)]
pub(crate) struct SectionText<'m> {
    pub(crate) section: Section,
    /// The key in the file; empty where there is none.
    pub(crate) key: Span,
    /// The scalar in the file, header or quotes included.
    pub(crate) scalar: Span,
    pub(crate) text: &'m str,
    pub(crate) map: TextMap,
    /// How the scalar was written; `None` where the text stands by itself.
    pub(crate) style: Option<Style>,
    pub(crate) reading: Reading<'m>,
    pub(crate) entries: Vec<Entry>,
    /// What can be told of each entry at a glance.
    pub(crate) traits: Vec<Traits>,
    /// The traits of any.
    pub(crate) all_traits: Traits,
    pub(crate) accounts: Vec<Account>,
    pub(crate) errors: Vec<ParseErrorKind>,
    file: &'m str,
    key_line_end: usize,
    hint: Cell<usize>,
}

/// Returns the sections that the authenticator would read if it read the object.
pub(crate) fn sections<'m>(manifest: &'m Manifest<'m>) -> Vec<SectionText<'m>> {
    match &manifest.shape {
        Shape::Bare(section) => {
            let skip = manifest.text.len() - manifest.text.trim_start_matches('\u{FEFF}').len();
            let text = manifest.text.get(skip..).unwrap_or_default();
            vec![SectionText::new(manifest.text, *section, text, TextMap::Direct(to_u32(skip)))]
        }
        Shape::Given(places) => Section::ALL
            .into_iter()
            .zip(places)
            .filter_map(|(section, place)| {
                let (start, end) = (*place)?;
                let text = manifest.text.get(start..end)?;
                let mut read = SectionText::new(manifest.text, section, text, TextMap::Direct(to_u32(start)));
                read.key = Span::empty(start);
                Some(read)
            })
            .collect(),
        Shape::ConfigMap => Section::ALL.into_iter().filter_map(|it| from_manifest(manifest, it)).collect(),
        _ => Vec::new(),
    }
}

fn from_manifest<'m>(manifest: &'m Manifest<'m>, section: Section) -> Option<SectionText<'m>> {
    let data = manifest.field("data")?;
    let pair = manifest.pair(data.value, section.key())?;
    let value: &Value<'_> = manifest.string(pair.value)?;
    let mut read = SectionText::new(manifest.text, section, &value.text, value.map.clone());
    read.key = manifest.span(pair.key);
    read.scalar = manifest.span(pair.value);
    read.style = Some(value.style);
    let line = manifest.text.get(read.key.start()..).unwrap_or_default();
    read.key_line_end = line.find('\n').map_or(manifest.text.len(), |at| read.key.start() + at);
    Some(read)
}

impl<'m> SectionText<'m> {
    fn new(file: &'m str, section: Section, text: &'m str, map: TextMap) -> Self {
        let mut read = Self {
            section,
            key: Span::empty(0),
            scalar: Span::new(map.start(0), map.end(text.len())),
            text,
            map,
            style: None,
            reading: read_text(section, text),
            entries: Vec::new(),
            traits: Vec::new(),
            all_traits: Traits::default(),
            accounts: Vec::new(),
            errors: Vec::new(),
            file,
            key_line_end: 0,
            hint: Cell::new(0),
        };
        decode::decode(&mut read);
        read
    }

    pub(crate) const fn tree(&self) -> Option<&Tree<'m>> {
        match &self.reading {
            Reading::Tree(tree) => Some(tree),
            _ => None,
        }
    }

    /// Returns a node as it stands.
    pub(crate) fn node(&self, id: NodeId) -> Option<&Node<'m>> {
        self.tree()?.node(id)
    }

    /// Returns the scalar at a node, aliases followed.
    pub(crate) fn value(&self, id: NodeId) -> Option<&Value<'m>> {
        match &self.tree()?.target(id)?.data {
            Data::Scalar(value) => Some(value),
            _ => None,
        }
    }

    /// Returns the text of the scalar at a node; empty for anything else.
    pub(crate) fn text_at(&self, id: NodeId) -> &str {
        self.value(id).map_or("", |value| value.text.as_ref())
    }

    /// Returns an account's text as go-yaml decodes it into a string: as written, null as nothing.
    pub(crate) fn account_text(&self, account: &Account) -> &str {
        match self.state(account.item) {
            State::Null(_) => "",
            _ => self.text_at(account.item),
        }
    }

    /// Returns the items of the list at a node, aliases followed.
    pub(crate) fn items(&self, id: NodeId) -> &[NodeId] {
        match self.tree().and_then(|tree| tree.target(id)).map(|node| &node.data) {
            Some(Data::Sequence { items, .. }) => items,
            _ => &[],
        }
    }

    /// Whether an edit of this node would reach elsewhere: it is an alias, or an alias names it.
    pub(crate) fn is_shared(&self, id: NodeId) -> bool {
        self.tree().is_some_and(|it| it.is_shared(id))
    }

    /// Whether a node is an alias.
    pub(crate) fn is_alias(&self, id: NodeId) -> bool {
        self.node(id).is_some_and(|node| matches!(node.data, Data::Alias(_)))
    }

    /// Returns a node's range in the section's text.
    pub(crate) fn range(&self, id: NodeId) -> Span {
        self.node(id).map_or(Span::empty(0), |node| Span::new(node.start, node.end))
    }

    /// Returns the range in the file.
    pub(crate) fn file_span(&self, range: Span) -> Span {
        let start = self.map.start_near(range.start(), &self.hint);
        let end = if range.is_empty() { start } else { self.map.end_near(range.end(), &self.hint) };
        Span::new(start, end)
    }

    /// Returns where a finding about `range` stands in the file, given that it belongs to the line of `line`.
    ///
    /// Everything inside a text that is no block stands on the line of the section's key.
    pub(crate) fn place(&self, line: Span, range: Span) -> Span {
        let between = self.text.get(line.start()..range.start()).unwrap_or_default();
        let chosen = if range.start() < line.start() || between.contains('\n') { line } else { range };
        let found = first_line(self.file, self.file_span(first_line(self.text, chosen)));
        let inside = self.style.is_none_or(Style::is_block);
        if inside || found.start() < self.key_line_end { found } else { self.key }
    }

    /// Returns where the section itself is to be blamed: its key, else its first character.
    pub(crate) fn head(&self) -> Span {
        if self.key.is_empty() {
            let first = self.text.chars().next().map_or(0, char::len_utf8);
            return if self.style.is_none() && !self.text.starts_with('\n') {
                self.file_span(Span::new(0, first))
            } else {
                self.key
            };
        }
        self.key
    }

    /// Returns the start of the physical line in which byte `at` of the text stands; behind the last line, the end.
    pub(crate) fn file_line_start(&self, at: usize) -> usize {
        if at >= self.text.len() {
            return self.map.end(self.text.len());
        }
        let place = self.map.start(at);
        self.file.get(..place).and_then(|it| it.rfind('\n')).map_or(0, |it| it + 1)
    }

    /// Returns by how much the lines of a block are indented in the file.
    pub(crate) fn block_indent(&self) -> Option<usize> {
        let first = self.text.bytes().position(|it| it != b'\n');
        let Some(at) = first else {
            let column = |span: Span| {
                let before = self.file.get(..span.start()).unwrap_or_default();
                span.start() - before.rfind('\n').map_or(0, |it| it + 1)
            };
            return Some(column(self.key) + 2);
        };
        let place = self.map.start(at);
        let line = self.file.get(..place)?.rfind('\n').map_or(0, |it| it + 1);
        Some(place - line)
    }

    /// Returns the start of the line in the text in which byte `at` stands.
    pub(crate) fn line_start(&self, at: usize) -> usize {
        self.text.get(..at).and_then(|it| it.rfind('\n')).map_or(0, |it| it + 1)
    }

    /// Returns the start of the next line in the text, or its end.
    pub(crate) fn next_line(&self, at: usize) -> usize {
        self.text.get(at..).and_then(|it| it.find('\n')).map_or(self.text.len(), |it| at + it + 1)
    }

    /// Returns the column of byte `at` in the text, in bytes.
    pub(crate) fn column(&self, at: usize) -> usize {
        at - self.line_start(at)
    }
}

/// Cuts a range at the end of its first line.
fn first_line(text: &str, range: Span) -> Span {
    let length = range.slice(text).find('\n').unwrap_or(range.len());
    Span::new(range.start(), range.start() + length)
}

fn read_text(section: Section, text: &str) -> Reading<'_> {
    let trimmed = text.trim();
    if matches!(trimmed, "" | "``" | "\"\"" | "''") {
        return Reading::Blank;
    }
    // mapAccounts is never taken as JSON.
    if section != Section::MapAccounts && text.trim_start().starts_with('{') {
        return Reading::Json;
    }
    match yaml::first_document(text) {
        Ok(tree) => Reading::Tree(tree),
        Err(error) => Reading::Broken(error),
    }
}

fn to_u32(offset: usize) -> u32 {
    u32::try_from(offset).unwrap_or(u32::MAX)
}
