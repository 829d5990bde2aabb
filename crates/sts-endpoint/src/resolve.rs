//! Which host a client calls, and in which Region it signs: the rule set of the current SDKs.
//!
//! Version 1.0 of STS's endpoint rule set, the same text in botocore 1.43, smithy-rs and aws-sdk-go-v2, with a stricter
//! check of the Region's name.

use std::borrow::Cow;

use eks_iam_arn::{Partition, PartitionVia};

use crate::{
    EndpointWarning, Why,
    error::ResolveEndpointError,
    region,
    table::{self, Row},
    url,
    warning::warnings,
};

/// The service in the scope of every request to STS.
pub const SIGNING_NAME: &str = "sts";
/// The global host.
pub const GLOBAL_HOST: &str = "sts.amazonaws.com";
/// The Region for which requests to the global host are signed.
pub const GLOBAL_SIGNING_REGION: &str = "us-east-1";

const GLOBAL_URL: &str = "https://sts.amazonaws.com";
pub(crate) const GLOBAL_REGION: &str = "aws-global";
const SCHEME: &str = "https://";

/// Everything that decides the endpoint. Nothing is read from the process.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct EndpointQuery<'a> {
    /// The client's Region, or a pseudo-Region such as `aws-global`.
    pub region: Option<&'a str>,
    /// `AWS_USE_FIPS_ENDPOINT`.
    pub fips: bool,
    /// `AWS_USE_DUALSTACK_ENDPOINT`.
    pub dual_stack: bool,
    /// `AWS_STS_REGIONAL_ENDPOINTS=legacy`, for a client that reads it.
    pub global: bool,
    /// The endpoint given in code, by `AWS_ENDPOINT_URL_STS` or in the shared config file.
    pub endpoint: Option<&'a str>,
}

/// Where a client sends its requests, and for which Region it signs them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Endpoint<'a> {
    url: Cow<'a, str>,
    signing_region: Option<&'a str>,
    partition: Option<Partition>,
    why: Why,
}

impl<'a> Endpoint<'a> {
    /// Returns the URL; an override byte for byte.
    #[must_use]
    pub fn url(&self) -> &str {
        &self.url
    }

    /// Returns the host as the `Host` header has it, with a port where the override names one.
    #[must_use]
    pub fn host(&self) -> &str {
        match self.why {
            Why::Override => url::authority(&self.url).unwrap_or_default(),
            _ => self.url.get(SCHEME.len()..).unwrap_or_default(),
        }
    }

    /// Returns the Region to sign for; `None` only when an override is given and no Region.
    #[must_use]
    pub const fn signing_region(&self) -> Option<&'a str> {
        self.signing_region
    }

    /// Returns the service to sign for, `sts`.
    #[must_use]
    pub const fn signing_name(&self) -> &'static str {
        SIGNING_NAME
    }

    /// Returns the partition of the client's Region; `None` without one.
    #[must_use]
    pub const fn partition(&self) -> Option<Partition> {
        self.partition
    }

    /// Returns the rule that chose the host.
    #[must_use]
    pub const fn why(&self) -> Why {
        self.why
    }

    /// Returns what will go wrong when a client calls STS so, see [`warnings`](crate::warnings).
    #[must_use]
    pub fn warnings(&self) -> Vec<EndpointWarning> {
        warnings(self.host(), self.signing_region)
    }

    /// Returns the URL, owned.
    #[must_use]
    pub fn into_url(self) -> String {
        self.url.into_owned()
    }

    const fn global(partition: Partition, why: Why) -> Self {
        Endpoint {
            url: Cow::Borrowed(GLOBAL_URL),
            signing_region: Some(GLOBAL_SIGNING_REGION),
            partition: Some(partition),
            why,
        }
    }
}

