//! What each family reads to find its STS endpoint, and how that is known.

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

impl Place {
    /// Returns the name in kebab-case, such as `shared-config`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Code => "code",
            Self::Environment => "environment",
            Self::SharedConfig => "shared-config",
        }
    }
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

impl DefaultMode {
    /// Returns the name in kebab-case: `always-regional` where nothing else can be set, `regional` or `legacy`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::AlwaysRegional => "always-regional",
            Self::Regional | Self::RegionalSince(_) | Self::RegionalSinceMid2025 => "regional",
            Self::Legacy => "legacy",
        }
    }

    /// Returns the version, or the month where no version is known, since which the Region's own endpoint is the default.
    #[must_use]
    pub const fn since(self) -> Option<&'static str> {
        match self {
            Self::RegionalSince(version) => Some(version),
            Self::RegionalSinceMid2025 => Some("2025-07"),
            Self::AlwaysRegional | Self::Regional | Self::Legacy => None,
        }
    }
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

    /// Returns the version that was measured.
    #[must_use]
    pub const fn version(self) -> Option<&'static str> {
        match self {
            Self::Measured(version) => Some(version),
            Self::Source | Self::Documented | Self::Inferred => None,
        }
    }
}

const ENVIRONMENT_THEN_CONFIG: &[Place] = &[Place::Environment, Place::SharedConfig];
const CODE_THEN_ENVIRONMENT: &[Place] = &[Place::Code, Place::Environment, Place::SharedConfig];
const BOTH_REGIONS: &[&str] = &["AWS_REGION", "AWS_DEFAULT_REGION"];

pub(super) const BOTO3: SdkFacts = SdkFacts {
    mode_read_from: ENVIRONMENT_THEN_CONFIG,
    default_mode: DefaultMode::RegionalSince("1.40.0"),
    region_variables: &["AWS_DEFAULT_REGION"],
    endpoint_variables: EndpointVariables::Read,
    variant_beside_endpoint: VariantBesideEndpoint::Dropped,
    known: &[Knowledge::Measured("1.43.11"), Knowledge::Source],
};

pub(super) const AWS_CLI_V1: SdkFacts = SdkFacts {
    default_mode: DefaultMode::RegionalSince("1.42.0"),
    known: &[Knowledge::Measured("1.45.11"), Knowledge::Source],
    ..BOTO3
};

pub(super) const AWS_CLI_V2: SdkFacts = SdkFacts {
    mode_read_from: &[],
    default_mode: DefaultMode::AlwaysRegional,
    region_variables: BOTH_REGIONS,
    // Not known to 2.9.19 (measured); the present user guide documents both.
    endpoint_variables: EndpointVariables::Since("2.13.0"),
    known: &[Knowledge::Measured("2.9.19"), Knowledge::Documented],
    ..BOTO3
};

pub(super) const RUST: SdkFacts = SdkFacts {
    mode_read_from: &[],
    default_mode: DefaultMode::AlwaysRegional,
    region_variables: BOTH_REGIONS,
    endpoint_variables: EndpointVariables::Read,
    variant_beside_endpoint: VariantBesideEndpoint::Refused,
    known: &[Knowledge::Measured("aws-sdk-sts 1.124.0"), Knowledge::Source],
};

pub(super) const JS_V3: SdkFacts =
    SdkFacts { region_variables: &["AWS_REGION"], known: &[Knowledge::Measured("3.1173.0")], ..RUST };
pub(super) const GO_V2: SdkFacts = SdkFacts { known: &[Knowledge::Source, Knowledge::Documented], ..RUST };
pub(super) const JAVA_V2: SdkFacts =
    SdkFacts { region_variables: &["AWS_REGION"], known: &[Knowledge::Documented], ..RUST };
pub(super) const CPP: SdkFacts = SdkFacts {
    region_variables: &["AWS_DEFAULT_REGION", "AWS_REGION"],
    known: &[Knowledge::Documented],
    ..RUST
};

pub(super) const GO_V1: SdkFacts = SdkFacts {
    mode_read_from: CODE_THEN_ENVIRONMENT,
    default_mode: DefaultMode::Legacy,
    region_variables: &["AWS_REGION"],
    endpoint_variables: EndpointVariables::Ignored,
    variant_beside_endpoint: VariantBesideEndpoint::Dropped,
    known: &[Knowledge::Source],
};

pub(super) const JAVA_V1: SdkFacts =
    SdkFacts { mode_read_from: ENVIRONMENT_THEN_CONFIG, known: &[Knowledge::Documented], ..GO_V1 };
pub(super) const JS_V2: SdkFacts = SdkFacts { known: &[Knowledge::Documented], ..GO_V1 };

pub(super) const RUBY: SdkFacts = SdkFacts {
    mode_read_from: CODE_THEN_ENVIRONMENT,
    default_mode: DefaultMode::Regional,
    known: &[Knowledge::Documented],
    ..RUST
};
pub(super) const PHP: SdkFacts = SdkFacts { default_mode: DefaultMode::RegionalSince("3.351.12"), ..RUBY };
pub(super) const DOT_NET: SdkFacts = SdkFacts {
    mode_read_from: ENVIRONMENT_THEN_CONFIG,
    default_mode: DefaultMode::RegionalSinceMid2025,
    ..RUBY
};
