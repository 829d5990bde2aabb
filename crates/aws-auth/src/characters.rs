//! Characters and words that do not belong into a value.

use std::ops::Range;

/// White space that a person sees as such.
pub(crate) const fn is_plain_space(character: char) -> bool {
    matches!(character, ' ' | '\t' | '\n' | '\r')
}

/// Characters without width or look-alikes of a blank: U+00A0, U+00AD, U+200B to U+200F, U+2028, U+2029, U+202A to
/// U+202E, U+2060, U+2066 to U+2069, U+FEFF, U+0085.
pub(crate) const fn is_invisible(character: char) -> bool {
    matches!(
        character,
        '\u{85}' | '\u{A0}' | '\u{AD}' | '\u{200B}'..='\u{200F}' | '\u{2028}'..='\u{202E}' | '\u{2060}'
            | '\u{2066}'..='\u{2069}' | '\u{FEFF}'
    )
}

/// Full-width forms of ASCII, and the ideographic space.
pub(crate) const fn is_fullwidth(character: char) -> bool {
    matches!(character, '\u{FF01}'..='\u{FF5E}' | '\u{3000}')
}

/// Typographic quotes.
pub(crate) const fn is_smart_quote(character: char) -> bool {
    matches!(character, '\u{2018}'..='\u{201F}' | '\u{2039}' | '\u{203A}' | '\u{AB}' | '\u{BB}')
}

/// Returns the ASCII form of a full-width character.
pub(crate) fn to_ascii(character: char) -> char {
    match character {
        '\u{3000}' => ' ',
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(u32::from(character) - 0xFEE0).unwrap_or(character),
        _ => character,
    }
}

/// Returns the text without blanks, invisible characters and typographic quotes, and in half-width letters.
pub(crate) fn cleaned(text: &str) -> String {
    text.chars()
        .map(to_ascii)
        .filter(|&it| !is_plain_space(it) && !is_invisible(it) && !is_smart_quote(it))
        .collect()
}

/// Words that stand for a value in templates and manuals.
const WORDS: [&str; 6] =
    ["ACCOUNT_ID", "AWS_ACCOUNT_ID", "YOUR_ACCOUNT_ID", "ROLE_NAME", "CHANGEME", "REPLACE_ME"];

/// Returns where a text still has a placeholder of a template or a manual.
pub(crate) fn placeholder(text: &str) -> Option<Range<usize>> {
    if !may_be_placeholder(text, Kinds::of(text)) {
        return None;
    }
    between(text, "<", ">")
        .or_else(|| between(text, "${", "}"))
        .or_else(|| ["{{ .", "{{ $", "{{-", "%("].iter().find_map(|it| opening(text, it)))
        .or_else(|| WORDS.iter().find_map(|it| text.find(it).map(|at| at..at + it.len())))
        .or_else(|| run(text, b'X', 4))
        .or_else(|| run(text, b'x', 8))
        .or_else(|| underlined(text))
}

/// Kinds of characters, a bit each, so that one pass over a text tells what may be found there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Kinds(u8);

impl Kinds {
    /// Outside of ASCII.
    pub(crate) const ODD: Self = Self(1);
    /// `{`.
    pub(crate) const BRACE: Self = Self(2);
    /// A blank, a comma, a tab, a line feed: what joins groups.
    pub(crate) const JOINT: Self = Self(4);
    /// What a placeholder is never without, but for those of Go templates.
    const PLACEHOLDER: Self = Self(8);
    /// Whatever the name of a role may not hold.
    const NO_NAME: Self = Self(16);

    #[expect(clippy::indexing_slicing, reason = "the index is held below the length")]
    const OF_BYTE: [u8; 256] = {
        let mut all = [0; 256];
        let mut byte = 0;
        while byte < all.len() {
            all[byte] = Self::of_byte(byte as u8);
            byte += 1;
        }
        all
    };

