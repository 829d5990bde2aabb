//! `cluster-arn-for-parts`: the ARN of a cluster does not cover its node groups, add-ons and access entries.
//!
//! ```json
//! {"Effect": "Allow", "Action": "eks:*", "Resource": "arn:aws:eks:eu-west-1:111122223333:cluster/shop"}
//! ```

use eks_iam_span::Severity;

use crate::{
    EksAction,
    arn_pattern::segments,
    lint::{Found, Linted, Rule, Words},
    policy_set::PolicyType,
};

pub(super) const RULE: Rule = Rule {
    name: "cluster-arn-for-parts",
    severity: Severity::Warning,
    check,
    message: Words {
        english: "`{0}` on a cluster ARN does not allow `{1}`, which needs a `{2}` ARN",
        japanese: "クラスターの ARN に対する `{0}` では `{1}` は許可されません。`{2}` の ARN が必要です",
    },
    explanation: Words {
        english: "Node groups, add-ons, Fargate profiles, access entries and Pod Identity associations have ARNs of their own, such as `arn:aws:eks:REGION:ACCOUNT:nodegroup/CLUSTER/*`.",
        japanese: "ノードグループ、アドオン、Fargate プロファイル、アクセスエントリ、Pod Identity の関連付けには、`arn:aws:eks:REGION:ACCOUNT:nodegroup/CLUSTER/*` のような独自の ARN があります。",
    },
    policy_type: PolicyType::Identity,
    example: r#"{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "eks:*", "Resource": "arn:aws:eks:eu-west-1:111122223333:cluster/shop"}]}"#,
    mended: r#"{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "eks:*", "Resource": ["arn:aws:eks:eu-west-1:111122223333:cluster/shop", "arn:aws:eks:eu-west-1:111122223333:*/shop/*"]}]}"#,
};

fn check(linted: &Linted<'_>, found: &mut Found<'_>) {
    for (index, statement) in linted.allows() {
        let Some(resource) = statement.resource().filter(|it| !it.is_negated()) else { continue };
        let types: Vec<&str> = resource.values().iter().filter_map(|it| resource_type(it.text())).collect();
        if types.len() != resource.values().len() || !types.iter().all(|it| *it == "cluster") {
            continue;
        }
        for pattern in statement.action().values().iter().filter(|_| !statement.action().is_negated()) {
            let uncovered = EksAction::ALL.iter().find(|action| {
                let types = action.resource_types;
                !types.is_empty() && !types.contains(&"cluster") && pattern.matches(action.name)
            });
            if let Some(action) = uncovered {
                let wanted = action.resource_types.first().copied().unwrap_or_default();
                found.add(index, pattern.span(), [pattern.text(), action.name, wanted]);
            }
        }
    }
}

/// The type in an ARN of EKS.
fn resource_type(text: &str) -> Option<&str> {
    let [_, _, service, _, _, resource] = segments(text)?;
    (service == "eks").then(|| resource.split_once('/').map(|(kind, _)| kind)).flatten()
}
