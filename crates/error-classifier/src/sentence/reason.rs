//! The clause that tells why: `with an explicit deny …` or `because no … allows …`.

use crate::{normalise::Folded, part::Part, read};

/// The kind of policy that a reason names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Identity,
    Resource,
    Scp,
    Rcp,
    Boundary,
    Session,
    Endpoint,
    Trust,
}

/// A reason, as far as it could be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Reason {
    /// Where it begins.
    pub(crate) start: usize,
    /// Where what was read of it ends.
    pub(crate) end: usize,
    pub(crate) is_explicit: bool,
    /// The kind of policy; `None` when the text names none or one that is not known.
    pub(crate) kind: Option<Kind>,
    /// The clause, when it is not cut.
    pub(crate) clause: Option<Part>,
    pub(crate) policy: Option<Part>,
}

/// The farthest that a reason begins behind the action, in bytes.
const FARTHEST: usize = 1600;
/// The longest name of a kind, in bytes.
const LONGEST_KIND: usize = 60;

/// The names of the kinds as a reason has them, in small letters and without blanks.
const KINDS: [(&str, Kind); 9] = [
    ("identity-basedpolicy", Kind::Identity),
    ("resource-basedpolicy", Kind::Resource),
    ("servicecontrolpolicy", Kind::Scp),
    ("resourcecontrolpolicy", Kind::Rcp),
    ("permissionsboundary", Kind::Boundary),
    ("sessionpolicy", Kind::Session),
    ("vpcendpointpolicy", Kind::Endpoint),
    ("roletrustpolicy", Kind::Trust),
    ("trustpolicy", Kind::Trust),
];

/// Reads the reason whose words stand at `at`, when it belongs to the action that ends at `start`.
pub(crate) fn find(folded: &Folded<'_>, start: usize, at: usize, end: usize) -> Option<Reason> {
    if at < start || at > start + FARTHEST || at >= end {
        return None;
    }
    let between = read::piece(folded.text.as_ref(), start, at);
    let is_elsewhere = ["status code", "Error: "].iter().any(|word| between.contains(word));
    if is_elsewhere { None } else { read(folded, at, end) }
}

/// Reads the reason whose words `explicit deny` or `because no` stand at `at`.
pub(crate) fn read(folded: &Folded<'_>, at: usize, end: usize) -> Option<Reason> {
    if read::starts(read::rest(folded.text.as_ref(), at), "because no") {
        implicit(folded, at, end)
    } else {
        Some(explicit(folded, at, end))
    }
}

/// Reads an explicit reason; `at` is where `explicit deny` stands.
fn explicit(folded: &Folded<'_>, at: usize, end: usize) -> Reason {
    let text = folded.text.as_ref();
    let mut start = at;
    for words in ["an ", "with "] {
        let before = start.checked_sub(words.len()).unwrap_or(start);
        if read::starts(read::piece(text, before, start), words) && before < start {
            start = before;
        }
    }
    let deny = at + "explicit deny".len();
    let mut reason = Reason {
        start,
        end: deny,
        is_explicit: true,
        kind: None,
        clause: Some(Part::new(start, deny)),
        policy: None,
    };
    let holder = read::rest(text, deny);
    let Some(article) =
        [" in an ", " in a ", " in the "].into_iter().find(|words| read::starts(holder, words))
    else {
        return reason;
    };
    let name = deny + article.len();
    let Some(mut stop) = name_end(text, name, end) else {
        reason.kind = cut_kind(text, name, end);
        return reason;
    };
    reason.kind = kind(read::piece(text, name, stop));
    let through = " transitively through a service control policy";
    if read::starts(read::rest(text, stop), through) {
        stop += through.len();
    }
    reason.end = stop;
    reason.clause = Some(Part::new(start, stop));
    reason.policy = policy(folded, stop);
    reason
}

/// Reads an implicit reason; `at` is where `because no` stands.
fn implicit(folded: &Folded<'_>, at: usize, end: usize) -> Option<Reason> {
    let text = folded.text.as_ref();
    let name = read::skip(text, at + "because no".len(), |byte| byte == b' ');
    let cut = |kind| Reason { start: at, end: name, is_explicit: false, kind, clause: None, policy: None };
    let Some(stop) = name_end(text, name, end) else {
        return cut_kind(text, name, end).map(|kind| cut(Some(kind)));
    };
    let kind = kind(read::piece(text, name, stop));
    let rest = read::rest(text, stop);
    let allows = [" allows the ", " allow the "].into_iter().find(|words| read::starts(rest, words));
    let Some(allows) = allows else {
        return (kind.is_some() || read::starts(rest, " allow")).then(|| cut(kind));
    };
    let behind = stop + allows.len();
    let word = if read::starts(read::rest(text, behind), "action") {
        behind
    } else {
        let blank = read::skip(text, behind, |byte| byte != b' ');
        read::skip(text, blank, |byte| byte == b' ')
    };
    if !read::starts(read::rest(text, word), "action") {
        return Some(cut(kind));
    }
    let stop = word + "action".len();
    let clause = Some(Part::new(at, stop));
    Some(Reason { start: at, end: stop, is_explicit: false, kind, clause, policy: None })
}

