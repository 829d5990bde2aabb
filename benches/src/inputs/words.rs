//! The names that the inputs are made of.

use super::Random;

pub(crate) const TEAMS: [&str; 12] = [
    "platform", "payments", "data", "search", "ml", "sre", "billing", "edge", "identity", "growth", "mobile",
    "ops",
];
pub(crate) const ENVIRONMENTS: [&str; 5] = ["dev", "test", "staging", "prod", "sandbox"];
const ROLE_WORDS: [&str; 12] = [
    "Admin",
    "ReadOnly",
    "NodeInstanceRole",
    "Deployer",
    "ClusterAccess",
    "PipelineRunner",
    "PodReader",
    "Backup",
    "Karpenter",
    "Autoscaler",
    "ImagePuller",
    "SecretsReader",
];
pub(crate) const PATHS: [&str; 8] = [
    "",
    "",
    "",
    "service-role/",
    "team/",
    "division_abc/subdivision_xyz/",
    "aws-reserved/sso.amazonaws.com/eu-west-1/",
    "eks/nodes/",
];
pub(crate) const USERS: [&str; 12] =
    ["alice", "bob", "carol", "dave", "erin", "frank", "grace", "heidi", "ivan", "judy", "mallory", "niaj"];
pub(crate) const REGIONS: [&str; 12] = [
    "us-east-1",
    "us-east-2",
    "us-west-2",
    "eu-west-1",
    "eu-central-1",
    "ap-northeast-1",
    "ap-southeast-2",
    "sa-east-1",
    "ca-central-1",
    "eu-south-2",
    "ap-east-1",
    "me-south-1",
];

/// A partition's name and the Regions that are drawn of it.
pub(crate) type Partition = (&'static str, &'static [&'static str]);

const PARTITIONS: [Partition; 5] = [
    ("aws", &REGIONS),
    ("aws-cn", &["cn-north-1", "cn-northwest-1"]),
    ("aws-us-gov", &["us-gov-west-1", "us-gov-east-1"]),
    ("aws-iso", &["us-iso-east-1"]),
    ("aws-iso-b", &["us-isob-east-1"]),
];

/// Draws a role's name.
pub(crate) fn role_name(random: &mut Random) -> String {
    let (team, environment, word) =
        (random.pick(&TEAMS), random.pick(&ENVIRONMENTS), random.pick(&ROLE_WORDS));
    format!("{team}-{environment}-{word}")
}

/// Draws a partition; nine in ten are the commercial one.
pub(crate) fn partition(random: &mut Random) -> Partition {
    let drawn = random.below(100);
    if drawn < 90 { PARTITIONS[0] } else { PARTITIONS[1 + random.below(4) as usize] }
}
