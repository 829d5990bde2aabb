//! Why a text is no ARN, and where reading stopped.

use core::fmt;

use crate::look_alike::{self, OddCharacter};

/// A part of an ARN, in order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum ArnPart {
    /// `arn`.
    Prefix,
    /// `aws`, `aws-cn` …
    Partition,
    /// `iam`, `sts` …
    Service,
    /// The Region, or nothing.
    Region,
    /// The account id, or nothing.
    Account,
    /// All behind the fifth colon.
    Resource,
}

impl ArnPart {
    /// All parts, in order.
    pub const ALL: [Self; 6] =
        [Self::Prefix, Self::Partition, Self::Service, Self::Region, Self::Account, Self::Resource];

    /// Returns the name, such as `partition`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Prefix => "prefix",
            Self::Partition => "partition",
            Self::Service => "service",
            Self::Region => "region",
            Self::Account => "account",
            Self::Resource => "resource",
        }
    }
}

impl fmt::Display for ArnPart {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

/// Why a text is no ARN, in which part and at which byte.
///
/// ```
/// use eks_iam_arn::{ArnPart, ArnRef};
///
/// let error = ArnRef::parse("arn:aws:iam::１11122223333:root").unwrap_err();
/// assert_eq!((error.part(), error.offset()), (ArnPart::Account, 13));
/// assert_eq!(error.to_string(), "ARN has a full-width digit U+FF11 at byte 13 in its account");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ParseArnError {
    at: usize,
    part: ArnPart,
    kind: ErrorKind,
    odd: Option<OddCharacter>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ErrorKind {
    /// The text does not begin with `arn:`.
    NoPrefix,
    /// The text ends in the part.
    Ends,
    /// A part that may not be empty is.
    Empty,
    /// A character that no head of an ARN has.
    Character,
    /// The head is longer than offsets can tell.
    TooLong,
}

impl ParseArnError {
    #[cold]
    pub(crate) fn new(text: &str, at: usize, part: ArnPart, kind: ErrorKind) -> Self {
        let odd = match kind {
            ErrorKind::Character => text
                .get(at..)
                .and_then(|it| it.chars().next())
                .map(|character| OddCharacter::new(at, character)),
            // A missing colon is often there, but full-width.
            ErrorKind::NoPrefix | ErrorKind::Ends => look_alike::odd_characters(text).next(),
            ErrorKind::Empty | ErrorKind::TooLong => None,
        };
        Self { at, part, kind, odd }
    }

    #[cold]
    pub(crate) fn no_prefix(text: &str) -> Self {
        let at = text.bytes().zip("arn:".bytes()).take_while(|(a, b)| a == b).count();
        Self::new(text, at, ArnPart::Prefix, ErrorKind::NoPrefix)
    }

    /// Returns the byte at which reading stopped.
    #[must_use]
    pub const fn offset(&self) -> usize {
        self.at
    }

    /// Returns the part at fault.
    #[must_use]
    pub const fn part(&self) -> ArnPart {
        self.part
    }

    /// Returns the character that is at fault, or that stands where a colon was expected.
    #[must_use]
    pub const fn odd_character(&self) -> Option<OddCharacter> {
        self.odd
    }
}

impl fmt::Display for ParseArnError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let part = self.part;
        match (self.kind, self.odd) {
            (ErrorKind::NoPrefix, _) => f.write_str("ARN does not begin with `arn:`")?,
            (ErrorKind::Ends, _) => write!(f, "ARN ends in its {part}, expected `:` at byte {}", self.at)?,
            (ErrorKind::Empty, _) => write!(f, "ARN has an empty {part} at byte {}", self.at)?,
            (ErrorKind::TooLong, _) => f.write_str("ARN is longer than 65535 bytes before its resource")?,
            (ErrorKind::Character, Some(odd)) => return write!(f, "ARN has a {odd} in its {part}"),
            (ErrorKind::Character, None) => write!(f, "ARN has a wrong character in its {part}")?,
        }
        match self.odd {
            Some(odd) => write!(f, "; there is a {odd}"),
            None => Ok(()),
        }
    }
}

impl core::error::Error for ParseArnError {}
