//! The SDK families, and what each does with the same settings.

use core::{fmt, str::FromStr};

use crate::Known;

/// A family of AWS SDKs or tools that decide alike.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum SdkFamily {
    /// AWS CLI version 1, on botocore.
    AwsCliV1,
    /// AWS CLI version 2.
    AwsCliV2,
    /// boto3 and botocore.
    Boto3,
    /// AWS SDK for Go, version 1.
    GoV1,
    /// AWS SDK for Go, version 2.
    GoV2,
    /// AWS SDK for Java, version 1.
    JavaV1,
    /// AWS SDK for Java, version 2, and Kotlin.
    JavaV2,
    /// AWS SDK for JavaScript, version 2.
    JsV2,
    /// AWS SDK for JavaScript, version 3.
    JsV3,
    /// AWS SDK for Rust.
    Rust,
    /// AWS SDK for .NET, and PowerShell.
    DotNet,
    /// AWS SDK for PHP.
    Php,
    /// AWS SDK for Ruby, version 3.
    Ruby,
    /// AWS SDK for C++.
    Cpp,
}

/// What a family does with `AWS_STS_REGIONAL_ENDPOINTS`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ModeSetting {
    /// It does not know the setting and always calls the Regional endpoint.
    Ignored,
    /// It reads the setting; without it, it calls the Regional endpoint.
    ReadDefaultRegional,
    /// It reads the setting; without it, it calls the global endpoint in the Regions of the frozen list.
    ReadDefaultLegacy,
}

/// Which variables a family takes its Region from, first one first.
const BOTH: &[&str] = &["AWS_REGION", "AWS_DEFAULT_REGION"];
const DEFAULT_ONLY: &[&str] = &["AWS_DEFAULT_REGION"];
const REGION_ONLY: &[&str] = &["AWS_REGION"];

impl SdkFamily {
    /// All families.
    pub const ALL: [Self; 14] = [
        Self::AwsCliV1,
        Self::AwsCliV2,
        Self::Boto3,
        Self::GoV1,
        Self::GoV2,
        Self::JavaV1,
        Self::JavaV2,
        Self::JsV2,
        Self::JsV3,
        Self::Rust,
        Self::DotNet,
        Self::Php,
        Self::Ruby,
        Self::Cpp,
    ];

    /// Returns the kebab-case name, such as `aws-cli-v1`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::AwsCliV1 => "aws-cli-v1",
            Self::AwsCliV2 => "aws-cli-v2",
            Self::Boto3 => "boto3",
            Self::GoV1 => "go-v1",
            Self::GoV2 => "go-v2",
            Self::JavaV1 => "java-v1",
            Self::JavaV2 => "java-v2",
            Self::JsV2 => "js-v2",
            Self::JsV3 => "js-v3",
            Self::Rust => "rust",
            Self::DotNet => "dotnet",
            Self::Php => "php",
            Self::Ruby => "ruby",
            Self::Cpp => "cpp",
        }
    }

    /// Returns what it does with `AWS_STS_REGIONAL_ENDPOINTS`, in its current version.
    #[must_use]
    pub const fn mode_setting(self) -> ModeSetting {
        match self {
            Self::AwsCliV1 | Self::Boto3 | Self::DotNet | Self::Php | Self::Ruby => ModeSetting::ReadDefaultRegional,
            Self::GoV1 | Self::JavaV1 | Self::JsV2 => ModeSetting::ReadDefaultLegacy,
            Self::AwsCliV2 | Self::GoV2 | Self::JavaV2 | Self::JsV3 | Self::Rust | Self::Cpp => ModeSetting::Ignored,
        }
    }

    /// Returns since which version it calls the Regional endpoint by default, where that changed and is known.
    #[must_use]
    pub const fn regional_since(self) -> Option<&'static str> {
        match self {
            Self::AwsCliV1 => Some("1.42.0"),
            Self::Boto3 => Some("1.40.0"),
            Self::Php => Some("3.351.12"),
            _ => None,
        }
    }

    /// Returns how its behaviour is known.
    #[must_use]
    pub const fn known(self) -> Known {
        match self {
            Self::AwsCliV1 | Self::AwsCliV2 | Self::Boto3 | Self::JsV3 | Self::Rust => Known::Measured,
            Self::GoV1 | Self::GoV2 | Self::JavaV2 | Self::Cpp => Known::Source,
            Self::JavaV1 | Self::JsV2 | Self::DotNet | Self::Php | Self::Ruby => Known::Documented,
        }
    }

    /// Returns the environment variables that it takes its Region from, first one first.
    #[must_use]
    pub const fn region_variables(self) -> &'static [&'static str] {
        match self {
            Self::AwsCliV1 | Self::Boto3 => DEFAULT_ONLY,
            Self::JsV3 | Self::JsV2 => REGION_ONLY,
            _ => BOTH,
        }
    }

    /// Tells whether it reads `AWS_ENDPOINT_URL_STS` and `AWS_ENDPOINT_URL`.
    ///
    /// The AWS CLI 2.9 does not (measured); later versions of it may.
    #[must_use]
    pub const fn reads_endpoint_variables(self) -> bool {
        !matches!(self, Self::AwsCliV2 | Self::GoV1 | Self::JavaV1 | Self::JsV2)
    }

    /// Tells whether it is built on botocore, which drops FIPS and dual-stack beside an override, and takes a missing
    /// Region for the global endpoint.
    pub(crate) const fn is_botocore(self) -> bool {
        matches!(self, Self::AwsCliV1 | Self::AwsCliV2 | Self::Boto3)
    }
}

impl fmt::Display for SdkFamily {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

/// A name that is no family's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct UnknownFamilyError(());

impl fmt::Display for UnknownFamilyError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("not an SDK family; known:")?;
        SdkFamily::ALL.iter().try_for_each(|it| write!(f, " {it}"))
    }
}

impl core::error::Error for UnknownFamilyError {}

impl FromStr for SdkFamily {
    type Err = UnknownFamilyError;

    fn from_str(name: &str) -> Result<Self, Self::Err> {
        Self::ALL.into_iter().find(|it| it.as_str() == name).ok_or(UnknownFamilyError(()))
    }
}
