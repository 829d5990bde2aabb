//! `wildcard-under-equals`: an asterisk under `StringEquals` is an asterisk, so no real value matches.
//!
//! ```json
//! {"Effect": "Allow", "Principal": {"Federated": "arn:aws:iam::111122223333:oidc-provider/oidc.eks.eu-west-1.amazonaws.com/id/AB12"}, "Action": "sts:AssumeRoleWithWebIdentity", "Condition": {"StringEquals": {"oidc.eks.eu-west-1.amazonaws.com/id/AB12:sub": "system:serviceaccount:ml:*"}}}
//! ```

use eks_iam_span::Severity;

use crate::{
    lint::{Found, Linted, Rule, Words},
    operator::Comparison,
    policy_set::PolicyType,
};

pub(super) const RULE: Rule = Rule {
    name: "wildcard-under-equals",
    severity: Severity::Error,
    check,
    message: Words {
        english: "`{0}` under `{1}` is compared letter by letter, its wildcard needs `{2}`",
        japanese: "`{1}` の下の `{0}` は文字どおりに比較されます。ワイルドカードには `{2}` を使います",
    },
    explanation: Words {
        english: "Only the `…Like` operators and the ARN operators know `*` and `?`. A trust policy with a subject such as `system:serviceaccount:ml:*` under `StringEquals` matches no token.",
        japanese: "`*` と `?` を解釈するのは `…Like` 演算子と ARN 演算子だけです。`StringEquals` の下に `system:serviceaccount:ml:*` のようなサブジェクトを書いた信頼ポリシーは、どのトークンにも一致しません。",
    },
    policy_type: PolicyType::Trust,
    example: r#"{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": {"Federated": "arn:aws:iam::111122223333:oidc-provider/oidc.eks.eu-west-1.amazonaws.com/id/AB12"}, "Action": "sts:AssumeRoleWithWebIdentity", "Condition": {"StringEquals": {"oidc.eks.eu-west-1.amazonaws.com/id/AB12:sub": "system:serviceaccount:ml:*"}}}]}"#,
    mended: r#"{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": {"Federated": "arn:aws:iam::111122223333:oidc-provider/oidc.eks.eu-west-1.amazonaws.com/id/AB12"}, "Action": "sts:AssumeRoleWithWebIdentity", "Condition": {"StringLike": {"oidc.eks.eu-west-1.amazonaws.com/id/AB12:sub": "system:serviceaccount:ml:*"}}}]}"#,
};

fn check(linted: &Linted<'_>, found: &mut Found<'_>) {
    for (index, statement) in linted.statements() {
        for condition in statement.conditions() {
            let like = match condition.operator().comparison {
                Comparison::StringEquals => "StringLike",
                Comparison::StringNotEquals => "StringNotLike",
                _ => continue,
            };
            let plain = |text: &str| text.replace("${*}", "").replace("${?}", "").contains(['*', '?']);
            for value in condition.values().iter().filter(|value| plain(&value.value)) {
                found.add(index, value.span, [&value.value, condition.operator_text(), like]);
            }
        }
    }
}
