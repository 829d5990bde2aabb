//! A mix of ARNs: IAM roles and users with and without a path, STS sessions, EKS clusters and their parts, S3 objects.

use super::{
    Random,
    words::{ENVIRONMENTS, PATHS, TEAMS, USERS, partition, role_name},
};

/// Returns so many ARNs of that seed.
#[must_use]
pub fn arns(count: usize, seed: u64) -> Vec<String> {
    let mut random = Random::new(seed);
    (0..count).map(|_| one(&mut random)).collect()
}

fn one(r: &mut Random) -> String {
    let (p, regions) = partition(r);
    let (region, account) = (r.pick(regions), r.account());
    match r.below(100) {
        0..30 => {
            let path = r.pick(&PATHS);
            format!("arn:{p}:iam::{account}:role/{path}{}", role_name(r))
        }
        30..40 => {
            let path = r.pick(&PATHS);
            format!("arn:{p}:iam::{account}:user/{path}{}", r.pick(&USERS))
        }
        40..62 => {
            let session = session(r);
            format!("arn:{p}:sts::{account}:assumed-role/{}/{session}", role_name(r))
        }
        62..74 => format!("arn:{p}:eks:{region}:{account}:cluster/{}", cluster(r)),
        74..78 => {
            let cluster = cluster(r);
            let group = r.below(9);
            format!("arn:{p}:eks:{region}:{account}:nodegroup/{cluster}/ng-{group}/{}", r.uuid())
        }
        78..80 => {
            let cluster = cluster(r);
            let role = role_name(r);
            format!(
                "arn:{p}:eks:{region}:{account}:access-entry/{cluster}/role/{account}/{role}/{}",
                r.uuid()
            )
        }
        80..90 => {
            let bucket = bucket(r);
            let team = r.pick(&TEAMS);
            let (year, month, day) = (2020 + r.below(7), 1 + r.below(12), r.hex(20));
            format!("arn:{p}:s3:::{bucket}/{team}/{year:04}/{month:02}/{day}.parquet")
        }
        90..93 => format!("arn:{p}:s3:::{}", bucket(r)),
        93..95 => {
            let id = r.hex(32).to_uppercase();
            format!("arn:{p}:iam::{account}:oidc-provider/oidc.eks.{region}.amazonaws.com/id/{id}")
        }
        95..97 => {
            let team = r.pick(&TEAMS);
            let stream = r.hex(32);
            format!(
                "arn:{p}:logs:{region}:{account}:log-group:/aws/eks/{team}/cluster:log-stream:kube-apiserver-{stream}"
            )
        }
        97 => format!("arn:{p}:iam::{account}:root"),
        98 => format!("arn:{p}:iam::aws:policy/AmazonEKSClusterPolicy"),
        _ => format!("arn:{p}:kms:{region}:{account}:key/{}", r.uuid()),
    }
}

/// All four are drawn, then one is taken.
fn session(r: &mut Random) -> String {
    let mail = format!("{}@example.com", r.pick(&USERS));
    let instance = format!("i-0{}", r.hex(16));
    let botocore = format!("botocore-session-{}", 1_700_000_000 + r.below(90_000_000));
    let team = r.pick(&TEAMS);
    let pod = format!("eks-{team}-{}", r.uuid());
    r.pick(&[&mail, &instance, &botocore, &pod]).clone()
}

fn cluster(r: &mut Random) -> String {
    let team = r.pick(&TEAMS);
    format!("{team}-{}", r.pick(&ENVIRONMENTS))
}

fn bucket(r: &mut Random) -> String {
    let cluster = cluster(r);
    format!("{cluster}-{}", r.hex(8))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::inputs::tests::fingerprint;

    #[test]
    fn the_bytes_are_those_of_the_generator_that_peers_were_measured_on() {
        let text: String = arns(1000, 1).iter().map(|it| format!("{it}\n")).collect();
        assert_eq!((text.len(), fingerprint(text.as_bytes()).as_str()), (74_071, "72c4e8365a0554ff"));
    }
}
