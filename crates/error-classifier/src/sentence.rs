//! AWS's denial: who is not authorized to perform which action on what, and why.

mod reason;
mod resource;

use crate::{normalise::Folded, part::Part, read};

pub(crate) use self::reason::{Kind, Reason, read as read_reason};

/// The farthest that a principal begins in front of the sentence's middle, in bytes.
const LONGEST_SUBJECT: usize = 700;

/// The actions that a class is named after.
const NAMED: [&str; 5] = [
    "iam:PassRole",
    "sts:AssumeRole",
    "sts:AssumeRoleWithSAML",
    "sts:AssumeRoleWithWebIdentity",
    "sts:TagSession",
];

/// A denial with an action, or at least a principal.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Denial {
    /// Where the sentence begins.
    pub(crate) start: usize,
    /// Where its middle stands.
    pub(crate) at: usize,
    pub(crate) principal: Option<Part>,
    pub(crate) action: Option<Part>,
    pub(crate) resource: Option<Part>,
    pub(crate) reason: Option<Reason>,
}

/// Reads the denial whose middle, `authorized to perform`, stands from `at` to `end`.
///
/// `limit` is where the next error begins, `reason_at` where the words of the next reason stand.
pub(crate) fn denial(
    folded: &Folded<'_>,
    at: usize,
    end: usize,
    limit: usize,
    reason_at: Option<usize>,
) -> Option<Denial> {
    let text = folded.text.as_ref();
    let verb = negation(text, at)?;
    let (start, principal) = subject(folded, verb);
    let action = action(folded, end);
    if action.is_none() && principal.is_none() {
        return None;
    }
    let after = action.map_or(end, |action| action.end);
    let window = read::floor(text, limit.min(after + 4096));
    let reason = reason_at.and_then(|reason_at| reason::find(folded, after, reason_at, window));
    let until = reason.as_ref().map_or(window, |reason| reason.start);
    let resource = resource::find(folded, after, until, reason.is_some());
    Some(Denial { start, at, principal, action, resource, reason })
}

/// Reads the resource that stands directly in front of a reason without a denial, which begins at `at`.
pub(crate) fn resource_before(folded: &Folded<'_>, at: usize) -> Option<Part> {
    let text = folded.text.as_ref();
    let low = read::floor(text, at.saturating_sub(LONGEST_SUBJECT));
    let start = low + read::piece(text, low, at).rfind("on resource")?;
    resource::find(folded, start, at, true)
}

/// Reads the denial of an action that is named in front of `due to missing permissions`.
pub(crate) fn denial_before(folded: &Folded<'_>, at: usize) -> Option<Denial> {
    let text = folded.text.as_ref();
    let end = at.checked_sub(1)?;
    let start = read::skip_back(text, end, |byte| byte != b' ');
    let part = Part::new(start, end);
    is_action(part.text(text)).then_some(Denial {
        start,
        at,
        principal: None,
        action: Some(part),
        resource: None,
        reason: None,
    })
}

/// Reads the denial of an action that is named behind `missing permissions for`, which stands from `at` to `end`.
pub(crate) fn denial_behind(folded: &Folded<'_>, at: usize, end: usize) -> Option<Denial> {
    let action = action(folded, end)?;
    Some(Denial { start: at, at, principal: None, action: Some(action), resource: None, reason: None })
}

/// Reads a denial that names a principal and no action; `at` is where `authorized to access` stands.
pub(crate) fn denial_of_access(folded: &Folded<'_>, at: usize) -> Option<Denial> {
    let verb = negation(folded.text.as_ref(), at)?;
    let (start, principal) = subject(folded, verb);
    Some(Denial { start, at, principal, action: None, resource: None, reason: None })
}

/// Returns where `is not` or its like begins in front of `at`; a text that is cut there counts.
fn negation(text: &str, at: usize) -> Option<usize> {
    let before = read::front(text, at).trim_end();
    if before.is_empty() {
        return Some(0);
    }
    let not = before.len().checked_sub(3).map(|at| read::rest(before, at))?;
    if not.eq_ignore_ascii_case("not") {
        let start = before.len() - 3;
        let front = read::front(before, start).trim_end();
        let has_is = front.len() >= 2 && read::rest(front, front.len() - 2).eq_ignore_ascii_case("is");
        return Some(if has_is { front.len() - 2 } else { start });
    }
    if not.eq_ignore_ascii_case("n't") {
        let start = read::skip_back(text, before.len(), |byte| byte != b' ');
        return Some(start);
    }
    (before.ends_with("...") || before.ends_with('\u{2026}')).then_some(before.len())
}

