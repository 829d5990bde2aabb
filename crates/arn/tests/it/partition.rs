//! Partitions and their Regions.

use eks_iam_arn::{Partition, PartitionVia};

#[test]
fn ids_read_and_print_back() {
    for partition in Partition::ALL {
        assert_eq!(partition.id().parse(), Ok(partition));
        assert_eq!(partition.to_string(), partition.id());
    }
    for id in ["", "AWS", "aws-gov", "aws-us-govt", "aws-iso-c", " aws"] {
        assert_eq!(Partition::from_id(id), None, "{id}");
    }
    let error = "aws-gov".parse::<Partition>().unwrap_err();
    assert!(error.to_string().starts_with("partition is none of `aws`, `aws-cn`"));
}

#[test]
fn listed_regions_have_the_shape_of_their_partition() {
    for partition in Partition::ALL {
        for region in partition.regions() {
            assert!(partition.has_region_shape(region), "{region}");
            let found = Partition::match_region(region);
            assert_eq!((found.partition, found.via), (partition, PartitionVia::Listed), "{region}");
            assert_eq!(Partition::for_region(region), partition);
        }
        assert!(partition.regions().is_sorted());
        assert!(partition.regions().contains(&partition.implicit_global_region()));
        if let Some(pseudo) = partition.pseudo_region() {
            let found = Partition::match_region(pseudo);
            assert_eq!((found.partition, found.via.as_str()), (partition, "listed"));
            assert!(!partition.has_region_shape(pseudo));
        }
    }
}

#[test]
fn unlisted_regions_go_by_shape_and_else_to_aws() {
    for (region, partition, via) in [
        ("us-east-9", Partition::Aws, "pattern"),
        ("us-gov-north-1", Partition::AwsUsGov, "pattern"),
        ("us-isob-north-12", Partition::AwsIsoB, "pattern"),
        ("eusc-de-west-1", Partition::AwsEusc, "pattern"),
        ("eusc-fr-west-1", Partition::Aws, "fallback"),
        ("aws-eusc-global", Partition::Aws, "fallback"),
        ("mars-1", Partition::Aws, "fallback"),
        ("US-EAST-1", Partition::Aws, "fallback"),
        ("us-east-", Partition::Aws, "fallback"),
        ("us--1", Partition::Aws, "fallback"),
        ("cn-nörth-1", Partition::Aws, "fallback"),
        ("us-east-1a", Partition::Aws, "fallback"),
        ("", Partition::Aws, "fallback"),
    ] {
        let found = Partition::match_region(region);
        assert_eq!((found.partition, found.via.as_str()), (partition, via), "{region}");
        assert_eq!(Partition::for_region(region), partition, "{region}");
    }
}
