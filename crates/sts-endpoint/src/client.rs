//! Which host a client of a family calls, and which Region it signs for, from all that it is told.

use core::fmt;

use crate::{
    EndpointQuery, GLOBAL_HOST, GLOBAL_SIGNING_REGION, ModeSetting, ResolveEndpointError, SdkFamily, Source, Trace,
    TraceStep, resolve,
};

/// What a client is told. Nothing is read from the process.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ClientSettings<'a> {
    /// The STS endpoint that the code or a flag sets.
    pub explicit_endpoint: Option<&'a str>,
    /// The Region that the code or a flag sets.
    pub explicit_region: Option<&'a str>,
    /// The environment variables, names and values.
    pub environment: &'a [(&'a str, &'a str)],
}

/// Where a client sends its signed requests to STS.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClientEndpoint {
    /// The URL.
    pub url: String,
    /// The host, with a port where the URL names one.
    pub host: String,
    /// The Region that requests are signed for.
    pub signing_region: String,
    /// Which input decided what.
    pub trace: Trace,
}

/// Why a client sends nothing; the text is the family's own where it was measured.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ClientEndpointError {
    /// No Region is set, and the family needs one.
    MissingRegion(SdkFamily),
    /// `AWS_STS_REGIONAL_ENDPOINTS` has a value that the family refuses.
    InvalidMode(String),
    /// The rule set has no answer.
    Resolve(ResolveEndpointError),
}

impl fmt::Display for ClientEndpointError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::MissingRegion(SdkFamily::AwsCliV1 | SdkFamily::AwsCliV2) => f.write_str(
                "You must specify a region. You can also configure your region by running \"aws configure\".",
            ),
            Self::MissingRegion(SdkFamily::Boto3) => f.write_str("You must specify a region."),
            Self::MissingRegion(SdkFamily::JsV3) => f.write_str("Region is missing"),
            Self::MissingRegion(_) => f.write_str("Invalid Configuration: Missing Region"),
            Self::InvalidMode(value) => write!(
                f,
                "STS regional endpoints option {value} is invalid. Valid options are: \"legacy\", \"regional\""
            ),
            Self::Resolve(error) => error.fmt(f),
        }
    }
}

impl core::error::Error for ClientEndpointError {
    fn source(&self) -> Option<&(dyn core::error::Error + 'static)> {
        match self {
            Self::Resolve(error) => Some(error),
            Self::MissingRegion(_) | Self::InvalidMode(_) => None,
        }
    }
}

/// Returns the host that a client of this family calls with these settings, and the Region that it signs for.
///
/// Measured with the AWS CLI 1.45 and 2.9, boto3 1.43, the Rust SDK and the JavaScript SDK v3; the other families are
/// as their source or documentation has it ([`SdkFamily::known`]). An endpoint set in code decides alone: no family lets
/// `AWS_STS_REGIONAL_ENDPOINTS` change host or scope beside it.
///
/// ```
/// use eks_iam_sts_endpoint::{ClientSettings, SdkFamily, client_endpoint};
///
/// let environment = [("AWS_STS_REGIONAL_ENDPOINTS", "legacy"), ("AWS_DEFAULT_REGION", "us-west-2")];
/// let settings = ClientSettings { environment: &environment, ..ClientSettings::default() };
/// assert_eq!(client_endpoint(SdkFamily::Boto3, &settings)?.host, "sts.amazonaws.com");
/// assert_eq!(client_endpoint(SdkFamily::GoV2, &settings)?.host, "sts.us-west-2.amazonaws.com");
/// # Ok::<(), eks_iam_sts_endpoint::ClientEndpointError>(())
/// ```
///
/// # Errors
///
/// When the family sends nothing: no Region, a mode that it refuses, a Region that cannot be part of a host.
pub fn client_endpoint(
    family: SdkFamily,
    settings: &ClientSettings<'_>,
) -> Result<ClientEndpoint, ClientEndpointError> {
    let mut trace = Trace::default();
    let endpoint = endpoint(family, settings, &mut trace);
    let region = region(family, settings, &mut trace);
    let global = mode(family, settings, &mut trace)?;
    let flag = |name| variable(settings, name).is_some_and(|it| it.eq_ignore_ascii_case("true"));
    let beside_override = family.is_botocore() && endpoint.is_some();
    let query = EndpointQuery {
        region,
        fips: flag("AWS_USE_FIPS_ENDPOINT") && !beside_override,
        dual_stack: flag("AWS_USE_DUALSTACK_ENDPOINT") && !beside_override,
        global,
        endpoint,
    };
    if region.is_none() {
        return without_region(family, endpoint.is_some(), trace);
    }
    let resolved = resolve(&query).map_err(ClientEndpointError::Resolve)?;
    let signing_region = resolved.signing_region().unwrap_or_default().to_owned();
    trace.push(TraceStep::new("host", resolved.host(), Source::Rule(resolved.why())));
    trace.push(TraceStep::new("signing-region", &signing_region, Source::Rule(resolved.why())));
    Ok(ClientEndpoint { host: resolved.host().to_owned(), url: resolved.into_url(), signing_region, trace })
}

