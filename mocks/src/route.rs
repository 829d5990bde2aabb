//! For whom a request is meant: the host decides, as it does at AWS.

use eks_iam_sts_endpoint::endpoint_of_host;

use crate::{World, model::dns_suffix, services::is_issuer_host};

/// Whose host it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Route {
    /// STS: where it is served, and the only region that it takes in a scope.
    Sts {
        /// Where it is served.
        region: String,
        /// The region that it takes in a scope.
        scope_region: String,
    },
    /// EKS of a region.
    Eks(String),
    /// EC2 of a region.
    Ec2(String),
    /// An OIDC issuer: the host without path.
    Oidc,
    /// The Kubernetes API of the cluster with that ARN.
    Kubernetes(String),
}

impl Route {
    /// Finds out; `None` when the host is nobody's in this world.
    pub(crate) fn of(world: &World, host: &str) -> Option<Self> {
        if let Some(form) = endpoint_of_host(host) {
            let (region, scope_region) = (form.sts_region.to_owned(), form.scope_region.to_owned());
            return Some(Self::Sts { region, scope_region });
        }
        if let Some(region) = regional(host, "eks") {
            return Some(Self::Eks(region));
        }
        if let Some(region) = regional(host, "ec2") {
            return Some(Self::Ec2(region));
        }
        let cluster = world
            .state()
            .clusters
            .iter()
            .find(|live| live.cluster.endpoint_host() == host)
            .map(|live| live.cluster.arn());
        cluster.map(Self::Kubernetes).or_else(|| is_issuer_host(world, host).then_some(Self::Oidc))
    }
}

/// The region of `SERVICE.REGION.SUFFIX`, `fips.SERVICE.REGION.SUFFIX` and `SERVICE.REGION.api.aws`, as EKS and EC2 have
/// them.
fn regional(host: &str, service: &str) -> Option<String> {
    let host = host.strip_prefix("fips.").unwrap_or(host);
    let (region, suffix) = host.strip_prefix(service)?.strip_prefix('.')?.split_once('.')?;
    let is_known =
        suffix == dns_suffix(region) || matches!(suffix, "api.aws" | "api.amazonwebservices.com.cn");
    (is_known && !region.is_empty()).then(|| region.to_owned())
}
