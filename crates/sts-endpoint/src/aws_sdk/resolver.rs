//! Endpoint resolvers for the client of aws-sdk-sts.

use aws_sdk_sts::config::endpoint::{Endpoint, EndpointFuture, Params, ResolveEndpoint};
use aws_smithy_types::endpoint::EndpointAuthScheme;

use crate::{EndpointQuery, SIGNING_NAME, resolve};

/// Resolves endpoints in a client of aws-sdk-sts as [`resolve`] does: the same answers as the client's own resolver, and a
/// Region that would leave its label of the host is refused.
///
/// ```
/// use aws_sdk_sts::config::{BehaviorVersion, Config, Region};
/// use eks_iam_sts_endpoint::StsEndpointResolver;
///
/// let config = Config::builder()
///     .behavior_version(BehaviorVersion::latest())
///     .region(Region::new("us-west-2"))
///     .endpoint_resolver(StsEndpointResolver::new())
///     .build();
/// let client = aws_sdk_sts::Client::from_conf(config);
/// # let _ = client;
/// ```
#[derive(Clone, Copy, Debug, Default)]
#[non_exhaustive]
pub struct StsEndpointResolver {}

impl StsEndpointResolver {
    /// Makes a resolver.
    #[must_use]
    pub const fn new() -> Self {
        Self {}
    }
}

impl ResolveEndpoint for StsEndpointResolver {
    fn resolve_endpoint<'a>(&'a self, params: &'a Params) -> EndpointFuture<'a> {
        let query = EndpointQuery {
            region: params.region(),
            fips: params.use_fips().unwrap_or_default(),
            dual_stack: params.use_dual_stack().unwrap_or_default(),
            global: params.use_global_endpoint().unwrap_or_default(),
            endpoint: params.endpoint(),
        };
        EndpointFuture::ready(match resolve(&query) {
            Ok(endpoint) => {
                // An endpoint that is given names no signing Region; the client's own then holds.
                let region = endpoint.signing_region().filter(|_| query.endpoint.is_none());
                Ok(sdk_endpoint(endpoint.url(), region))
            }
            Err(error) => Err(error.into()),
        })
    }
}

/// Always the one endpoint of an attempt, whatever the configuration says.
#[derive(Debug)]
pub(super) struct FixedEndpoint {
    pub(super) url: String,
    pub(super) signing_region: String,
}

impl ResolveEndpoint for FixedEndpoint {
    fn resolve_endpoint<'a>(&'a self, _params: &'a Params) -> EndpointFuture<'a> {
        EndpointFuture::ready(Ok(sdk_endpoint(&self.url, Some(&self.signing_region))))
    }
}

fn sdk_endpoint(url: &str, signing_region: Option<&str>) -> Endpoint {
    let endpoint = Endpoint::builder().url(url.to_owned());
    let Some(region) = signing_region else { return endpoint.build() };
    let scheme = EndpointAuthScheme::with_capacity("sigv4", 2)
        .put("signingName", SIGNING_NAME.to_owned())
        .put("signingRegion", region.to_owned());
    endpoint.auth_scheme(scheme).build()
}
