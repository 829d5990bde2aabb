//! Block scalars: `|` keeps its lines, `>` folds them.

use super::{
    YamlError,
    characters::{all_usual, is_blank},
    scan::Scanner,
    value::{Builder, Style, Value},
};

/// A line break of the source: where it stands and what it counts as.
type Break = (usize, usize, &'static str);

#[derive(Clone, Copy, PartialEq, Eq)]
enum Chomp {
    Clip,
    Strip,
    Keep,
}

impl<'a> Scanner<'a> {
    /// Reads a block scalar with its header; also returns where its last line ends.
    pub(super) fn scan_block(&mut self) -> Result<(Value<'a>, usize), YamlError> {
        let start = self.mark.at;
        let literal = self.byte(0) == b'|';
        self.skip_ascii(1);
        let (chomp, increment) = self.scan_block_header(start)?;
        let around = usize::try_from(self.indent).unwrap_or(0);
        let mut indent = increment.map_or(0, |it| around + it);
        let mut builder = Builder::new(self.text, self.mark.at);
        let mut breaks = Vec::new();
        let mut end = self.mark.at;
        self.scan_block_breaks(&mut indent, &mut breaks, start)?;
        let mut leading: Option<Break> = None;
        let mut leading_blank = false;
        while self.mark.column == indent && !self.rest().is_empty() {
            let blank = is_blank(self.byte(0));
            let before = leading.take();
            let folds = !literal && !leading_blank && !blank && matches!(before, Some((.., "\n")));
            if folds && breaks.is_empty() {
                builder.made(" ");
            } else if let Some(it) = before.filter(|_| !folds) {
                append_break(&mut builder, it);
            }
            for it in breaks.drain(..) {
                append_break(&mut builder, it);
            }
            leading_blank = blank;
            if literal {
                self.take_usual_lines(indent, &mut builder);
            }
            let from = self.mark.at;
            self.skip_line();
            builder.run(from, self.mark.at);
            leading = self.take_break();
            end = self.mark.at;
            self.scan_block_breaks(&mut indent, &mut breaks, start)?;
        }
        if chomp != Chomp::Strip
            && let Some(it) = leading
        {
            append_break(&mut builder, it);
        }
        if chomp == Chomp::Keep {
            for it in breaks {
                append_break(&mut builder, it);
                end = it.1;
            }
        }
        let style = if literal { Style::Literal } else { Style::Folded };
        Ok((builder.finish(end, style), end))
    }

    /// Takes the lines of printable ASCII that are followed by a line of the same block, their line feeds included.
    fn take_usual_lines(&mut self, indent: usize, builder: &mut Builder<'a>) {
        loop {
            let rest = self.rest();
            let Some(length) = memchr::memchr(b'\n', rest) else { return };
            let line = rest.get(..length).unwrap_or_default();
            let next = rest.get(length + 1..).unwrap_or_default();
            let (before, content) = next.split_at_checked(indent).unwrap_or_default();
            let goes_on = !matches!(content.first(), None | Some(b'\n' | b'\r'));
            let from = self.mark.at;
            let usual = from + length <= self.usual_until || all_usual(line);
            if !goes_on || !before.iter().all(|it| *it == b' ') || !usual || line.is_empty() {
                return;
            }
            builder.line(from, from + length + 1);
            self.mark.at += length + 1 + indent;
            self.mark.index += length + 1 + indent;
            self.mark.line += 1;
            self.mark.column = indent;
        }
    }

    fn skip_line(&mut self) {
        let rest = self.rest();
        let plain =
            rest.iter().position(|byte| !(0x20..0x7F).contains(byte) && *byte != b'\t').unwrap_or(rest.len());
        self.skip_ascii(plain);
        while !self.at_break_or_end() {
            self.skip();
        }
    }

    fn take_break(&mut self) -> Option<Break> {
        let from = self.mark.at;
        let text = self.skip_break();
        (self.mark.at > from).then_some((from, self.mark.at, text))
    }

    fn scan_block_header(&mut self, start: usize) -> Result<(Chomp, Option<usize>), YamlError> {
        let mut chomp = Chomp::Clip;
        let mut increment = None;
        for _ in 0..2 {
            match self.byte(0) {
                b'+' if chomp == Chomp::Clip => chomp = Chomp::Keep,
                b'-' if chomp == Chomp::Clip => chomp = Chomp::Strip,
                b'0' if increment.is_none() => {
                    return Err(YamlError::new(start, "found an indentation indicator equal to 0"));
                }
                digit @ b'1'..=b'9' if increment.is_none() => increment = Some(usize::from(digit - b'0')),
                _ => break,
            }
            self.skip_ascii(1);
        }
        self.skip_blanks();
        self.skip_comment();
        if !self.at_break_or_end() {
            return Err(YamlError::new(start, "did not find expected comment or line break"));
        }
        self.skip_break();
        Ok((chomp, increment))
    }

    /// Eats indentation and empty lines; finds out the indentation when it is still 0.
    fn scan_block_breaks(
        &mut self,
        indent: &mut usize,
        breaks: &mut Vec<Break>,
        start: usize,
    ) -> Result<(), YamlError> {
        let mut deepest = 0;
        loop {
            while (*indent == 0 || self.mark.column < *indent) && self.byte(0) == b' ' {
                self.skip_ascii(1);
            }
            deepest = deepest.max(self.mark.column);
            if (*indent == 0 || self.mark.column < *indent) && self.byte(0) == b'\t' {
                return Err(YamlError::new(
                    start,
                    "found a tab character where an indentation space is expected",
                ));
            }
            match self.take_break() {
                Some(it) => breaks.push(it),
                None => break,
            }
        }
        if *indent == 0 {
            *indent = deepest.max(usize::try_from(self.indent + 1).unwrap_or(0)).max(1);
        }
        Ok(())
    }
}

/// Appends a line break; CR LF and U+0085 count as a line feed that does not stand there so.
fn append_break(builder: &mut Builder<'_>, (from, to, text): Break) {
    if to - from == text.len() && text != "\n" {
        builder.run(from, to);
    } else if text == "\n" {
        builder.line_feed(from, to);
    } else {
        builder.made(text);
    }
}
