//! Why no token is sent to a host, as one word and as a sentence.

use core::fmt;

use eks_iam_span::Language;

/// Why no token is sent to a host. Where several reasons hold, the first in the order of the checks is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum HostRefusal {
    /// The cluster's partition is none of the eight.
    UnknownPartition,
    /// A character that is not ASCII: a look-alike, or a name before its translation to punycode.
    NotAscii,
    /// A user name before an `@`: the host stands behind it.
    Userinfo,
    /// An IP address.
    IpLiteral,
    /// A port, even `:443`.
    Port,
    /// A capital letter: hosts are compared as bytes.
    Case,
    /// A dot at the end.
    TrailingDot,
    /// Two dots in a row, or one at the beginning.
    EmptyLabel,
    /// A label with a character that a host does not have, or a hyphen at its end.
    BadLabel,
    /// Fewer labels than an STS host has.
    TooShort,
    /// More labels than an STS host has.
    ExtraLabel,
    /// `sts.amazonaws.com` for a cluster outside the commercial partition.
    GlobalHostOutsideAws,
    /// A VPC endpoint's own name: its DNS is the customer's.
    VpcEndpoint,
    /// A host of another service.
    OtherService,
    /// No suffix of AWS.
    ForeignSuffix,
    /// A host of another partition.
    OtherPartition,
    /// The suffix of the cluster's partition with a Region of another.
    RegionUnderWrongSuffix,
    /// A pseudo-Region, such as `aws-global`: no such host exists.
    PseudoRegion,
    /// A label that is no Region: `sts.s3.amazonaws.com` is the name of a bucket called `sts`.
    UnknownRegion,
    /// `sts-fips` in GovCloud, where the plain hosts are the FIPS hosts.
    NoSuchFipsHost,
}

impl HostRefusal {
    /// Returns the name in kebab-case, such as `other-partition`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::UnknownPartition => "unknown-partition",
            Self::NotAscii => "not-ascii",
            Self::Userinfo => "userinfo",
            Self::IpLiteral => "ip-literal",
            Self::Port => "port",
            Self::Case => "case",
            Self::TrailingDot => "trailing-dot",
            Self::EmptyLabel => "empty-label",
            Self::BadLabel => "bad-label",
            Self::TooShort => "too-short",
            Self::ExtraLabel => "extra-label",
            Self::GlobalHostOutsideAws => "global-host-outside-aws",
            Self::VpcEndpoint => "vpc-endpoint",
            Self::OtherService => "other-service",
            Self::ForeignSuffix => "foreign-suffix",
            Self::OtherPartition => "other-partition",
            Self::RegionUnderWrongSuffix => "region-under-wrong-suffix",
            Self::PseudoRegion => "pseudo-region",
            Self::UnknownRegion => "unknown-region",
            Self::NoSuchFipsHost => "no-such-fips-host",
        }
    }

    /// Returns the reason in words.
    #[must_use]
    pub const fn title(self, language: Language) -> &'static str {
        match language {
            Language::English => self.english(),
            Language::Japanese => self.japanese(),
        }
    }

    const fn english(self) -> &'static str {
        match self {
            Self::UnknownPartition => "the cluster's partition is none that is known",
            Self::NotAscii => "it has a character that is not ASCII, such as a look-alike",
            Self::Userinfo => "what stands before an `@` is a user name; the host stands behind it",
            Self::IpLiteral => "it is an IP address, not a name",
            Self::Port => "it has a port; a token names none",
            Self::Case => "it has capital letters; hosts are compared as bytes",
            Self::TrailingDot => "it ends with a dot",
            Self::EmptyLabel => "it has two dots in a row, or begins with one",
            Self::BadLabel => "it has a character that no host has, or a label ends with a hyphen",
            Self::TooShort => "it has fewer labels than a host of STS",
            Self::ExtraLabel => "it has more labels than a host of STS",
            Self::GlobalHostOutsideAws => "the global host exists in the partition aws only",
            Self::VpcEndpoint => "it is a VPC endpoint's own name, whose DNS is the customer's",
            Self::OtherService => "it is no host of STS",
            Self::ForeignSuffix => "its suffix is none of AWS",
            Self::OtherPartition => "it is a host of another partition than the cluster's",
            Self::RegionUnderWrongSuffix => "its Region belongs to another partition than its suffix",
            Self::PseudoRegion => "a pseudo-Region has no host of its own",
            Self::UnknownRegion => "the label in the place of the Region is no Region",
            Self::NoSuchFipsHost => "GovCloud has no such FIPS host: its plain hosts are the FIPS hosts",
        }
    }

    const fn japanese(self) -> &'static str {
        match self {
            Self::UnknownPartition => "クラスターのパーティションが分かりません",
            Self::NotAscii => "ASCII ではない文字 (似た文字など) があります",
            Self::Userinfo => "`@` の前はユーザー名で、ホストはその後ろです",
            Self::IpLiteral => "名前ではなく IP アドレスです",
            Self::Port => "ポートがあります。トークンのホストにポートはありません",
            Self::Case => "大文字があります。ホストはバイト単位で比較されます",
            Self::TrailingDot => "末尾がドットです",
            Self::EmptyLabel => "ドットが連続しているか、先頭にあります",
            Self::BadLabel => "ホスト名に使えない文字があるか、ラベルの端がハイフンです",
            Self::TooShort => "STS のホストよりラベルが少なくなっています",
            Self::ExtraLabel => "STS のホストよりラベルが多くなっています",
            Self::GlobalHostOutsideAws => "グローバルホストはパーティション aws にしかありません",
            Self::VpcEndpoint => "VPC エンドポイント固有の名前で、その DNS はお客様のものです",
            Self::OtherService => "STS のホストではありません",
            Self::ForeignSuffix => "AWS のサフィックスではありません",
            Self::OtherPartition => "クラスターとは別のパーティションのホストです",
            Self::RegionUnderWrongSuffix => "リージョンとサフィックスのパーティションが異なります",
            Self::PseudoRegion => "擬似リージョンには固有のホストがありません",
            Self::UnknownRegion => "リージョンの位置にあるラベルがリージョンではありません",
            Self::NoSuchFipsHost => "GovCloud にこの FIPS ホストはありません。通常のホストが FIPS ホストです",
        }
    }
}

impl fmt::Display for HostRefusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}
