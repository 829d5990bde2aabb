//! `create-without-pass-role`: creating a cluster, node group or Fargate profile also takes `iam:PassRole`.
//!
//! ```json
//! {"Effect": "Allow", "Action": "eks:CreateCluster", "Resource": "*"}
//! ```

use eks_iam_span::Severity;

use crate::{
    lint::{Found, Linted, Rule, Words},
    policy_set::PolicyType,
};

pub(super) const RULE: Rule = Rule {
    name: "create-without-pass-role",
    severity: Severity::Info,
    check,
    message: Words {
        english: "`{0}` hands over a role, which also takes `iam:PassRole` on that role",
        japanese: "`{0}` はロールを渡すため、そのロールに対する `iam:PassRole` も必要です",
    },
    explanation: Words {
        english: "`eks:*` does not include `iam:PassRole`. Allow it for the role, with `iam:PassedToService` as condition; another policy may already do so.",
        japanese: "`eks:*` に `iam:PassRole` は含まれません。`iam:PassedToService` を条件として、そのロールに対して許可します。別のポリシーですでに許可されている場合もあります。",
    },
    policy_type: PolicyType::Identity,
    example: r#"{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "eks:CreateCluster", "Resource": "*"}]}"#,
    mended: r#"{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "eks:DescribeCluster", "Resource": "*"}]}"#,
};

fn check(linted: &Linted<'_>, found: &mut Found<'_>) {
    if linted.policy_type != PolicyType::Identity {
        return;
    }
    let passes = linted.allows().any(|(_, statement)| statement.covers_action("iam:PassRole"));
    for (index, statement) in linted.allows().filter(|_| !passes) {
        for pattern in statement.action().values().iter().filter(|_| !statement.action().is_negated()) {
            let needs = ["eks:CreateCluster", "eks:CreateNodegroup", "eks:CreateFargateProfile"]
                .into_iter()
                .chain(["eks:CreatePodIdentityAssociation"])
                .find(|action| pattern.matches(action));
            if let Some(action) = needs {
                found.add(index, pattern.span(), [action]);
            }
        }
    }
}
