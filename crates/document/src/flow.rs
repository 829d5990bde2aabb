//! The way back into the file for plain and quoted scalars.

use eks_iam_span::Span;

use crate::{
    ScalarStyle,
    text_map::{MapBuilder, TextMap},
};

/// Returns how `text` leads back to the bytes `span` of the file, which are a scalar with its quotes.
///
/// The scalar is decoded once more; where that does not give `text`, the answer is the whole scalar.
pub(crate) fn map(source: &str, span: Span, style: ScalarStyle, text: &str) -> TextMap {
    let content = match style {
        ScalarStyle::SingleQuoted | ScalarStyle::DoubleQuoted => {
            Span::new(span.start() + 1, span.end().saturating_sub(1))
        }
        ScalarStyle::Plain | ScalarStyle::Literal | ScalarStyle::Folded => span,
    };
    if content.slice(source) == text {
        let mut builder = MapBuilder::new(source, content.start());
        builder.verbatim(content);
        return builder.finish().1;
    }
    match decode(source, content, style) {
        Some((decoded, map)) if decoded == text => map,
        _ => TextMap::Whole(span),
    }
}

fn decode(source: &str, content: Span, style: ScalarStyle) -> Option<(String, TextMap)> {
    let mut builder = MapBuilder::new(source, content.start());
    let mut at = content.start();
    while let Some(rest) = source.get(at..content.end()).filter(|it| !it.is_empty()) {
        let length = match (style, rest.as_bytes().first()?) {
            (_, b' ' | b'\t' | b'\r' | b'\n') => fold(&mut builder, rest, at),
            (ScalarStyle::SingleQuoted, b'\'') => {
                builder.made("'", Span::new(at, at + 2));
                2
            }
            (ScalarStyle::DoubleQuoted, b'\\') => escape(&mut builder, rest, at)?,
            _ => {
                let length = plain_run(rest);
                builder.verbatim(Span::new(at, at + length));
                length
            }
        };
        at += length;
    }
    Some(builder.finish())
}

/// Returns the length of the first character and of all after it that mean themselves in every style.
fn plain_run(rest: &str) -> usize {
    let special = |it: char| matches!(it, ' ' | '\t' | '\r' | '\n' | '\'' | '\\');
    let others = rest.char_indices().skip(1);
    others.filter(|(_, it)| special(*it)).map(|(at, _)| at).next().unwrap_or(rest.len())
}

/// Appends a run of blanks and line ends: one line end becomes a blank, more become one less.
fn fold(builder: &mut MapBuilder<'_>, rest: &str, at: usize) -> usize {
    let (length, breaks) = blanks(rest);
    let span = Span::new(at, at + length);
    match breaks {
        0 => builder.verbatim(span),
        1 => builder.made(" ", span),
        _ => builder.made(&"\n".repeat(breaks - 1), span),
    }
    length
}

/// Returns the length of the blanks and line ends `rest` begins with, and how many line ends are among them.
fn blanks(rest: &str) -> (usize, usize) {
    let length = rest.find(|it| !matches!(it, ' ' | '\t' | '\r' | '\n')).unwrap_or(rest.len());
    let run = rest.get(..length).unwrap_or_default();
    let feeds = run.bytes().filter(|it| *it == b'\n').count();
    let returns = run.bytes().filter(|it| *it == b'\r').count();
    (length, feeds + returns - run.matches("\r\n").count())
}

/// Appends what an escape stands for; returns its length, `None` for one that is none.
fn escape(builder: &mut MapBuilder<'_>, rest: &str, at: usize) -> Option<usize> {
    let after = rest.get(1..)?;
    if after.starts_with(['\r', '\n']) {
        let (length, breaks) = blanks(after);
        builder.made(&"\n".repeat(breaks.saturating_sub(1)), Span::new(at, at + 1 + length));
        return Some(1 + length);
    }
    let (made, length) = unescape(after)?;
    builder.made(made.encode_utf8(&mut [0; 4]), Span::new(at, at + length));
    Some(length)
}

/// Returns the character an escape stands for, and its length with the backslash.
fn unescape(after: &str) -> Option<(char, usize)> {
    let letter = after.chars().next()?;
    match letter {
        'x' => Some((char::from_u32(hex(after, 2)?)?, 4)),
        'u' => unicode(after),
        'U' => Some((char::from_u32(hex(after, 8)?)?, 10)),
        _ => Some((simple(letter)?, 1 + letter.len_utf8())),
    }
}

/// Finds the first escape that is none in the double-quoted text that begins at or near `at`.
pub(crate) fn bad_escape(source: &str, at: usize) -> Option<Span> {
    let mut at = at;
    loop {
        at += source.get(at..)?.find('\\')?;
        let after = source.get(at + 1..)?;
        let letter = after.chars().next()?;
        match unescape(after) {
            Some((_, length)) => at += length,
            None if matches!(letter, '\r' | '\n') => at += 2,
            None => return Some(Span::new(at, at + 1 + letter.len_utf8())),
        }
    }
}

/// Returns the character of `u0041`, or of a surrogate pair, and the length with the backslash.
pub(crate) fn unicode(after: &str) -> Option<(char, usize)> {
    let first = hex(after, 4)?;
    if !(0xd800..0xdc00).contains(&first) {
        return Some((char::from_u32(first)?, 6));
    }
    let second = hex(after.get(5..)?.strip_prefix('\\').filter(|it| it.starts_with('u'))?, 4)?;
    let low = second.checked_sub(0xdc00).filter(|it| *it < 0x400)?;
    Some((char::from_u32(0x10000 + ((first - 0xd800) << 10) + low)?, 12))
}

/// Reads the digits that follow one letter.
fn hex(after: &str, digits: usize) -> Option<u32> {
    let digits = after.get(1..=digits)?;
    if !digits.bytes().all(|it| it.is_ascii_hexdigit()) {
        return None;
    }
    u32::from_str_radix(digits, 16).ok()
}

const fn simple(letter: char) -> Option<char> {
    Some(match letter {
        '0' => '\0',
        'a' => '\u{7}',
        'b' => '\u{8}',
        't' | '\t' => '\t',
        'n' => '\n',
        'v' => '\u{b}',
        'f' => '\u{c}',
        'r' => '\r',
        'e' => '\u{1b}',
        ' ' => ' ',
        '"' => '"',
        '/' => '/',
        '\\' => '\\',
        'N' => '\u{85}',
        '_' => '\u{a0}',
        'L' => '\u{2028}',
        'P' => '\u{2029}',
        _ => return None,
    })
}
