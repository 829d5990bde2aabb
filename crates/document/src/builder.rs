//! The tree while it is read: nodes in one list, so that nothing is copied before it is known what it costs.

use eks_iam_span::Span;

use crate::{Entry, Limits, Node, Scalar, Value, error::ErrorKind};

/// A node in the list.
#[derive(Debug)]
struct Raw {
    place: Span,
    tag: Option<String>,
    anchor: Option<String>,
    kind: Kind,
}

#[derive(Debug)]
enum Kind {
    Scalar(Scalar),
    Sequence(Vec<usize>),
    /// Keys and values by turns.
    Mapping(Vec<usize>),
    Alias(usize),
}

/// A cap that was reached, or an alias that cannot be resolved, and where.
pub(crate) type Fault = (ErrorKind, Span);

/// Counts what all documents of one text cost together.
#[derive(Debug)]
pub(crate) struct Budget {
    limits: Limits,
    read: usize,
    built: usize,
    aliases: usize,
    repeated_bytes: usize,
}

impl Budget {
    pub(crate) const fn new(limits: Limits) -> Self {
        Self { limits, read: 0, built: 0, aliases: 0, repeated_bytes: 0 }
    }
}

/// One document while it is read.
#[derive(Debug)]
pub(crate) struct Builder<'b> {
    budget: &'b mut Budget,
    nodes: Vec<Raw>,
    open: Vec<usize>,
    has_aliases: bool,
}

impl<'b> Builder<'b> {
    pub(crate) const fn new(budget: &'b mut Budget) -> Self {
        Self { budget, nodes: Vec::new(), open: Vec::new(), has_aliases: false }
    }

    /// Adds a scalar and returns its number.
    pub(crate) fn scalar(
        &mut self,
        place: Span,
        tag: Option<String>,
        scalar: Scalar,
    ) -> Result<usize, Fault> {
        self.add(place, tag, Kind::Scalar(scalar))
    }

    /// Begins a list and returns its number.
    pub(crate) fn open_sequence(&mut self, place: Span, tag: Option<String>) -> Result<usize, Fault> {
        self.open(place, tag, Kind::Sequence(Vec::new()))
    }

    /// Begins a mapping and returns its number.
    pub(crate) fn open_mapping(&mut self, place: Span, tag: Option<String>) -> Result<usize, Fault> {
        self.open(place, tag, Kind::Mapping(Vec::new()))
    }

    /// Ends the innermost collection, at its closing bracket if it has one.
    pub(crate) fn close(&mut self, bracket: Option<Span>) {
        let Some(at) = self.open.pop() else { return };
        let last = self.nodes.get(at).and_then(|it| match &it.kind {
            Kind::Sequence(items) | Kind::Mapping(items) => items.last().copied(),
            Kind::Scalar(_) | Kind::Alias(_) => None,
        });
        let last = last.and_then(|it| self.nodes.get(it)).map(|it| it.place);
        if let Some(node) = self.nodes.get_mut(at) {
            let end = bracket.or(last).unwrap_or(node.place);
            node.place = Span::new(node.place.start(), end.end().max(node.place.end()));
        }
    }

    /// Adds a reference to an earlier node.
    pub(crate) fn alias(&mut self, place: Span, target: Option<usize>) -> Result<(), Fault> {
        let Some(target) = target else { return Err((ErrorKind::UnknownAlias, place)) };
        if self.open.contains(&target) {
            return Err((ErrorKind::AliasLoop, place));
        }
        self.budget.aliases += 1;
        if self.budget.aliases > self.budget.limits.aliases {
            return Err((ErrorKind::TooManyAliases, place));
        }
        self.has_aliases = true;
        self.add(place, None, Kind::Alias(target)).map(drop)
    }

    /// Names a node, so that the name can be shown.
    pub(crate) fn anchor(&mut self, node: usize, name: String) {
        if let Some(node) = self.nodes.get_mut(node) {
            node.anchor = Some(name);
        }
    }

    /// Tells whether a key was added and its value was not.
    pub(crate) fn wants_value(&self) -> bool {
        let parent = self.open.last().and_then(|it| self.nodes.get(*it)).map(|it| &it.kind);
        matches!(parent, Some(Kind::Mapping(items)) if items.len() % 2 == 1)
    }