    const fn of_byte(byte: u8) -> u8 {
        let name =
            byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'+' | b'=' | b',' | b'.' | b'@' | b'-');
        let own = match byte {
            0x80.. => Self::ODD.0,
            b'{' => Self::BRACE.0,
            b' ' | b',' | b'\t' | b'\n' => Self::JOINT.0,
            b'<' | b'$' | b'%' | b'_' | b'G' | b'X' | b'x' => Self::PLACEHOLDER.0,
            _ => 0,
        };
        if name { own } else { own | Self::NO_NAME.0 }
    }

    /// Returns the kinds of the characters of a text.
    pub(crate) fn of(text: &str) -> Self {
        Self(text.bytes().fold(0, |all, it| all | Self::of_known(it).0))
    }

    #[expect(clippy::indexing_slicing, reason = "a byte is always less than 256")]
    const fn of_known(byte: u8) -> Self {
        Self(Self::OF_BYTE[byte as usize])
    }

    /// Whether the sets have a kind in common.
    pub(crate) const fn meets(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }
}

/// Whether a text is the name of a role, as IAM allows it, and surely no placeholder.
pub(crate) fn is_role_name(text: &str) -> bool {
    let kinds = Kinds::of(text);
    !text.is_empty() && !kinds.meets(Kinds::NO_NAME) && !may_be_placeholder(text, kinds)
}

/// Whether a text of these kinds may hold a placeholder: a quick look at what nearly always holds none.
pub(crate) fn may_be_placeholder(text: &str, kinds: Kinds) -> bool {
    (kinds.meets(Kinds::PLACEHOLDER) && is_suspicious(text))
        || (kinds.meets(Kinds::BRACE) && is_go_template(text))
}

/// Whether a text may hold a placeholder without braces.
fn is_suspicious(text: &str) -> bool {
    let bytes = text.as_bytes();
    let marks = bytes.iter().enumerate().filter(|(_, it)| Kinds::of_known(**it).meets(Kinds::PLACEHOLDER));
    for (at, mark) in marks {
        let before = at.checked_sub(1).and_then(|it| bytes.get(it)).copied().unwrap_or(0);
        let tail = bytes.get(at + 1..).unwrap_or_default();
        let found = match mark {
            b'_' => before == b'_' || before.is_ascii_uppercase(),
            // CHANGEME
            b'G' => before == b'N',
            b'X' => tail.starts_with(b"XXX"),
            b'x' => tail.starts_with(b"xxxxxxx"),
            _ => true,
        };
        if found {
            return true;
        }
    }
    false
}

/// A Go template's own opening (Helm): `{{ .`, `{{ $` or `{{-`.
pub(crate) fn is_go_template(text: &str) -> bool {
    let bytes = text.as_bytes();
    let opens = |at: usize| match bytes.get(at + 1..) {
        Some([b'{', b' ', next, ..]) => matches!(next, b'.' | b'$'),
        Some([b'{', b'-', ..]) => true,
        _ => false,
    };
    memchr::memchr_iter(b'{', bytes).any(opens)
}

fn between(text: &str, open: &str, close: &str) -> Option<Range<usize>> {
    let start = text.find(open)?;
    let length = text.get(start..)?.find(close)?;
    (length > open.len()).then_some(start..start + length + close.len())
}

fn opening(text: &str, open: &str) -> Option<Range<usize>> {
    let start = text.find(open)?;
    let rest = text.get(start..)?;
    let length =
        rest.find("}}").map(|it| it + 2).or_else(|| rest.find(')').map(|it| it + 1)).unwrap_or(open.len());
    Some(start..start + length)
}

fn run(text: &str, byte: u8, least: usize) -> Option<Range<usize>> {
    let mut start = 0;
    for part in text.split(|it| it != char::from(byte)) {
        if part.len() >= least {
            return Some(start..start + part.len());
        }
        start += part.len();
        start += text.get(start..)?.chars().next().map_or(0, char::len_utf8);
    }
    None
}

/// `__CAPITALS__`
fn underlined(text: &str) -> Option<Range<usize>> {
    for (start, _) in text.match_indices("__") {
        let rest = text.get(start + 2..)?;
        let length = rest.find("__")?;
        let word = rest.get(..length).unwrap_or_default();
        let capitals = |it: char| it.is_ascii_uppercase() || it.is_ascii_digit() || it == '_';
        if word.starts_with(|it: char| it.is_ascii_uppercase()) && word.chars().all(capitals) {
            return Some(start..start + length + 4);
        }
    }
    None
}
