//! `if-exists-on-negation`: `IfExists` changes nothing on a negated operator.
//!
//! ```json
//! {"Effect": "Deny", "Action": "eks:*", "Resource": "*", "Condition": {"StringNotEqualsIfExists": {"aws:RequestedRegion": "eu-west-1"}}}
//! ```

use eks_iam_span::Severity;

use crate::{
    lint::{Found, Linted, Rule, Words},
    policy_set::PolicyType,
};

pub(super) const RULE: Rule = Rule {
    name: "if-exists-on-negation",
    severity: Severity::Info,
    check,
    message: Words {
        english: "`{0}` does the same as `{1}`: both hold when the key is absent",
        japanese: "`{0}` は `{1}` と同じです。どちらもキーがないときに成立します",
    },
    explanation: Words {
        english: r#"Negated operators hold for absent keys anyway. Who wants the key to be there adds `"Null": {"KEY": "false"}`."#,
        japanese: r#"否定の演算子は、キーがなければ常に成立します。キーの存在を求めるときは `"Null": {"KEY": "false"}` を加えます。"#,
    },
    policy_type: PolicyType::Identity,
    example: r#"{"Version": "2012-10-17", "Statement": [{"Effect": "Deny", "Action": "eks:*", "Resource": "*", "Condition": {"StringNotEqualsIfExists": {"aws:RequestedRegion": "eu-west-1"}}}]}"#,
    mended: r#"{"Version": "2012-10-17", "Statement": [{"Effect": "Deny", "Action": "eks:*", "Resource": "*", "Condition": {"StringNotEquals": {"aws:RequestedRegion": "eu-west-1"}}}]}"#,
};

fn check(linted: &Linted<'_>, found: &mut Found<'_>) {
    for (index, statement) in linted.statements() {
        for condition in statement.conditions() {
            let operator = condition.operator();
            if operator.if_exists && operator.quantifier.is_none() && operator.comparison.is_negated() {
                let text = operator.comparison.as_str();
                found.add_with_text(
                    index,
                    condition.operator_span(),
                    [condition.operator_text(), text],
                    text,
                );
            }
        }
    }
}
