//! What a client of one SDK family does with its settings: which host it calls, and for which Region it signs.

mod error;
mod settings;
mod steps;

use eks_iam_arn::Partition;

pub use self::{
    error::{ClientEndpointError, ClientFault},
    settings::ClientSettings,
};
use crate::{
    EndpointQuery, EndpointWarning, GLOBAL_SIGNING_REGION, SdkFamily, Trace, VariantBesideEndpoint, Why,
    resolve::{GLOBAL_REGION, resolve},
    trace::{Effect, Source},
    warning::warnings,
};
use steps::Inputs;

/// The endpoint that a client calls, and how it came to it.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct ClientEndpoint {
    /// The URL; an endpoint that was given stands here byte for byte.
    pub url: String,
    /// The host as the `Host` header has it, with a port where one was given.
    pub host: String,
    /// The Region in the scope of its signatures.
    pub signing_region: String,
    /// The rule that chose the host.
    pub why: Why,
    /// The steps of the decision.
    pub trace: Trace,
}

impl ClientEndpoint {
    /// Returns what will go wrong when the client calls STS so, see [`warnings`].
    #[must_use]
    pub fn warnings(&self) -> Vec<EndpointWarning> {
        warnings(&self.host, Some(&self.signing_region))
    }
}

/// Returns the endpoint that a client of this family calls, and the Region that it signs for.
///
/// The settings are looked up in the family's own places and order, and the rule set is applied with the family's own
/// deviations: botocore takes the global endpoint where no Region is set, drops FIPS beside an endpoint, and reads
/// `AWS_DEFAULT_REGION` only; Rust ignores `AWS_STS_REGIONAL_ENDPOINTS`; Go v2 goes on with an empty Region. How well each
/// row is known stands in [`SdkFacts::known`](crate::SdkFacts::known). A Region that cannot be a label of a host is refused
/// for every family, though some let it pass.
///
/// ```
/// use eks_iam_sts_endpoint::{ClientSettings, SdkFamily, client_endpoint};
///
/// let settings = ClientSettings {
///     explicit_region: Some("us-west-2".into()),
///     environment: vec![("AWS_STS_REGIONAL_ENDPOINTS".into(), "legacy".into())],
///     ..ClientSettings::default()
/// };
/// assert_eq!(client_endpoint(SdkFamily::Boto3, &settings)?.host, "sts.amazonaws.com");
/// assert_eq!(client_endpoint(SdkFamily::JsV3, &settings)?.host, "sts.us-west-2.amazonaws.com");
/// # Ok::<(), eks_iam_sts_endpoint::ClientEndpointError>(())
/// ```
///
/// # Errors
///
/// When the client itself fails before it sends anything; the text is the client's own where it is known.
pub fn client_endpoint(
    family: SdkFamily,
    settings: &ClientSettings,
) -> Result<ClientEndpoint, ClientEndpointError> {
    let mut trace = Trace::default();
    let mut inputs = Inputs::read(family, settings, &mut trace)?;
    if let Some(region) = inputs.region.as_deref().filter(|it| is_not_modeled(family, &inputs, it)) {
        return Err(ClientEndpointError::variant_not_modeled(region));
    }
    drop_variant(family, &mut inputs, &mut trace);
    let Some(region) = inputs.region.clone() else { return without_region(family, &inputs, trace) };
    decide(family, &inputs, &region, trace)
}

/// Drops FIPS and dual-stack beside an endpoint, for the families that do.
fn drop_variant(family: SdkFamily, inputs: &mut Inputs, trace: &mut Trace) {
    if inputs.endpoint.is_none() || family.facts().variant_beside_endpoint != VariantBesideEndpoint::Dropped {
        return;
    }
    for (name, flag) in [("fips", &mut inputs.fips), ("dual-stack", &mut inputs.dual_stack)] {
        if core::mem::take(flag) {
            trace.push(name, "true", Source::SdkDefault, Effect::VariantDropped);
        }
    }
}

/// What the families do without a Region.
fn without_region(
    family: SdkFamily,
    inputs: &Inputs,
    mut trace: Trace,
) -> Result<ClientEndpoint, ClientEndpointError> {
    let assumed = match family {
        it if it.is_botocore() && inputs.endpoint.is_none() => GLOBAL_REGION,
        SdkFamily::JsV2 if inputs.endpoint.is_none() && inputs.is_legacy => GLOBAL_REGION,
        SdkFamily::GoV2 => return go_without_region(inputs, trace),
        _ => return Err(ClientEndpointError::missing_region(family)),
    };
    trace.push("region", assumed, Source::SdkDefault, Effect::RegionAssumed);
    decide(family, inputs, assumed, trace)
}

/// Go v2 puts the empty Region into the host's name, and into the scope.
fn go_without_region(inputs: &Inputs, mut trace: Trace) -> Result<ClientEndpoint, ClientEndpointError> {
    const HOST: &str = "sts..amazonaws.com";
    trace.push("region", "", Source::SdkDefault, Effect::RegionAssumed);
    if let Some(endpoint) = inputs.endpoint.as_deref() {
        let query = EndpointQuery {
            fips: inputs.fips,
            dual_stack: inputs.dual_stack,
            endpoint: Some(endpoint),
            ..EndpointQuery::default()
        };
        let endpoint = resolve(&query).map_err(ClientEndpointError::of_rule_set)?;
        trace.push_decision(&endpoint, None, Some(""));
        return Ok(ClientEndpoint {
            host: endpoint.host().to_owned(),
            signing_region: String::new(),
            why: endpoint.why(),
            url: endpoint.into_url(),
            trace,
        });
    }
    trace.push("host", HOST, Source::RuleSet, Effect::HostChosen(Why::Regional));
    let (url, host) = (format!("https://{HOST}"), HOST.to_owned());
    Ok(ClientEndpoint { url, host, signing_region: String::new(), why: Why::Regional, trace })
}

fn decide(
    family: SdkFamily,
    inputs: &Inputs,
    region: &str,
    mut trace: Trace,
) -> Result<ClientEndpoint, ClientEndpointError> {
    let query = EndpointQuery {
        region: Some(region),
        fips: inputs.fips,
        dual_stack: inputs.dual_stack,
        global: inputs.is_legacy,
        endpoint: inputs.endpoint.as_deref(),
    };
    let endpoint = resolve(&query).map_err(ClientEndpointError::of_rule_set)?;
    // botocore's older tables have us-east-1 for `aws-global`, with FIPS and dual-stack too.
    let is_global = region == GLOBAL_REGION && family.is_botocore() && endpoint.why() != Why::Override;
    let signing_region =
        if is_global { GLOBAL_SIGNING_REGION } else { endpoint.signing_region().unwrap_or(region) };
    trace.push_decision(&endpoint, Some(region), Some(signing_region));
    Ok(ClientEndpoint {
        host: endpoint.host().to_owned(),
        signing_region: signing_region.to_owned(),
        why: endpoint.why(),
        url: endpoint.into_url(),
        trace,
    })
}

/// botocore asks its older tables first, also beside an endpoint, and these have no dual-stack for two partitions.
fn is_not_modeled(family: SdkFamily, inputs: &Inputs, region: &str) -> bool {
    let without_dual_stack = [Partition::AwsIsoE, Partition::AwsIsoF];
    family.is_botocore()
        && inputs.dual_stack
        && without_dual_stack.into_iter().any(|it| it.has_region_shape(region))
}
