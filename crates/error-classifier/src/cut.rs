//! Fixed sentences that the end of the text cuts.

use crate::{
    Class,
    level::{self, Level},
    marks::Mark,
    read, scan,
};

/// The least that must be left of a sentence, in bytes.
pub(crate) const LEAST: usize = 24;
/// The longest sentence, in bytes.
const LONGEST: usize = 80;

/// Returns where the word `Unauthorized` stands whose end the end of the text cuts.
pub(crate) fn cut_unauthorized(text: &str) -> Option<usize> {
    let at = text.rfind(": Unau")? + 2;
    let left = read::rest(text, at).trim_end_matches(['.', ' ', '\u{2026}']);
    "Unauthorized".starts_with(left).then_some(at)
}

/// Returns the class of the sentence whose beginning ends the text, and where it begins.
///
/// What is left must fit the sentences of one class only.
pub(crate) fn cut_sentence(text: &str) -> Option<(Class, Level, usize)> {
    let end = text.trim_end_matches(['.', '"', '\'', '`', ' ', '\u{2026}']).len();
    let text = read::front(text, end);
    let low = read::floor(text, end.saturating_sub(LONGEST));
    for at in low..end.saturating_sub(LEAST) {
        if read::byte_before(text, at).is_ascii_alphanumeric()
            || !read::byte(text, at).is_ascii_alphanumeric()
        {
            continue;
        }
        let mut classes = scan::sentences_from(text, at).filter_map(|mark| match mark {
            Mark::Says(class, weight) if weight >= level::UNAUTHORIZED => Some((class, weight)),
            _ => None,
        });
        if let Some((class, weight)) = classes.next() {
            return classes.all(|(other, _)| other == class).then_some((class, weight, at));
        }
    }
    None
}
