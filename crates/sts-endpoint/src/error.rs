//! Why no endpoint can be told.

use core::fmt;

use eks_iam_span::Language;

use crate::RegionFault;

/// Why no endpoint can be told. The texts of the first five are those of the SDKs' rule set, where it has one.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ResolveEndpointError {
    /// The Region cannot be a label of a host.
    InvalidRegion {
        /// The Region.
        region: String,
        /// What is wrong with it.
        fault: RegionFault,
    },
    /// No Region, and no override either.
    MissingRegion,
    /// The override is no URL.
    InvalidEndpoint {
        /// The override, without user name and password.
        endpoint: String,
    },
    /// FIPS stands beside an override.
    FipsWithEndpoint,
    /// Dual-stack stands beside an override.
    DualStackWithEndpoint,
}

impl ResolveEndpointError {
    /// Returns the name in kebab-case, such as `missing-region`.
    #[must_use]
    pub const fn kind(&self) -> &'static str {
        match self {
            Self::InvalidRegion { .. } => "invalid-region",
            Self::MissingRegion => "missing-region",
            Self::InvalidEndpoint { .. } => "invalid-endpoint",
            Self::FipsWithEndpoint => "fips-with-endpoint",
            Self::DualStackWithEndpoint => "dual-stack-with-endpoint",
        }
    }
}

impl ResolveEndpointError {
    /// Returns the error in words of a language; in English as `Display` does. What an SDK prints stays in English.
    #[must_use]
    pub fn message(&self, language: Language) -> String {
        match (language, self) {
            (Language::Japanese, Self::InvalidRegion { region, fault }) => format!(
                "リージョン `{}` はホスト名の一部になれません: {}",
                region.escape_debug(),
                fault.japanese()
            ),
            (Language::Japanese, Self::InvalidEndpoint { endpoint }) => {
                format!("エンドポイント `{}` はホストのある URL ではありません", endpoint.escape_debug())
            }
            (Language::Japanese, Self::MissingRegion) => format!("リージョンが設定されていません ({self})"),
            (Language::Japanese, Self::FipsWithEndpoint) => {
                format!("エンドポイントを指定すると FIPS は使えません ({self})")
            }
            (Language::Japanese, Self::DualStackWithEndpoint) => {
                format!("エンドポイントを指定するとデュアルスタックは使えません ({self})")
            }
            (Language::English, _) => self.to_string(),
        }
    }
}

impl fmt::Display for ResolveEndpointError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::InvalidRegion { region, fault } => {
                write!(f, "Region `{}` cannot be part of a host name: {fault}", region.escape_debug())
            }
            Self::MissingRegion => f.write_str("Invalid Configuration: Missing Region"),
            Self::InvalidEndpoint { endpoint } => {
                write!(f, "endpoint `{}` is no URL with a host", endpoint.escape_debug())
            }
            Self::FipsWithEndpoint => {
                f.write_str("Invalid Configuration: FIPS and custom endpoint are not supported")
            }
            Self::DualStackWithEndpoint => {
                f.write_str("Invalid Configuration: Dualstack and custom endpoint are not supported")
            }
        }
    }
}

impl core::error::Error for ResolveEndpointError {}
