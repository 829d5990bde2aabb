//! Colour codes of terminals, with or without their escape byte.

/// The most parameters a colour code is read with, in bytes.
const LONGEST: usize = 16;

/// Returns the length of the colour or cursor code that `text` begins with, 0 when it begins with none.
///
/// Build logs often lose the escape byte only, so `[31m` counts too.
pub(super) fn length(text: &str) -> usize {
    let bytes = text.as_bytes();
    let escape = usize::from(bytes.first() == Some(&0x1b));
    if bytes.get(escape) != Some(&b'[') {
        return escape;
    }
    let parameters = bytes.iter().skip(escape + 1).take(LONGEST);
    let count = parameters.take_while(|byte| byte.is_ascii_digit() || **byte == b';').count();
    let end = escape + 1 + count;
    match bytes.get(end) {
        Some(b'm') if escape == 1 || count > 0 => end + 1,
        Some(b'A'..=b'H' | b'J' | b'K') if escape == 1 => end + 1,
        _ => escape,
    }
}
