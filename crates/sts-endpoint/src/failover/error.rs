//! Why Regions make no plan.

use core::fmt;

use eks_iam_arn::Partition;
use eks_iam_span::Language;

use crate::ResolveEndpointError;

/// Why Regions make no plan.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum BuildFailoverPlanError {
    /// A Region has no endpoint.
    Endpoint(ResolveEndpointError),
    /// A Region has not the shape of any partition's Regions.
    UnknownRegion {
        /// The Region.
        region: String,
    },
    /// A Region belongs to another partition than the first.
    OtherPartition {
        /// The Region.
        region: String,
        /// Its partition.
        partition: Partition,
        /// The partition of the first Region.
        home: Partition,
    },
}

impl BuildFailoverPlanError {
    /// Returns the name in kebab-case, such as `other-partition`.
    #[must_use]
    pub const fn kind(&self) -> &'static str {
        match self {
            Self::Endpoint(error) => error.kind(),
            Self::UnknownRegion { .. } => "unknown-region",
            Self::OtherPartition { .. } => "other-partition",
        }
    }

    /// Returns the error in words of a language; in English as `Display` does.
    #[must_use]
    pub fn message(&self, language: Language) -> String {
        match (language, self) {
            (_, Self::Endpoint(error)) => error.message(language),
            (Language::Japanese, Self::UnknownRegion { region }) => {
                format!("リージョン `{region}` はどのパーティションのものでもありません")
            }
            (Language::Japanese, Self::OtherPartition { region, partition, home }) => format!(
                "リージョン `{region}` はパーティション `{partition}` のもので、`{home}` の認証情報は使えません"
            ),
            (Language::English, _) => self.to_string(),
        }
    }
}

impl fmt::Display for BuildFailoverPlanError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Endpoint(error) => error.fmt(f),
            Self::UnknownRegion { region } => write!(f, "Region `{region}` belongs to no known partition"),
            Self::OtherPartition { region, partition, home } => {
                write!(
                    f,
                    "Region `{region}` is in partition `{partition}`, credentials of `{home}` mean nothing there"
                )
            }
        }
    }
}

impl core::error::Error for BuildFailoverPlanError {}
