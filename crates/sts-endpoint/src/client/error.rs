//! Why a client fails before it sends anything.

use core::fmt;

use eks_iam_span::Language;

use crate::{ResolveEndpointError, SdkFamily};

/// Why a client fails before it sends anything.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClientEndpointError {
    fault: ClientFault,
    text: String,
}

/// The kind of a client's failure.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ClientFault {
    /// No Region is set.
    MissingRegion,
    /// The Region cannot be a label of a host.
    InvalidRegion,
    /// The endpoint is no URL.
    InvalidEndpoint,
    /// The mode is neither `legacy` nor `regional`, and the family checks it.
    InvalidMode,
    /// FIPS stands beside an endpoint.
    FipsWithEndpoint,
    /// Dual-stack stands beside an endpoint.
    DualStackWithEndpoint,
    /// botocore's tables have no dual-stack for the partition.
    VariantNotModeled,
}

impl ClientFault {
    /// Returns the name in kebab-case, such as `missing-region`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::MissingRegion => "missing-region",
            Self::InvalidRegion => "invalid-region",
            Self::InvalidEndpoint => "invalid-endpoint",
            Self::InvalidMode => "invalid-mode",
            Self::FipsWithEndpoint => "fips-with-endpoint",
            Self::DualStackWithEndpoint => "dual-stack-with-endpoint",
            Self::VariantNotModeled => "variant-not-modeled",
        }
    }
}

impl ClientEndpointError {
    /// Returns the kind of the failure.
    #[must_use]
    pub const fn fault(&self) -> ClientFault {
        self.fault
    }

    /// Returns the error in words of a language; in English as `Display` does. What a client prints stays in English.
    #[must_use]
    pub fn message(&self, language: Language) -> String {
        let why = match (language, self.fault) {
            (Language::English, _) => return self.text.clone(),
            (Language::Japanese, ClientFault::MissingRegion) => "リージョンが設定されていません",
            (Language::Japanese, ClientFault::InvalidRegion) => "リージョンがホスト名の一部になれません",
            (Language::Japanese, ClientFault::InvalidEndpoint) => {
                "エンドポイントがホストのある URL ではありません"
            }
            (Language::Japanese, ClientFault::InvalidMode) => {
                "リージョナルエンドポイントのモードが `legacy` でも `regional` でもありません"
            }
            (Language::Japanese, ClientFault::FipsWithEndpoint) => {
                "エンドポイントを指定すると FIPS は使えません"
            }
            (Language::Japanese, ClientFault::DualStackWithEndpoint) => {
                "エンドポイントを指定するとデュアルスタックは使えません"
            }
            (Language::Japanese, ClientFault::VariantNotModeled) => {
                "このリージョンのデュアルスタックのエンドポイントは定義されていません"
            }
        };
        format!("{why} ({})", self.text)
    }

    pub(super) fn missing_region(family: SdkFamily) -> Self {
        let text = match family {
            SdkFamily::AwsCliV1 | SdkFamily::AwsCliV2 => {
                "You must specify a region. You can also configure your region by running \"aws configure\"."
            }
            SdkFamily::Boto3 => "You must specify a region.",
            SdkFamily::JsV3 => "Region is missing",
            _ => "Invalid Configuration: Missing Region",
        };
        Self { fault: ClientFault::MissingRegion, text: text.to_owned() }
    }

    pub(super) fn invalid_mode(family: SdkFamily, mode: &str) -> Self {
        let text = if family.is_botocore() {
            format!(
                "STS regional endpoints option {mode} is invalid. Valid options are: \"legacy\", \"regional\""
            )
        } else {
            format!("the mode `{}` is neither `legacy` nor `regional`", mode.escape_debug())
        };
        Self { fault: ClientFault::InvalidMode, text }
    }

    pub(super) fn variant_not_modeled(region: &str) -> Self {
        let text = format!("no dual-stack endpoint is modeled for the Region `{region}`");
        Self { fault: ClientFault::VariantNotModeled, text }
    }

    pub(super) fn of_rule_set(error: ResolveEndpointError) -> Self {
        let fault = match &error {
            ResolveEndpointError::InvalidRegion { .. } => ClientFault::InvalidRegion,
            ResolveEndpointError::MissingRegion => ClientFault::MissingRegion,
            ResolveEndpointError::InvalidEndpoint { .. } => ClientFault::InvalidEndpoint,
            ResolveEndpointError::FipsWithEndpoint => ClientFault::FipsWithEndpoint,
            ResolveEndpointError::DualStackWithEndpoint => ClientFault::DualStackWithEndpoint,
        };
        Self { fault, text: error.to_string() }
    }
}

impl fmt::Display for ClientEndpointError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl core::error::Error for ClientEndpointError {}