/// Returns where the name of a kind that begins at `at` ends, unless it is cut.
fn name_end(text: &str, at: usize, end: usize) -> Option<usize> {
    let region = read::piece(text, at, end.min(read::floor(text, at + LONGEST_KIND)));
    let stop = ["policy", "boundary", "policies"]
        .into_iter()
        .filter_map(|word| read::find(region, word, LONGEST_KIND).map(|found| found + word.len()))
        .min()?;
    let is_name = |byte: u8| byte.is_ascii_alphabetic() || matches!(byte, b' ' | b'-');
    read::piece(region, 0, stop).bytes().all(is_name).then_some(at + stop)
}

/// Returns the kind of a name that is not cut.
fn kind(name: &str) -> Option<Kind> {
    let is = |words: &str| {
        let mut letters = name.bytes().filter(|byte| *byte != b' ').map(|byte| byte.to_ascii_lowercase());
        words.bytes().all(|byte| letters.next() == Some(byte)) && letters.next().is_none()
    };
    KINDS.iter().find(|(words, _)| is(words)).map(|&(_, kind)| kind).or_else(|| new_kind(name))
}

/// Returns the kind of a name that AWS does not use today, by its telling word.
fn new_kind(name: &str) -> Option<Kind> {
    let name = plain(name);
    let holds = |word: &str| name.contains(word);
    match () {
        () if holds("identity") => Some(Kind::Identity),
        () if holds("resourcecontrol") => Some(Kind::Rcp),
        () if holds("resource") => Some(Kind::Resource),
        () if holds("servicecontrol") => Some(Kind::Scp),
        () if holds("boundary") => Some(Kind::Boundary),
        () if holds("session") => Some(Kind::Session),
        () if holds("endpoint") => Some(Kind::Endpoint),
        () if holds("trust") => Some(Kind::Trust),
        () => None,
    }
}

/// Returns the kind of a name that is cut, when what is left fits one kind only.
fn cut_kind(text: &str, at: usize, end: usize) -> Option<Kind> {
    let region = read::piece(text, at, end.min(read::floor(text, at + LONGEST_KIND)));
    let length = read::skip(region, 0, |byte| byte.is_ascii_alphabetic() || matches!(byte, b' ' | b'-'));
    let left = plain(read::piece(region, 0, length));
    let mut fitting = KINDS.iter().filter(|(words, _)| !left.is_empty() && words.starts_with(&left));
    let (_, kind) = *fitting.next()?;
    fitting.all(|(_, other)| *other == kind).then_some(kind)
}

/// Returns the name in small letters and without blanks.
fn plain(name: &str) -> String {
    name.chars().filter(|char| *char != ' ').map(|char| char.to_ascii_lowercase()).collect()
}

/// Reads the ARN of the policy behind the clause that ends at `at`.
fn policy(folded: &Folded<'_>, at: usize) -> Option<Part> {
    let text = folded.text.as_ref();
    if read::byte(text, at) != b':' {
        return None;
    }
    let start = read::skip(text, at + 1, |byte| matches!(byte, b' ' | b'"' | b'\'' | b'`'));
    let mut end = start;
    let mut depth = 0_u32;
    while end < text.len() {
        match read::byte(text, end) {
            b'<' | b'{' => depth += 1,
            b'>' | b'}' if depth > 0 => depth -= 1,
            b'}' | b' ' | b',' | b'"' | b'\'' | b'`' | b';' | b')' if depth == 0 => break,
            b' ' if folded.is_break(end) => break,
            _ => {}
        }
        end += 1;
    }
    if let Some(xml) = read::piece(text, start, end).find("</") {
        end = start + xml;
        depth = 0;
    }
    // A place holder that does not close is cut.
    if depth > 0 {
        return None;
    }
    while read::byte_before(text, end) == b'.' && end > start {
        end -= 1;
    }
    let part = Part::new(start, end);
    (part.text(text).starts_with("arn:") && !part.is_cut_arn(text)).then_some(part)
}
