//! The partitions of AWS: their ids, DNS suffixes and Regions.

use core::{error::Error, fmt, str::FromStr};

use crate::table;

/// A partition: a group of Regions with accounts, names and endpoints of its own.
///
/// Credentials, roles and endpoints of one partition mean nothing in another. All eight are the ones that
/// aws-iam-authenticator v0.7 and the SDKs know.
///
/// ```
/// use eks_iam_arn::Partition;
///
/// assert_eq!(Partition::for_region("cn-north-1"), Partition::AwsCn);
/// assert_eq!(Partition::AwsCn.dns_suffix(), "amazonaws.com.cn");
/// assert_eq!("aws-us-gov".parse(), Ok(Partition::AwsUsGov));
/// assert_eq!(Partition::from_id("AWS"), None); // ids are compared in exact case
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Partition {
    /// `aws`: the commercial Regions.
    Aws,
    /// `aws-cn`: China.
    AwsCn,
    /// `aws-us-gov`: GovCloud (US).
    AwsUsGov,
    /// `aws-iso`: the secret Regions of the United States, first group.
    AwsIso,
    /// `aws-iso-b`: the second group.
    AwsIsoB,
    /// `aws-iso-e`: the one for the United Kingdom.
    AwsIsoE,
    /// `aws-iso-f`: the third group.
    AwsIsoF,
    /// `aws-eusc`: the European Sovereign Cloud.
    AwsEusc,
}

impl Partition {
    /// All partitions, in the order of aws-iam-authenticator.
    pub const ALL: [Self; 8] = [
        Self::Aws,
        Self::AwsCn,
        Self::AwsUsGov,
        Self::AwsIso,
        Self::AwsIsoB,
        Self::AwsIsoE,
        Self::AwsIsoF,
        Self::AwsEusc,
    ];

    /// Returns the partition with that id, compared in exact case; `None` for any other text.
    #[must_use]
    pub fn from_id(id: &str) -> Option<Self> {
        Some(match id {
            "aws" => Self::Aws,
            "aws-cn" => Self::AwsCn,
            "aws-us-gov" => Self::AwsUsGov,
            "aws-iso" => Self::AwsIso,
            "aws-iso-b" => Self::AwsIsoB,
            "aws-iso-e" => Self::AwsIsoE,
            "aws-iso-f" => Self::AwsIsoF,
            "aws-eusc" => Self::AwsEusc,
            _ => return None,
        })
    }

    /// Returns the partition to which the SDKs count a Region: that of its name's shape, else `aws`.
    ///
    /// Never fails, as the SDKs do not: an unknown name such as `mars-1` is taken for a commercial Region. Whoever must
    /// tell a known name from an unknown one asks [`Partition::match_region`].
    #[must_use]
    pub fn for_region(region: &str) -> Self {
        Self::by_shape(region).or_else(|| Self::by_pseudo_region(region)).unwrap_or(Self::Aws)
    }

    /// Returns the partition of a Region and how it was found, in the order of the SDKs' `aws.partition` function:
    /// listed Region, then the shape of the name, then `aws`.
    ///
    /// ```
    /// use eks_iam_arn::{Partition, PartitionVia};
    ///
    /// let found = Partition::match_region("eu-north-7");
    /// assert_eq!((found.partition, found.via), (Partition::Aws, PartitionVia::Pattern));
    /// ```
    #[must_use]
    pub fn match_region(region: &str) -> RegionMatch {
        if let Some(partition) = Self::by_pseudo_region(region) {
            return RegionMatch { partition, via: PartitionVia::Listed };
        }
        match Self::by_shape(region) {
            Some(partition) if partition.regions().contains(&region) => {
                RegionMatch { partition, via: PartitionVia::Listed }
            }
            Some(partition) => RegionMatch { partition, via: PartitionVia::Pattern },
            None => RegionMatch { partition: Self::Aws, via: PartitionVia::Fallback },
        }
    }

    /// Returns the id, such as `aws-cn`, as it stands in ARNs.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Aws => "aws",
            Self::AwsCn => "aws-cn",
            Self::AwsUsGov => "aws-us-gov",
            Self::AwsIso => "aws-iso",
            Self::AwsIsoB => "aws-iso-b",
            Self::AwsIsoE => "aws-iso-e",
            Self::AwsIsoF => "aws-iso-f",
            Self::AwsEusc => "aws-eusc",
        }
    }

    /// Returns the DNS suffix of its ordinary endpoints, such as `amazonaws.com`.
    ///
    /// `aws` and `aws-us-gov` share theirs: a host's suffix alone does not tell the partition.
    #[must_use]
    pub const fn dns_suffix(self) -> &'static str {
        table::dns_suffix(self)
    }

    /// Returns the DNS suffix of its dual-stack endpoints, such as `api.aws`.
    #[must_use]
    pub const fn dual_stack_dns_suffix(self) -> &'static str {
        table::dual_stack_dns_suffix(self)
    }

    /// Returns the Region that stands for the whole partition, in which IAM and other global services sign.
    #[must_use]
    pub const fn implicit_global_region(self) -> &'static str {
        table::implicit_global_region(self)
    }

    /// Returns its pseudo-Region, such as `aws-cn-global`; `None` for `aws-eusc`, which has none.
    #[must_use]
    pub const fn pseudo_region(self) -> Option<&'static str> {
        table::pseudo_region(self)
    }

    /// Returns the Regions that the SDKs' data lists, in alphabetic order, pseudo-Regions left out.
    #[must_use]
    pub const fn regions(self) -> &'static [&'static str] {
        table::regions(self)
    }

    /// Tells whether a name has the shape of this partition's Regions, listed or not: `us-east-9` has that of `aws`.
    #[must_use]
    pub fn has_region_shape(self, region: &str) -> bool {
        Self::by_shape(region) == Some(self)
    }

    fn by_pseudo_region(region: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|it| it.pseudo_region() == Some(region))
    }

    /// The patterns of `partitions.json`: an area, a word and a number, divided by hyphens.
    fn by_shape(region: &str) -> Option<Self> {
        let (head, number) = region.rsplit_once('-')?;
        let (area, word) = head.rsplit_once('-')?;
        let is_word =
            |it: &str| !it.is_empty() && it.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
        if !is_word(word) || number.is_empty() || !number.bytes().all(|it| it.is_ascii_digit()) {
            return None;
        }
        table::by_area(area)
    }
}

impl FromStr for Partition {
    type Err = ParsePartitionError;

    fn from_str(id: &str) -> Result<Self, Self::Err> {
        Self::from_id(id).ok_or(ParsePartitionError(()))
    }
}

impl fmt::Display for Partition {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.id())
    }
}

/// A text that is no partition's id.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ParsePartitionError(());

impl fmt::Display for ParsePartitionError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("partition is none of `aws`, `aws-cn`, `aws-us-gov`, `aws-iso`, `aws-iso-b`, `aws-iso-e`, `aws-iso-f`, `aws-eusc`")
    }
}

impl Error for ParsePartitionError {}

/// The partition of a Region, and how it was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct RegionMatch {
    /// The partition.
    pub partition: Partition,
    /// How it was found.
    pub via: PartitionVia,
}

/// How the partition of a Region was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum PartitionVia {
    /// The Region, or pseudo-Region, stands in the list.
    Listed,
    /// It does not, but its name has the shape of the partition's Regions.
    Pattern,
    /// Neither: the SDKs then take `aws`.
    Fallback,
}

impl PartitionVia {
    /// Returns `listed`, `pattern` or `fallback`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Listed => "listed",
            Self::Pattern => "pattern",
            Self::Fallback => "fallback",
        }
    }
}
