//! To which hosts a verifier may send the request that an EKS token carries.
//!
//! The token itself names the host, so this list is a security boundary: too wide, and a stranger's server says who the
//! caller is.

mod refusal;

use eks_iam_arn::Partition;

use crate::{
    Form, GLOBAL_HOST, GLOBAL_SIGNING_REGION,
    host::{form, shaped_as, split},
    is_region_name, table,
};

pub use self::refusal::HostRefusal;

/// Whether a token may be sent to a host, and if not, why.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct HostVerdict<'a> {
    accepted: Result<(Form, Option<&'a str>), HostRefusal>,
}

impl<'a> HostVerdict<'a> {
    /// Tells whether a token may be sent there.
    #[must_use]
    pub const fn is_accepted(&self) -> bool {
        self.accepted.is_ok()
    }

    /// Returns the form of an accepted host.
    #[must_use]
    pub fn form(&self) -> Option<Form> {
        self.accepted.ok().map(|(form, _)| form)
    }

    /// Returns the Region in an accepted host's name; `None` for the global host.
    #[must_use]
    pub fn sts_region(&self) -> Option<&'a str> {
        self.accepted.ok().and_then(|(_, region)| region)
    }

    /// Returns the Region that an accepted host takes in a credential scope.
    #[must_use]
    pub fn scope_region(&self) -> Option<&'a str> {
        self.accepted.ok().map(|(_, region)| region.unwrap_or(GLOBAL_SIGNING_REGION))
    }

    /// Returns why the host is refused.
    #[must_use]
    pub fn refusal(&self) -> Option<HostRefusal> {
        self.accepted.err()
    }
}

/// Judges whether a verifier may send a token to a host, for a cluster in this partition and Region.
///
/// Accepted are the partition's own STS hosts, plain, FIPS and dual-stack, of Regions that are listed, have the shape of
/// the partition's Regions, or are the cluster's own; and `sts.amazonaws.com` in `aws`. Nothing else ever is. The host is
/// compared as bytes. The request must further go by https to the path `/`, with no redirect followed.
///
/// aws-iam-authenticator v0.7 takes more: GovCloud hosts in `aws` and back, and any label under `amazonaws.com`.
///
/// ```
/// use eks_iam_sts_endpoint::{HostRefusal, token_host};
///
/// let verdict = token_host("sts.eu-west-1.amazonaws.com", "aws", "us-west-2");
/// assert_eq!(verdict.scope_region(), Some("eu-west-1"));
/// let verdict = token_host("sts.us-gov-west-1.amazonaws.com", "aws", "us-west-2");
/// assert_eq!(verdict.refusal(), Some(HostRefusal::OtherPartition));
/// ```
#[must_use]
pub fn token_host<'a>(authority: &'a str, partition: &str, region: &str) -> HostVerdict<'a> {
    HostVerdict { accepted: judge(authority, partition, region) }
}

fn judge<'a>(
    authority: &'a str,
    partition: &str,
    region: &str,
) -> Result<(Form, Option<&'a str>), HostRefusal> {
    let partition = Partition::from_id(partition).ok_or(HostRefusal::UnknownPartition)?;
    if let Some(listed) = listed(authority, partition) {
        return Ok(listed);
    }
    check_syntax(authority)?;
    if authority == GLOBAL_HOST {
        return match partition {
            Partition::Aws => Ok((Form::Global, None)),
            _ => Err(HostRefusal::GlobalHostOutsideAws),
        };
    }
    let (service, label, suffix) = split(authority).ok_or(HostRefusal::TooShort)?;
    if authority.starts_with("vpce-") || suffix.starts_with("vpce.") {
        return Err(HostRefusal::VpcEndpoint);
    }
    if !matches!(service, "sts" | "sts-fips") {
        return Err(HostRefusal::OtherService);
    }
    if authority.split_once('.').is_some_and(|(_, rest)| is_any_suffix(rest)) {
        return Err(HostRefusal::TooShort);
    }
    check_region(label, suffix, partition, region)?;
    form(service, suffix, partition).map(|it| (it, Some(label))).ok_or(HostRefusal::NoSuchFipsHost)
}

/// Finds a host of a listed Region of the partition: each of its parts is equal to one of ours, so there is nothing to
/// check in it.
fn listed(authority: &str, partition: Partition) -> Option<(Form, Option<&str>)> {
    let (service, region, suffix) = split(authority)?;
    table::row(region).filter(|it| it.partition == partition)?;
    form(service, suffix, partition).map(|it| (it, Some(region)))
}

/// Refuses what is no host name in lower case.
fn check_syntax(authority: &str) -> Result<(), HostRefusal> {
    let bytes = authority.as_bytes();
    let is_address = |byte: &u8| byte.is_ascii_digit() || *byte == b'.';
    let is_label = |label: &str| !label.starts_with('-') && !label.ends_with('-');
    let is_plain =
        |byte: &u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || matches!(byte, b'.' | b'-');
    Err(match bytes {
        _ if !authority.is_ascii() => HostRefusal::NotAscii,
        _ if bytes.contains(&b'@') => HostRefusal::Userinfo,
        [] => HostRefusal::TooShort,
        [b'[', ..] => HostRefusal::IpLiteral,
        _ if bytes.iter().all(is_address) => HostRefusal::IpLiteral,
        _ if bytes.contains(&b':') => HostRefusal::Port,
        _ if bytes.iter().any(u8::is_ascii_uppercase) => HostRefusal::Case,
        [.., b'.'] => HostRefusal::TrailingDot,
        _ if authority.split('.').any(str::is_empty) => HostRefusal::EmptyLabel,
        _ if !bytes.iter().all(is_plain) || !authority.split('.').all(is_label) => HostRefusal::BadLabel,
        _ => return Ok(()),
    })
}

fn is_suffix_of(suffix: &str, partition: Partition) -> bool {
    suffix == partition.dns_suffix() || suffix == partition.dual_stack_dns_suffix()
}

fn is_any_suffix(text: &str) -> bool {
    Partition::ALL.into_iter().any(|it| is_suffix_of(text, it))
}

/// Refuses what is no Region of the partition, and a suffix that is not the partition's.
fn check_region(label: &str, suffix: &str, partition: Partition, own: &str) -> Result<(), HostRefusal> {
    if !is_suffix_of(suffix, partition) {
        let known = Partition::ALL.into_iter().flat_map(|it| [it.dns_suffix(), it.dual_stack_dns_suffix()]);
        return Err(if is_any_suffix(suffix) {
            HostRefusal::OtherPartition
        } else if known.into_iter().any(|it| suffix.strip_suffix(it).is_some_and(|rest| rest.ends_with('.')))
        {
            HostRefusal::ExtraLabel
        } else {
            HostRefusal::ForeignSuffix
        });
    }
    if Partition::ALL.into_iter().any(|it| it.pseudo_region() == Some(label)) {
        return Err(HostRefusal::PseudoRegion);
    }
    if !is_region_name(label) {
        return Err(HostRefusal::UnknownRegion);
    }
    if partition.has_region_shape(label) || label == own {
        return Ok(());
    }
    Err(match shaped_as(label) {
        Some(other) if is_suffix_of(suffix, other) => HostRefusal::OtherPartition,
        Some(_) => HostRefusal::RegionUnderWrongSuffix,
        None => HostRefusal::UnknownRegion,
    })
}
