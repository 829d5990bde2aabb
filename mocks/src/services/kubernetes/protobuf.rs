//! Reviews in protobuf, which kubectl sends since 1.32: a reader of strings and nesting, no more.

use serde_json::{Map, Value, json};

/// Reads the `spec` of a review; `None` when the bytes are none of Kubernetes' protobuf.
pub(super) fn spec(body: &[u8]) -> Option<Value> {
    let unknown = body.strip_prefix(b"k8s\0")?;
    let review = field(unknown, 2)?;
    let spec = field(review, 2).unwrap_or_default();
    let mut fields = Map::new();
    if let Some(resource) = field(spec, 1) {
        let names = ["namespace", "verb", "group", "version", "resource", "subresource", "name"];
        fields.insert("resourceAttributes".to_owned(), texts(resource, &names));
    }
    if let Some(path) = field(spec, 2) {
        fields.insert("nonResourceAttributes".to_owned(), texts(path, &["path", "verb"]));
    }
    // Of a SubjectAccessReview.
    if let Some(user) = field(spec, 3).and_then(text) {
        fields.insert("user".to_owned(), json!(user));
        let groups: Vec<_> = all(spec, 4).into_iter().filter_map(text).collect();
        fields.insert("groups".to_owned(), json!(groups));
    }
    Some(Value::Object(fields))
}

/// The token of a TokenReview.
pub(super) fn token(body: &[u8]) -> Option<String> {
    let review = field(body.strip_prefix(b"k8s\0")?, 2)?;
    text(field(field(review, 2)?, 1)?).map(str::to_owned)
}

fn texts(message: &[u8], names: &[&str]) -> Value {
    let pairs = (1_u64..).zip(names).filter_map(|(number, name)| {
        let value = field(message, number).and_then(text).filter(|it| !it.is_empty())?;
        Some(((*name).to_owned(), json!(value)))
    });
    Value::Object(pairs.collect())
}

fn text(bytes: &[u8]) -> Option<&str> {
    std::str::from_utf8(bytes).ok()
}

fn field(message: &[u8], number: u64) -> Option<&[u8]> {
    all(message, number).into_iter().next()
}

/// The length-delimited fields of that number, in order; reading stops at what cannot be read.
fn all(message: &[u8], number: u64) -> Vec<&[u8]> {
    let (mut rest, mut found) = (message, Vec::new());
    while let Some((tag, after)) = varint(rest) {
        let value = match tag & 7 {
            0 => varint(after).map(|(_, after)| (None, after)),
            1 => after.get(8..).map(|after| (None, after)),
            2 => varint(after).and_then(|(length, after)| {
                let (value, after) = after.split_at_checked(usize::try_from(length).ok()?)?;
                Some((Some(value), after))
            }),
            5 => after.get(4..).map(|after| (None, after)),
            _ => None,
        };
        let Some((value, after)) = value else { break };
        found.extend(value.filter(|_| tag >> 3 == number));
        rest = after;
    }
    found
}

fn varint(bytes: &[u8]) -> Option<(u64, &[u8])> {
    let (mut value, mut shift, mut rest) = (0_u64, 0_u32, bytes);
    while let Some((byte, after)) = rest.split_first() {
        value |= u64::from(byte & 0x7f).checked_shl(shift)?;
        rest = after;
        if byte & 0x80 == 0 {
            return Some((value, rest));
        }
        shift += 7;
    }
    None
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::{spec, token};

    /// As kubectl 1.33.1 sends them for `auth can-i list nodes` and `auth can-i get /healthz`.
    #[test]
    fn reviews_of_kubectl() {
        let list = b"k8s\x00\n2\n\x17authorization.k8s.io/v1\x12\x17SelfSubjectAccessReview\x12>\n\x10\n\x00\x12\x00\x1a\x00\"\x00*\x002\x008\x00B\x00\x12 \n\x1e\n\x07default\x12\x04list\x1a\x00\"\x00*\x05nodes2\x00:\x00\x1a\x08\x08\x00\x12\x00\x1a\x00 \x00\x1a\x00\"\x00";
        let expected = json!({
            "resourceAttributes": { "namespace": "default", "verb": "list", "resource": "nodes" }
        });
        assert_eq!(spec(list), Some(expected));
        let path = b"k8s\x00\n2\n\x17authorization.k8s.io/v1\x12\x17SelfSubjectAccessReview\x12/\n\x10\n\x00\x12\x00\x1a\x00\"\x00*\x002\x008\x00B\x00\x12\x11\x12\x0f\n\x08/healthz\x12\x03get\x1a\x08\x08\x00\x12\x00\x1a\x00 \x00\x1a\x00\"\x00";
        let expected = json!({ "nonResourceAttributes": { "path": "/healthz", "verb": "get" } });
        assert_eq!(spec(path), Some(expected));
    }

    #[test]
    fn what_breaks_off_is_nothing() {
        assert_eq!(spec(b"{}"), None);
        assert_eq!(spec(b"k8s\x00\x12\x40\x0a"), None);
        assert_eq!(token(b"k8s\0\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff"), None);
    }
}
