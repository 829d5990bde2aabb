//! One token after another: what each first character begins.

use super::{
    YamlError,
    characters::is_word,
    scan::{DEEPEST, Scanner, SimpleKey, Token, TokenKind},
    value::Value,
};

impl<'a> Scanner<'a> {
    /// Reads one token, or the few that it stands for, into the queue.
    pub(super) fn fetch(&mut self) -> Result<(), YamlError> {
        self.skip_to_token();
        self.unroll(isize::try_from(self.mark.column).unwrap_or(isize::MAX));
        if self.rest().is_empty() {
            return self.fetch_end();
        }
        let (first, flow) = (self.byte(0), self.flow_level > 0);
        if self.mark.column == 0 && first == b'%' {
            return self.fetch_directive();
        }
        if self.at_document_mark() {
            let kind = if first == b'-' { TokenKind::DocumentStart } else { TokenKind::DocumentEnd };
            return self.fetch_document_mark(kind);
        }
        match first {
            b'[' => self.fetch_flow_start(TokenKind::FlowSequenceStart),
            b'{' => self.fetch_flow_start(TokenKind::FlowMappingStart),
            b']' => self.fetch_flow_end(TokenKind::FlowSequenceEnd),
            b'}' => self.fetch_flow_end(TokenKind::FlowMappingEnd),
            b',' => self.fetch_flow_entry(),
            b'-' if self.at_blank_or_end(1) => self.fetch_block_entry(),
            b'?' if flow || self.at_blank_or_end(1) => self.fetch_key(),
            b':' if flow || self.at_blank_or_end(1) => self.fetch_value(),
            b'*' => self.fetch_name(TokenKind::Alias),
            b'&' => self.fetch_name(TokenKind::Anchor),
            b'!' => self.fetch_tag(),
            b'|' | b'>' if !flow => self.fetch_block_scalar(),
            b'\'' | b'"' => self.fetch_flow_scalar(Self::scan_quoted),
            b'\t' | b'#' | b'|' | b'>' | b'%' | b'@' | b'`' => {
                Err(YamlError::new(self.mark.at, "found character that cannot start any token"))
            }
            _ => self.fetch_flow_scalar(Self::scan_plain),
        }
    }

    fn push(&mut self, kind: TokenKind, start: usize) {
        self.queue.push_back(Token { kind, start, end: self.mark.at, value: None });
    }

    fn save_key(&mut self) -> Result<(), YamlError> {
        if !self.simple_key_allowed {
            return Ok(());
        }
        self.remove_key()?;
        let required =
            self.flow_level == 0 && usize::try_from(self.indent).is_ok_and(|it| it == self.mark.column);
        let key =
            SimpleKey { possible: true, required, token: self.taken + self.queue.len(), mark: self.mark };
        if let Some(last) = self.keys.last_mut() {
            *last = key;
        }
        Ok(())
    }

    fn remove_key(&mut self) -> Result<(), YamlError> {
        match self.keys.last_mut() {
            Some(key) if key.possible && key.required => {
                Err(YamlError::new(key.mark.at, "could not find expected ':'"))
            }
            Some(key) => {
                key.possible = false;
                Ok(())
            }
            None => Ok(()),
        }
    }

    /// Opens a block collection at `column` if it is deeper than the one around; the token goes before `token`.
    fn roll(
        &mut self,
        column: usize,
        token: Option<usize>,
        kind: TokenKind,
        at: usize,
    ) -> Result<(), YamlError> {
        let column = isize::try_from(column).unwrap_or(isize::MAX);
        if self.flow_level > 0 || self.indent >= column {
            return Ok(());
        }
        self.indents.push(self.indent);
        self.indent = column;
        if self.indents.len() > DEEPEST {
            return Err(YamlError::new(at, "exceeded max depth of 10000"));
        }
        let place = token.map_or(self.queue.len(), |it| it.saturating_sub(self.taken)).min(self.queue.len());
        self.queue.insert(place, Token { kind, start: at, end: at, value: None });
        Ok(())
    }

    fn unroll(&mut self, column: isize) {
        if self.flow_level > 0 {
            return;
        }
        while self.indent > column {
            self.push(TokenKind::BlockEnd, self.mark.at);
            self.indent = self.indents.pop().unwrap_or(-1);
        }
    }

    fn fetch_end(&mut self) -> Result<(), YamlError> {
        if self.mark.column != 0 {
            self.mark.column = 0;
            self.mark.line += 1;
        }
        self.unroll(-1);
        self.remove_key()?;
        self.simple_key_allowed = false;
        self.ended = true;
        self.push(TokenKind::StreamEnd, self.mark.at);
        Ok(())
    }

    fn fetch_document_mark(&mut self, kind: TokenKind) -> Result<(), YamlError> {
        self.unroll(-1);
        self.remove_key()?;
        self.simple_key_allowed = false;
        let start = self.mark.at;
        self.skip_ascii(3);
        self.push(kind, start);
        Ok(())
    }

    fn fetch_directive(&mut self) -> Result<(), YamlError> {
        self.unroll(-1);
        self.remove_key()?;
        self.simple_key_allowed = false;
        let start = self.mark.at;
        while !self.at_break_or_end() && self.byte(0) != b'#' {
            self.skip();
        }
        let line = self.text.get(start..self.mark.at).unwrap_or_default();
        let kind = match line.split_ascii_whitespace().next() {
            Some("%YAML") => TokenKind::VersionDirective,
            Some("%TAG") => TokenKind::TagDirective,
            _ => return Err(YamlError::new(start, "found unknown directive name")),
        };
        self.push(kind, start);
        self.skip_comment();
        self.skip_break();
        Ok(())
    }