/// botocore takes a missing Region for the global endpoint, unless an endpoint is given; the others refuse.
fn without_region(
    family: SdkFamily,
    overridden: bool,
    mut trace: Trace,
) -> Result<ClientEndpoint, ClientEndpointError> {
    if !family.is_botocore() || overridden {
        return Err(ClientEndpointError::MissingRegion(family));
    }
    trace.push(TraceStep::new("host", GLOBAL_HOST, Source::Default));
    trace.push(TraceStep::new("signing-region", GLOBAL_SIGNING_REGION, Source::Default));
    Ok(ClientEndpoint {
        url: format!("https://{GLOBAL_HOST}"),
        host: GLOBAL_HOST.to_owned(),
        signing_region: GLOBAL_SIGNING_REGION.to_owned(),
        trace,
    })
}

fn variable<'a>(settings: &ClientSettings<'a>, name: &str) -> Option<&'a str> {
    settings.environment.iter().find(|(it, value)| *it == name && !value.is_empty()).map(|(_, value)| *value)
}

fn endpoint<'a>(family: SdkFamily, settings: &ClientSettings<'a>, trace: &mut Trace) -> Option<&'a str> {
    if let Some(endpoint) = settings.explicit_endpoint {
        trace.push(TraceStep::new("endpoint", endpoint, Source::Code));
        return Some(endpoint);
    }
    let ignored = variable(settings, "AWS_IGNORE_CONFIGURED_ENDPOINT_URLS") == Some("true");
    if !family.reads_endpoint_variables() || ignored {
        return None;
    }
    for name in ["AWS_ENDPOINT_URL_STS", "AWS_ENDPOINT_URL"] {
        if let Some(endpoint) = variable(settings, name) {
            trace.push(TraceStep::new("endpoint", endpoint, Source::Environment(name)));
            return Some(endpoint);
        }
    }
    None
}

fn region<'a>(family: SdkFamily, settings: &ClientSettings<'a>, trace: &mut Trace) -> Option<&'a str> {
    if let Some(region) = settings.explicit_region {
        trace.push(TraceStep::new("region", region, Source::Code));
        return Some(region);
    }
    for name in family.region_variables() {
        if let Some(region) = variable(settings, name) {
            trace.push(TraceStep::new("region", region, Source::Environment(name)));
            return Some(region);
        }
    }
    None
}

/// The variable that chooses between the Regional and the global endpoint.
const MODE: &str = "AWS_STS_REGIONAL_ENDPOINTS";

/// Returns whether the mode is `legacy`.
fn mode(family: SdkFamily, settings: &ClientSettings<'_>, trace: &mut Trace) -> Result<bool, ClientEndpointError> {
    let default = match family.mode_setting() {
        ModeSetting::Ignored => {
            trace.push(TraceStep::new("mode", "regional", Source::Family));
            return Ok(false);
        }
        ModeSetting::ReadDefaultRegional => "regional",
        ModeSetting::ReadDefaultLegacy => "legacy",
    };
    let Some(value) = variable(settings, MODE) else {
        trace.push(TraceStep::new("mode", default, Source::Default));
        return Ok(default == "legacy");
    };
    trace.push(TraceStep::new("mode", value, Source::Environment(MODE)));
    match value.to_ascii_lowercase().as_str() {
        "legacy" => Ok(true),
        "regional" => Ok(false),
        _ if family.is_botocore() => Err(ClientEndpointError::InvalidMode(value.to_owned())),
        _ => Ok(default == "legacy"),
    }
}
