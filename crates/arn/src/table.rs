//! The partitions and their Regions: partitions 1.1 of aws-sdk-sts 1.124.0.
//!
//! Made by `cargo xtask codegen`; a change here would be lost.

use crate::Partition;

pub(crate) const fn dns_suffix(partition: Partition) -> &'static str {
    match partition {
        Partition::Aws => "amazonaws.com",
        Partition::AwsCn => "amazonaws.com.cn",
        Partition::AwsUsGov => "amazonaws.com",
        Partition::AwsIso => "c2s.ic.gov",
        Partition::AwsIsoB => "sc2s.sgov.gov",
        Partition::AwsIsoE => "cloud.adc-e.uk",
        Partition::AwsIsoF => "csp.hci.ic.gov",
        Partition::AwsEusc => "amazonaws.eu",
    }
}

pub(crate) const fn dual_stack_dns_suffix(partition: Partition) -> &'static str {
    match partition {
        Partition::Aws => "api.aws",
        Partition::AwsCn => "api.amazonwebservices.com.cn",
        Partition::AwsUsGov => "api.aws",
        Partition::AwsIso => "api.aws.ic.gov",
        Partition::AwsIsoB => "api.aws.scloud",
        Partition::AwsIsoE => "api.cloud-aws.adc-e.uk",
        Partition::AwsIsoF => "api.aws.hci.ic.gov",
        Partition::AwsEusc => "api.amazonwebservices.eu",
    }
}

pub(crate) const fn implicit_global_region(partition: Partition) -> &'static str {
    match partition {
        Partition::Aws => "us-east-1",
        Partition::AwsCn => "cn-northwest-1",
        Partition::AwsUsGov => "us-gov-west-1",
        Partition::AwsIso => "us-iso-east-1",
        Partition::AwsIsoB => "us-isob-east-1",
        Partition::AwsIsoE => "eu-isoe-west-1",
        Partition::AwsIsoF => "us-isof-south-1",
        Partition::AwsEusc => "eusc-de-east-1",
    }
}

pub(crate) const fn pseudo_region(partition: Partition) -> Option<&'static str> {
    match partition {
        Partition::Aws => Some("aws-global"),
        Partition::AwsCn => Some("aws-cn-global"),
        Partition::AwsUsGov => Some("aws-us-gov-global"),
        Partition::AwsIso => Some("aws-iso-global"),
        Partition::AwsIsoB => Some("aws-iso-b-global"),
        Partition::AwsIsoE => Some("aws-iso-e-global"),
        Partition::AwsIsoF => Some("aws-iso-f-global"),
        Partition::AwsEusc => None,
    }
}

/// The Regions that exist, in alphabetic order, without pseudo-Regions such as `aws-global`.
pub(crate) const fn regions(partition: Partition) -> &'static [&'static str] {
    match partition {
        Partition::Aws => &[
            "af-south-1",
            "ap-east-1",
            "ap-east-2",
            "ap-northeast-1",
            "ap-northeast-2",
            "ap-northeast-3",
            "ap-south-1",
            "ap-south-2",
            "ap-southeast-1",
            "ap-southeast-2",
            "ap-southeast-3",
            "ap-southeast-4",
            "ap-southeast-5",
            "ap-southeast-6",
            "ap-southeast-7",
            "ca-central-1",
            "ca-west-1",
            "eu-central-1",
            "eu-central-2",
            "eu-north-1",
            "eu-south-1",
            "eu-south-2",
            "eu-west-1",
            "eu-west-2",
            "eu-west-3",
            "il-central-1",
            "me-central-1",
            "me-south-1",
            "mx-central-1",
            "sa-east-1",
            "us-east-1",
            "us-east-2",
            "us-west-1",
            "us-west-2",
        ],
        Partition::AwsCn => &["cn-north-1", "cn-northwest-1"],
        Partition::AwsUsGov => &["us-gov-east-1", "us-gov-west-1"],
        Partition::AwsIso => &["us-iso-east-1", "us-iso-west-1"],
        Partition::AwsIsoB => &["us-isob-east-1", "us-isob-west-1"],
        Partition::AwsIsoE => &["eu-isoe-west-1"],
        Partition::AwsIsoF => &["us-isof-east-1", "us-isof-south-1"],
        Partition::AwsEusc => &["eusc-de-east-1"],
    }
}

/// The partition whose Regions' names begin so, before a word and a number.
pub(crate) fn by_area(area: &str) -> Option<Partition> {
    Some(match area {
        "us" | "eu" | "ap" | "sa" | "ca" | "me" | "af" | "il" | "mx" => Partition::Aws,
        "cn" => Partition::AwsCn,
        "us-gov" => Partition::AwsUsGov,
        "us-iso" => Partition::AwsIso,
        "us-isob" => Partition::AwsIsoB,
        "eu-isoe" => Partition::AwsIsoE,
        "us-isof" => Partition::AwsIsoF,
        "eusc-de" => Partition::AwsEusc,
        _ => return None,
    })
}
