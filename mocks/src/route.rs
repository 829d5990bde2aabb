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
    /// IAM of a partition, by the region that its scopes name.
    Iam(&'static str),
    /// EC2 of a region.
    Ec2(String),
    /// EKS Auth of a region.
    EksAuth(String),
    /// S3 of a region, without a bucket in the host.
    S3(String),
    /// The Pod Identity agent of a node.
    PodIdentityAgent,
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
        if let Some(region) = iam_region(host) {
            return Some(Self::Iam(region));
        }
        if let Some(region) = regional(host, "eks") {
            return Some(Self::Eks(region));
        }
        if let Some(region) = regional(host, "ec2") {
            return Some(Self::Ec2(region));
        }
        if let Some(region) = regional(host, "eks-auth").or_else(|| regional(host, "eks-auth-fips")) {
            return Some(Self::EksAuth(region));
        }
        if host == "s3.amazonaws.com" {
            return Some(Self::S3("us-east-1".to_owned()));
        }
        let of_bucket = host.find(".s3.").and_then(|at| regional(host.get(at + 1..)?, "s3"));
        let s3 = of_bucket.or_else(|| regional(host, "s3")).or_else(|| regional(host, "s3-fips"));
        if let Some(region) =
            s3.or_else(|| regional(host, "s3.dualstack")).or_else(|| regional(host, "s3-fips.dualstack"))
        {
            return Some(Self::S3(region));
        }
        if matches!(host, "169.254.170.23" | "[fd00:ec2::23]") {
            return Some(Self::PodIdentityAgent);
        }
        let cluster = world.clusters().iter().find(|live| live.host == host).map(|live| live.arn.clone());
        cluster.map(Self::Kubernetes).or_else(|| is_issuer_host(world, host).then_some(Self::Oidc))
    }
}

/// The region in which requests to that host of IAM are signed (botocore's endpoint rules).
fn iam_region(host: &str) -> Option<&'static str> {
    Some(match host {
        "iam.amazonaws.com" | "iam-fips.amazonaws.com" | "iam.global.api.aws" | "iam-fips.global.api.aws" => {
            "us-east-1"
        }
        "iam.cn-north-1.amazonaws.com.cn" | "iam.global.api.amazonwebservices.com.cn" => "cn-north-1",
        "iam.us-gov.amazonaws.com" | "iam.us-gov.api.aws" => "us-gov-west-1",
        "iam.us-iso-east-1.c2s.ic.gov" => "us-iso-east-1",
        "iam.us-isob-east-1.sc2s.sgov.gov" => "us-isob-east-1",
        "iam.eu-isoe-west-1.cloud.adc-e.uk" => "eu-isoe-west-1",
        "iam.us-isof-south-1.csp.hci.ic.gov" => "us-isof-south-1",
        "iam.eusc-de-east-1.amazonaws.eu" => "eusc-de-east-1",
        _ => return None,
    })
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
