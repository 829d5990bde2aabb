//! Escapes of JSON and of program texts, and entities of XML and HTML.

use crate::read;

/// What an escape stands for, and how many bytes of the text it takes.
pub(super) enum Escape {
    /// A line break.
    Break(usize),
    /// A blank.
    Blank(usize),
    /// Nothing that can be seen.
    Nothing(usize),
    /// A character.
    Char(char, usize),
    /// No escape: these bytes are themselves.
    None(usize),
}

/// The entities by name.
const ENTITIES: [(&str, char); 7] = [
    ("lt;", '<'),
    ("gt;", '>'),
    ("quot;", '"'),
    ("apos;", '\''),
    ("nbsp;", ' '),
    ("lsquo;", '\''),
    ("rsquo;", '\''),
];

/// Reads the run of backslashes that `text` begins with, and what they escape.
///
/// A text may be escaped several times, so the number of backslashes does not matter before a letter that makes an
/// escape; before any other letter two stand for one.
pub(super) fn backslash(text: &str) -> Escape {
    let count = read::skip(text, 0, |byte| byte == b'\\');
    let end = count + 1;
    match read::byte(text, count) {
        b'n' => Escape::Break(end),
        b'\n' => Escape::Nothing(count),
        b't' | b'r' => Escape::Blank(end),
        quote @ (b'"' | b'\'' | b'/') => Escape::Char(char::from(quote), end),
        b'&' => match entity(read::rest(text, count)) {
            Escape::Char(quote @ ('"' | '\''), length) => Escape::Char(quote, count + length),
            _ => Escape::None(1),
        },
        b'u' => numbered(text, count + 1, 4).unwrap_or(Escape::None(count)),
        b'x' => numbered(text, count + 1, 2).unwrap_or(Escape::None(count)),
        b'0' if read::rest(text, count).starts_with("033[") => control(text, count + 3),
        b'e' if read::rest(text, count).starts_with("e[") => control(text, count + 1),
        _ if count > 1 => Escape::Char('\\', count),
        _ => Escape::None(1),
    }
}

/// Reads the hexadecimal number of a character.
fn numbered(text: &str, at: usize, digits: usize) -> Option<Escape> {
    let number = u32::from_str_radix(text.get(at..at + digits)?, 16).ok()?;
    match char::from_u32(number)? {
        '\u{1b}' => Some(control(text, at + digits)),
        '\n' => Some(Escape::Break(at + digits)),
        '\t' | '\r' | '\u{a0}' => Some(Escape::Blank(at + digits)),
        char => Some(Escape::Char(char, at + digits)),
    }
}

/// Reads the colour code behind an escape byte that was itself escaped and ends at `at`.
fn control(text: &str, at: usize) -> Escape {
    Escape::Nothing(at + super::colour::length(read::rest(text, at)))
}

/// Reads the entity that `text` begins with; `&amp;` may stand in front of a second one.
pub(super) fn entity(text: &str) -> Escape {
    let mut at = 0;
    while read::starts(read::rest(text, at), "&amp;") {
        at += 4;
    }
    if at > 0 {
        // The `;` of the last `&amp;` takes the place of the `&` that the next entity begins with.
        return named(read::rest(text, at + 1))
            .map_or(Escape::Char('&', at + 1), |(char, length)| Escape::Char(char, at + 1 + length));
    }
    named(read::rest(text, 1)).map_or(Escape::None(1), |(char, length)| Escape::Char(char, 1 + length))
}

/// Reads an entity behind its `&`.
fn named(text: &str) -> Option<(char, usize)> {
    if let Some(&(name, char)) = ENTITIES.iter().find(|(name, _)| read::starts(text, name)) {
        return Some((char, name.len()));
    }
    let digits = text.strip_prefix('#')?;
    let (digits, radix) = digits.strip_prefix(['x', 'X']).map_or((digits, 10), |digits| (digits, 16));
    let end = read::skip(digits, 0, |byte| byte.is_ascii_hexdigit()).min(6);
    let number = u32::from_str_radix(digits.get(..end)?, radix).ok()?;
    if read::byte(digits, end) != b';' {
        return None;
    }
    Some((char::from_u32(number)?, text.len() - digits.len() + end + 1))
}
