//! Where two canonical requests differ: what a client hashed against what the server hashed.

use std::{collections::BTreeMap, fmt};

use crate::{
    encode::query_text,
    request::{REDACTED, is_secret_name},
};

/// A part of a canonical request.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum CanonicalPart {
    /// The method, the first line.
    Method,
    /// The path, the second line.
    Path,
    /// A parameter of the query, the third line, by its encoded name.
    Parameter(String),
    /// A signed header, by its name in lower case.
    Header(String),
    /// The list of signed headers, the last line but one.
    SignedHeaders,
    /// The body's hash, the last line.
    BodyHash,
}

impl fmt::Display for CanonicalPart {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Method => f.write_str("method"),
            Self::Path => f.write_str("path"),
            Self::Parameter(name) => write!(f, "parameter {name}"),
            Self::Header(name) => write!(f, "header {name}"),
            Self::SignedHeaders => f.write_str("signed headers"),
            Self::BodyHash => f.write_str("body hash"),
        }
    }
}

/// A part that stands differently on the two sides.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Difference {
    /// Which part.
    pub part: CanonicalPart,
    /// What the left side has; empty where it lacks the part. Several values of a name are joined by a comma.
    pub left: String,
    /// What the right side has.
    pub right: String,
}

/// Returns the parts in which two canonical requests differ, in the order in which they are hashed.
///
/// The two come from [`redacted_canonical_request`](crate::redacted_canonical_request) and from a client's debug log, where
/// AWS SDKs print theirs. Of a session token, a cookie and the like only the presence is compared, and the value is never
/// told. Line ends of Windows and blank lines around the text do not count.
///
/// ```
/// use eks_iam_sigv4::{CanonicalPart, differences};
///
/// let server = "GET\n/\nAction=GetCallerIdentity\nhost:sts.us-west-2.amazonaws.com\nx-k8s-aws-id:shop\n\nhost;x-k8s-aws-id\ne3b0";
/// let client = server.replace(":shop", ":Shop");
/// let found = differences(server, &client);
/// assert_eq!(found[0].part, CanonicalPart::Header("x-k8s-aws-id".to_owned()));
/// assert_eq!((found[0].left.as_str(), found[0].right.as_str()), ("shop", "Shop"));
/// ```
pub fn differences(left: &str, right: &str) -> Vec<Difference> {
    let (mut left, mut right) = (parts(left), parts(right));
    let mut all: Vec<_> = left.keys().chain(right.keys()).cloned().collect();
    all.sort_unstable();
    all.dedup();
    let pairs = all.into_iter().map(|part| {
        let (left, right) = (left.remove(&part).unwrap_or_default(), right.remove(&part).unwrap_or_default());
        Difference { part, left, right }
    });
    pairs.filter(|it| it.left != it.right).collect()
}

fn shown<'a>(name: &str, value: &'a str) -> &'a str {
    if is_secret_name(&query_text(name)) { REDACTED } else { value }
}

fn parts(text: &str) -> BTreeMap<CanonicalPart, String> {
    let mut parts: BTreeMap<CanonicalPart, String> = BTreeMap::new();
    let mut add = |part, value: &str| {
        let slot = parts.entry(part).or_default();
        if !slot.is_empty() {
            slot.push(',');
        }
        slot.push_str(value);
    };
    let lines: Vec<_> =
        text.trim_matches(['\r', '\n']).split('\n').map(|it| it.trim_end_matches('\r')).collect();
    let (head, tail) = lines.split_at(lines.len().min(3));
    let mut head = head.iter();
    add(CanonicalPart::Method, head.next().copied().unwrap_or_default());
    add(CanonicalPart::Path, head.next().copied().unwrap_or_default());
    for pair in head.next().copied().unwrap_or_default().split('&').filter(|it| !it.is_empty()) {
        let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
        add(CanonicalPart::Parameter(name.to_owned()), shown(name, value));
    }
    let headers = tail.iter().position(|it| it.is_empty()).unwrap_or(tail.len());
    let (headers, end) = tail.split_at(headers);
    for line in headers {
        let (name, value) = line.split_once(':').unwrap_or((line, ""));
        add(CanonicalPart::Header(name.to_owned()), shown(name, value));
    }
    let mut end = end.iter().skip(1);
    add(CanonicalPart::SignedHeaders, end.next().copied().unwrap_or_default());
    add(CanonicalPart::BodyHash, end.next().copied().unwrap_or_default());
    parts
}
