//! From tokens to a tree.

use std::collections::HashMap;

use super::{
    YamlError,
    characters::is_word,
    scan::{Scanner, Token, TokenKind},
    tree::{Data, Node, NodeId, Tree},
    value::Value,
};
use crate::few::Few;

/// A collection that is being read.
#[derive(Debug)]
struct Frame {
    kind: Kind,
    id: NodeId,
    first: bool,
    /// The key whose value comes next.
    key: Option<NodeId>,
    /// Whether the key that is being read has no `?` before it nor `:` behind it: its value is empty.
    bare_key: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    BlockSequence,
    IndentlessSequence,
    BlockMapping,
    FlowSequence,
    FlowMapping,
    /// `[a: b]`: a mapping of one pair inside a flow sequence.
    FlowPair,
}

enum Step {
    /// A node comes next; whether block collections and lists at the key's own column are allowed.
    Node { block: bool, indentless: bool },
    /// Go on with the innermost collection.
    Resume,
    /// A node is complete.
    Done(NodeId),
}

/// Reads a stream document by document.
#[derive(Debug)]
pub(crate) struct Composer<'a> {
    scanner: Scanner<'a>,
    tree: Tree<'a>,
    stack: Vec<Frame>,
    anchors: HashMap<&'a str, NodeId>,
    first: bool,
    /// Whether `%TAG` names handles of its own; what they stand for does not matter here.
    has_tag_directive: bool,
}

impl<'a> Composer<'a> {
    /// Starts at the beginning of `text`.
    pub(crate) fn new(text: &'a str) -> Result<Self, YamlError> {
        Ok(Self {
            scanner: Scanner::new(text)?,
            tree: Tree::default(),
            stack: Vec::new(),
            anchors: HashMap::new(),
            first: true,
            has_tag_directive: false,
        })
    }

