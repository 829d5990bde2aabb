//! `list-key-under-plain-operator`: a multivalued key needs `ForAllValues` or `ForAnyValue`.
//!
//! ```json
//! {"Effect": "Allow", "Action": "eks:TagResource", "Resource": "*", "Condition": {"StringEquals": {"aws:TagKeys": "owner"}}}
//! ```

use eks_iam_span::Severity;

use crate::{
    lint::{Found, Linted, Rule, Words},
    operator::Comparison,
    policy_set::PolicyType,
};

pub(super) const RULE: Rule = Rule {
    name: "list-key-under-plain-operator",
    severity: Severity::Error,
    check,
    message: Words {
        english: "`{0}` is a list, `{1}` needs `ForAllValues:` or `ForAnyValue:` in front",
        japanese: "`{0}` は複数の値を持つキーです。`{1}` の前に `ForAllValues:` または `ForAnyValue:` が必要です",
    },
    explanation: Words {
        english: "A key with several values under a plain operator does not match reliably.",
        japanese: "複数の値を持つキーは、単独の演算子では確実に一致しません。",
    },
    policy_type: PolicyType::Identity,
    example: r#"{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "eks:TagResource", "Resource": "*", "Condition": {"StringEquals": {"aws:TagKeys": "owner"}}}]}"#,
    mended: r#"{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "eks:TagResource", "Resource": "*", "Condition": {"ForAnyValue:StringEquals": {"aws:TagKeys": "owner"}}}]}"#,
};

fn check(linted: &Linted<'_>, found: &mut Found<'_>) {
    const LISTS: [&str; 7] = [
        "aws:tagkeys",
        "aws:principalorgpaths",
        "aws:calledvia",
        "sts:transitivetagkeys",
        "eks:kubernetesgroups",
        "eks:namespaces",
        "eks:encryptionconfigproviderkeyarns",
    ];
    for (index, statement) in linted.statements() {
        for condition in statement.conditions() {
            let operator = condition.operator();
            let plain = operator.quantifier.is_none() && operator.comparison != Comparison::Null;
            if plain && LISTS.contains(&condition.key_lower()) {
                found.add(index, condition.key_span(), [condition.key(), condition.operator_text()]);
            }
        }
    }
}
