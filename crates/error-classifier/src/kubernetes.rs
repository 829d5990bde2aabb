//! Kubernetes' denial: which user cannot do what.

use crate::{normalise::Folded, part::Part, read};

/// A denial by the cluster's authorizer.
#[derive(Clone, Copy, Debug)]
pub(crate) struct KubeDenial {
    /// Where the sentence begins.
    pub(crate) start: usize,
    pub(crate) user: Part,
    pub(crate) verb: Option<Part>,
    pub(crate) resource: Option<Part>,
}

/// The farthest that the user begins in front of `cannot`, in bytes.
const LONGEST_USER: usize = 400;

/// Reads the denial whose `forbidden: User ` ends at `end`.
pub(crate) fn forbidden(folded: &Folded<'_>, start: usize, end: usize) -> Option<KubeDenial> {
    let text = folded.text.as_ref();
    let user = quoted(text, end)?;
    Some(denial(folded, start, user))
}

/// Reads the denial whose ` cannot ` begins at `at`, when a user in quotes stands in front.
pub(crate) fn cannot(folded: &Folded<'_>, at: usize) -> Option<KubeDenial> {
    let text = folded.text.as_ref();
    let verb = read::byte(text, at + " cannot ".len());
    let is_said =
        matches!(read::byte_before(text, at), b'"' | b'\'') && (verb.is_ascii_alphabetic() || verb == b'*');
    if !is_said {
        return None;
    }
    let low = read::floor(text, at.saturating_sub(LONGEST_USER));
    let start = low + read::piece(text, low, at).rfind("User ")?;
    let user = quoted(text, start + "User ".len())?;
    (end_of_quotes(text, user.end) == at).then(|| denial(folded, start, user))
}

/// Reads the denial of a node's own API, `Forbidden (user=U, verb=V, resource=R, subresource=S)`, from behind `user=`.
pub(crate) fn by_kubelet(text: &str, start: usize, end: usize) -> Option<KubeDenial> {
    let value =
        |at: usize| Part::new(at, read::skip(text, at, |byte| !matches!(byte, b',' | b')' | b' ' | b'"')));
    let behind = |part: Part, key: &str| {
        let at = part.end + key.len();
        let is_next = read::starts(read::rest(text, part.end), key);
        is_next.then(|| value(at)).filter(|part| !part.is_empty())
    };
    let user = Some(value(end)).filter(|user| !user.is_empty())?;
    let verb = behind(user, ", verb=");
    let resource = verb.and_then(|verb| behind(verb, ", resource="));
    Some(KubeDenial { start, user, verb, resource })
}

/// Reads what stands behind the user.
fn denial(folded: &Folded<'_>, start: usize, user: Part) -> KubeDenial {
    let text = folded.text.as_ref();
    let behind = end_of_quotes(text, user.end);
    let user = user.joined(folded);
    let mut found = KubeDenial { start, user, verb: None, resource: subject(folded, start) };
    let rest = read::rest(text, behind);
    if !read::starts(rest, " cannot ") {
        return found;
    }
    let verb = behind + " cannot ".len();
    let end = read::skip(text, verb, |byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'*'));
    found.verb = (end > verb).then(|| Part::new(verb, end));
    let object = end + 1;
    let rest = read::rest(text, object);
    if read::starts(rest, "resource ") {
        found.resource = quoted(text, object + "resource ".len())
            .map(|part| part.trimmed(text).joined(folded))
            .or(found.resource);
    } else if !read::starts(rest, "path ") && read::byte(text, end) == b' ' {
        let stop = read::skip(text, object, |byte| {
            byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'/' | b'-' | b'*')
        });
        let is_object = ["at the cluster scope", "in the namespace", "in API group"]
            .iter()
            .any(|scope| read::starts(read::rest(text, stop + 1), scope));
        if stop > object && is_object {
            found.resource = Some(Part::new(object, stop));
        }
    }
    found
}

/// Reads the resource in front of `is forbidden`, without its group.
fn subject(folded: &Folded<'_>, start: usize) -> Option<Part> {
    let text = folded.text.as_ref();
    let before = read::front(text, start).strip_suffix(" is ")?;
    let mut end = before.len();
    if before.ends_with('"') {
        let name = read::skip_back(before, end - 1, |byte| byte != b'"' && byte != b' ');
        if read::byte_before(before, name) != b'"' {
            return None;
        }
        end = read::skip_back(before, name - 1, |byte| byte == b' ');
    }
    let first = read::skip_back(before, end, |byte| {
        byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'/' | b'-')
    });
    let stop = read::skip(text, first, |byte| byte != b'.').min(end);
    (stop > first).then(|| Part::new(first, stop))
}

/// Returns the place behind the quotes that end at a value's end.
fn end_of_quotes(text: &str, end: usize) -> usize {
    let quote = read::byte(text, end);
    end + 1 + usize::from(read::byte(text, end + 1) == quote)
}

/// Reads what stands in quotes at `at`; CSV doubles them.
fn quoted(text: &str, at: usize) -> Option<Part> {
    let quote = read::byte(text, at);
    if !matches!(quote, b'"' | b'\'' | b'`') {
        return None;
    }
    let is_doubled =
        read::byte(text, at + 1) == quote && !matches!(read::byte(text, at + 2), b' ' | b'"' | 0);
    let start = at + 1 + usize::from(is_doubled);
    let limit = read::floor(text, start + LONGEST_USER);
    let end = read::skip(text, start, |byte| byte != quote);
    (end > start && end < limit && end < text.len()).then(|| Part::new(start, end))
}