    /// Returns the tree, aliases resolved; `None` when nothing was added.
    pub(crate) fn finish(mut self) -> Result<Option<Node>, Fault> {
        if self.nodes.is_empty() {
            return Ok(None);
        }
        self.build(0, 0, None).map(Some)
    }

    fn add(&mut self, place: Span, tag: Option<String>, kind: Kind) -> Result<usize, Fault> {
        self.budget.read += 1;
        if self.budget.read > self.budget.limits.nodes {
            return Err((ErrorKind::TooManyNodes, place));
        }
        let at = self.nodes.len();
        self.nodes.push(Raw { place, tag, anchor: None, kind });
        if let Some(parent) = self.open.last().and_then(|it| self.nodes.get_mut(*it))
            && let Kind::Sequence(items) | Kind::Mapping(items) = &mut parent.kind
        {
            items.push(at);
        }
        Ok(at)
    }

    fn open(&mut self, place: Span, tag: Option<String>, kind: Kind) -> Result<usize, Fault> {
        if self.open.len() >= self.budget.limits.depth() {
            return Err((ErrorKind::TooDeep, place));
        }
        let at = self.add(place, tag, kind)?;
        self.open.push(at);
        Ok(at)
    }

    /// Makes the node `at`; `alias` is where it is referred to, if it or what it stands in is a repetition.
    ///
    /// The recursion is as deep as the document, and that is capped.
    fn build(&mut self, at: usize, depth: usize, alias: Option<Span>) -> Result<Node, Fault> {
        let Some(raw) = self.nodes.get(at) else { return Err((ErrorKind::UnknownAlias, Span::empty(0))) };
        let fault = alias.unwrap_or(raw.place);
        self.budget.built += 1;
        if self.budget.built > self.budget.limits.nodes {
            let kind = if alias.is_some() { ErrorKind::TooManyAliases } else { ErrorKind::TooManyNodes };
            return Err((kind, fault));
        }
        let (span, tag, anchor) = (raw.place, raw.tag.clone(), raw.anchor.clone());
        let value = match &raw.kind {
            Kind::Alias(target) => {
                let target = *target;
                let place = alias.unwrap_or(span);
                let node = self.build(target, depth, Some(place))?;
                return Ok(Node { alias: Some(span), ..node });
            }
            Kind::Scalar(scalar) => {
                if alias.is_some() {
                    self.budget.repeated_bytes += scalar.text.len();
                    if self.budget.repeated_bytes > self.budget.limits.bytes {
                        return Err((ErrorKind::TooManyAliases, fault));
                    }
                }
                Value::Scalar(self.scalar_at(at))
            }
            Kind::Sequence(items) | Kind::Mapping(items) => {
                if depth >= self.budget.limits.depth() {
                    return Err((ErrorKind::TooDeep, fault));
                }
                let is_mapping = matches!(raw.kind, Kind::Mapping(_));
                let items = items.clone();
                if is_mapping {
                    self.entries(&items, depth, alias)?
                } else {
                    self.items(&items, depth, alias)?
                }
            }
        };
        Ok(Node { span, tag, anchor, alias: None, value })
    }

    fn items(&mut self, items: &[usize], depth: usize, alias: Option<Span>) -> Result<Value, Fault> {
        let nodes = items.iter().map(|it| self.build(*it, depth + 1, alias));
        nodes.collect::<Result<_, _>>().map(Value::Sequence)
    }

    fn entries(&mut self, items: &[usize], depth: usize, alias: Option<Span>) -> Result<Value, Fault> {
        let mut entries = Vec::with_capacity(items.len() / 2);
        for pair in items.chunks_exact(2) {
            let [key, value] = pair else { continue };
            let key = self.build(*key, depth + 1, alias)?;
            let value = self.build(*value, depth + 1, alias)?;
            entries.push(Entry { key, value });
        }
        Ok(Value::Mapping(entries))
    }

    /// Takes the scalar out of the list, or copies it where an alias may ask for it again.
    fn scalar_at(&mut self, at: usize) -> Scalar {
        let empty = || Scalar::new("", crate::ScalarStyle::Plain);
        match self.nodes.get_mut(at).map(|it| &mut it.kind) {
            Some(Kind::Scalar(scalar)) if self.has_aliases => scalar.clone(),
            Some(Kind::Scalar(scalar)) => std::mem::replace(scalar, empty()),
            _ => empty(),
        }
    }
}
