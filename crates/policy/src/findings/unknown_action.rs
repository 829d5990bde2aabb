//! `unknown-action`: an action of EKS that does not exist allows nothing.
//!
//! ```json
//! {"Effect": "Allow", "Action": "eks:DescribeClusters", "Resource": "*"}
//! ```

use eks_iam_span::Severity;

use crate::{
    EksAction,
    lint::{Found, Linted, Rule, Words},
    near_miss::is_misspelt,
    policy_set::PolicyType,
};

pub(super) const RULE: Rule = Rule {
    name: "unknown-action",
    severity: Severity::Error,
    check,
    message: Words {
        english: "Amazon EKS has no action `{0}`, perhaps `{1}` is meant",
        japanese: "Amazon EKS にアクション `{0}` はありません。`{1}` の誤りではありませんか",
    },
    explanation: Words {
        english: "The pattern covers none of the actions in the service authorization reference of August 2026. A newer action may be missing from that list.",
        japanese: "このパターンは、2026 年 8 月のサービス認可リファレンスにあるどのアクションにも一致しません。それより新しいアクションは一覧にない場合があります。",
    },
    policy_type: PolicyType::Identity,
    example: r#"{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "eks:DescribeClusters", "Resource": "*"}]}"#,
    mended: r#"{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "eks:DescribeCluster", "Resource": "*"}]}"#,
};

fn check(linted: &Linted<'_>, found: &mut Found<'_>) {
    for (index, statement) in linted.statements() {
        for pattern in statement.action().values() {
            let lower = pattern.text().to_ascii_lowercase();
            let is_eks = lower.starts_with("eks:") || lower.starts_with("eks-auth:");
            if !is_eks || EksAction::ALL.iter().any(|action| pattern.matches(action.name)) {
                continue;
            }
            let near = EksAction::ALL.iter().find(|it| is_misspelt(&lower, &it.name.to_ascii_lowercase()));
            match near {
                Some(near) => {
                    found.add_with_text(index, pattern.span(), [pattern.text(), near.name], near.name);
                }
                None => found.add(index, pattern.span(), [pattern.text(), "eks:Describe*"]),
            }
        }
    }
}
