//! Which Regions a client may go to when its own does not answer.

use eks_iam_arn::Partition;

use crate::is_global_by_legacy;

/// How many Regions are proposed.
const PROPOSED: usize = 3;

/// Proposes up to three Regions of the same partition to go to when a Region's STS does not answer, nearest first.
///
/// Only Regions are proposed that every account has: in the commercial partition those enabled by default, since STS in
/// others answers `RegionDisabledException` until somebody enables them. Near is who shares the area, and in it the
/// direction; without any, a neighbouring area. The list is empty where the partition has one Region only.
///
/// ```
/// use eks_iam_sts_endpoint::failover_regions;
///
/// assert_eq!(failover_regions("us-west-2"), ["us-west-1", "us-east-1", "us-east-2"]);
/// assert_eq!(failover_regions("cn-north-1"), ["cn-northwest-1"]);
/// assert!(failover_regions("eusc-de-east-1").is_empty());
/// ```
#[must_use]
pub fn failover_regions(region: &str) -> Vec<&'static str> {
    let partition = Partition::for_region(region);
    let mut others: Vec<&'static str> = partition
        .regions()
        .iter()
        .copied()
        .filter(|it| *it != region && is_enabled_by_default(partition, it))
        .collect();
    others.sort_by_key(|it| distance(region, it));
    others.truncate(PROPOSED);
    others
}

fn is_enabled_by_default(partition: Partition, region: &str) -> bool {
    partition != Partition::Aws
        || is_global_by_legacy(region)
        || matches!(region, "ap-northeast-2" | "ap-northeast-3")
}

/// 0 for the same area and direction, 1 for the same area, 2 for a neighbouring one, 3 for the rest.
fn distance(from: &str, to: &str) -> u8 {
    let (from_area, to_area) = (area(from), area(to));
    if direction(from) == direction(to) {
        return 0;
    }
    if from_area == to_area {
        return 1;
    }
    let neighbour = match from_area {
        "af" | "il" | "me" => "eu",
        "ap" => "us",
        "eu" | "ca" | "mx" | "sa" => "us",
        _ => "eu",
    };
    if to_area == neighbour { 2 } else { 3 }
}

fn area(region: &str) -> &str {
    region.split_once('-').map_or(region, |(area, _)| area)
}

fn direction(region: &str) -> &str {
    region.rsplit_once('-').map_or(region, |(direction, _)| direction)
}
