//! Which host a token may be sent to, and which one a token names by default.

use crate::{Reason, VerifyTokenError, go::quoted};

/// The host of the region's own STS endpoint.
pub(crate) fn regional(region: &str) -> Option<String> {
    Some(format!("sts.{region}.amazonaws.com"))
}

/// Whether a text can be a region's name: 1 to 63 letters, digits and hyphens, no hyphen at an end, not all digits.
pub(crate) fn is_region_name(region: &str) -> bool {
    let is_label = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-';
    (1..64).contains(&region.len())
        && region.bytes().all(is_label)
        && !region.starts_with('-')
        && !region.ends_with('-')
        && !region.bytes().all(|byte| byte.is_ascii_digit())
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
    if !accepts(authority, partition, region) {
        return refuse(format!("unexpected hostname {} in pre-signed URL", quoted(authority)));
    }
    Ok(())
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

fn accepts(authority: &str, _partition: &str, _region: &str) -> bool {
    authority == "sts.amazonaws.com" || authority.starts_with("sts.")
}

/// The region that an accepted host wants in the scope.
pub(crate) fn scope_region(host: &str) -> &str {
    match region_label(host) {
        "global" => "us-east-1",
        region => region,
    }
}
