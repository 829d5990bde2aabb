//! `service-name-short`: `iam:AWSServiceName` is compared with a full service name.
//!
//! ```json
//! {"Effect": "Allow", "Action": "iam:CreateServiceLinkedRole", "Resource": "*", "Condition": {"StringEquals": {"iam:AWSServiceName": "eks"}}}
//! ```

use eks_iam_span::Severity;

use crate::{
    lint::{Found, Linted, Rule, Words},
    policy_set::PolicyType,
};

pub(super) const RULE: Rule = Rule {
    name: "service-name-short",
    severity: Severity::Error,
    check,
    message: Words {
        english: "`iam:AWSServiceName` is never `{0}`, write `{1}`",
        japanese: "`iam:AWSServiceName` は `{0}` にはなりません。`{1}` と書きます",
    },
    explanation: Words {
        english: "The value in requests is the full service principal; the example in the EKS User Guide with the short name never matches.",
        japanese: "リクエストの値はサービスプリンシパルの完全な名前です。EKS ユーザーガイドの短い名前の例は決して一致しません。",
    },
    policy_type: PolicyType::Identity,
    example: r#"{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "iam:CreateServiceLinkedRole", "Resource": "*", "Condition": {"StringEquals": {"iam:AWSServiceName": "eks"}}}]}"#,
    mended: r#"{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "iam:CreateServiceLinkedRole", "Resource": "*", "Condition": {"StringEquals": {"iam:AWSServiceName": "eks.amazonaws.com"}}}]}"#,
};

fn check(linted: &Linted<'_>, found: &mut Found<'_>) {
    for (index, statement) in linted.statements() {
        for condition in statement.conditions().iter().filter(|it| it.key_lower() == "iam:awsservicename") {
            for value in condition.values() {
                if !value.value.contains(['.', '*', '?', '$']) {
                    let full = format!("{}.amazonaws.com", value.value);
                    found.add_with_text(index, value.span, [&value.value, &full], &full);
                }
            }
        }
    }
}
