//! The six parts of an ARN over one text.

use alloc::boxed::Box;
use core::{fmt, str::FromStr};

use crate::{
    AccountId, Partition,
    error::{ArnPart, ErrorKind, ParseArnError},
};

/// An ARN borrowed from a longer text, such as an error message.
///
/// Partition, service, Region and account need not be known ones: every ARN of every service reads, those with wildcards
/// too. What is checked is the shape: `arn:` and five colons, a partition, a service and a resource that are not empty, and
/// before the resource visible ASCII only. The resource may hold anything, for names of S3 objects do;
/// [`odd_characters`](crate::odd_characters) tells what in it a person would misread.
///
/// ```
/// use eks_iam_arn::ArnRef;
///
/// let arn = ArnRef::parse("arn:aws:logs:us-west-2:111122223333:log-group:/aws/eks/prod/cluster")?;
/// assert_eq!((arn.service(), arn.region()), ("logs", "us-west-2"));
/// assert_eq!(arn.resource(), "log-group:/aws/eks/prod/cluster");
/// # Ok::<(), eks_iam_arn::ParseArnError>(())
/// ```
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
/// The parts before the resource that end in a colon.
const HEAD: [ArnPart; 4] = [ArnPart::Partition, ArnPart::Service, ArnPart::Region, ArnPart::Account];

impl<'a> ArnRef<'a> {
    /// Reads an ARN that is the whole of `text`, in one pass over the part before the resource, without allocation.
    ///
    /// # Errors
    ///
    /// When `arn:`, a colon, partition, service or resource is missing, when a space, control character or character
    /// outside ASCII stands before the resource, or when the resource begins past byte 65,535.
    pub fn parse(text: &'a str) -> Result<Self, ParseArnError> {
        let bytes = text.as_bytes();
        if !bytes.starts_with(PREFIX.as_bytes()) {
            return Err(ParseArnError::no_prefix(text));
        }
        let mut cuts = [0_u16; 4];
        let mut begin = PREFIX.len();
        for (cut, part) in cuts.iter_mut().zip(HEAD) {
            let end = end_of(text, bytes, begin, part)?;
            if end == begin && matches!(part, ArnPart::Partition | ArnPart::Service) {
                return Err(ParseArnError::new(text, begin, part, ErrorKind::Empty));
            }
            let Ok(place) = u16::try_from(end) else {
                return Err(ParseArnError::new(text, end, part, ErrorKind::TooLong));
            };
            *cut = place;
            begin = end + 1;
        }
        if begin == bytes.len() {
            return Err(ParseArnError::new(text, begin, ArnPart::Resource, ErrorKind::Empty));
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

    /// Returns the account id, when the account is one.
    ///
    /// ```
    /// let arn = eks_iam_arn::ArnRef::parse("arn:aws:iam::aws:policy/AmazonEKSClusterPolicy")?;
    /// assert_eq!((arn.account(), arn.account_id()), ("aws", None));
    /// # Ok::<(), eks_iam_arn::ParseArnError>(())
    /// ```
    #[must_use]
    pub fn account_id(&self) -> Option<AccountId> {
        AccountId::new(self.account()).ok()
    }

    /// Returns the partition when it is one of the eight.
    #[must_use]
    pub fn known_partition(&self) -> Option<Partition> {
        Partition::from_id(self.partition())
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

/// Returns the colon that ends a part; before it stands visible ASCII only.
#[inline]
fn end_of(text: &str, bytes: &[u8], begin: usize, part: ArnPart) -> Result<usize, ParseArnError> {
    let mut at = begin;
    loop {
        match bytes.get(at) {
            Some(b':') => return Ok(at),
            Some(b'!'..=b'~') => at += 1,
            Some(_) => return Err(ParseArnError::new(text, at, part, ErrorKind::Character)),
            None => return Err(ParseArnError::new(text, at, part, ErrorKind::Ends)),
        }
    }
}

/// An ARN that owns its text; printing gives that text back byte for byte.
///
/// It has the same accessors as [`ArnRef`], and orders and compares as its text does.
///
/// ```
/// use eks_iam_arn::Arn;
///
/// let arn: Arn = "arn:aws:s3:::bucket/日本語 2026.txt".parse()?;
/// assert_eq!(arn.to_string(), "arn:aws:s3:::bucket/日本語 2026.txt");
/// # Ok::<(), eks_iam_arn::ParseArnError>(())
/// ```
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

impl<'a> TryFrom<&'a str> for ArnRef<'a> {
    type Error = ParseArnError;

    fn try_from(text: &'a str) -> Result<Self, Self::Error> {
        Self::parse(text)
    }
}

impl From<ArnRef<'_>> for Arn {
    fn from(arn: ArnRef<'_>) -> Self {
        arn.to_owned()
    }
}
