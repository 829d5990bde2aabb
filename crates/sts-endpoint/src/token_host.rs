//! To which hosts a verifier may send the request that a token carries: a security boundary.

use eks_iam_arn::Partition;

use crate::{Form, HostForm, endpoint_of_host, host, is_region_name};

/// Why a token may not be sent to a host.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum HostRefusal {
    /// The cluster's partition is none of the eight.
    UnknownPartition,
    /// The host is an STS endpoint of another partition.
    OtherPartition,
    /// The host is a customer's interface endpoint: its DNS is the customer's.
    VpcEndpoint,
    /// The host is no STS endpoint at all.
    NotSts,
}

impl HostRefusal {
    /// Returns the name in kebab-case, such as `other-partition`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::UnknownPartition => "unknown-partition",
            Self::OtherPartition => "other-partition",
            Self::VpcEndpoint => "vpc-endpoint",
            Self::NotSts => "not-sts",
        }
    }
}

/// Returns which STS endpoint a host is, when a verifier of a cluster of this partition and Region may send a token there.
///
/// The authority is compared as bytes: no port, no trailing dot, lower case. The Region's label must be a listed Region of
/// the partition, have its shape, or be the cluster's own.
///
/// # Errors
///
/// When the host is not to be trusted with a token; nothing but the partition's own STS endpoints is.
///
/// ```
/// use eks_iam_sts_endpoint::{HostRefusal, token_host};
///
/// assert!(token_host("sts.us-west-2.amazonaws.com", "aws", "us-west-2").is_ok());
/// assert_eq!(token_host("sts.s3.amazonaws.com", "aws", "us-west-2"), Err(HostRefusal::NotSts));
/// ```
pub fn token_host<'a>(authority: &'a str, partition: &str, region: &str) -> Result<HostForm<'a>, HostRefusal> {
    let partition = Partition::from_id(partition).ok_or(HostRefusal::UnknownPartition)?;
    match endpoint_of_host(authority) {
        Some(it) if it.form == Form::VpcEndpoint => Err(HostRefusal::VpcEndpoint),
        Some(it) if it.partition == partition => Ok(it),
        Some(_) => Err(HostRefusal::OtherPartition),
        None => own_region(authority, partition, region).ok_or(HostRefusal::NotSts),
    }
}

/// A host of the cluster's own Region, when that is of no known shape.
fn own_region<'a>(authority: &'a str, partition: Partition, region: &str) -> Option<HostForm<'a>> {
    let (label, named, suffix) = host::split(authority)?;
    let is_own = named == region && is_region_name(region) && !region.bytes().any(|it| it.is_ascii_uppercase());
    if !is_own || region.ends_with("-global") {
        return None;
    }
    let form = host::form(label, suffix, partition)?;
    Some(HostForm { sts_region: named, scope_region: named, partition, form })
}
