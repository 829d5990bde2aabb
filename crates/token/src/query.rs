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

    fn of(text: &str) -> Option<Self> {
        let is_same = |name: &str| name.eq_ignore_ascii_case(text);
        let found = Self::ALL.into_iter().find(|(_, name)| is_same(name));
        let found = match found {
            None if !text.is_ascii() => {
                let lower = to_lower(text);
                Self::ALL.into_iter().find(|(_, name)| name.eq_ignore_ascii_case(&lower))
            }
            found => found,
        };
        found.map(|(name, _)| name)
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
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            let (name, value) = decoded(name).zip(decoded(value)).ok_or_else(malformed)?;
            let slot = Name::of(&name).and_then(|known| parsed.found.get_mut(known as usize));
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

/// Decodes a name or value; none when an escape is broken.
fn decoded(text: &str) -> Option<Cow<'_, str>> {
    // Without an early end the compiler looks at many bytes at once.
    if !text.bytes().fold(false, |found, byte| found | (byte == b'%') | (byte == b'+')) {
        return Some(Cow::Borrowed(text));
    }
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        bytes.push(match byte {
            b'+' => b' ',
            b'%' => hex(rest.next()?)? << 4 | hex(rest.next()?)?,
            byte => byte,
        });
    }
    let text = String::from_utf8(bytes)
        .unwrap_or_else(|error| String::from_utf8_lossy(error.as_bytes()).into_owned());
    Some(Cow::Owned(text))
}

fn hex(digit: u8) -> Option<u8> {
    char::from(digit).to_digit(16).and_then(|value| u8::try_from(value).ok())
}
