//! The query of a token's URL, read once and held to the list of names.

use std::{borrow::Cow, collections::BTreeMap};

use crate::{
    Reason, VerifyTokenError,
    go::{quoted, to_lower},
};

/// A parameter that may stand in a token, in the order of the reference's list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Name {
    Action,
    Version,
    Algorithm,
    Credential,
    Date,
    Expires,
    SecurityToken,
    Signature,
    SignedHeaders,
}

impl Name {
    pub(crate) const ALL: [(Self, &'static str); 9] = [
        (Self::Action, "Action"),
        (Self::Version, "Version"),
        (Self::Algorithm, "X-Amz-Algorithm"),
        (Self::Credential, "X-Amz-Credential"),
        (Self::Date, "X-Amz-Date"),
        (Self::Expires, "X-Amz-Expires"),
        (Self::SecurityToken, "X-Amz-Security-Token"),
        (Self::Signature, "X-Amz-Signature"),
        (Self::SignedHeaders, "X-Amz-SignedHeaders"),
    ];

    /// The parameter of that exact name.
    fn exactly(text: &str) -> Option<Self> {
        Some(match text {
            "Action" => Self::Action,
            "Version" => Self::Version,
            "X-Amz-Algorithm" => Self::Algorithm,
            "X-Amz-Credential" => Self::Credential,
            "X-Amz-Date" => Self::Date,
            "X-Amz-Expires" => Self::Expires,
            "X-Amz-Security-Token" => Self::SecurityToken,
            "X-Amz-Signature" => Self::Signature,
            "X-Amz-SignedHeaders" => Self::SignedHeaders,
            _ => return None,
        })
    }

    /// The parameter of that name in any case, as Go puts it in lower case.
    fn of(text: &str) -> Option<Self> {
        let lower = to_lower(text);
        Self::ALL.into_iter().find(|(_, name)| name.eq_ignore_ascii_case(&lower)).map(|(name, _)| name)
    }
}

/// The parameters of a token: each name at most once, in any case.
#[derive(Default)]
pub(crate) struct Query<'a> {
    found: [Option<(Cow<'a, str>, Cow<'a, str>)>; 9],
}

impl<'a> Query<'a> {
    /// Reads the query as aws-iam-authenticator does. Names that differ in case only are refused (CVE-2022-2385), before
    /// names that are not on the list and names given twice.
    pub(crate) fn parse(query: &'a str) -> Result<Self, VerifyTokenError> {
        let mut parsed = Self::default();
        let mut unknown: BTreeMap<String, Cow<'a, str>> = BTreeMap::new();
        let mut fault: Option<VerifyTokenError> = None;
        let mut duplicate: Option<VerifyTokenError> = None;
        let malformed = || VerifyTokenError::new(Reason::MalformedQuery, "malformed query parameter");
        if query.contains(';') {
            return Err(malformed());
        }
        for pair in query.split('&').filter(|pair| !pair.is_empty()) {
            let (name, value) = split_pair(pair);
            // Names as makers write them need no decoding.
            let known = Name::exactly(name);
            let name =
                if known.is_some() { Cow::Borrowed(name) } else { decoded(name).ok_or_else(malformed)? };
            let value = decoded(value).ok_or_else(malformed)?;
            let known = known.or_else(|| Name::of(&name));
            let slot = known.and_then(|known| parsed.found.get_mut(known as usize));
            let before = match &slot {
                Some(slot) => slot.as_ref().map(|(before, _)| before),
                None => unknown.get(&to_lower(&name)),
            };
            if let Some(before) = before
                && *before != name
            {
                let text = || format!("duplicate query parameter found: {}", quoted(&name));
                duplicate.get_or_insert_with(|| VerifyTokenError::new(Reason::DuplicateParameter, text()));
            }
            match slot {
                None => {
                    let text = || format!("non-whitelisted query parameter {}", quoted(&name));
                    fault.get_or_insert_with(|| VerifyTokenError::new(Reason::UnknownParameter, text()));
                    unknown.entry(to_lower(&name)).or_insert(name);
                }
                Some(Some(_)) => {
                    let text = "query parameter with multiple values not supported";
                    fault.get_or_insert_with(|| VerifyTokenError::new(Reason::MultipleValues, text));
                }
                Some(slot) => *slot = Some((name, value)),
            }
        }
        duplicate.or(fault).map_or(Ok(parsed), Err)
    }

    /// The value of a parameter; none when it is not there.
    pub(crate) fn value(&self, name: Name) -> Option<&str> {
        self.found.get(name as usize)?.as_ref().map(|(_, value)| value.as_ref())
    }

    /// The name as it was written.
    pub(crate) fn spelling(&self, name: Name) -> Option<&str> {
        self.found.get(name as usize)?.as_ref().map(|(spelling, _)| spelling.as_ref())
    }

    /// The value of a parameter; empty when it is not there, as in the reference.
    pub(crate) fn value_or_empty(&self, name: Name) -> &str {
        self.value(name).unwrap_or_default()
    }

    /// The access key id: the first part of the credential.
    pub(crate) fn access_key_id(&self) -> &str {
        self.value_or_empty(Name::Credential).split('/').next().unwrap_or_default()
    }
}

/// Cuts a pair at its first equals sign. Names are short, so that a plain loop finds it sooner than a search does.
fn split_pair(pair: &str) -> (&str, &str) {
    let Some(at) = pair.bytes().position(|byte| byte == b'=') else { return (pair, "") };
    (pair.get(..at).unwrap_or_default(), pair.get(at + 1..).unwrap_or_default())
}

/// Decodes a name or value; none when an escape is broken.
fn decoded(text: &str) -> Option<Cow<'_, str>> {
    // Without an early end the compiler looks at many bytes at once.
    if !text.bytes().fold(false, |found, byte| found | (byte == b'%') | (byte == b'+')) {
        return Some(Cow::Borrowed(text));
    }
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some(at) = rest.iter().position(|byte| matches!(byte, b'%' | b'+')) {
        let (before, behind) = rest.split_at(at);
        bytes.extend_from_slice(before);
        rest = match behind {
            [b'%', high, low, behind @ ..] => {
                bytes.push(hex(*high)? << 4 | hex(*low)?);
                behind
            }
            [b'+', behind @ ..] => {
                bytes.push(b' ');
                behind
            }
            _ => return None,
        };
    }
    bytes.extend_from_slice(rest);
    let text = String::from_utf8(bytes)
        .unwrap_or_else(|error| String::from_utf8_lossy(error.as_bytes()).into_owned());
    Some(Cow::Owned(text))
}

fn hex(digit: u8) -> Option<u8> {
    char::from(digit).to_digit(16).and_then(|value| u8::try_from(value).ok())
}
