//! Scalars in single and double quotes.

use super::{
    YamlError,
    characters::break_length,
    plain::Gap,
    scan::Scanner,
    value::{Builder, Style, Value},
};

impl<'a> Scanner<'a> {
    /// Reads a quoted scalar; also returns where it ends.
    pub(super) fn scan_quoted(&mut self) -> Result<(Value<'a>, usize), YamlError> {
        let start = self.mark.at;
        let quote = self.byte(0);
        self.skip_ascii(1);
        let mut builder = Builder::new(self.text, self.mark.at);
        loop {
            if self.at_document_mark() {
                return Err(YamlError::new(start, "found unexpected document indicator"));
            }
            if self.rest().is_empty() {
                return Err(YamlError::new(start, "found unexpected end of stream"));
            }
            let mut gap = Gap::default();
            self.scan_quoted_word(quote, &mut builder, &mut gap, start)?;
            if self.byte(0) == quote {
                break;
            }
            self.scan_gap(&mut gap, None)?;
            gap.fold(&mut builder);
        }
        let end = self.mark.at;
        self.skip_ascii(1);
        let style = if quote == b'"' { Style::DoubleQuoted } else { Style::SingleQuoted };
        Ok((builder.finish(end, style), self.mark.at))
    }

    /// Reads up to the next blank, line break or closing quote. An escaped line break opens the gap.
    fn scan_quoted_word(
        &mut self,
        quote: u8,
        builder: &mut Builder<'a>,
        gap: &mut Gap,
        start: usize,
    ) -> Result<(), YamlError> {
        while !self.at_blank_or_end(0) {
            let at = self.mark.at;
            match self.byte(0) {
                b'\'' if quote == b'\'' && self.byte(1) == b'\'' => {
                    builder.run(at, at + 1);
                    self.skip_ascii(2);
                }
                byte if byte == quote => return Ok(()),
                b'\\' if quote == b'"' => {
                    let after = self.text.as_bytes().get(at + 1..).unwrap_or_default();
                    if break_length(after) > 0 {
                        self.skip_ascii(1);
                        self.skip_break();
                        // The break itself counts as nothing; blanks that follow are dropped.
                        gap.first_break = Some("");
                        return Ok(());
                    }
                    self.scan_escape(builder, start)?;
                }
                _ => {
                    self.skip();
                    builder.run(at, self.mark.at);
                }
            }
        }
        Ok(())
    }

    fn scan_escape(&mut self, builder: &mut Builder<'a>, start: usize) -> Result<(), YamlError> {
        let text = match self.byte(1) {
            b'0' => "\0",
            b'a' => "\u{7}",
            b'b' => "\u{8}",
            b't' | b'\t' => "\t",
            b'n' => "\n",
            b'v' => "\u{B}",
            b'f' => "\u{C}",
            b'r' => "\r",
            b'e' => "\u{1B}",
            b' ' => " ",
            b'"' => "\"",
            b'/' if self.json => "/",
            b'\'' => "'",
            b'\\' => "\\",
            b'N' => "\u{85}",
            b'_' => "\u{A0}",
            b'L' => "\u{2028}",
            b'P' => "\u{2029}",
            b'x' => return self.scan_code(builder, 2, start),
            b'u' => return self.scan_code(builder, 4, start),
            b'U' => return self.scan_code(builder, 8, start),
            _ => return Err(YamlError::new(start, "found unknown escape character")),
        };
        builder.made(text);
        self.skip_ascii(2);
        Ok(())
    }

    fn scan_code(&mut self, builder: &mut Builder<'a>, digits: usize, start: usize) -> Result<(), YamlError> {
        let Some(code) = self.hexadecimal(2, digits) else {
            return Err(YamlError::new(start, "did not find expected hexdecimal number"));
        };
        let mut length = 2 + digits;
        let mut character = char::from_u32(code);
        if self.json && character.is_none() {
            // Half of a UTF-16 pair: JSON writes characters beyond U+FFFF so, and Go replaces a lonely half.
            let pair = self.hexadecimal(8, 4).filter(|_| self.byte(6) == b'\\' && self.byte(7) == b'u');
            let whole = pair.and_then(|low| char::decode_utf16([code, low].map(low_half)).next()?.ok());
            length += if whole.is_some() { 6 } else { 0 };
            character = Some(whole.unwrap_or('\u{FFFD}'));
        }
        let Some(character) = character else {
            return Err(YamlError::new(start, "found invalid Unicode character escape code"));
        };
        builder.made(character.encode_utf8(&mut [0; 4]));
        self.skip_ascii(length);
        Ok(())
    }

    fn hexadecimal(&self, ahead: usize, digits: usize) -> Option<u32> {
        let from = self.mark.at + ahead;
        let code = self.text.get(from..from + digits)?;
        code.bytes().all(|it| it.is_ascii_hexdigit()).then(|| u32::from_str_radix(code, 16).ok())?
    }
}

fn low_half(code: u32) -> u16 {
    u16::try_from(code).unwrap_or(0xFFFD)
}
