//! `never-matching-value`: a value that is no number, date, truth value, address or ARN under such an operator never matches.
//!
//! ```json
//! {"Effect": "Allow", "Action": "eks:*", "Resource": "*", "Condition": {"IpAddress": {"aws:SourceIp": "198.51.100.0/33"}}}
//! ```

use eks_iam_span::Severity;

use crate::{
    lint::{Found, Linted, Rule, Words},
    policy_set::PolicyType,
};

pub(super) const RULE: Rule = Rule {
    name: "never-matching-value",
    severity: Severity::Error,
    check,
    message: Words {
        english: "`{0}` is no value for `{1}`, so it never matches",
        japanese: "`{0}` は `{1}` の値として正しくないため、決して一致しません",
    },
    explanation: Words {
        english: "Numeric, Date, Bool, Binary, IP and ARN operators compare values of their kind only. Neither the operator nor its negation holds for another text.",
        japanese: "Numeric、Date、Bool、Binary、IP、ARN の各演算子は、その種類の値だけを比較します。ほかの文字列では、演算子もその否定形も成立しません。",
    },
    policy_type: PolicyType::Identity,
    example: r#"{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "eks:*", "Resource": "*", "Condition": {"IpAddress": {"aws:SourceIp": "198.51.100.0/33"}}}]}"#,
    mended: r#"{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "eks:*", "Resource": "*", "Condition": {"IpAddress": {"aws:SourceIp": "198.51.100.0/24"}}}]}"#,
};

fn check(linted: &Linted<'_>, found: &mut Found<'_>) {
    for (index, statement) in linted.statements() {
        for condition in statement.conditions() {
            for value in condition.values_of_wrong_type() {
                found.add(index, value.span, [&value.value, condition.operator_text()]);
            }
        }
    }
}
