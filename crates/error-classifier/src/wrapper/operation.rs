//! The call that failed.

use crate::{
    marks::Place,
    part::Part,
    read,
    wrapper::{Found, Operation},
};

/// Reads an operation's name at a place.
pub(super) fn named(text: &str, at: usize, place: Place) -> Option<Operation> {
    let end = read::skip(text, at, |byte| byte.is_ascii_alphanumeric() || byte == b'_');
    let part = Part::new(at, end);
    let is_name = part.text(text).starts_with(|char: char| char.is_ascii_uppercase()) && end - at > 2;
    is_name.then_some(Operation { found: Found::new(part, place), has_answer: true })
}

/// Reads the operation behind `operation error`; calls of the metadata service are left out.
pub(super) fn go(text: &str, at: usize) -> Option<Operation> {
    let service_end =
        read::skip(text, at, |byte| byte.is_ascii_alphanumeric() || matches!(byte, b' ' | b'-' | b'_'));
    if read::byte(text, service_end) != b':' || read::starts(read::rest(text, at), "ec2imds") {
        return None;
    }
    let start = read::skip(text, service_end + 1, |byte| byte == b' ');
    let mut operation = named(text, start, Place::Front)?;
    let behind = read::rest(text, operation.found.part.end);
    operation.has_answer = !["get identity", "failed to"]
        .iter()
        .any(|words| behind.strip_prefix(", ").is_some_and(|behind| read::starts(behind, words)));
    Some(operation)
}

/// Reads the operation behind `error calling`, where a service's prefix stands in front of it.
pub(super) fn calling(text: &str, at: usize) -> Option<Operation> {
    let prefix =
        read::skip(text, at, |byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-');
    if prefix == at || read::byte(text, prefix) != b':' {
        return None;
    }
    named(text, prefix + 1, Place::Front)
}
