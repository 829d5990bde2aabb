//! What a step of the decision came to, in words.

use eks_iam_span::Language;

use crate::Why;

/// What a step came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Effect {
    /// The client's Region is this one.
    RegionTaken,
    /// The SDK turns a FIPS pseudo-Region into a Region and the FIPS setting.
    RegionRewritten,
    /// There is no Region, and the SDK takes this one.
    RegionAssumed,
    /// The SDK does not read this variable.
    VariableIgnored,
    /// The SDK reads the mode, and it is this one.
    ModeTaken,
    /// The SDK does not read the mode at all.
    ModeIgnored,
    /// The mode stands beside an endpoint and is not looked at.
    ModeBesideEndpoint,
    /// The endpoint is taken byte for byte.
    EndpointTaken,
    /// FIPS is on.
    FipsTaken,
    /// Dual-stack is on.
    DualStackTaken,
    /// FIPS or dual-stack stands beside an endpoint, and the SDK drops it without a word.
    VariantDropped,
    /// The mode is `legacy`, but FIPS or dual-stack is on, which the global endpoint has not.
    ModeBesideVariant,
    /// The mode is `legacy`, but the Region is none of the fifteen that it sends to the global endpoint.
    ModeOutsideList,
    /// The Region is listed in this partition.
    PartitionListed,
    /// The Region is not listed, but its name has the shape of this partition's Regions.
    PartitionByPattern,
    /// The Region is unknown, and is taken for one of this partition.
    PartitionFallback,
    /// The version of the table of partitions and Regions.
    TableUsed,
    /// The host, by this rule.
    HostChosen(Why),
    /// Requests are signed for this Region.
    SigningRegion,
    /// Requests are signed for this service.
    SigningName,
    /// There is no endpoint; the value is the kind of the error.
    Refused,
}

impl Effect {
    /// Returns the name in kebab-case, such as `mode-ignored`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::RegionTaken => "region-taken",
            Self::RegionRewritten => "region-rewritten",
            Self::RegionAssumed => "region-assumed",
            Self::VariableIgnored => "variable-ignored",
            Self::ModeTaken => "mode-taken",
            Self::ModeIgnored => "mode-ignored",
            Self::ModeBesideEndpoint => "mode-beside-endpoint",
            Self::EndpointTaken => "endpoint-taken",
            Self::FipsTaken => "fips-taken",
            Self::DualStackTaken => "dual-stack-taken",
            Self::VariantDropped => "variant-dropped",
            Self::ModeBesideVariant => "mode-beside-variant",
            Self::ModeOutsideList => "mode-outside-list",
            Self::PartitionListed => "partition-listed",
            Self::PartitionByPattern => "partition-by-pattern",
            Self::PartitionFallback => "partition-fallback",
            Self::TableUsed => "table-used",
            Self::HostChosen(_) => "host-chosen",
            Self::SigningRegion => "signing-region",
            Self::SigningName => "signing-name",
            Self::Refused => "refused",
        }
    }

    /// Returns the effect in words.
    #[must_use]
    pub const fn title(self, language: Language) -> &'static str {
        match language {
            Language::English => self.english(),
            Language::Japanese => self.japanese(),
        }
    }

    const fn english(self) -> &'static str {
        match self {
            Self::RegionTaken => "the client's Region",
            Self::RegionRewritten => "a FIPS pseudo-Region: the SDK takes the Region and turns FIPS on",
            Self::RegionAssumed => "no Region is set, so the SDK takes this one",
            Self::VariableIgnored => "this SDK does not read it",
            Self::ModeTaken => "the mode of the endpoint",
            Self::ModeIgnored => "this SDK does not know the mode and always calls the Region's own endpoint",
            Self::ModeBesideEndpoint => "beside an endpoint the mode changes nothing",
            Self::EndpointTaken => "the endpoint, taken byte for byte; it does not change the signing Region",
            Self::FipsTaken => "FIPS is on",
            Self::DualStackTaken => "dual-stack is on",
            Self::VariantDropped => "beside an endpoint the SDK drops it without a word",
            Self::ModeBesideVariant => "beside FIPS or dual-stack the mode changes nothing",
            Self::ModeOutsideList => {
                "the mode changes nothing for this Region: it is none of the fifteen that had the global endpoint only"
            }
            Self::PartitionListed => "the partition in which the Region is listed",
            Self::PartitionByPattern => {
                "the Region is not listed, but has the shape of this partition's names"
            }
            Self::PartitionFallback => {
                "the Region is unknown, so the SDKs take it for a commercial one; its host may not exist"
            }
            Self::TableUsed => "the table in which the Region was looked up",
            Self::HostChosen(why) => why.explanation(Language::English),
            Self::SigningRegion => "requests are signed for this Region",
            Self::SigningName => "requests are signed for this service",
            Self::Refused => "there is no endpoint",
        }
    }

    const fn japanese(self) -> &'static str {
        match self {
            Self::RegionTaken => "クライアントのリージョンです",
            Self::RegionRewritten => {
                "FIPS の擬似リージョンです。SDK はリージョンを取り出し、FIPS を有効にします"
            }
            Self::RegionAssumed => "リージョンが設定されていないため、SDK がこのリージョンを使います",
            Self::VariableIgnored => "この SDK は読み取りません",
            Self::ModeTaken => "エンドポイントのモードです",
            Self::ModeIgnored => {
                "この SDK はモードを認識せず、常にリージョン自身のエンドポイントを呼び出します"
            }
            Self::ModeBesideEndpoint => "エンドポイントが指定されているため、モードは何も変えません",
            Self::EndpointTaken => "エンドポイントはそのまま使われます。署名するリージョンは変わりません",
            Self::FipsTaken => "FIPS が有効です",
            Self::DualStackTaken => "デュアルスタックが有効です",
            Self::VariantDropped => "エンドポイントが指定されているため、SDK は何も表示せずに無視します",
            Self::ModeBesideVariant => "FIPS またはデュアルスタックが有効なため、モードは何も変えません",
            Self::ModeOutsideList => {
                "このリージョンは、グローバルエンドポイントだけを使っていた 15 のリージョンに含まれないため、モードは何も変えません"
            }
            Self::PartitionListed => "リージョンが登録されているパーティションです",
            Self::PartitionByPattern => {
                "リージョンは登録されていませんが、名前の形がこのパーティションのものです"
            }
            Self::PartitionFallback => {
                "リージョンが不明なため、SDK は商用リージョンとして扱います。ホストが存在しない可能性があります"
            }
            Self::TableUsed => "リージョンを調べた表です",
            Self::HostChosen(why) => why.explanation(Language::Japanese),
            Self::SigningRegion => "リクエストはこのリージョンで署名されます",
            Self::SigningName => "リクエストはこのサービスで署名されます",
            Self::Refused => "エンドポイントはありません",
        }
    }
}
