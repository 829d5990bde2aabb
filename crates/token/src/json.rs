//! As much JSON as the answer of STS needs, read as Go reads it.

use crate::go::equal_fold;

/// A JSON value; numbers and truth values are only told apart from the rest.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Json {
    Null,
    Other(&'static str),
    Text(String),
    Array,
    Object(Vec<(String, Self)>),
}

impl Json {
    /// Reads a text that is one value and nothing more.
    pub(crate) fn parse(text: &str) -> Result<Self, String> {
        let mut reader = Reader { rest: text };
        let value = reader.value(0)?;
        reader.skip_blanks();
        match reader.rest.chars().next() {
            None => Ok(value),
            Some(letter) => Err(format!("invalid character {letter:?} after top-level value")),
        }
    }

    /// The member of that name; names are compared without case and the last one counts, as in Go. A missing one is null.
    pub(crate) fn member(&self, name: &str) -> Result<&Self, String> {
        match self {
            Self::Object(members) => {
                let mut same = members.iter().rev().filter(|(key, _)| equal_fold(key, name));
                Ok(same.next().map_or(&Self::Null, |(_, value)| value))
            }
            Self::Null => Ok(&Self::Null),
            _ => Err(format!("json: cannot unmarshal {} into Go value holding {name}", self.kind())),
        }
    }

    /// The text of a member; null and missing are empty.
    pub(crate) fn text(&self, name: &str) -> Result<String, String> {
        match self.member(name)? {
            Self::Text(text) => Ok(text.clone()),
            Self::Null => Ok(String::new()),
            other => Err(format!(
                "json: cannot unmarshal {} into Go struct field {name} of type string",
                other.kind()
            )),
        }
    }

    fn kind(&self) -> &'static str {
        match self {
            Self::Null => "null",
            Self::Other(kind) => kind,
            Self::Text(_) => "string",
            Self::Array => "array",
            Self::Object(_) => "object",
        }
    }
}

struct Reader<'a> {
    rest: &'a str,
}

impl Reader<'_> {
    fn skip_blanks(&mut self) {
        self.rest = self.rest.trim_start_matches([' ', '\t', '\r', '\n']);
    }

    fn take(&mut self, text: &str) -> bool {
        match self.rest.strip_prefix(text) {
            Some(rest) => {
                self.rest = rest;
                true
            }
            None => false,
        }
    }

    fn unexpected<T>(&self, place: &str) -> Result<T, String> {
        match self.rest.chars().next() {
            Some(letter) => Err(format!("invalid character {letter:?} {place}")),
            None => Err("unexpected end of JSON input".to_owned()),
        }
    }

    fn value(&mut self, depth: usize) -> Result<Json, String> {
        self.skip_blanks();
        if depth > MAX_DEPTH {
            return Err("exceeded max depth".to_owned());
        }
        match self.rest.bytes().next() {
            Some(b'{') => self.object(depth),
            Some(b'[') => self.array(depth),
            Some(b'"') => self.string().map(Json::Text),
            Some(b'-' | b'0'..=b'9') => self.number(),
            _ if self.take("true") || self.take("false") => Ok(Json::Other("bool")),
            _ if self.take("null") => Ok(Json::Null),
            _ => self.unexpected("looking for beginning of value"),
        }
    }

    fn object(&mut self, depth: usize) -> Result<Json, String> {
        let mut members = Vec::new();
        self.take("{");
        self.skip_blanks();
        if self.take("}") {
            return Ok(Json::Object(members));
        }
        loop {
            self.skip_blanks();
            if !self.rest.starts_with('"') {
                return self.unexpected("looking for beginning of object key string");
            }
            let name = self.string()?;
            self.skip_blanks();
            if !self.take(":") {
                return self.unexpected("after object key");
            }
            members.push((name, self.value(depth + 1)?));
            self.skip_blanks();
            if self.take("}") {
                return Ok(Json::Object(members));
            }
            if !self.take(",") {
                return self.unexpected("after object key:value pair");
            }
        }
    }

    fn array(&mut self, depth: usize) -> Result<Json, String> {
        self.take("[");
        self.skip_blanks();
        if self.take("]") {
            return Ok(Json::Array);
        }
        loop {
            self.value(depth + 1)?;
            self.skip_blanks();
            if self.take("]") {
                return Ok(Json::Array);
            }
            if !self.take(",") {
                return self.unexpected("after array element");
            }
        }
    }

    fn number(&mut self) -> Result<Json, String> {
        self.take("-");
        if !self.take("0") && self.digits() == 0 {
            return self.unexpected("in numeric literal");
        }
        if self.take(".") && self.digits() == 0 {
            return self.unexpected("after decimal point in numeric literal");
        }
        if self.take("e") || self.take("E") {
            let _ = self.take("+") || self.take("-");
            if self.digits() == 0 {
                return self.unexpected("in exponent of numeric literal");
            }
        }
        Ok(Json::Other("number"))
    }

    fn digits(&mut self) -> usize {
        let rest = self.rest.trim_start_matches(|letter: char| letter.is_ascii_digit());
        let count = self.rest.len() - rest.len();
        self.rest = rest;
        count
    }

    fn string(&mut self) -> Result<String, String> {
        self.take("\"");
        let mut text = String::new();
        let mut letters = self.rest.chars();
        loop {
            let here = letters.as_str();
            match letters.next() {
                Some('"') => break,
                Some('\\') => {
                    let letter = match letters.next() {
                        Some('n') => '\n',
                        Some('r') => '\r',
                        Some('t') => '\t',
                        Some('b') => '\x08',
                        Some('f') => '\x0c',
                        Some('u') => escaped(&mut letters)?,
                        Some(letter @ ('"' | '\\' | '/')) => letter,
                        _ => return Err("invalid escape code in string".to_owned()),
                    };
                    text.push(letter);
                }
                Some(letter) if letter >= ' ' => text.push(letter),
                _ => {
                    self.rest = here;
                    return self.unexpected("in string literal");
                }
            }
        }
        self.rest = letters.as_str();
        Ok(text)
    }
}

/// The letter of a `\u` escape; a surrogate without its other half becomes the replacement character.
fn escaped(letters: &mut std::str::Chars<'_>) -> Result<char, String> {
    let first = four_digits(letters)?;
    if (0xd800..0xdc00).contains(&first) {
        let mut ahead = letters.clone();
        if (ahead.next(), ahead.next()) == (Some('\\'), Some('u')) {
            let second = four_digits(&mut ahead)?;
            if (0xdc00..0xe000).contains(&second) {
                *letters = ahead;
                let code = 0x1_0000 + ((first - 0xd800) << 10) + (second - 0xdc00);
                return Ok(char::from_u32(code).unwrap_or(char::REPLACEMENT_CHARACTER));
            }
        }
    }
    Ok(char::from_u32(first).unwrap_or(char::REPLACEMENT_CHARACTER))
}

fn four_digits(letters: &mut std::str::Chars<'_>) -> Result<u32, String> {
    let mut code = 0;
    for _ in 0..4 {
        let digit = letters.next().and_then(|letter| letter.to_digit(16));
        code = code << 4
            | digit.ok_or_else(|| "invalid character in \\u hexadecimal character escape".to_owned())?;
    }
    Ok(code)
}

/// Deeper than any answer of STS, shallower than any stack.
const MAX_DEPTH: usize = 64;
