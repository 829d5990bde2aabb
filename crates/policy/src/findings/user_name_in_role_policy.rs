//! `user-name-in-role-policy`: sessions of a role have no `aws:username`.
//!
//! ```json
//! {"Effect": "Allow", "Action": "iam:GetRole", "Resource": "arn:aws:iam::111122223333:role/dev-${aws:username}"}
//! ```

use eks_iam_span::Severity;

use crate::{
    arn_pattern::variables_of,
    lint::{Found, Linted, Rule, Words},
    policy_set::PolicyType,
};

pub(super) const RULE: Rule = Rule {
    name: "user-name-in-role-policy",
    severity: Severity::Warning,
    check,
    message: Words {
        english: "sessions of a role have no `aws:username`, so `{0}` has no value for them",
        japanese: "ロールのセッションに `aws:username` はないため、`{0}` は値を持ちません",
    },
    explanation: Words {
        english: "Only IAM users have `aws:username`. For sessions use `aws:userid`, `aws:PrincipalTag/…` or `sts:RoleSessionName`.",
        japanese: "`aws:username` を持つのは IAM ユーザーだけです。セッションには `aws:userid`、`aws:PrincipalTag/…`、`sts:RoleSessionName` を使います。",
    },
    policy_type: PolicyType::Identity,
    example: r#"{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "iam:GetRole", "Resource": "arn:aws:iam::111122223333:role/dev-${aws:username}"}]}"#,
    mended: r#"{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "iam:GetRole", "Resource": "arn:aws:iam::111122223333:role/dev-${aws:PrincipalTag/name}"}]}"#,
};

fn check(linted: &Linted<'_>, found: &mut Found<'_>) {
    if !(linted.context.for_role || linted.is_trust()) {
        return;
    }
    let in_text = |text: &str| variables_of(text).iter().any(|key| **key == *"aws:username");
    for (index, statement) in linted.statements() {
        if linted.is_trust() {
            continue;
        }
        let resources = statement.resource().into_iter().flat_map(|element| element.values());
        for pattern in resources.filter(|pattern| in_text(pattern.text())) {
            found.add(index, pattern.span(), [pattern.text()]);
        }
        for condition in statement.conditions() {
            if condition.key_lower() == "aws:username" {
                found.add(index, condition.key_span(), [condition.key()]);
            }
            for value in condition.values().iter().filter(|value| in_text(&value.value)) {
                found.add(index, value.span, [&value.value]);
            }
        }
    }
}
