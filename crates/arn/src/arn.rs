//! The six parts of an ARN over one text.

use alloc::boxed::Box;
use core::{fmt, str::FromStr};

use crate::error::{ArnPart, ErrorKind, ParseArnError};

/// An ARN borrowed from a longer text, such as an error message.
///
/// Only the shape is checked, `arn:` and five colons: service, Region and partition need not be known ones.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ArnRef<'a> {
    text: &'a str,
    cuts: Cuts,
}

/// Offsets of the second to the fifth colon. Invariant: ascending, and each is a `:` of the text.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
struct Cuts([u16; 4]);

/// Where the partition begins: behind `arn:`.
const PREFIX: &str = "arn:";

impl<'a> ArnRef<'a> {
    /// Reads an ARN that is the whole of `text`; service, Region and partition need not be known ones.
    ///
    /// # Errors
    ///
    /// When `arn:` or a colon is missing, or a colon stands past byte 65,535; [`ParseArnError::offset`] says where
    /// reading stopped.
    pub fn parse(text: &'a str) -> Result<Self, ParseArnError> {
        let bytes = text.as_bytes();
        if !bytes.starts_with(PREFIX.as_bytes()) {
            return Err(ParseArnError::no_prefix(text));
        }
        let mut cuts = [0_u16; 4];
        let mut at = PREFIX.len();
        for (cut, part) in cuts.iter_mut().zip(ArnPart::ALL) {
            loop {
                match bytes.get(at) {
                    Some(b':') => break,
                    Some(_) => at += 1,
                    None => return Err(ParseArnError::new(text, at, ErrorKind::EndsAfter(part))),
                }
            }
            let Ok(place) = u16::try_from(at) else {
                return Err(ParseArnError::new(text, at, ErrorKind::TooLong));
            };
            *cut = place;
            at += 1;
        }
        Ok(Self { text, cuts: Cuts(cuts) })
    }

    fn between(&self, from: usize, to: usize) -> &'a str {
        self.text.get(from..to).unwrap_or_default()
    }

    /// Returns the whole text.
    #[must_use]
    pub const fn as_str(&self) -> &'a str {
        self.text
    }

    /// Returns the partition, such as `aws` or `aws-cn`.
    #[must_use]
    pub fn partition(&self) -> &'a str {
        let Cuts([a, ..]) = self.cuts;
        self.between(PREFIX.len(), a.into())
    }

    /// Returns the service, such as `iam`.
    #[must_use]
    pub fn service(&self) -> &'a str {
        let Cuts([a, b, ..]) = self.cuts;
        self.between(usize::from(a) + 1, b.into())
    }

    /// Returns the Region; empty for global services.
    #[must_use]
    pub fn region(&self) -> &'a str {
        let Cuts([_, b, c, _]) = self.cuts;
        self.between(usize::from(b) + 1, c.into())
    }

    /// Returns the account as written; empty for some services, the word `aws` for AWS's own policies.
    #[must_use]
    pub fn account(&self) -> &'a str {
        let Cuts([_, _, c, d]) = self.cuts;
        self.between(usize::from(c) + 1, d.into())
    }

    /// Returns all behind the fifth colon; it may hold colons and slashes.
    #[must_use]
    pub fn resource(&self) -> &'a str {
        let Cuts([.., d]) = self.cuts;
        self.between(usize::from(d) + 1, self.text.len())
    }

    /// Returns an owned copy.
    #[must_use]
    pub fn to_owned(&self) -> Arn {
        Arn { text: self.text.into(), cuts: self.cuts }
    }
}

impl fmt::Display for ArnRef<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.text)
    }
}

impl fmt::Debug for ArnRef<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "ArnRef({:?})", self.text)
    }
}

/// An ARN that owns its text; printing gives that text back byte for byte.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Arn {
    text: Box<str>,
    cuts: Cuts,
}

impl Arn {
    /// Returns the borrowed form, which has the accessors.
    #[must_use]
    pub fn as_arn(&self) -> ArnRef<'_> {
        ArnRef { text: &self.text, cuts: self.cuts }
    }

    /// Returns the whole text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// Returns the partition, such as `aws`.
    #[must_use]
    pub fn partition(&self) -> &str {
        self.as_arn().partition()
    }

    /// Returns the service, such as `iam`.
    #[must_use]
    pub fn service(&self) -> &str {
        self.as_arn().service()
    }

    /// Returns the Region; empty for global services.
    #[must_use]
    pub fn region(&self) -> &str {
        self.as_arn().region()
    }

    /// Returns the account as written.
    #[must_use]
    pub fn account(&self) -> &str {
        self.as_arn().account()
    }

    /// Returns all behind the fifth colon.
    #[must_use]
    pub fn resource(&self) -> &str {
        self.as_arn().resource()
    }
}

impl FromStr for Arn {
    type Err = ParseArnError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        ArnRef::parse(text).map(|it| it.to_owned())
    }
}

impl fmt::Display for Arn {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.text)
    }
}

impl fmt::Debug for Arn {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Arn({:?})", self.text)
    }
}

impl AsRef<str> for Arn {
    fn as_ref(&self) -> &str {
        &self.text
    }
}

impl From<ArnRef<'_>> for Arn {
    fn from(arn: ArnRef<'_>) -> Self {
        arn.to_owned()
    }
}
