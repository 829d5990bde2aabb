//! The families of AWS SDKs and tools, and what each reads.

mod facts;

use core::{fmt, str::FromStr};

pub use self::facts::{DefaultMode, EndpointVariables, Knowledge, Place, SdkFacts, VariantBesideEndpoint};

/// A family of clients that choose their STS endpoint alike.
///
/// ```
/// use eks_iam_sts_endpoint::{DefaultMode, SdkFamily};
///
/// let family: SdkFamily = "rust".parse()?;
/// assert!(!family.facts().reads_mode());
/// assert_eq!(SdkFamily::Boto3.facts().default_mode, DefaultMode::RegionalSince("1.40.0"));
/// # Ok::<(), eks_iam_sts_endpoint::ParseSdkFamilyError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum SdkFamily {
    /// AWS CLI version 1.
    AwsCliV1,
    /// AWS CLI version 2.
    AwsCliV2,
    /// boto3 and botocore (Python).
    Boto3,
    /// AWS SDK for C++.
    Cpp,
    /// AWS SDK for .NET and AWS Tools for `PowerShell`.
    DotNet,
    /// AWS SDK for Go, version 1.
    GoV1,
    /// AWS SDK for Go, version 2.
    GoV2,
    /// AWS SDK for Java, version 1.
    JavaV1,
    /// AWS SDK for Java, version 2; the SDKs for Kotlin and Swift do the same.
    JavaV2,
    /// AWS SDK for JavaScript, version 2.
    JsV2,
    /// AWS SDK for JavaScript, version 3.
    JsV3,
    /// AWS SDK for PHP, version 3.
    Php,
    /// AWS SDK for Ruby, version 3.
    Ruby,
    /// AWS SDK for Rust.
    Rust,
}

impl SdkFamily {
    /// All families, in alphabetic order.
    pub const ALL: [Self; 14] = [
        Self::AwsCliV1,
        Self::AwsCliV2,
        Self::Boto3,
        Self::Cpp,
        Self::DotNet,
        Self::GoV1,
        Self::GoV2,
        Self::JavaV1,
        Self::JavaV2,
        Self::JsV2,
        Self::JsV3,
        Self::Php,
        Self::Ruby,
        Self::Rust,
    ];

    /// Returns the name in kebab-case, such as `aws-cli-v2` or `boto3`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::AwsCliV1 => "aws-cli-v1",
            Self::AwsCliV2 => "aws-cli-v2",
            Self::Boto3 => "boto3",
            Self::Cpp => "cpp",
            Self::DotNet => "dotnet",
            Self::GoV1 => "go-v1",
            Self::GoV2 => "go-v2",
            Self::JavaV1 => "java-v1",
            Self::JavaV2 => "java-v2",
            Self::JsV2 => "js-v2",
            Self::JsV3 => "js-v3",
            Self::Php => "php",
            Self::Ruby => "ruby",
            Self::Rust => "rust",
        }
    }

    /// Returns the family of a client, by the names that are in use for it: those of [`SdkFamily::as_str`], with or
    /// without `aws-sdk-` before them; `botocore` and `python`; `kotlin` and `swift`, which do as Java v2; `powershell`,
    /// which does as .NET; and `aws-cli`, whose version decides, without one version 2.
    ///
    /// ```
    /// use eks_iam_sts_endpoint::SdkFamily;
    ///
    /// assert_eq!(SdkFamily::of_client("aws-cli", Some("1.45.11")), Some(SdkFamily::AwsCliV1));
    /// assert_eq!(SdkFamily::of_client("aws-sdk-js-v3", None), Some(SdkFamily::JsV3));
    /// assert_eq!(SdkFamily::of_client("cobol", None), None);
    /// ```
    #[must_use]
    pub fn of_client(name: &str, version: Option<&str>) -> Option<Self> {
        let name = name.strip_prefix("aws-sdk-").unwrap_or(name);
        Some(match name {
            "aws-cli" if version.is_some_and(|it| it.starts_with("1.")) => Self::AwsCliV1,
            "aws-cli" => Self::AwsCliV2,
            "botocore" | "python" => Self::Boto3,
            "kotlin" | "swift" => Self::JavaV2,
            "powershell" => Self::DotNet,
            _ => return name.parse().ok(),
        })
    }

    /// Returns what the family reads and how that is known.
    #[must_use]
    pub const fn facts(self) -> &'static SdkFacts {
        match self {
            Self::AwsCliV1 => &facts::AWS_CLI_V1,
            Self::AwsCliV2 => &facts::AWS_CLI_V2,
            Self::Boto3 => &facts::BOTO3,
            Self::Cpp => &facts::CPP,
            Self::DotNet => &facts::DOT_NET,
            Self::GoV1 => &facts::GO_V1,
            Self::GoV2 => &facts::GO_V2,
            Self::JavaV1 => &facts::JAVA_V1,
            Self::JavaV2 => &facts::JAVA_V2,
            Self::JsV2 => &facts::JS_V2,
            Self::JsV3 => &facts::JS_V3,
            Self::Php => &facts::PHP,
            Self::Ruby => &facts::RUBY,
            Self::Rust => &facts::RUST,
        }
    }

    /// Tells whether the family rests on botocore, which has rules of its own beside the rule set.
    #[must_use]
    pub const fn is_botocore(self) -> bool {
        matches!(self, Self::AwsCliV1 | Self::AwsCliV2 | Self::Boto3)
    }
}

impl fmt::Display for SdkFamily {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

impl FromStr for SdkFamily {
    type Err = ParseSdkFamilyError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::ALL.into_iter().find(|it| it.as_str() == text).ok_or(ParseSdkFamilyError(()))
    }
}

/// A text that is no family's name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ParseSdkFamilyError(());

impl fmt::Display for ParseSdkFamilyError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SDK family is none of ")?;
        for (at, family) in SdkFamily::ALL.into_iter().enumerate() {
            write!(f, "{}`{family}`", if at == 0 { "" } else { ", " })?;
        }
        Ok(())
    }
}

impl core::error::Error for ParseSdkFamilyError {}
