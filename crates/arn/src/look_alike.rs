//! Characters that look like ASCII or like nothing; Japanese input methods and web pages produce them.

/// Returns the first such character and its byte.
pub(crate) fn first(text: &str) -> Option<(usize, char)> {
    text.char_indices().find(|(_, it)| name(*it).is_some())
}

/// Returns what such a character is called.
pub(crate) const fn name(character: char) -> Option<&'static str> {
    Some(match character {
        '\u{FF1A}' => "full-width colon",
        '\u{FF0F}' => "full-width slash",
        '\u{FF10}'..='\u{FF19}' => "full-width digit",
        '\u{FF21}'..='\u{FF3A}' | '\u{FF41}'..='\u{FF5A}' => "full-width letter",
        '\u{FF01}'..='\u{FF5E}' => "full-width character",
        '\u{3000}' => "ideographic space",
        '\u{A0}' | '\u{2007}' | '\u{202F}' => "no-break space",
        '\u{200B}'..='\u{200F}' | '\u{2060}' | '\u{FEFF}' | '\u{AD}' | '\u{202A}'..='\u{202E}' => {
            "invisible character"
        }
        '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{30FC}' => "look-alike hyphen",
        '\u{2215}' | '\u{2044}' => "look-alike slash",
        '\u{A789}' | '\u{2236}' | '\u{FE55}' => "look-alike colon",
        '\t' | '\n' | '\r' | ' ' => "white space",
        _ => return None,
    })
}
