//! `wrong-partition`: an ARN of another partition than the one in use.
//!
//! ```json
//! {"Effect": "Allow", "Action": "eks:*", "Resource": "arn:aws-cn:eks:cn-north-1:111122223333:cluster/shop"}
//! ```

use eks_iam_span::Severity;

use crate::{
    arn_pattern::segments,
    lint::{Found, Linted, Rule, Words},
    policy_set::PolicyType,
};

pub(super) const RULE: Rule = Rule {
    name: "wrong-partition",
    severity: Severity::Error,
    check,
    message: Words {
        english: "`{0}` is not of partition `{1}`, so nothing there matches it",
        japanese: "`{0}` はパーティション `{1}` のものではないため、何にも一致しません",
    },
    explanation: Words {
        english: "ARNs in China begin with `arn:aws-cn:`, in GovCloud with `arn:aws-us-gov:`. Partitions do not meet.",
        japanese: "中国の ARN は `arn:aws-cn:`、GovCloud の ARN は `arn:aws-us-gov:` で始まります。パーティションをまたぐことはできません。",
    },
    policy_type: PolicyType::Identity,
    example: r#"{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "eks:*", "Resource": "arn:aws-cn:eks:cn-north-1:111122223333:cluster/shop"}]}"#,
    mended: r#"{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "eks:*", "Resource": "arn:aws:eks:eu-west-1:111122223333:cluster/shop"}]}"#,
};

fn check(linted: &Linted<'_>, found: &mut Found<'_>) {
    let Some(partition) = linted.context.partition.as_deref() else { return };
    let differs = |text: &str| {
        segments(text)
            .is_some_and(|[arn, it, ..]| arn == "arn" && it != partition && !it.contains(['*', '?', '$']))
    };
    for (index, statement) in linted.statements() {
        for pattern in statement.resource().into_iter().flat_map(|element| element.values()) {
            if differs(pattern.text()) {
                found.add(index, pattern.span(), [pattern.text(), partition]);
            }
        }
        for principal in statement.principal().into_iter().flat_map(|element| element.values()) {
            if differs(principal.text()) {
                found.add(index, principal.span(), [principal.text(), partition]);
            }
        }
    }
}