    /// Reads the next document, `None` at the end of the stream.
    pub(crate) fn next_document(&mut self) -> Result<Option<Tree<'a>>, YamlError> {
        let implicit = std::mem::replace(&mut self.first, false);
        while !implicit && self.peek()? == TokenKind::DocumentEnd {
            self.scanner.take()?;
        }
        let kind = self.peek()?;
        if kind == TokenKind::StreamEnd {
            return Ok(None);
        }
        let explicit =
            matches!(kind, TokenKind::VersionDirective | TokenKind::TagDirective | TokenKind::DocumentStart);
        if explicit || !implicit {
            self.document_start()?;
        }
        let empty = explicit
            && matches!(
                self.peek()?,
                TokenKind::VersionDirective
                    | TokenKind::TagDirective
                    | TokenKind::DocumentStart
                    | TokenKind::DocumentEnd
                    | TokenKind::StreamEnd
            );
        let root = if empty { self.empty()? } else { self.tree_of_nodes()? };
        self.tree.root = Some(root);
        self.document_end()?;
        self.anchors.clear();
        Ok(Some(std::mem::take(&mut self.tree)))
    }

    fn document_start(&mut self) -> Result<(), YamlError> {
        let mut versions = 0;
        while matches!(self.peek()?, TokenKind::VersionDirective | TokenKind::TagDirective) {
            let token = self.scanner.take()?;
            self.has_tag_directive = self.has_tag_directive || token.kind == TokenKind::TagDirective;
            if token.kind == TokenKind::VersionDirective {
                let line = self.scanner.text.get(token.start..token.end).unwrap_or_default();
                versions += 1;
                if versions > 1 {
                    return Err(YamlError::new(token.start, "found duplicate %YAML directive"));
                }
                if line.split_ascii_whitespace().nth(1) != Some("1.1") {
                    return Err(YamlError::new(token.start, "found incompatible YAML document"));
                }
            }
        }
        let token = self.scanner.take()?;
        if token.kind != TokenKind::DocumentStart {
            return Err(YamlError::new(token.start, "did not find expected <document start>"));
        }
        Ok(())
    }

    fn document_end(&mut self) -> Result<(), YamlError> {
        if self.peek()? == TokenKind::DocumentEnd {
            self.scanner.take()?;
        }
        // What stands behind the first document is never read, so a fault there is none.
        if let Ok(token) = self.scanner.peek()
            && token.kind != TokenKind::StreamEnd
        {
            self.tree.trailing = Some((token.start, token.end));
        }
        Ok(())
    }

    fn peek(&mut self) -> Result<TokenKind, YamlError> {
        Ok(self.scanner.peek()?.kind)
    }

    fn tree_of_nodes(&mut self) -> Result<NodeId, YamlError> {
        let mut step = Step::Node { block: true, indentless: false };
        loop {
            step = match step {
                Step::Node { block, indentless } => self.node(block, indentless)?,
                Step::Resume => self.resume()?,
                Step::Done(id) => {
                    if self.stack.is_empty() {
                        return Ok(id);
                    }
                    self.accept(id);
                    Step::Resume
                }
            };
        }
    }

    /// Puts a complete node into the innermost collection.
    fn accept(&mut self, id: NodeId) {
        let Some(frame) = self.stack.last_mut() else { return };
        let Some(node) = self.tree.node_mut(frame.id) else { return };
        match (&mut node.data, frame.key.take()) {
            (Data::Sequence { items, .. }, _) => items.push(id),
            (Data::Mapping { entries, .. }, Some(key)) => entries.push((key, id)),
            (Data::Mapping { .. }, None) => frame.key = Some(id),
            _ => {}
        }
    }

    fn empty(&mut self) -> Result<NodeId, YamlError> {
        let at = self.scanner.peek()?.start;
        self.empty_at(at)
    }

    fn empty_at(&mut self, at: usize) -> Result<NodeId, YamlError> {
        let value = super::value::Value::empty(at);
        self.tree.add(Node { start: at, end: at, tag: None, data: Data::Scalar(value) })
    }

    fn node(&mut self, block: bool, indentless: bool) -> Result<Step, YamlError> {
        if self.peek()? == TokenKind::Alias {
            return self.alias();
        }
        let properties = self.scanner.peek()?.start;
        let (mut anchor, mut tag) = (None, None);
        for _ in 0..2 {
            match self.peek()? {
                TokenKind::Anchor if anchor.is_none() => {
                    let token = self.scanner.take()?;
                    anchor = self.scanner.text.get(token.start + 1..token.end);
                }
                TokenKind::Tag if tag.is_none() => tag = Some(self.tag()?),
                _ => break,
            }
        }
        let token = self.scanner.peek()?;
        let (kind, start, end) = (token.kind, token.start, token.end);
        let frame = match kind {
            TokenKind::BlockEntry if indentless => Kind::IndentlessSequence,
            TokenKind::FlowSequenceStart => Kind::FlowSequence,
            TokenKind::FlowMappingStart => Kind::FlowMapping,
            TokenKind::BlockSequenceStart if block => Kind::BlockSequence,
            TokenKind::BlockMappingStart if block => Kind::BlockMapping,
            TokenKind::Scalar => return self.scalar(anchor, tag),
            _ if anchor.is_some() || tag.is_some() => {
                let id = self.empty_at(properties)?;
                if let Some(node) = self.tree.node_mut(id) {
                    node.tag = tag;
                }
                self.remember(anchor, id);
                return Ok(Step::Done(id));
            }
            _ => return Err(YamlError::new(start, "did not find expected node content")),
        };
        if frame != Kind::IndentlessSequence {
            self.scanner.take()?;
        }
        let flow = matches!(frame, Kind::FlowSequence | Kind::FlowMapping);
        let data = match frame {
            Kind::BlockMapping | Kind::FlowMapping => Data::Mapping { entries: Few::new(), flow },
            _ => Data::Sequence { items: Few::new(), flow },
        };
        let id = self.tree.add(Node { start, end, tag, data })?;
        self.remember(anchor, id);
        self.stack.push(Frame { kind: frame, id, first: true, key: None, bare_key: false });
        Ok(Step::Resume)
    }

    fn remember(&mut self, anchor: Option<&'a str>, id: NodeId) {
        if let Some(name) = anchor {
            self.anchors.insert(name, id);
        }
    }

    fn alias(&mut self) -> Result<Step, YamlError> {
        let token = self.scanner.take()?;
        let name = self.scanner.text.get(token.start + 1..token.end).unwrap_or_default();
        let Some(&to) = self.anchors.get(name) else {
            return Err(YamlError::new(token.start, "unknown anchor referenced"));
        };
        self.tree.first_alias.get_or_insert((token.start, token.end));
        self.tree.targets.insert(to);
        let node = Node { start: token.start, end: token.end, tag: None, data: Data::Alias(to) };
        Ok(Step::Done(self.tree.add(node)?))
    }

    fn tag(&mut self) -> Result<Box<str>, YamlError> {
        let token = self.scanner.take()?;
        let text = self.scanner.text.get(token.start..token.end).unwrap_or_default();
        if let Some(whole) = text.strip_prefix("!<").and_then(|it| it.strip_suffix('>')) {
            return Ok(whole.into());
        }
        if let Some(short) = text.strip_prefix("!!") {
            let empty = YamlError::new(token.start, "did not find expected tag URI");
            return if short.is_empty() {
                Err(empty)
            } else {
                Ok(format!("tag:yaml.org,2002:{short}").into())
            };
        }
        let handle = text.get(1..).and_then(|it| it.split_once('!')).map(|(word, _)| word);
        if handle.is_some_and(|it| it.bytes().all(is_word)) && !self.has_tag_directive {
            return Err(YamlError::new(token.start, "found undefined tag handle"));
        }
        Ok(text.into())
    }

    fn scalar(&mut self, anchor: Option<&'a str>, tag: Option<Box<str>>) -> Result<Step, YamlError> {
        let Token { start, end, value, .. } = self.scanner.take()?;
        let value = value.unwrap_or_else(|| Value::empty(start));
        let id = self.tree.add(Node { start, end, tag, data: Data::Scalar(value) })?;
        self.remember(anchor, id);
        Ok(Step::Done(id))
    }

    fn resume(&mut self) -> Result<Step, YamlError> {
        let Some(frame) = self.stack.last() else {
            return Err(YamlError::new(self.scanner.mark.at, "unexpected end of stream"));
        };
        match frame.kind {
            Kind::BlockSequence => self.block_sequence(),
            Kind::IndentlessSequence => self.indentless_sequence(),
            Kind::BlockMapping => self.block_mapping(),
            Kind::FlowSequence => self.flow_sequence(),
            Kind::FlowMapping => self.flow_mapping(),
            Kind::FlowPair => self.flow_pair(),
        }
    }

    /// Ends the innermost collection at byte `end`.
    fn close(&mut self, end: usize) -> Step {
        let Some(frame) = self.stack.pop() else { return Step::Resume };
        if let Some(node) = self.tree.node_mut(frame.id) {
            node.end = end.max(node.start);
        }
        Step::Done(frame.id)
    }

    /// Ends the innermost block collection where its last item ends.
    fn close_block(&mut self) -> Step {
        let last = self.stack.last().and_then(|frame| match &self.tree.node(frame.id)?.data {
            Data::Sequence { items, .. } => items.last().copied(),
            Data::Mapping { entries, .. } => entries.last().map(|&(_, value)| value),
            _ => None,
        });
        let end = last.and_then(|id| self.tree.node(id)).map_or(0, |node| node.end);
        self.close(end)
    }

    fn frame(&mut self) -> Result<&mut Frame, YamlError> {
        let at = self.scanner.mark.at;
        self.stack.last_mut().ok_or(YamlError::new(at, "unexpected end of stream"))
    }

    fn accept_empty(&mut self, at: usize) -> Result<Step, YamlError> {
        let id = self.empty_at(at)?;
        self.accept(id);
        Ok(Step::Resume)
    }

    fn block_sequence(&mut self) -> Result<Step, YamlError> {
        let token = self.scanner.take()?;
        match token.kind {
            TokenKind::BlockEntry => match self.peek()? {
                TokenKind::BlockEntry | TokenKind::BlockEnd => self.accept_empty(token.end),
                _ => Ok(Step::Node { block: true, indentless: false }),
            },
            TokenKind::BlockEnd => Ok(self.close_block()),
            _ => Err(YamlError::new(token.start, "did not find expected '-' indicator")),
        }
    }

    fn indentless_sequence(&mut self) -> Result<Step, YamlError> {
        if self.peek()? != TokenKind::BlockEntry {
            return Ok(self.close_block());
        }
        let token = self.scanner.take()?;
        match self.peek()? {
            TokenKind::BlockEntry | TokenKind::Key | TokenKind::Value | TokenKind::BlockEnd => {
                self.accept_empty(token.end)
            }
            _ => Ok(Step::Node { block: true, indentless: false }),
        }
    }

    fn block_mapping(&mut self) -> Result<Step, YamlError> {
        let has_key = self.frame()?.key.is_some();
        let token = self.scanner.peek()?;
        let (kind, start, end) = (token.kind, token.start, token.end);
        match (has_key, kind) {
            (false, TokenKind::Key) | (true, TokenKind::Value) => {
                self.scanner.take()?;
                match self.peek()? {
                    TokenKind::Key | TokenKind::Value | TokenKind::BlockEnd => self.accept_empty(end),
                    _ => Ok(Step::Node { block: true, indentless: true }),
                }
            }
            (true, _) => self.accept_empty(start),
            (false, TokenKind::BlockEnd) => {
                self.scanner.take()?;
                Ok(self.close_block())
            }
            (false, _) => Err(YamlError::new(start, "did not find expected key")),
        }
    }

    /// Goes over the comma between two items; true at the closing bracket.
    fn flow_item(&mut self, closing: TokenKind, problem: &'static str) -> Result<bool, YamlError> {
        let first = std::mem::replace(&mut self.frame()?.first, false);
        let token = self.scanner.peek()?;
        let (kind, start) = (token.kind, token.start);
        if kind == closing {
            return Ok(true);
        }
        if !first {
            if kind != TokenKind::FlowEntry {
                return Err(YamlError::new(start, problem));
            }
            self.scanner.take()?;
        }
        Ok(self.peek()? == closing)
    }

    fn flow_sequence(&mut self) -> Result<Step, YamlError> {
        if self.flow_item(TokenKind::FlowSequenceEnd, "did not find expected ',' or ']'")? {
            let end = self.scanner.take()?.end;
            return Ok(self.close(end));
        }
        if self.peek()? != TokenKind::Key {
            return Ok(Step::Node { block: false, indentless: false });
        }
        let token = self.scanner.take()?;
        let data = Data::Mapping { entries: Few::new(), flow: true };
        let id = self.tree.add(Node { start: token.start, end: token.end, tag: None, data })?;
        self.stack.push(Frame { kind: Kind::FlowPair, id, first: true, key: None, bare_key: false });
        Ok(Step::Resume)
    }

    fn flow_pair(&mut self) -> Result<Step, YamlError> {
        let frame = self.frame()?;
        let has_key = frame.key.is_some();
        let first = std::mem::replace(&mut frame.first, false);
        let token = self.scanner.peek()?;
        let (kind, start) = (token.kind, token.start);
        let ends = |kind| matches!(kind, TokenKind::FlowEntry | TokenKind::FlowSequenceEnd);
        match (has_key, first, kind) {
            (false, true, TokenKind::Value) => self.accept_empty(start),
            (false, true, kind) if !ends(kind) => Ok(Step::Node { block: false, indentless: false }),
            (false, true, _) => self.accept_empty(start),
            (true, _, TokenKind::Value) => {
                self.scanner.take()?;
                if ends(self.peek()?) {
                    return self.accept_empty(start);
                }
                Ok(Step::Node { block: false, indentless: false })
            }
            (true, ..) => self.accept_empty(start),
            (false, false, _) => Ok(self.close(start)),
        }
    }

    fn flow_mapping(&mut self) -> Result<Step, YamlError> {
        let frame = self.frame()?;
        let has_key = frame.key.is_some();
        if has_key {
            return self.flow_mapping_value();
        }
        frame.bare_key = false;
        if self.flow_item(TokenKind::FlowMappingEnd, "did not find expected ',' or '}'")? {
            let end = self.scanner.take()?.end;
            return Ok(self.close(end));
        }
        if self.peek()? == TokenKind::Key {
            let token = self.scanner.take()?;
            return match self.peek()? {
                TokenKind::Value | TokenKind::FlowEntry | TokenKind::FlowMappingEnd => {
                    self.accept_empty(token.end)
                }
                _ => Ok(Step::Node { block: false, indentless: false }),
            };
        }
        self.frame()?.bare_key = true;
        Ok(Step::Node { block: false, indentless: false })
    }

    fn flow_mapping_value(&mut self) -> Result<Step, YamlError> {
        let bare = self.frame()?.bare_key;
        let token = self.scanner.peek()?;
        let (kind, start) = (token.kind, token.start);
        if bare || kind != TokenKind::Value {
            return self.accept_empty(start);
        }
        self.scanner.take()?;
        match self.peek()? {
            TokenKind::FlowEntry | TokenKind::FlowMappingEnd => self.accept_empty(start),
            _ => Ok(Step::Node { block: false, indentless: false }),
        }
    }
}
