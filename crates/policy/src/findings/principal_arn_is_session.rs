//! `principal-arn-is-session`: `aws:PrincipalArn` is never the ARN of a session.
//!
//! ```json
//! {"Effect": "Allow", "Action": "eks:*", "Resource": "*", "Condition": {"ArnLike": {"aws:PrincipalArn": "arn:aws:sts::111122223333:assumed-role/ops/*"}}}
//! ```

use eks_iam_span::Severity;

use crate::{
    lint::{Found, Linted, Rule, Words},
    policy_set::PolicyType,
};

pub(super) const RULE: Rule = Rule {
    name: "principal-arn-is-session",
    severity: Severity::Error,
    check,
    message: Words {
        english: "`aws:PrincipalArn` of a session is its role's ARN, so `{0}` never matches",
        japanese: "セッションの `aws:PrincipalArn` はロールの ARN です。`{0}` は決して一致しません",
    },
    explanation: Words {
        english: "For a session of a role the key holds `arn:…:iam::ACCOUNT:role/PATH/NAME`, with the path.",
        japanese: "ロールのセッションでは、このキーはパスを含む `arn:…:iam::ACCOUNT:role/PATH/NAME` になります。",
    },
    policy_type: PolicyType::Identity,
    example: r#"{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "eks:*", "Resource": "*", "Condition": {"ArnLike": {"aws:PrincipalArn": "arn:aws:sts::111122223333:assumed-role/ops/*"}}}]}"#,
    mended: r#"{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "eks:*", "Resource": "*", "Condition": {"ArnLike": {"aws:PrincipalArn": "arn:aws:iam::111122223333:role/ops"}}}]}"#,
};

fn check(linted: &Linted<'_>, found: &mut Found<'_>) {
    for (index, statement) in linted.statements() {
        for condition in statement.conditions().iter().filter(|it| it.key_lower() == "aws:principalarn") {
            for value in condition.values().iter().filter(|value| value.value.contains(":assumed-role/")) {
                found.add(index, value.span, [&value.value]);
            }
        }
    }
}
