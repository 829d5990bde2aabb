//! Which STS endpoint a host is.

use core::fmt;

use eks_iam_arn::Partition;

use crate::{GLOBAL_HOST, GLOBAL_SIGNING_REGION};

/// The form of an STS host.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Form {
    /// `sts.amazonaws.com`.
    Global,
    /// `sts.us-west-2.amazonaws.com`.
    Regional,
    /// `sts-fips.us-west-2.amazonaws.com`.
    Fips,
    /// `sts.us-west-2.api.aws`.
    DualStack,
    /// `sts-fips.us-west-2.api.aws`.
    FipsDualStack,
    /// `vpce-0a1b….sts.us-west-2.vpce.amazonaws.com`, an interface endpoint's own name.
    VpcEndpoint,
}

impl Form {
    /// Returns the name in kebab-case, such as `fips-dual-stack`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Global => "global",
            Self::Regional => "regional",
            Self::Fips => "fips",
            Self::DualStack => "dual-stack",
            Self::FipsDualStack => "fips-dual-stack",
            Self::VpcEndpoint => "vpc-endpoint",
        }
    }
}

impl fmt::Display for Form {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

/// An STS endpoint, told by its host.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct HostForm<'a> {
    /// The Region that serves it; for the global host `us-east-1`, although since 2025 Amazon's DNS may answer with the
    /// caller's own Region.
    pub sts_region: &'a str,
    /// The only Region that it takes in a credential scope.
    pub scope_region: &'a str,
    /// The partition.
    pub partition: Partition,
    /// The form of the host.
    pub form: Form,
}

/// Returns which STS endpoint a host is; `None` when it is not one.
///
/// The Region must be listed or have the shape of the partition's Regions, and host and partition must agree:
/// `sts.cn-north-1.amazonaws.com` is nobody's. The host is compared as bytes: no port, lower case. Whether a *token* may
/// be sent there is a stricter question, see [`token_host`](crate::token_host).
///
/// ```
/// use eks_iam_sts_endpoint::{Form, endpoint_of_host};
///
/// let form = endpoint_of_host("sts-fips.us-east-2.api.aws").expect("an STS host");
/// assert_eq!((form.form, form.scope_region), (Form::FipsDualStack, "us-east-2"));
/// assert_eq!(endpoint_of_host("sts.amazonaws.com").map(|it| it.scope_region), Some("us-east-1"));
/// assert_eq!(endpoint_of_host("sts.s3.amazonaws.com"), None);
/// ```
#[must_use]
pub fn endpoint_of_host(authority: &str) -> Option<HostForm<'_>> {
    if authority == GLOBAL_HOST {
        let region = GLOBAL_SIGNING_REGION;
        return Some(HostForm {
            sts_region: region,
            scope_region: region,
            partition: Partition::Aws,
            form: Form::Global,
        });
    }
    if authority.starts_with("vpce-") {
        return vpc_endpoint(authority);
    }
    let (label, region, suffix) = split(authority)?;
    let partition = shaped_as(region)?;
    let form = form(label, suffix, partition)?;
    Some(HostForm { sts_region: region, scope_region: region, partition, form })
}

/// Returns the partition whose Regions' names have this shape.
pub(crate) fn shaped_as(region: &str) -> Option<Partition> {
    Some(Partition::for_region(region)).filter(|it| it.has_region_shape(region))
}

/// The first label of an STS host.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Label {
    /// `sts`.
    Plain,
    /// `sts-fips`.
    Fips,
}

/// Takes a host apart that is built as STS's are, whether it exists or not: the first label, what stands in the place of
/// the Region, and the partition of the Region, or else of the suffix.
pub(crate) fn split_sts(host: &str) -> Option<(Label, &str, Partition)> {
    let (label, region, suffix) = split(host)?;
    let label = match label {
        "sts" => Label::Plain,
        "sts-fips" => Label::Fips,
        _ => return None,
    };
    let has_suffix = |it: &Partition| suffix == it.dns_suffix() || suffix == it.dual_stack_dns_suffix();
    let of_region = Some(Partition::for_region(region)).filter(has_suffix);
    let partition = of_region.or_else(|| Partition::ALL.into_iter().find(has_suffix))?;
    Some((label, region, partition))
}

/// Takes a host apart at its first two dots.
pub(crate) fn split(authority: &str) -> Option<(&str, &str, &str)> {
    let (label, rest) = authority.split_once('.')?;
    let (region, suffix) = rest.split_once('.')?;
    Some((label, region, suffix))
}

/// Returns the form that first label and suffix make in a partition. GovCloud has no `sts-fips` host under its plain
/// suffix: its plain hosts are the FIPS hosts.
pub(crate) fn form(label: &str, suffix: &str, partition: Partition) -> Option<Form> {
    let is_dual = suffix == partition.dual_stack_dns_suffix();
    if !is_dual && suffix != partition.dns_suffix() {
        return None;
    }
    match (label, is_dual) {
        ("sts", false) => Some(Form::Regional),
        ("sts", true) => Some(Form::DualStack),
        ("sts-fips", false) if partition != Partition::AwsUsGov => Some(Form::Fips),
        ("sts-fips", true) => Some(Form::FipsDualStack),
        _ => None,
    }
}

/// `vpce-ID.sts.REGION.vpce.SUFFIX`, also with `-ZONE` behind the id.
fn vpc_endpoint(authority: &str) -> Option<HostForm<'_>> {
    let (id, rest) = authority.split_once('.')?;
    let (region, suffix) = rest.strip_prefix("sts.")?.split_once(".vpce.")?;
    let is_id = id.bytes().all(|it| it.is_ascii_lowercase() || it.is_ascii_digit() || it == b'-');
    let partition = shaped_as(region)?;
    (is_id && suffix == partition.dns_suffix()).then_some(HostForm {
        sts_region: region,
        scope_region: region,
        partition,
        form: Form::VpcEndpoint,
    })
}
