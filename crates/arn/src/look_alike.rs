//! Characters that a person cannot tell from ASCII, or does not see: Japanese input methods and web pages produce them.

use core::fmt;

/// A character of a text that a person takes for another, or does not see.
///
/// Its [`Display`](fmt::Display) names it with code point and byte: `full-width colon U+FF1A at byte 3`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct OddCharacter {
    at: usize,
    character: char,
}

impl OddCharacter {
    pub(crate) const fn new(at: usize, character: char) -> Self {
        Self { at, character }
    }

    /// Returns the byte at which it stands.
    #[must_use]
    pub const fn offset(&self) -> usize {
        self.at
    }

    /// Returns the character.
    #[must_use]
    pub const fn character(&self) -> char {
        self.character
    }

    /// Returns what it is called, such as `full-width colon`, `zero-width space` or `look-alike letter`.
    #[must_use]
    pub fn name(&self) -> &'static str {
        name(self.character).unwrap_or(match self.character {
            it if it.is_control() => "control character",
            it if it.is_ascii() => "character",
            it if it.is_whitespace() => "white space",
            _ => "character outside ASCII",
        })
    }

    /// Returns the ASCII character that was probably meant; `None` for an invisible one, which is better removed.
    #[must_use]
    pub fn meant(&self) -> Option<char> {
        meant(self.character)
    }
}

impl fmt::Display for OddCharacter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} U+{:04X} at byte {}", self.name(), u32::from(self.character), self.at)
    }
}

/// Returns the characters of a text that a person takes for others, or does not see, in order.
///
/// Full-width forms, spaces of all kinds, line breaks and control characters, invisible characters, and the hyphens,
/// colons, slashes and Cyrillic and Greek letters that look like ASCII. Other characters outside ASCII are not odd:
/// `日本語` is a fine name of an S3 object.
///
/// ```
/// let odd: Vec<String> = eks_iam_arn::odd_characters("arn：aws:iam::１11122223333:root").map(|it| it.to_string()).collect();
/// assert_eq!(odd, ["full-width colon U+FF1A at byte 3", "full-width digit U+FF11 at byte 15"]);
/// ```
pub fn odd_characters(text: &str) -> impl Iterator<Item = OddCharacter> {
    text.char_indices().filter(|(_, it)| name(*it).is_some()).map(|(at, it)| OddCharacter::new(at, it))
}

/// Returns what such a character is called.
pub(crate) const fn name(character: char) -> Option<&'static str> {
    Some(match character {
        ' ' => "space",
        '\t' => "tab",
        '\n' | '\r' | '\u{85}' | '\u{2028}' | '\u{2029}' => "line break",
        '\u{0}'..='\u{1F}' | '\u{7F}'..='\u{9F}' => "control character",
        '\u{FF1A}' => "full-width colon",
        '\u{FF0F}' => "full-width slash",
        '\u{FF0D}' => "full-width hyphen",
        '\u{FF20}' => "full-width at sign",
        '\u{FF3F}' => "full-width underscore",
        '\u{FF0E}' => "full-width full stop",
        '\u{FF0A}' => "full-width asterisk",
        '\u{FF10}'..='\u{FF19}' => "full-width digit",
        '\u{FF21}'..='\u{FF3A}' | '\u{FF41}'..='\u{FF5A}' => "full-width letter",
        '\u{FF01}'..='\u{FF5E}' => "full-width character",
        '\u{3000}' => "ideographic space",
        '\u{A0}' | '\u{2007}' | '\u{202F}' => "no-break space",
        '\u{1680}' | '\u{2000}'..='\u{200A}' | '\u{205F}' => "wide or narrow space",
        '\u{200B}' => "zero-width space",
        '\u{200C}' | '\u{200D}' => "zero-width joiner or non-joiner",
        '\u{FEFF}' => "byte order mark",
        '\u{AD}' => "soft hyphen",
        '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{61C}' => {
            "invisible direction mark"
        }
        '\u{2060}'..='\u{2064}'
        | '\u{FE00}'..='\u{FE0F}'
        | '\u{E0000}'..='\u{E007F}'
        | '\u{180E}'
        | '\u{34F}' => "invisible character",
        '\u{3164}' | '\u{115F}' | '\u{1160}' | '\u{FFA0}' => "invisible Hangul filler",
        '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{FE58}' | '\u{FE63}' | '\u{2043}' => "look-alike hyphen",
        '\u{30FC}' | '\u{FF70}' => "Japanese long vowel mark",
        '\u{2044}' | '\u{2215}' | '\u{29F8}' => "look-alike slash",
        '\u{2236}' | '\u{A789}' | '\u{FE55}' | '\u{FE13}' | '\u{5C3}' | '\u{205A}' => "look-alike colon",
        '\u{2018}'..='\u{201F}' => "typographic quotation mark",
        _ => match meant(character) {
            Some(_) => "look-alike letter",
            None => return None,
        },
    })
}

/// The ASCII character for which one is taken.
const fn meant(character: char) -> Option<char> {
    Some(match character {
        '\u{FF01}'..='\u{FF5E}' => match char::from_u32(character as u32 - 0xFEE0) {
            Some(ascii) => ascii,
            None => return None,
        },
        '\u{3000}' | '\u{A0}' | '\u{2000}'..='\u{200A}' | '\u{202F}' | '\u{205F}' => ' ',
        '\u{2010}'..='\u{2015}'
        | '\u{2212}'
        | '\u{FE58}'
        | '\u{FE63}'
        | '\u{2043}'
        | '\u{30FC}'
        | '\u{FF70}' => '-',
        '\u{2044}' | '\u{2215}' | '\u{29F8}' => '/',
        '\u{2236}' | '\u{A789}' | '\u{FE55}' | '\u{FE13}' | '\u{5C3}' | '\u{205A}' => ':',
        'а' => 'a',
        'с' => 'c',
        'ԁ' => 'd',
        'е' => 'e',
        'і' | 'ı' | 'ι' => 'i',
        'ј' => 'j',
        'ӏ' => 'l',
        'о' | 'ο' => 'o',
        'р' | 'ρ' => 'p',
        'ѕ' => 's',
        'ν' => 'v',
        'х' => 'x',
        'у' => 'y',
        'А' | 'Α' => 'A',
        'В' | 'Β' => 'B',
        'С' => 'C',
        'Е' | 'Ε' => 'E',
        'Н' | 'Η' => 'H',
        'І' | 'Ι' => 'I',
        'К' | 'Κ' => 'K',
        'М' | 'Μ' => 'M',
        'Ν' => 'N',
        'О' | 'Ο' => 'O',
        'Р' | 'Ρ' => 'P',
        'Ѕ' => 'S',
        'Т' | 'Τ' => 'T',
        'Х' | 'Χ' => 'X',
        'У' | 'Υ' => 'Y',
        'Ζ' => 'Z',
        _ => return None,
    })
}
