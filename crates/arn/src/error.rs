//! Why a text is no ARN, and where reading stopped.

use core::fmt;

use crate::look_alike;

/// A part of an ARN, in order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ArnPart {
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
    pub const ALL: [Self; 5] = [Self::Partition, Self::Service, Self::Region, Self::Account, Self::Resource];
}

impl fmt::Display for ArnPart {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Partition => "the partition",
            Self::Service => "the service",
            Self::Region => "the Region",
            Self::Account => "the account",
            Self::Resource => "the resource",
        })
    }
}

/// Why a text is no ARN.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ParseArnError {
    at: usize,
    kind: ErrorKind,
    odd: Option<(usize, char)>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ErrorKind {
    NoPrefix,
    EndsAfter(ArnPart),
    TooLong,
}

impl ParseArnError {
    pub(crate) fn new(text: &str, at: usize, kind: ErrorKind) -> Self {
        Self { at, kind, odd: look_alike::first(text) }
    }

    pub(crate) fn no_prefix(text: &str) -> Self {
        let at = text.bytes().zip("arn:".bytes()).take_while(|(a, b)| a == b).count();
        Self::new(text, at, ErrorKind::NoPrefix)
    }

    /// Returns the byte at which reading stopped.
    #[must_use]
    pub const fn offset(&self) -> usize {
        self.at
    }

    /// Returns the part behind which a colon is missing, where that is the fault.
    #[must_use]
    pub const fn part(&self) -> Option<ArnPart> {
        match self.kind {
            ErrorKind::EndsAfter(part) => Some(part),
            ErrorKind::NoPrefix | ErrorKind::TooLong => None,
        }
    }

    /// Returns the first full-width, invisible or look-alike character and its byte, which people do not see.
    #[must_use]
    pub const fn odd_character(&self) -> Option<(usize, char)> {
        self.odd
    }
}

impl fmt::Display for ParseArnError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.kind {
            ErrorKind::NoPrefix => f.write_str("ARN does not begin with `arn:`")?,
            ErrorKind::EndsAfter(part) => write!(f, "ARN ends after {part}, expected `:`")?,
            ErrorKind::TooLong => f.write_str("ARN is longer than 65535 bytes before its resource")?,
        }
        if let Some((at, character)) = self.odd {
            let name = look_alike::name(character).unwrap_or("character");
            write!(f, ": {name} U+{:04X} at byte {at}", u32::from(character))?;
        }
        Ok(())
    }
}

impl core::error::Error for ParseArnError {}
