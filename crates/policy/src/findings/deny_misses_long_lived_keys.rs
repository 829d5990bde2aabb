//! `deny-misses-long-lived-keys`: a Deny with `Bool` on `aws:MultiFactorAuthPresent` does not reach long-lived keys.
//!
//! ```json
//! {"Effect": "Deny", "Action": "eks:*", "Resource": "*", "Condition": {"Bool": {"aws:MultiFactorAuthPresent": "false"}}}
//! ```

use eks_iam_span::Severity;

use crate::{
    Effect,
    lint::{Found, Linted, Rule, Words},
    operator::Comparison,
    policy_set::PolicyType,
};

pub(super) const RULE: Rule = Rule {
    name: "deny-misses-long-lived-keys",
    severity: Severity::Warning,
    check,
    message: Words {
        english: "the Deny does not reach long-lived access keys, which have no `{0}`, use `BoolIfExists`",
        japanese: "この Deny は `{0}` を持たない長期のアクセスキーには適用されません。`BoolIfExists` を使います",
    },
    explanation: Words {
        english: "The key is present for temporary credentials only. With `Bool` the condition is false when it is absent, so the Deny does not apply.",
        japanese: "このキーは一時的な認証情報にだけあります。キーがないと `Bool` の条件は偽になり、Deny は適用されません。",
    },
    policy_type: PolicyType::Identity,
    example: r#"{"Version": "2012-10-17", "Statement": [{"Effect": "Deny", "Action": "eks:*", "Resource": "*", "Condition": {"Bool": {"aws:MultiFactorAuthPresent": "false"}}}]}"#,
    mended: r#"{"Version": "2012-10-17", "Statement": [{"Effect": "Deny", "Action": "eks:*", "Resource": "*", "Condition": {"BoolIfExists": {"aws:MultiFactorAuthPresent": "false"}}}]}"#,
};

fn check(linted: &Linted<'_>, found: &mut Found<'_>) {
    for (index, statement) in linted.statements().filter(|(_, it)| it.effect() == Effect::Deny) {
        for condition in statement.conditions() {
            let operator = condition.operator();
            let wants_false =
                condition.values().iter().any(|value| value.value.eq_ignore_ascii_case("false"));
            let plain = operator.comparison == Comparison::Bool && !operator.if_exists;
            if plain && wants_false && condition.key_lower() == "aws:multifactorauthpresent" {
                found.add_with_text(index, condition.operator_span(), [condition.key()], "BoolIfExists");
            }
        }
    }
}
