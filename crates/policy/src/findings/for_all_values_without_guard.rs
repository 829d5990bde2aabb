//! `for-all-values-without-guard`: `ForAllValues` in an Allow holds when the key is absent.
//!
//! ```json
//! {"Effect": "Allow", "Action": "eks:TagResource", "Resource": "*", "Condition": {"ForAllValues:StringEquals": {"aws:TagKeys": "owner"}}}
//! ```

use eks_iam_span::Severity;

use crate::{
    lint::{Found, Linted, Rule, Words},
    operator::{Comparison, Quantifier},
    policy_set::PolicyType,
};

pub(super) const RULE: Rule = Rule {
    name: "for-all-values-without-guard",
    severity: Severity::Warning,
    check,
    message: Words {
        english: r#"`{0}` also allows requests without `{1}`, add `"Null": {"{1}": "false"}`"#,
        japanese: r#"`{0}` は `{1}` のないリクエストも許可します。`"Null": {"{1}": "false"}` を追加してください"#,
    },
    explanation: Words {
        english: "`ForAllValues` is true for an absent key and for an empty list: an Allow then fails open.",
        japanese: "キーがない場合や一覧が空の場合、`ForAllValues` は真になります。そのため Allow では意図せず許可されます。",
    },
    policy_type: PolicyType::Identity,
    example: r#"{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "eks:TagResource", "Resource": "*", "Condition": {"ForAllValues:StringEquals": {"aws:TagKeys": "owner"}}}]}"#,
    mended: r#"{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "eks:TagResource", "Resource": "*", "Condition": {"ForAllValues:StringEquals": {"aws:TagKeys": "owner"}, "Null": {"aws:TagKeys": "false"}}}]}"#,
};

fn check(linted: &Linted<'_>, found: &mut Found<'_>) {
    for (index, statement) in linted.allows() {
        for condition in statement.conditions() {
            if condition.operator().quantifier != Some(Quantifier::ForAllValues) {
                continue;
            }
            let guarded = statement.conditions().iter().any(|it| {
                it.operator().comparison == Comparison::Null
                    && it.key_lower() == condition.key_lower()
                    && !it.holds_when_absent()
            });
            if !guarded {
                found.add(index, condition.operator_span(), [condition.operator_text(), condition.key()]);
            }
        }
    }
}
