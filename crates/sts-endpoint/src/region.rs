//! What a Region's name may look like before it becomes a label of a host.

use core::fmt;

/// The longest label of a host name, in bytes (RFC 1035).
const LONGEST_LABEL: usize = 63;

/// Tells whether a text can be a Region's name: 1 to 63 ASCII letters, digits and hyphens, no hyphen at either end,
/// not all digits.
///
/// A Region becomes a label of the host that receives a signed request. Without this check a Region from outside, such
/// as `us-east-1.evil.example`, sends the request elsewhere. Case is kept: `US-EAST-1` passes, and STS refuses it.
///
/// ```
/// use eks_iam_sts_endpoint::is_region_name;
///
/// assert!(is_region_name("mars-1"));
/// assert!(!is_region_name("us-east-1.evil.example"));
/// ```
#[must_use]
pub fn is_region_name(text: &str) -> bool {
    check(text).is_ok()
}

/// Returns what is wrong with a name, if anything.
pub(crate) fn check(text: &str) -> Result<(), RegionFault> {
    let bytes = text.as_bytes();
    if bytes.is_empty() {
        return Err(RegionFault::Empty);
    }
    if bytes.len() > LONGEST_LABEL {
        return Err(RegionFault::TooLong);
    }
    if let Some((at, character)) =
        text.char_indices().find(|(_, it)| !(it.is_ascii_alphanumeric() || *it == '-'))
    {
        return Err(RegionFault::Character { at, character });
    }
    if bytes.first() == Some(&b'-') || bytes.last() == Some(&b'-') {
        return Err(RegionFault::HyphenAtEnd);
    }
    if bytes.iter().all(u8::is_ascii_digit) {
        return Err(RegionFault::OnlyDigits);
    }
    Ok(())
}

/// What is wrong with a Region's name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum RegionFault {
    /// It is empty.
    Empty,
    /// It has more than 63 bytes, the limit for a label of a host.
    TooLong,
    /// A character that no label of a host has.
    Character {
        /// The byte at which it stands.
        at: usize,
        /// The character.
        character: char,
    },
    /// It begins or ends with a hyphen.
    HyphenAtEnd,
    /// It has digits only, which reads as an address.
    OnlyDigits,
}

impl RegionFault {
    /// Returns what is wrong, in Japanese.
    pub(crate) fn japanese(self) -> String {
        match self {
            Self::Empty => "空です".to_owned(),
            Self::TooLong => "63 バイトを超えています".to_owned(),
            Self::Character { at, character } => format!(
                "{at} バイト目に文字 `{}` U+{:04X} があります",
                character.escape_debug(),
                u32::from(character)
            ),
            Self::HyphenAtEnd => "先頭または末尾がハイフンです".to_owned(),
            Self::OnlyDigits => "数字だけです".to_owned(),
        }
    }
}

impl fmt::Display for RegionFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Empty => f.write_str("it is empty"),
            Self::TooLong => f.write_str("it is longer than 63 bytes"),
            Self::Character { at, character } => {
                write!(
                    f,
                    "character `{}` U+{:04X} at byte {at}",
                    character.escape_debug(),
                    u32::from(*character)
                )
            }
            Self::HyphenAtEnd => f.write_str("it begins or ends with a hyphen"),
            Self::OnlyDigits => f.write_str("it has digits only"),
        }
    }
}
