//! The way back into the file for block scalars.

use eks_iam_span::Span;

use crate::{
    ScalarStyle,
    text_map::{MapBuilder, TextMap},
};

/// Finds the first of `indicators` that stands where a node may begin: comments, anchors and tags are passed over.
pub(crate) fn find_indicator(source: &str, within: Span, indicators: &[char]) -> Option<usize> {
    let mut at = within.start();
    let mut after_blank = true;
    while let Some(rest) = source.get(at..within.end()) {
        let next = rest.chars().next()?;
        let skip = match next {
            _ if indicators.contains(&next) => return Some(at),
            '#' if after_blank => rest.find(['\r', '\n']).unwrap_or(rest.len()),
            '&' | '!' => rest.find([' ', '\t', '\r', '\n']).unwrap_or(rest.len()),
            _ => next.len_utf8(),
        };
        after_blank = matches!(next, ' ' | '\t' | '\r' | '\n');
        at += skip;
    }
    None
}

/// Returns the header (`|`, `>-`, `|2+`) that begins at `at`.
pub(crate) fn header(source: &str, at: usize) -> Span {
    let rest = source.get(at..).unwrap_or_default();
    let length = rest.find(|it: char| !matches!(it, '|' | '>' | '+' | '-' | '0'..='9')).unwrap_or(rest.len());
    Span::new(at, at + length)
}

/// Returns how `text` leads back to the lines under `header`; `None` where that cannot be told.
pub(crate) fn map(
    source: &str,
    header: Span,
    indent: usize,
    style: ScalarStyle,
    text: &str,
) -> Option<TextMap> {
    let after = source.get(header.end()..)?;
    let first_line = header.end() + after.find(['\r', '\n']).unwrap_or(after.len());
    let mut lines = Lines { source, at: first_line, indent, builder: MapBuilder::new(source, first_line) };
    lines.skip_break();
    if style == ScalarStyle::Literal {
        text.split_inclusive('\n').try_for_each(|line| lines.literal(line))?;
    } else {
        let body = text.trim_end_matches('\n');
        lines.folded(body)?;
        text.get(body.len()..)?.split_inclusive('\n').try_for_each(|line| lines.literal(line))?;
    }
    let (decoded, map) = lines.builder.finish();
    (decoded == text).then_some(map)
}

/// Walks down the lines of a block.
struct Lines<'a> {
    source: &'a str,
    at: usize,
    indent: usize,
    builder: MapBuilder<'a>,
}

impl Lines<'_> {
    fn rest(&self) -> &str {
        self.source.get(self.at..).unwrap_or_default()
    }

    /// Returns the line end that stands here.
    fn line_break(&self) -> Span {
        let rest = self.rest().as_bytes();
        let length = match rest {
            [b'\r', b'\n', ..] => 2,
            [b'\r' | b'\n', ..] => 1,
            _ => 0,
        };
        Span::new(self.at, self.at + length)
    }

    fn skip_break(&mut self) {
        self.at = self.line_break().end();
    }

    /// Returns where the content of the line that begins here begins.
    fn content(&self) -> usize {
        let blanks = self.rest().bytes().take(self.indent).take_while(|it| *it == b' ').count();
        self.at + blanks
    }

    /// Appends one line of the text, which the file must have here; the line end too, if the text has one.
    fn literal(&mut self, line: &str) -> Option<()> {
        let (content, ends) = line.strip_suffix('\n').map_or((line, false), |it| (it, true));
        // After a body of folded text only the line end is left to be read.
        let start =
            if content.is_empty() && !self.line_break().is_empty() { self.at } else { self.content() };
        let span = Span::new(start, start + content.len());
        if span.slice(self.source) != content {
            return None;
        }
        self.builder.verbatim(span);
        self.at = span.end();
        if ends {
            let line_break = self.line_break();
            if line_break.slice(self.source) == "\n" {
                self.builder.verbatim(line_break);
            } else {
                self.builder.made("\n", line_break);
            }
            self.at = line_break.end();
        }
        Some(())
    }

    /// Appends folded lines until `body` is complete (YAML 1.2.2, 8.1.3).
    fn folded(&mut self, body: &str) -> Option<()> {
        let mut gap = self.at;
        let mut before_is_normal = None;
        let mut done = 0;
        while done < body.len() {
            let mut blank_lines = 0;
            loop {
                self.at = self.content();
                let line_break = self.line_break();
                if line_break.is_empty() {
                    break;
                }
                blank_lines += 1;
                self.at = line_break.end();
            }
            let line = self.rest();
            let line = line.get(..line.find(['\r', '\n']).unwrap_or(line.len()))?;
            if line.is_empty() {
                return None;
            }
            let is_normal = !line.starts_with([' ', '\t']);
            let between = match before_is_normal {
                None => "\n".repeat(blank_lines),
                Some(true) if is_normal && blank_lines == 0 => " ".to_owned(),
                Some(true) if is_normal => "\n".repeat(blank_lines),
                Some(_) => "\n".repeat(blank_lines + 1),
            };
            let span = Span::new(self.at, self.at + line.len());
            done += between.len() + line.len();
            self.builder.made(&between, Span::new(gap, self.at));
            self.builder.verbatim(span);
            self.at = span.end();
            gap = span.end();
            before_is_normal = Some(is_normal);
            if done < body.len() {
                self.skip_break();
            }
        }
        Some(())
    }
}
