//! `passed-to-service-short`: `iam:PassedToService` is compared with a full service name.
//!
//! ```json
//! {"Effect": "Allow", "Action": "iam:PassRole", "Resource": "arn:aws:iam::111122223333:role/node", "Condition": {"StringEquals": {"iam:PassedToService": "eks"}}}
//! ```

use eks_iam_span::Severity;

use crate::{
    lint::{Found, Linted, Rule, Words},
    policy_set::PolicyType,
};

pub(super) const RULE: Rule = Rule {
    name: "passed-to-service-short",
    severity: Severity::Error,
    check,
    message: Words {
        english: "`iam:PassedToService` is never `{0}`, but a name such as `eks.amazonaws.com`",
        japanese: "`iam:PassedToService` は `{0}` にはなりません。`eks.amazonaws.com` のような名前です",
    },
    explanation: Words {
        english: "EKS passes cluster and node roles as `eks.amazonaws.com`, workload roles as `pods.eks.amazonaws.com`.",
        japanese: "EKS はクラスターとノードのロールを `eks.amazonaws.com` として、ワークロードのロールを `pods.eks.amazonaws.com` として渡します。",
    },
    policy_type: PolicyType::Identity,
    example: r#"{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "iam:PassRole", "Resource": "arn:aws:iam::111122223333:role/node", "Condition": {"StringEquals": {"iam:PassedToService": "eks"}}}]}"#,
    mended: r#"{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "iam:PassRole", "Resource": "arn:aws:iam::111122223333:role/node", "Condition": {"StringEquals": {"iam:PassedToService": "eks.amazonaws.com"}}}]}"#,
};

fn check(linted: &Linted<'_>, found: &mut Found<'_>) {
    for (index, statement) in linted.statements() {
        for condition in statement.conditions().iter().filter(|it| it.key_lower() == "iam:passedtoservice") {
            for value in condition.values().iter().filter(|value| !is_service(&value.value)) {
                found.add(index, value.span, [&value.value]);
            }
        }
    }
}

fn is_service(text: &str) -> bool {
    text.contains(".amazonaws.com") || text.contains(['*', '?', '$'])
}
