//! The listed Regions with what their URLs are made of: partitions 1.1 of aws-sdk-sts 1.124.0.
//!
//! Made by `cargo xtask codegen`; a change here would be lost.

use eks_iam_arn::Partition;

use super::{Row, region_rows};

/// Where the table of Regions and partitions comes from: the version of the data, and the crate that brings them.
pub const TABLE_SOURCE: &str = "partitions 1.1 of aws-sdk-sts 1.124.0";

/// Partition, whether `legacy` means the global host, first label of its FIPS hosts, DNS suffix, dual-stack suffix.
pub(super) const ROWS: &[Row] = region_rows! {
    Aws, true, "sts-fips", "amazonaws.com", "api.aws": [
        "ap-northeast-1"
        "ap-south-1"
        "ap-southeast-1"
        "ap-southeast-2"
        "ca-central-1"
        "eu-central-1"
        "eu-north-1"
        "eu-west-1"
        "eu-west-2"
        "eu-west-3"
        "sa-east-1"
        "us-east-1"
        "us-east-2"
        "us-west-1"
        "us-west-2"
    ];
    Aws, false, "sts-fips", "amazonaws.com", "api.aws": [
        "af-south-1"
        "ap-east-1"
        "ap-east-2"
        "ap-northeast-2"
        "ap-northeast-3"
        "ap-south-2"
        "ap-southeast-3"
        "ap-southeast-4"
        "ap-southeast-5"
        "ap-southeast-6"
        "ap-southeast-7"
        "ca-west-1"
        "eu-central-2"
        "eu-south-1"
        "eu-south-2"
        "il-central-1"
        "me-central-1"
        "me-south-1"
        "mx-central-1"
    ];
    AwsCn, false, "sts-fips", "amazonaws.com.cn", "api.amazonwebservices.com.cn": [
        "cn-north-1"
        "cn-northwest-1"
    ];
    AwsUsGov, false, "sts", "amazonaws.com", "api.aws": [
        "us-gov-east-1"
        "us-gov-west-1"
    ];
    AwsIso, false, "sts-fips", "c2s.ic.gov", "api.aws.ic.gov": [
        "us-iso-east-1"
        "us-iso-west-1"
    ];
    AwsIsoB, false, "sts-fips", "sc2s.sgov.gov", "api.aws.scloud": [
        "us-isob-east-1"
        "us-isob-west-1"
    ];
    AwsIsoE, false, "sts-fips", "cloud.adc-e.uk", "api.cloud-aws.adc-e.uk": [
        "eu-isoe-west-1"
    ];
    AwsIsoF, false, "sts-fips", "csp.hci.ic.gov", "api.aws.hci.ic.gov": [
        "us-isof-east-1"
        "us-isof-south-1"
    ];
    AwsEusc, false, "sts-fips", "amazonaws.eu", "api.amazonwebservices.eu": [
        "eusc-de-east-1"
    ];
};
