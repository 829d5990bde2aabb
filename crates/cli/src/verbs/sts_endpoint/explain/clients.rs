//! What one client does, and what is known of its family, as JSON.

use eks_iam_span::Language;
use eks_iam_sts_endpoint::{
    ClientSettings, EndpointVariables, Place, SIGNING_NAME, SdkFamily, VariantBesideEndpoint,
    client_endpoint, endpoint_of_host,
};
use serde_json::{Value, json};

use super::super::{trace_json, warnings_json};

/// Host, signing Region and STS's verdict; or why the client fails before it sends anything.
pub(super) fn client_json(family: SdkFamily, settings: &ClientSettings, language: Language) -> Value {
    let endpoint = match client_endpoint(family, settings) {
        Ok(endpoint) => endpoint,
        Err(error) => {
            return json!({"fails": {"kind": error.fault().as_str(), "message": error.message(language)}});
        }
    };
    let accepts = endpoint_of_host(&endpoint.host).map(|it| it.scope_region.to_owned());
    json!({
        "url": endpoint.url,
        "host": endpoint.host,
        "signing_region": endpoint.signing_region,
        "signing_name": SIGNING_NAME,
        "scope_region": endpoint.signing_region,
        "accepted_region": accepts,
        "scope_accepted": accepts.as_ref().map(|it| *it == endpoint.signing_region),
        "why": [endpoint.why.as_str()],
        "trace": trace_json(&endpoint.trace, language),
        "warnings": warnings_json(&endpoint.warnings(), language),
        "fails": null,
    })
}

/// What the family reads, and how that is known.
pub(super) fn facts_json(family: SdkFamily) -> Value {
    let facts = family.facts();
    let known = facts.known.iter().map(|it| json!({"how": it.as_str(), "version": it.version()}));
    json!({
        "reads_mode": facts.reads_mode(),
        "mode_read_from": facts.mode_read_from.iter().map(|it| Place::as_str(*it)).collect::<Vec<_>>(),
        "default_mode": facts.default_mode.as_str(),
        "default_mode_since": facts.default_mode.since(),
        "region_variables": facts.region_variables,
        "reads_endpoint_variables": facts.endpoint_variables != EndpointVariables::Ignored,
        "reads_endpoint_variables_since": match facts.endpoint_variables {
            EndpointVariables::Since(version) => Some(version),
            _ => None,
        },
        "fips_beside_endpoint": match facts.variant_beside_endpoint {
            VariantBesideEndpoint::Dropped => "dropped",
            _ => "refused",
        },
        "known": known.collect::<Vec<_>>(),
    })
}
