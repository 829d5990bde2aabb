//! Plain scalars: no quotes, folded lines.

use super::{
    YamlError,
    characters::{break_length, is_blank},
    scan::Scanner,
    value::{Builder, Style, Value},
};

/// The bytes between two words of a plain or quoted scalar.
#[derive(Debug, Default)]
pub(super) struct Gap {
    /// Start and end of the blanks before the first line break.
    pub(super) blanks: Option<(usize, usize)>,
    /// The first line break, as it counts.
    pub(super) first_break: Option<&'static str>,
    /// Further line breaks.
    pub(super) more_breaks: String,
}

impl Gap {
    /// Appends what the gap counts as: its blanks, or a space for one line break, or the further line breaks.
    pub(super) fn fold(&self, builder: &mut Builder<'_>) {
        match (self.first_break, self.blanks) {
            (None, Some((from, to))) => builder.run(from, to),
            (None, None) => {}
            (Some("\n"), _) if self.more_breaks.is_empty() => builder.made(" "),
            (Some("\n" | ""), _) => builder.made(&self.more_breaks),
            (Some(first), _) => {
                builder.made(first);
                builder.made(&self.more_breaks);
            }
        }
    }
}

impl<'a> Scanner<'a> {
    /// Reads blanks and line breaks; tabs that stand for indentation left of `indent` are refused.
    pub(super) fn scan_gap(&mut self, gap: &mut Gap, indent: Option<usize>) -> Result<(), YamlError> {
        loop {
            if is_blank(self.byte(0)) {
                let tab = self.byte(0) == b'\t';
                if tab && gap.first_break.is_some() && indent.is_some_and(|it| self.mark.column < it) {
                    return Err(YamlError::new(
                        self.mark.at,
                        "found a tab character that violates indentation",
                    ));
                }
                let at = self.mark.at;
                self.skip_ascii(1);
                if gap.first_break.is_none() {
                    let from = gap.blanks.map_or(at, |(from, _)| from);
                    gap.blanks = Some((from, self.mark.at));
                }
            } else if break_length(self.rest()) > 0 {
                let text = self.skip_break();
                if gap.first_break.is_none() {
                    gap.first_break = Some(text);
                } else {
                    gap.more_breaks.push_str(text);
                }
            } else {
                return Ok(());
            }
        }
    }

    /// Reads a plain scalar; also returns where it ends.
    pub(super) fn scan_plain(&mut self) -> Result<(Value<'a>, usize), YamlError> {
        let mut builder = Builder::new(self.text, self.mark.at);
        let indent = usize::try_from(self.indent + 1).unwrap_or(0);
        let mut gap = Gap::default();
        let mut end = self.mark.at;
        let mut broken = false;
        loop {
            if self.at_document_mark() || self.byte(0) == b'#' {
                break;
            }
            let from = self.mark.at;
            self.skip_plain_word();
            if self.mark.at > from {
                gap.fold(&mut builder);
                gap = Gap::default();
                broken = false;
                builder.run(from, self.mark.at);
                end = self.mark.at;
            }
            if !is_blank(self.byte(0)) && break_length(self.rest()) == 0 {
                break;
            }
            self.scan_gap(&mut gap, Some(indent))?;
            broken = broken || gap.first_break.is_some();
            if self.flow_level == 0 && self.mark.column < indent {
                break;
            }
        }
        if broken {
            self.simple_key_allowed = true;
        }
        Ok((builder.finish(end, Style::Plain), end))
    }

    fn skip_plain_word(&mut self) {
        loop {
            match self.byte(0) {
                b':' if self.at_blank_or_end(1) => return,
                b',' | b'?' | b'[' | b']' | b'{' | b'}' if self.flow_level > 0 => return,
                b' ' | b'\t' | b'\r' | b'\n' => return,
                0x20..0x7F => self.skip_ascii(1),
                _ if self.at_blank_or_end(0) => return,
                _ => self.skip(),
            }
        }
    }
}
