//! Events of Kubernetes' audit log: who asked for what, and what the answer was.

use crate::{kubernetes::KubeDenial, part::Part, read};

/// An event that was answered.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Event {
    pub(crate) status: Part,
    /// Who asked for what; `None` when the event names no user.
    pub(crate) denial: Option<KubeDenial>,
}

/// Reads the event whose version stands at `at`; it ends at `end` at the latest.
pub(crate) fn event(text: &str, at: usize, end: usize) -> Option<Event> {
    let low = read::floor(text, at.saturating_sub(64));
    let high = end.min(read::floor(text, low + 16_384));
    let response = key(text, low, high, "responseStatus")?;
    let code = key(text, response, high, "code")?;
    // As far as any program prints it; the filter of candidates knows it by this form.
    let status = Some(value(text, code)).filter(|status| status.start <= code + ": ".len())?;
    let user = key(text, low, high, "user").and_then(|user| key(text, user, high, "username"));
    let object = key(text, low, high, "objectRef");
    let denial = user.map(|user| KubeDenial {
        start: user,
        user: value(text, user),
        verb: key(text, low, high, "verb").map(|verb| value(text, verb)),
        resource: object
            .and_then(|object| key(text, object, high, "resource"))
            .map(|resource| value(text, resource)),
    });
    Some(Event { status, denial })
}

/// Returns the place behind a key between two places.
fn key(text: &str, start: usize, end: usize, name: &str) -> Option<usize> {
    let quoted = format!("\"{name}\"");
    let at = read::piece(text, start, end).find(&quoted)?;
    Some(start + at + quoted.len())
}

/// Returns the value behind a key that ends at `at`.
fn value(text: &str, at: usize) -> Part {
    let start = read::skip(text, at, |byte| matches!(byte, b':' | b' '));
    if read::byte(text, start) == b'"' {
        let end = read::skip(text, start + 1, |byte| byte != b'"');
        return Part::new(start + 1, end);
    }
    let end = read::skip(text, start, |byte| byte.is_ascii_alphanumeric());
    Part::new(start, end)
}
