//! YAML 1.2 from the events of granit-parser.

use std::collections::HashMap;

use eks_iam_span::Span;
use granit_parser::{Event, Parser, ScalarStyle as Style, Tag, options};

use crate::{
    Limits, Node, ParseDocumentError, Scalar, ScalarStyle, block,
    builder::{Budget, Builder, Fault},
    error::ErrorKind,
    flow, scan_error,
    text_map::TextMap,
};

/// Reads the first or all documents.
pub(crate) fn read(text: &str, limits: &Limits, only_first: bool) -> Result<Vec<Node>, ParseDocumentError> {
    let fail = |(kind, span): Fault| ParseDocumentError::new(kind, span, text);
    if let Some(span) = control_character(text) {
        return Err(fail((ErrorKind::ControlCharacter, span)));
    }
    let mut budget = Budget::new(*limits);
    let mut documents = Vec::new();
    let mut reader = Reader::new(text, 0, &mut budget);
    let mut options = options! {
        emit_anchor_events: true,
        flow_nesting_limit: limits.depth() + 1,
        block_nesting_limit: limits.depth() + 1,
    };
    options.set_emit_comments(false);
    for event in Parser::new_from_str_with_options(text, options) {
        let (event, span) = event.map_err(|it| scan_error::error(&it, text))?;
        match event {
            Event::DocumentStart(..) if only_first && !documents.is_empty() => break,
            Event::DocumentEnd => {
                let seen = reader.seen;
                documents.extend(reader.finish().map_err(fail)?);
                reader = Reader::new(text, seen, &mut budget);
            }
            _ => reader.event(event, &span).map_err(fail)?,
        }
    }
    Ok(documents)
}

/// Finds a character that YAML 1.2.2, 5.1, does not let stand in a text.
fn control_character(text: &str) -> Option<Span> {
    let is_control = |it: char| match it {
        '\t' | '\n' | '\r' | '\u{85}' => false,
        '\0'..='\u{1f}' | '\u{7f}'..='\u{9f}' | '\u{fffe}' | '\u{ffff}' => true,
        _ => false,
    };
    let at = text.find(is_control)?;
    let length = text.get(at..).and_then(|it| it.chars().next()).map_or(1, char::len_utf8);
    Some(Span::new(at, at + length))
}

struct Reader<'a, 'b> {
    text: &'a str,
    builder: Builder<'b>,
    /// From granit's numbers of anchors to ours of nodes.
    anchors: HashMap<usize, usize>,
    /// The end of the last token that is known.
    seen: usize,
    last: usize,
}

impl<'a, 'b> Reader<'a, 'b> {
    fn new(text: &'a str, seen: usize, budget: &'b mut Budget) -> Self {
        Self { text, builder: Builder::new(budget), anchors: HashMap::new(), seen, last: 0 }
    }

    fn finish(self) -> Result<Option<Node>, Fault> {
        self.builder.finish()
    }

    fn event(&mut self, event: Event<'_>, span: &granit_parser::Span) -> Result<(), Fault> {
        let place = span.byte_range().map(Span::from).unwrap_or_default();
        match event {
            Event::Scalar(text, style, anchor, tag) => {
                let tag = tag.map(|it| tag_text(&it));
                let (scalar, place) = self.scalar(&text, style, place, span.indent);
                self.last = self.builder.scalar(place, tag, scalar)?;
                self.anchor(anchor);
            }
            Event::SequenceStart(_, anchor, tag) => {
                let place = self.sequence_start(place);
                self.last = self.builder.open_sequence(place, tag.map(|it| tag_text(&it)))?;
                self.anchor(anchor);
            }
            Event::MappingStart(_, anchor, tag) => {
                self.last = self.builder.open_mapping(place, tag.map(|it| tag_text(&it)))?;
                self.anchor(anchor);
            }
            Event::SequenceEnd | Event::MappingEnd => {
                let bracket = (!place.is_empty()).then_some(place);
                self.builder.close(bracket);
            }
            Event::Alias(id) => self.builder.alias(place, self.anchors.get(&id).copied())?,
            Event::Anchor(_, name) => self.builder.anchor(self.last, name.into_owned()),
            _ => {}
        }
        self.seen = self.seen.max(place.end());
        Ok(())
    }

    fn anchor(&mut self, id: usize) {
        if id != 0 {
            self.anchors.insert(id, self.last);
        }
    }

    /// Returns where a list begins: granit may tell the place after the first dash.
    fn sequence_start(&self, place: Span) -> Span {
        if place.slice(self.text) == "[" {
            return place;
        }
        let at = block::find_indicator(self.text, Span::new(self.seen, place.start()), &['-']);
        at.map_or(place, Span::empty)
    }

    fn scalar(&self, text: &str, style: Style, place: Span, indent: Option<usize>) -> (Scalar, Span) {
        let style = match style {
            Style::Plain => ScalarStyle::Plain,
            Style::SingleQuoted => ScalarStyle::SingleQuoted,
            Style::DoubleQuoted => ScalarStyle::DoubleQuoted,
            Style::Literal => ScalarStyle::Literal,
            Style::Folded => ScalarStyle::Folded,
        };
        if style.is_block() {
            return self.block(text, style, place, indent);
        }
        // Where nothing is written, granit says `~`.
        let (text, place) = if place.is_empty() { ("", self.nothing(place)) } else { (text, place) };
        let map = flow::map(self.text, place, style, text);
        (Scalar::with_map(text.to_owned(), style, map), place)
    }

    /// Returns where a value would stand that is not written: granit may tell the place before the colon.
    fn nothing(&self, place: Span) -> Span {
        let rest = self.text.get(place.start()..).unwrap_or_default();
        let blanks = rest.len() - rest.trim_start_matches([' ', '\t']).len();
        let is_colon = rest.get(blanks..).is_some_and(|it| it.starts_with(':'));
        if is_colon && self.builder.wants_value() { Span::empty(place.start() + blanks + 1) } else { place }
    }

    fn block(&self, text: &str, style: ScalarStyle, place: Span, indent: Option<usize>) -> (Scalar, Span) {
        let header = block::find_indicator(self.text, Span::new(self.seen, place.end()), &['|', '>'])
            .map(|at| block::header(self.text, at));
        let map = header.and_then(|it| block::map(self.text, it, indent.unwrap_or(0), style, text));
        let place = match &map {
            _ if text.is_empty() => header.unwrap_or_else(|| Span::empty(place.start())),
            Some(map) => map.outer(Span::new(0, text.len())),
            None => Span::new(place.start(), place.start() + place.slice(self.text).trim_end().len()),
        };
        let map = map.unwrap_or(TextMap::Whole(place));
        (Scalar::with_map(text.to_owned(), style, map).with_header(header), place)
    }
}

/// Returns a tag as people write it.
fn tag_text(tag: &Tag) -> String {
    if let Some(suffix) = tag.core_suffix() {
        return format!("!!{suffix}");
    }
    match tag.parts() {
        ("!", suffix) => format!("!{suffix}"),
        ("", "!") => "!".to_owned(),
        (handle, suffix) => format!("!<{handle}{suffix}>"),
    }
}
