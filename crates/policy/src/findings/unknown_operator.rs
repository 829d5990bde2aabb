//! `unknown-operator`: a condition operator that does not exist never matches, and IAM refuses it.
//!
//! ```json
//! {"Effect": "Allow", "Action": "eks:*", "Resource": "*", "Condition": {"StringEqual": {"aws:RequestedRegion": "eu-west-1"}}}
//! ```

use eks_iam_span::Severity;

use crate::{
    lint::{Found, Linted, Rule, Words},
    near_miss::is_misspelt,
    operator::Comparison,
    policy_set::PolicyType,
};

pub(super) const RULE: Rule = Rule {
    name: "unknown-operator",
    severity: Severity::Error,
    check,
    message: Words {
        english: "condition operator `{0}` does not exist, perhaps `{1}` is meant",
        japanese: "条件演算子 `{0}` は存在しません。`{1}` の誤りではありませんか",
    },
    explanation: Words {
        english: "A condition with an unknown operator never holds. IAM refuses such a policy when it is saved.",
        japanese: "不明な演算子の条件は決して成立しません。IAM はこのようなポリシーの保存を拒否します。",
    },
    policy_type: PolicyType::Identity,
    example: r#"{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "eks:*", "Resource": "*", "Condition": {"StringEqual": {"aws:RequestedRegion": "eu-west-1"}}}]}"#,
    mended: r#"{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "eks:*", "Resource": "*", "Condition": {"StringEquals": {"aws:RequestedRegion": "eu-west-1"}}}]}"#,
};

fn check(linted: &Linted<'_>, found: &mut Found<'_>) {
    for (index, statement) in linted.statements() {
        for condition in statement.conditions() {
            if condition.operator().comparison == Comparison::Unknown {
                let near =
                    Comparison::ALL.iter().find(|it| is_misspelt(condition.operator_text(), it.as_str()));
                // Of a test for presence there is no form for keys that may be absent.
                let hint = match near {
                    Some(near) => near.as_str(),
                    None if condition.operator_text().eq_ignore_ascii_case("NullIfExists") => "Null",
                    None => "StringEquals",
                };
                found.add(index, condition.operator_span(), [condition.operator_text(), hint]);
            }
        }
    }
}
