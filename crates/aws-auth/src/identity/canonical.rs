//! The caller's canonical ARN as a key, without an allocation.

use eks_iam_arn::{ArnRef, Partition};

use super::UnmappedReason;

/// ARNs longer than this get their key from the heap; IAM's own longest is about 600 bytes.
const ON_STACK: usize = 640;

/// Calls `probe` with the canonical ARN of a caller, letter case folded.
///
/// As [`eks_iam_arn::canonical_arn`] followed by the folding that the authenticator compares with.
pub(super) fn with_key<T>(arn: &str, probe: impl FnOnce(&[u8]) -> T) -> Result<T, UnmappedReason> {
    let parts = Parts::of(arn).ok_or(UnmappedReason::UnsupportedCallerArn)?;
    let pieces = parts.pieces();
    let length: usize = pieces.iter().map(|it| it.len()).sum();
    if length > ON_STACK || !arn.is_ascii() {
        return Ok(probe(folded(&pieces.concat()).as_bytes()));
    }
    let mut buffer = [0_u8; ON_STACK];
    let mut rest = buffer.as_mut_slice();
    for piece in pieces {
        let (head, tail) = rest.split_at_mut(piece.len());
        head.copy_from_slice(piece.as_bytes());
        rest = tail;
    }
    let key = buffer.get_mut(..length).unwrap_or_default();
    key.make_ascii_lowercase();
    Ok(probe(key))
}

/// What a canonical ARN is made of.
struct Parts<'a> {
    text: &'a str,
    session: Option<(&'a str, &'a str, &'a str)>,
}

impl<'a> Parts<'a> {
    fn of(text: &'a str) -> Option<Self> {
        Self::of_usual_session(text).or_else(|| Self::of_any(text))
    }

    /// As [`Parts::of_any`], for nearly all callers there are.
    fn of_usual_session(text: &'a str) -> Option<Self> {
        let (account, rest) = text.strip_prefix("arn:aws:sts::")?.split_at_checked(12)?;
        let rest = rest.strip_prefix(":assumed-role/")?;
        let slash = memchr::memrchr(b'/', rest.as_bytes())?;
        if account.contains(':') {
            return None;
        }
        Some(Self { text, session: Some(("aws", account, rest.get(..slash)?)) })
    }

    fn of_any(text: &'a str) -> Option<Self> {
        let arn = ArnRef::parse(text).ok()?;
        Partition::from_id(arn.partition())?;
        let (kind, rest) = arn.resource().split_once('/').unwrap_or((arn.resource(), ""));
        match (arn.service(), kind) {
            ("iam", "role" | "user" | "root") | ("sts", "federated-user") => {
                Some(Self { text, session: None })
            }
            ("sts", "assumed-role") => {
                let (role, _) = rest.rsplit_once('/')?;
                Some(Self { text, session: Some((arn.partition(), arn.account(), role)) })
            }
            _ => None,
        }
    }

    fn pieces(&self) -> [&'a str; 6] {
        match self.session {
            Some((partition, account, role)) => ["arn:", partition, ":iam::", account, ":role/", role],
            None => [self.text, "", "", "", "", ""],
        }
    }
}

/// Folds letter case as Go's `strings.EqualFold` does, one character for one.
pub(super) fn folded(text: &str) -> String {
    if text.is_ascii() {
        return text.to_ascii_lowercase();
    }
    text.chars().map(fold).collect()
}

fn fold(character: char) -> char {
    let one = |mut it: std::iter::Rev<std::vec::IntoIter<char>>| (it.len() == 1).then(|| it.next()).flatten();
    if character == 'ı' {
        return character;
    }
    let upper = one(character.to_uppercase().collect::<Vec<_>>().into_iter().rev()).unwrap_or(character);
    one(upper.to_lowercase().collect::<Vec<_>>().into_iter().rev()).unwrap_or(upper)
}