    fn fetch_flow_start(&mut self, kind: TokenKind) -> Result<(), YamlError> {
        self.save_key()?;
        self.keys.push(SimpleKey::default());
        self.flow_level += 1;
        if self.flow_level > DEEPEST {
            return Err(YamlError::new(self.mark.at, "exceeded max depth of 10000"));
        }
        self.simple_key_allowed = true;
        let start = self.mark.at;
        self.skip_ascii(1);
        self.push(kind, start);
        Ok(())
    }

    fn fetch_flow_end(&mut self, kind: TokenKind) -> Result<(), YamlError> {
        self.remove_key()?;
        if self.flow_level > 0 {
            self.flow_level -= 1;
            self.keys.pop();
        }
        self.simple_key_allowed = false;
        let start = self.mark.at;
        self.skip_ascii(1);
        self.push(kind, start);
        Ok(())
    }

    fn fetch_flow_entry(&mut self) -> Result<(), YamlError> {
        self.remove_key()?;
        self.simple_key_allowed = true;
        let start = self.mark.at;
        self.skip_ascii(1);
        self.push(TokenKind::FlowEntry, start);
        Ok(())
    }

    fn fetch_block_entry(&mut self) -> Result<(), YamlError> {
        if self.flow_level == 0 {
            if !self.simple_key_allowed {
                return Err(YamlError::new(
                    self.mark.at,
                    "block sequence entries are not allowed in this context",
                ));
            }
            self.roll(self.mark.column, None, TokenKind::BlockSequenceStart, self.mark.at)?;
        }
        self.remove_key()?;
        self.simple_key_allowed = true;
        let start = self.mark.at;
        self.skip_ascii(1);
        self.push(TokenKind::BlockEntry, start);
        Ok(())
    }

    fn fetch_key(&mut self) -> Result<(), YamlError> {
        if self.flow_level == 0 {
            if !self.simple_key_allowed {
                return Err(YamlError::new(self.mark.at, "mapping keys are not allowed in this context"));
            }
            self.roll(self.mark.column, None, TokenKind::BlockMappingStart, self.mark.at)?;
        }
        self.remove_key()?;
        self.simple_key_allowed = self.flow_level == 0;
        let start = self.mark.at;
        self.skip_ascii(1);
        self.push(TokenKind::Key, start);
        Ok(())
    }

    fn fetch_value(&mut self) -> Result<(), YamlError> {
        let level = self.keys.len().saturating_sub(1);
        if self.key_is_valid(level)? {
            let key = self.keys.get(level).copied().unwrap_or_default();
            let at = key.mark.at;
            let place = key.token.saturating_sub(self.taken).min(self.queue.len());
            self.queue.insert(place, Token { kind: TokenKind::Key, start: at, end: at, value: None });
            self.roll(key.mark.column, Some(key.token), TokenKind::BlockMappingStart, at)?;
            if let Some(key) = self.keys.last_mut() {
                key.possible = false;
            }
            self.simple_key_allowed = false;
        } else {
            if self.flow_level == 0 {
                if !self.simple_key_allowed {
                    return Err(YamlError::new(
                        self.mark.at,
                        "mapping values are not allowed in this context",
                    ));
                }
                self.roll(self.mark.column, None, TokenKind::BlockMappingStart, self.mark.at)?;
            }
            self.simple_key_allowed = self.flow_level == 0;
        }
        let start = self.mark.at;
        self.skip_ascii(1);
        self.push(TokenKind::Value, start);
        Ok(())
    }

    fn fetch_name(&mut self, kind: TokenKind) -> Result<(), YamlError> {
        self.save_key()?;
        self.simple_key_allowed = false;
        let start = self.mark.at;
        self.skip_ascii(1);
        let name = self.mark.at;
        while is_word(self.byte(0)) {
            self.skip_ascii(1);
        }
        let ends = self.at_blank_or_end(0)
            || matches!(self.byte(0), b'?' | b':' | b',' | b']' | b'}' | b'%' | b'@' | b'`');
        if name == self.mark.at || !ends {
            return Err(YamlError::new(start, "did not find expected alphabetic or numeric character"));
        }
        self.push(kind, start);
        Ok(())
    }

    fn fetch_tag(&mut self) -> Result<(), YamlError> {
        self.save_key()?;
        self.simple_key_allowed = false;
        let start = self.mark.at;
        let verbatim = self.byte(1) == b'<';
        self.skip_ascii(1);
        let allowed = |byte: u8| is_word(byte) || b";/?:@&=+$,.!~*'()[]%".contains(&byte);
        if verbatim {
            self.skip_ascii(1);
        }
        while allowed(self.byte(0)) {
            self.skip_ascii(1);
        }
        if verbatim {
            if self.byte(0) != b'>' {
                return Err(YamlError::new(start, "did not find the expected '>'"));
            }
            self.skip_ascii(1);
        }
        if !self.at_blank_or_end(0) {
            return Err(YamlError::new(start, "did not find expected whitespace or line break"));
        }
        self.push(TokenKind::Tag, start);
        Ok(())
    }

    fn fetch_block_scalar(&mut self) -> Result<(), YamlError> {
        self.remove_key()?;
        self.simple_key_allowed = true;
        let start = self.mark.at;
        let (value, end) = self.scan_block()?;
        self.queue.push_back(Token { kind: TokenKind::Scalar, start, end, value: Some(value) });
        Ok(())
    }

    fn fetch_flow_scalar(
        &mut self,
        scan: fn(&mut Self) -> Result<(Value<'a>, usize), YamlError>,
    ) -> Result<(), YamlError> {
        self.save_key()?;
        self.simple_key_allowed = false;
        let start = self.mark.at;
        let (value, end) = scan(self)?;
        self.queue.push_back(Token { kind: TokenKind::Scalar, start, end, value: Some(value) });
        Ok(())
    }
}
