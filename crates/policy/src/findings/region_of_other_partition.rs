//! `region-of-other-partition`: an ARN whose Region does not belong to its partition matches nothing.
//!
//! ```json
//! {"Effect": "Allow", "Action": "eks:*", "Resource": "arn:aws:eks:cn-north-1:111122223333:cluster/shop"}
//! ```

use eks_iam_arn::{Partition, PartitionVia};
use eks_iam_span::Severity;

use crate::{
    arn_pattern::cut,
    lint::{Found, Linted, Rule, Words},
    policy_set::PolicyType,
};

pub(super) const RULE: Rule = Rule {
    name: "region-of-other-partition",
    severity: Severity::Error,
    check,
    message: Words {
        english: "Region `{0}` is not of partition `{1}`, write `arn:{2}:`",
        japanese: "リージョン `{0}` はパーティション `{1}` のものではありません。`arn:{2}:` と書きます",
    },
    explanation: Words {
        english: "ARNs in China begin with `arn:aws-cn:`, in GovCloud with `arn:aws-us-gov:`.",
        japanese: "中国の ARN は `arn:aws-cn:`、GovCloud の ARN は `arn:aws-us-gov:` で始まります。",
    },
    policy_type: PolicyType::Identity,
    example: r#"{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "eks:DescribeCluster", "Resource": "arn:aws:eks:cn-north-1:111122223333:cluster/shop"}]}"#,
    mended: r#"{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "eks:DescribeCluster", "Resource": "arn:aws:eks:eu-north-1:111122223333:cluster/shop"}]}"#,
};

fn check(linted: &Linted<'_>, found: &mut Found<'_>) {
    for (index, statement) in linted.statements() {
        for pattern in statement.resource().into_iter().flat_map(|element| element.values()) {
            let pieces = cut(pattern.text());
            let ["arn", partition, _, region, ..] = pieces.as_slice() else { continue };
            if partition.contains(['*', '?']) || region.contains(['*', '?', '$']) {
                continue;
            }
            let of_region = Partition::match_region(region);
            if of_region.via == PartitionVia::Fallback || of_region.partition.id() == *partition {
                continue;
            }
            found.add(index, pattern.span(), [region, partition, of_region.partition.id()]);
        }
    }
}
