//! Which host a token may be sent to, and which one a token names by default.

use eks_iam_sts_endpoint::{EndpointQuery, HostRefusal, resolve, token_host};

use crate::{Reason, VerifyTokenError, go::quoted};

/// The host of the region's own STS endpoint, and the region to sign for there.
pub(crate) fn regional(region: &str) -> Option<(String, &str)> {
    let query = EndpointQuery { region: Some(region), ..EndpointQuery::default() };
    let endpoint = resolve(&query).ok()?;
    Some((endpoint.host().to_owned(), endpoint.signing_region().unwrap_or(region)))
}

/// Refuses a host to which no token of this cluster may be sent, with the reference's text.
pub(crate) fn check(authority: &str, partition: &str, region: &str) -> Result<(), VerifyTokenError> {
    let refuse = |text: String| Err(VerifyTokenError::new(Reason::BadHost, text));
    if authority.is_empty() {
        return refuse("could not parse region for pre-signed URL , host is empty".to_owned());
    }
    if authority.split('.').count() < 3 {
        return refuse(format!(
            "could not parse region for pre-signed URL {authority}, invalid host format: {authority}"
        ));
    }
    if authority == "sts.amazonaws.com" && partition != "aws" {
        return refuse(format!("global endpoint unsupported in partition {partition}"));
    }
    let label = region_label(authority);
    if authority != "sts.amazonaws.com" && !is_region_identifier(label) {
        return refuse(format!("invalid region identifier format provided: {label}"));
    }
    match token_host(authority, partition, region).refusal() {
        None => Ok(()),
        Some(HostRefusal::OtherPartition) => {
            refuse(format!("partition {partition} does not support hostname {authority}"))
        }
        Some(HostRefusal::UnknownPartition) => {
            let text = format!("partition {partition} does not support hostname {authority}");
            Err(VerifyTokenError::plain(Reason::BadHost, text))
        }
        Some(_) => refuse(format!("unexpected hostname {} in pre-signed URL", quoted(authority))),
    }
}

/// The second label of a host, or `global`: how the reference's texts name an endpoint.
pub(crate) fn region_label(host: &str) -> &str {
    match host {
        "sts.amazonaws.com" => "global",
        _ => host.split('.').nth(1).unwrap_or_default(),
    }
}

fn is_region_identifier(label: &str) -> bool {
    label.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
        && label.bytes().next().is_some_and(|byte| byte != b'-')
        && !label.ends_with('-')
}

/// The region that an accepted host wants in the scope.
pub(crate) fn scope_region(host: &str) -> &str {
    match region_label(host) {
        "global" => "us-east-1",
        region => region,
    }
}
