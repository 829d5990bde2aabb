//! `action-without-resource`: an action that has no resource type needs `"Resource": "*"`.
//!
//! ```json
//! {"Effect": "Allow", "Action": "eks:ListClusters", "Resource": "arn:aws:eks:eu-west-1:111122223333:cluster/shop"}
//! ```

use eks_iam_span::Severity;

use crate::{
    EksAction,
    lint::{Found, Linted, Rule, Words},
    policy_set::PolicyType,
};

pub(super) const RULE: Rule = Rule {
    name: "action-without-resource",
    severity: Severity::Warning,
    check,
    message: Words {
        english: r#"`{0}` knows no single resource, give it a statement with `"Resource": "*"`"#,
        japanese: r#"`{0}` は個々のリソースを対象にしません。`"Resource": "*"` のステートメントに分けてください"#,
    },
    explanation: Words {
        english: "Listing and version calls name `…:cluster/*` or `…:*` as their resource; the ARN of one cluster does not match that.",
        japanese: "一覧やバージョンの呼び出しは `…:cluster/*` や `…:*` をリソースとします。1 つのクラスターの ARN はこれに一致しません。",
    },
    policy_type: PolicyType::Identity,
    example: r#"{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "eks:ListClusters", "Resource": "arn:aws:eks:eu-west-1:111122223333:cluster/shop"}]}"#,
    mended: r#"{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "eks:ListClusters", "Resource": "*"}]}"#,
};

fn check(linted: &Linted<'_>, found: &mut Found<'_>) {
    for (index, statement) in linted.allows() {
        let Some(resource) = statement.resource().filter(|it| !it.is_negated()) else { continue };
        if resource.values().iter().any(|pattern| pattern.text().ends_with(['*'])) {
            continue;
        }
        for pattern in statement.action().values().iter().filter(|_| !statement.action().is_negated()) {
            let Some(action) = EksAction::find(pattern.text()) else { continue };
            let created = matches!(action.name, "eks:CreateCluster" | "eks:RegisterCluster");
            if action.resource_types.is_empty() && !created {
                found.add(index, pattern.span(), [action.name]);
            }
        }
    }
}
