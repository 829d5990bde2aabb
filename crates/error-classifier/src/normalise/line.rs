//! What decorates the beginning of a line: indentation, comment and quote marks, box borders, clocks.

use crate::read;

/// Returns whether the only line of a text begins with decoration.
pub(super) fn is_decorated(text: &str) -> bool {
    decoration(text, true) > 0
}

/// Returns the length of the decoration that a line begins with.
///
/// `│ > # //` and the like; on lines after the first also a clock or a line number, which a log repeats in the
/// middle of a message.
pub(super) fn decoration(line: &str, is_first: bool) -> usize {
    let mut at = marks(line, 0);
    if !is_first {
        let rest = read::rest(line, at);
        let clock = clock(rest).max(journal(rest));
        if clock > 0 {
            at = marks(line, at + clock);
        }
    }
    at
}

/// The narrowest terminal that is told by the lengths of lines.
const NARROWEST: usize = 40;
/// How much shorter than the widest a line may be that was broken between words, in characters.
const RAGGED: usize = 10;
/// The longest word of what a journal writes in front of a line, in bytes.
const LONGEST_WORD: usize = 80;
/// The most lines that are measured.
const MOST_LINES: usize = 200;

/// Returns the width at which a terminal broke the lines of a text, in characters.
///
/// That is the length of the longest line, when another one is as long and both are no records of a log, which would
/// begin alike.
pub(super) fn wrap_width(text: &str) -> Option<usize> {
    let mut lines: Vec<(usize, &str)> =
        text.lines().take(MOST_LINES).map(|line| (line.chars().count(), line)).collect();
    lines.pop();
    let &(width, first) = lines.iter().max_by_key(|(width, _)| *width)?;
    let mut full = lines.iter().filter(|(it, _)| *it == width);
    let others = full.by_ref().filter(|(_, line)| !std::ptr::eq(*line, first));
    let mut count = 0;
    for (_, line) in others {
        count += 1;
        let head = |line: &str| line.get(..4).map(str::to_owned);
        if head(line) == head(first) && border(line) == 0 {
            return None;
        }
    }
    // A terminal fills all lines but the last of a paragraph; who breaks between words fills few, and nearly fills many.
    let near = lines.iter().filter(|(it, _)| *it < width && it + RAGGED >= width).count();
    (count > 0 && near <= count && width >= NARROWEST).then_some(width)
}

/// Returns the length of a box border and its blank at the beginning of a line.
pub(super) fn border(line: &str) -> usize {
    let bar = line.chars().next().filter(|char| matches!(char, '\u{2500}'..='\u{257f}' | '|' | '>' | '#'));
    let Some(bar) = bar else { return 0 };
    let behind = bar.len_utf8();
    behind + usize::from(read::byte(line, behind) == b' ')
}

/// Returns the place behind the marks that stand at `at`.
fn marks(line: &str, at: usize) -> usize {
    let mut at = at;
    loop {
        let rest = read::rest(line, at);
        at += match read::byte(line, at) {
            b' ' | b'\t' | b'|' | b'>' | b'#' => 1,
            b'/' if rest.starts_with("//") => 2,
            0x1b | b'[' => match super::colour::length(rest) {
                0 => return at,
                length => length,
            },
            0xe2 if rest.starts_with(|char| matches!(char, '\u{2500}'..='\u{257f}')) => 3,
            _ => return at,
        };
    }
}

/// Returns the length of what a journal writes in front of each line, `Mon DD HH:MM:SS HOST PROGRAM[PID]: `.
///
/// None in front of what begins a record of its own: the mark of a level, a key or a brace.
fn journal(line: &str) -> usize {
    let mut at = 0;
    let [month, day, clock, _, program] = [(); 5].map(|()| {
        let start = read::skip(line, at, |byte| byte == b' ').min(at + 2);
        let longest = start + LONGEST_WORD;
        at = start;
        while at < longest && !matches!(read::byte(line, at), b' ' | b'\n' | 0) {
            at += 1;
        }
        read::piece(line, start, at)
    });
    let is_month = month.len() == 3 && month.bytes().all(|byte| byte.is_ascii_alphabetic());
    let is_day = matches!(day.len(), 1 | 2) && day.bytes().all(|byte| byte.is_ascii_digit());
    let is_clock = clock.len() == 8 && clock.matches(':').count() == 2;
    if !(is_month && is_day && is_clock && program.ends_with(':') && read::byte(line, at) == b' ') {
        return 0;
    }
    let rest = read::rest(line, at + 1);
    let is_level = rest.starts_with(['I', 'W', 'E', 'F'])
        && rest.bytes().skip(1).take(4).all(|byte| byte.is_ascii_digit());
    if is_level || rest.starts_with("time=") || rest.starts_with('{') { 0 } else { at }
}

/// Returns the length of the clock or the line number that a line begins with, 0 when it begins with none.
fn clock(line: &str) -> usize {
    let end = read::skip(line, 0, |byte| {
        byte.is_ascii_digit() || matches!(byte, b':' | b'.' | b',' | b'-' | b'T' | b'Z' | b'+')
    });
    let token = read::piece(line, 0, end);
    let follows = matches!(read::byte(line, end), b' ' | b'\t');
    let is_clock = token.len() >= 8 && token.matches(':').count() >= 2;
    let is_number = !token.is_empty()
        && token.bytes().all(|byte| byte.is_ascii_digit())
        && read::rest(line, end).trim_start().starts_with('\u{2502}');
    let starts_digit = token.starts_with(|char: char| char.is_ascii_digit());
    if starts_digit && follows && (is_clock || is_number) { end } else { 0 }
}
