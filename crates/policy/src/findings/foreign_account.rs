//! `foreign-account`: a cluster of another account cannot be reached by a policy alone.
//!
//! ```json
//! {"Effect": "Allow", "Action": "eks:DescribeCluster", "Resource": "arn:aws:eks:eu-west-1:444455556666:cluster/shop"}
//! ```

use eks_iam_span::Severity;

use crate::{
    arn_pattern::segments,
    caller::is_account_id,
    lint::{Found, Linted, Rule, Words},
    policy_set::PolicyType,
};

pub(super) const RULE: Rule = Rule {
    name: "foreign-account",
    severity: Severity::Info,
    check,
    message: Words {
        english: "`{0}` is not of account `{1}`: EKS has no resource policies, a role of that account must be assumed",
        japanese: "`{0}` はアカウント `{1}` のものではありません。EKS にリソースベースのポリシーはないため、相手のアカウントのロールを引き受ける必要があります",
    },
    explanation: Words {
        english: "Across accounts both sides must allow, and EKS has no policy for the other side.",
        japanese: "クロスアカウントでは両側の許可が必要ですが、EKS には相手側のポリシーがありません。",
    },
    policy_type: PolicyType::Identity,
    example: r#"{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "eks:DescribeCluster", "Resource": "arn:aws:eks:eu-west-1:444455556666:cluster/shop"}]}"#,
    mended: r#"{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "eks:DescribeCluster", "Resource": "arn:aws:eks:eu-west-1:111122223333:cluster/shop"}]}"#,
};

fn check(linted: &Linted<'_>, found: &mut Found<'_>) {
    let Some(ours) = linted.context.account.as_deref().filter(|_| linted.policy_type == PolicyType::Identity)
    else {
        return;
    };
    for (index, statement) in linted.allows() {
        for pattern in statement.resource().into_iter().flat_map(|element| element.values()) {
            let Some([_, _, "eks", _, account, _]) = segments(pattern.text()) else { continue };
            if is_account_id(account) && account != ours {
                found.add(index, pattern.span(), [pattern.text(), ours]);
            }
        }
    }
}