/// Reads the caller in front of `verb`, and tells where the sentence begins.
fn subject(folded: &Folded<'_>, verb: usize) -> (usize, Option<Part>) {
    let text = folded.text.as_ref();
    let end = read::skip_back(text, verb, |byte| byte == b' ');
    let low = read::floor(text, end.saturating_sub(LONGEST_SUBJECT));
    let before = read::piece(text, low, end);
    if let Some(at) = user_word(before).map(|at| low + at) {
        let behind = at + 4;
        let colon = read::byte(text, behind) == b':';
        let start = read::skip(text, behind, |byte| matches!(byte, b':' | b' '));
        let part = Part::new(start, end).trimmed(text).unemphasised(text);
        let is_one_word = !part.text(text).contains(' ');
        if colon || is_one_word || part.text(text).starts_with("arn:") {
            let is_named = end > behind && is_principal(part.text(text));
            return (at, is_named.then_some(part.joined(folded)));
        }
    }
    let start = read::skip_back(text, end, |byte| byte != b' ' && byte != b'"' && byte != b'`');
    let part = Part::new(start, end);
    let is_arn = part.text(text).starts_with("arn:");
    (if is_arn { start } else { verb }, is_arn.then_some(part))
}

/// Returns where the last `User` stands that is a word by itself.
fn user_word(before: &str) -> Option<usize> {
    memchr::memrchr_iter(b'U', before.as_bytes()).find(|&at| {
        if !read::rest(before, at).starts_with("User") {
            return false;
        }
        let front = read::byte_before(before, at);
        let is_inside = front.is_ascii_alphanumeric() || matches!(front, b'_' | b'-' | b'.' | b'/' | b'@');
        !is_inside && matches!(read::byte(before, at + 4), b':' | b' ' | 0)
    })
}

/// Returns whether a caller's name says anything: its front is not cut, and it is not all elided.
fn is_principal(name: &str) -> bool {
    if name.is_empty() || name.len() > 400 || name.contains(" is not ") || name.contains("authorized to") {
        return false;
    }
    let unelided = name.strip_prefix("...").or_else(|| name.strip_prefix('\u{2026}'));
    let is_cut = unelided.is_some_and(|rest| !rest.starts_with('/'));
    let tail = name.splitn(4, ':').nth(3).filter(|_| name.starts_with("arn:"));
    let is_elided = tail.is_some_and(|tail| tail.bytes().all(|byte| matches!(byte, b'.' | b':')));
    !is_cut && !is_elided
}

/// Reads the action behind `authorized to perform`.
fn action(folded: &Folded<'_>, end: usize) -> Option<Part> {
    let text = folded.text.as_ref();
    let start = read::skip(text, end, |byte| matches!(byte, b':' | b' ' | b'"' | b'`' | b'\'' | b'*'));
    let mut stop =
        read::skip(text, start, |byte| !matches!(byte, b' ' | b'"' | b'`' | b'\'' | b',' | b';' | b')'));
    if folded.is_break(stop) && goes_on(text, start, stop) {
        stop = read::skip(text, stop + 1, |byte| byte.is_ascii_alphanumeric() || matches!(byte, b':' | b'-'));
    }
    let mut part = Part::new(start, stop).unemphasised(text).joined(folded);
    if let Some(tag) = memchr::memchr(b'<', part.text(text).as_bytes()).filter(|tag| *tag > 0) {
        part.end = start + tag;
    }
    while part.end > part.start && matches!(read::byte_before(text, part.end), b'.' | b':') {
        part.end -= 1;
    }
    is_action(part.text(text)).then_some(part)
}

/// Returns whether the action that begins at `start` and ends its line at `stop` goes on in the next line.
fn goes_on(text: &str, start: usize, stop: usize) -> bool {
    let head = read::piece(text, start, stop);
    let end = read::skip(text, stop + 1, |byte| byte != b' ');
    let tail = read::piece(text, stop + 1, end);
    let whole = format!("{head}{tail}");
    if NAMED.iter().any(|name| name.eq_ignore_ascii_case(&whole)) {
        return true;
    }
    if !is_action(head) {
        return is_action(whole.trim_end_matches('.'));
    }
    let rest = read::rest(text, end);
    let is_followed =
        [" on resource", " because no", " with an explicit"].iter().any(|words| read::starts(rest, words));
    is_followed && is_action(&whole) && !matches!(tail, "on" | "because" | "with" | "operation" | "action")
}

/// Returns whether a word has the shape of an action, or of a place holder for one.
fn is_action(word: &str) -> bool {
    if word.starts_with('<') || word.starts_with('{') {
        return word.len() > 2 && !word.starts_with("</");
    }
    let Some((service, name)) = word.split_once(':') else { return false };
    let is_name = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'*' | b' ');
    !service.is_empty()
        && service.len() < 64
        && service.bytes().all(is_name)
        && service.starts_with(|char: char| char.is_ascii_alphabetic())
        && !name.is_empty()
        && name.len() < 96
        && name.bytes().all(|byte| is_name(byte) || matches!(byte, b':' | b'.'))
}
