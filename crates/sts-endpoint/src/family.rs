//! The families of AWS SDKs and tools, and what each reads.

use core::{fmt, str::FromStr};

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

    /// Returns what the family reads and how that is known.
    #[must_use]
    pub const fn facts(self) -> &'static SdkFacts {
        match self {
            Self::AwsCliV1 => &AWS_CLI_V1,
            Self::AwsCliV2 => &AWS_CLI_V2,
            Self::Boto3 => &BOTO3,
            Self::Cpp => &CPP,
            Self::DotNet => &DOT_NET,
            Self::GoV1 => &GO_V1,
            Self::GoV2 => &GO_V2,
            Self::JavaV1 => &JAVA_V1,
            Self::JavaV2 => &JAVA_V2,
            Self::JsV2 => &JS_V2,
            Self::JsV3 => &JS_V3,
            Self::Php => &PHP,
            Self::Ruby => &RUBY,
            Self::Rust => &RUST,
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

/// What a family reads to find its STS endpoint.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct SdkFacts {
    /// Where the mode (`AWS_STS_REGIONAL_ENDPOINTS`, `sts_regional_endpoints`) may stand, first place first; empty when
    /// the family ignores it.
    pub mode_read_from: &'static [Place],
    /// What happens without a mode.
    pub default_mode: DefaultMode,
    /// The environment variables for the Region, first one first.
    pub region_variables: &'static [&'static str],
    /// Since which version `AWS_ENDPOINT_URL_STS` and `AWS_ENDPOINT_URL` are read.
    pub endpoint_variables: EndpointVariables,
    /// What the family does with FIPS or dual-stack beside an endpoint.
    pub variant_beside_endpoint: VariantBesideEndpoint,
    /// How the row is known, strongest kind first.
    pub known: &'static [Knowledge],
}

impl SdkFacts {
    /// Tells whether the family reads `AWS_STS_REGIONAL_ENDPOINTS` at all.
    #[must_use]
    pub const fn reads_mode(&self) -> bool {
        !self.mode_read_from.is_empty()
    }
}

/// A place where a setting may stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Place {
    /// In code.
    Code,
    /// In the environment.
    Environment,
    /// In the shared config file.
    SharedConfig,
}

/// What a family does when no mode is set.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum DefaultMode {
    /// The Region's own endpoint, whatever is set.
    AlwaysRegional,
    /// The Region's own endpoint.
    Regional,
    /// The Region's own endpoint since this version, the global one before.
    RegionalSince(&'static str),
    /// The Region's own endpoint since the common change of July 2025; the version is not known.
    RegionalSinceMid2025,
    /// The global endpoint for the fifteen Regions of the legacy list.
    Legacy,
}

/// Whether a family reads `AWS_ENDPOINT_URL_STS` and `AWS_ENDPOINT_URL`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum EndpointVariables {
    /// It does.
    Read,
    /// It does since this version.
    Since(&'static str),
    /// It does not.
    Ignored,
}

/// What a family does with FIPS or dual-stack beside an endpoint.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum VariantBesideEndpoint {
    /// It refuses, as the rule set says.
    Refused,
    /// It drops them without a word.
    Dropped,
}

/// How a fact is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Knowledge {
    /// Measured by running this version.
    Measured(&'static str),
    /// Read in its source.
    Source,
    /// Documented by AWS, or told by its maintainers.
    Documented,
    /// Inferred from its kin.
    Inferred,
}

impl Knowledge {
    /// Returns `measured`, `source`, `documented` or `inferred`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Measured(_) => "measured",
            Self::Source => "source",
            Self::Documented => "documented",
            Self::Inferred => "inferred",
        }
    }
}

const ENVIRONMENT_THEN_CONFIG: &[Place] = &[Place::Environment, Place::SharedConfig];
const CODE_THEN_ENVIRONMENT: &[Place] = &[Place::Code, Place::Environment, Place::SharedConfig];
const BOTH_REGIONS: &[&str] = &["AWS_REGION", "AWS_DEFAULT_REGION"];

const BOTO3: SdkFacts = SdkFacts {
    mode_read_from: ENVIRONMENT_THEN_CONFIG,
    default_mode: DefaultMode::RegionalSince("1.40.0"),
    region_variables: &["AWS_DEFAULT_REGION"],
    endpoint_variables: EndpointVariables::Read,
    variant_beside_endpoint: VariantBesideEndpoint::Dropped,
    known: &[Knowledge::Measured("1.43.11"), Knowledge::Source],
};

const AWS_CLI_V1: SdkFacts = SdkFacts {
    default_mode: DefaultMode::RegionalSince("1.42.0"),
    known: &[Knowledge::Measured("1.45.11"), Knowledge::Source],
    ..BOTO3
};

const AWS_CLI_V2: SdkFacts = SdkFacts {
    mode_read_from: &[],
    default_mode: DefaultMode::AlwaysRegional,
    region_variables: BOTH_REGIONS,
    // Not known to 2.9.19 (measured); the present user guide documents both.
    endpoint_variables: EndpointVariables::Since("2.13.0"),
    known: &[Knowledge::Measured("2.9.19"), Knowledge::Documented],
    ..BOTO3
};

const RUST: SdkFacts = SdkFacts {
    mode_read_from: &[],
    default_mode: DefaultMode::AlwaysRegional,
    region_variables: BOTH_REGIONS,
    endpoint_variables: EndpointVariables::Read,
    variant_beside_endpoint: VariantBesideEndpoint::Refused,
    known: &[Knowledge::Measured("aws-sdk-sts 1.124.0"), Knowledge::Source],
};

const JS_V3: SdkFacts =
    SdkFacts { region_variables: &["AWS_REGION"], known: &[Knowledge::Measured("3.1173.0")], ..RUST };
const GO_V2: SdkFacts = SdkFacts { known: &[Knowledge::Source, Knowledge::Documented], ..RUST };
const JAVA_V2: SdkFacts =
    SdkFacts { region_variables: &["AWS_REGION"], known: &[Knowledge::Documented], ..RUST };
const CPP: SdkFacts = SdkFacts {
    region_variables: &["AWS_DEFAULT_REGION", "AWS_REGION"],
    known: &[Knowledge::Documented],
    ..RUST
};

const GO_V1: SdkFacts = SdkFacts {
    mode_read_from: CODE_THEN_ENVIRONMENT,
    default_mode: DefaultMode::Legacy,
    region_variables: &["AWS_REGION"],
    endpoint_variables: EndpointVariables::Ignored,
    variant_beside_endpoint: VariantBesideEndpoint::Dropped,
    known: &[Knowledge::Source],
};

const JAVA_V1: SdkFacts =
    SdkFacts { mode_read_from: ENVIRONMENT_THEN_CONFIG, known: &[Knowledge::Documented], ..GO_V1 };
const JS_V2: SdkFacts = SdkFacts { known: &[Knowledge::Documented], ..GO_V1 };

const RUBY: SdkFacts = SdkFacts {
    mode_read_from: CODE_THEN_ENVIRONMENT,
    default_mode: DefaultMode::Regional,
    known: &[Knowledge::Documented],
    ..RUST
};
const PHP: SdkFacts = SdkFacts { default_mode: DefaultMode::RegionalSince("3.351.12"), ..RUBY };
const DOT_NET: SdkFacts = SdkFacts {
    mode_read_from: ENVIRONMENT_THEN_CONFIG,
    default_mode: DefaultMode::RegionalSinceMid2025,
    ..RUBY
};