/// Returns the host that a client with these settings calls, and the Region that it signs for.
///
/// Listed Regions are answered from a table without allocation, others with one. The answer for an unknown Region is
/// that of the SDKs: `mars-1` is taken for a commercial Region, and the host does not exist.
///
/// ```
/// use eks_iam_sts_endpoint::{EndpointQuery, Why, resolve};
///
/// // The pod's Region is known, and somebody gave the global URL: host and scope disagree.
/// let query = EndpointQuery { region: Some("us-west-2"), endpoint: Some("https://sts.amazonaws.com"), ..Default::default() };
/// let endpoint = resolve(&query)?;
/// assert_eq!(endpoint.host(), "sts.amazonaws.com");
/// assert_eq!(endpoint.signing_region(), Some("us-west-2"));
/// assert_eq!(endpoint.why(), Why::Override);
/// # Ok::<(), eks_iam_sts_endpoint::ResolveEndpointError>(())
/// ```
///
/// # Errors
///
/// When the Region is missing or cannot be a label of a host, when FIPS or dual-stack stands beside an override, or when
/// the override is no URL.
pub fn resolve<'a>(query: &EndpointQuery<'a>) -> Result<Endpoint<'a>, ResolveEndpointError> {
    let row = query.region.and_then(table::row);
    if let (Some(region), None) = (query.region, row) {
        region::check(region)
            .map_err(|fault| ResolveEndpointError::InvalidRegion { region: region.to_owned(), fault })?;
    }
    if let Some(endpoint) = query.endpoint {
        return overridden(query, endpoint);
    }
    let Some(region) = query.region else { return Err(ResolveEndpointError::MissingRegion) };
    Ok(match row {
        Some(row) => listed(query, row),
        None => unlisted(query, region),
    })
}

fn overridden<'a>(
    query: &EndpointQuery<'a>,
    endpoint: &'a str,
) -> Result<Endpoint<'a>, ResolveEndpointError> {
    if query.fips {
        return Err(ResolveEndpointError::FipsWithEndpoint);
    }
    if query.dual_stack {
        return Err(ResolveEndpointError::DualStackWithEndpoint);
    }
    if url::authority(endpoint).is_none() {
        let endpoint = url::without_user_info(endpoint).into_owned();
        return Err(ResolveEndpointError::InvalidEndpoint { endpoint });
    }
    Ok(Endpoint {
        url: Cow::Borrowed(endpoint),
        signing_region: query.region,
        partition: query.region.map(Partition::for_region),
        why: Why::Override,
    })
}

/// A Region of the table: nothing is computed but the choice among its four URLs.
fn listed<'a>(query: &EndpointQuery<'a>, row: &'static Row) -> Endpoint<'a> {
    let why = variant(query, row.partition);
    if query.global && row.is_global_by_legacy && matches!(why, Why::Regional) {
        return Endpoint::global(row.partition, Why::LegacyMode);
    }
    let [plain, fips, dual, fips_dual] = row.urls;
    let url = match (query.fips, query.dual_stack) {
        (false, false) => plain,
        (true, false) => fips,
        (false, true) => dual,
        (true, true) => fips_dual,
    };
    Endpoint {
        url: Cow::Borrowed(url),
        signing_region: Some(row.region),
        partition: Some(row.partition),
        why,
    }
}

fn unlisted<'a>(query: &EndpointQuery<'a>, region: &'a str) -> Endpoint<'a> {
    let partition = Partition::for_region(region);
    let why = variant(query, partition);
    if region == GLOBAL_REGION && matches!(why, Why::Regional) {
        return Endpoint::global(partition, Why::GlobalRegion);
    }
    let label = match why {
        Why::Fips | Why::FipsDualStack => "sts-fips.",
        _ => "sts.",
    };
    let suffix = if query.dual_stack { partition.dual_stack_dns_suffix() } else { partition.dns_suffix() };
    let mut url = String::with_capacity(SCHEME.len() + label.len() + region.len() + 1 + suffix.len());
    for part in [SCHEME, label, region, ".", suffix] {
        url.push_str(part);
    }
    Endpoint { url: Cow::Owned(url), signing_region: Some(region), partition: Some(partition), why }
}

const fn variant(query: &EndpointQuery<'_>, partition: Partition) -> Why {
    match (query.fips, query.dual_stack) {
        (false, false) => Why::Regional,
        (true, false) if matches!(partition, Partition::AwsUsGov) => Why::FipsInGovCloud,
        (true, false) => Why::Fips,
        (false, true) => Why::DualStack,
        (true, true) => Why::FipsDualStack,
    }
}

/// Tells whether the mode `legacy` sends a Region to the global host: fifteen Regions, and `aws-global`.
///
/// The list is frozen since 2019, in botocore, smithy-rs and aws-sdk-go alike. Not in it, against intuition:
/// `ap-northeast-2` and `ap-northeast-3`, which are commercial Regions enabled by default.
#[must_use]
pub fn is_global_by_legacy(region: &str) -> bool {
    region == GLOBAL_REGION || table::row(region).is_some_and(|it| it.is_global_by_legacy)
}

/// Returns how the partition of the query's Region was found: listed, by the shape of its name, or taken for `aws`.
#[must_use]
pub fn partition_via(region: &str) -> PartitionVia {
    Partition::match_region(region).via
}
