//! `issuer-with-scheme`: provider ARNs and condition keys carry the issuer without `https://`.
//!
//! ```json
//! {"Effect": "Allow", "Principal": {"Federated": "arn:aws:iam::111122223333:oidc-provider/oidc.eks.eu-west-1.amazonaws.com/id/AB12"}, "Action": "sts:AssumeRoleWithWebIdentity", "Condition": {"StringEquals": {"https://oidc.eks.eu-west-1.amazonaws.com/id/AB12:sub": "system:serviceaccount:ml:trainer"}}}
//! ```

use eks_iam_span::Severity;

use crate::{
    lint::{Found, Linted, Rule, Words},
    policy_set::PolicyType,
    principal::PrincipalType,
};

pub(super) const RULE: Rule = Rule {
    name: "issuer-with-scheme",
    severity: Severity::Error,
    check,
    message: Words {
        english: "`{0}` must not contain `https://`",
        japanese: "`{0}` に `https://` を含めることはできません",
    },
    explanation: Words {
        english: "The issuer URL of the cluster begins with `https://`; in `Principal` and in condition keys it is left out.",
        japanese: "クラスターの発行者 URL は `https://` で始まりますが、`Principal` と条件キーでは省きます。",
    },
    policy_type: PolicyType::Trust,
    example: r#"{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": {"Federated": "arn:aws:iam::111122223333:oidc-provider/oidc.eks.eu-west-1.amazonaws.com/id/AB12"}, "Action": "sts:AssumeRoleWithWebIdentity", "Condition": {"StringEquals": {"https://oidc.eks.eu-west-1.amazonaws.com/id/AB12:sub": "system:serviceaccount:ml:trainer"}}}]}"#,
    mended: r#"{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": {"Federated": "arn:aws:iam::111122223333:oidc-provider/oidc.eks.eu-west-1.amazonaws.com/id/AB12"}, "Action": "sts:AssumeRoleWithWebIdentity", "Condition": {"StringEquals": {"oidc.eks.eu-west-1.amazonaws.com/id/AB12:sub": "system:serviceaccount:ml:trainer"}}}]}"#,
};

fn check(linted: &Linted<'_>, found: &mut Found<'_>) {
    for (index, statement) in linted.statements() {
        for principal in statement.principals(PrincipalType::Federated) {
            if principal.text().contains("https://") {
                let text = principal.text().replacen("https://", "", 1);
                found.add_with_text(index, principal.span(), [principal.text()], &text);
            }
        }
        for condition in statement.conditions() {
            if condition.key_lower().starts_with("https://") {
                let text = condition.key().get("https://".len()..).unwrap_or_default();
                found.add_with_text(index, condition.key_span(), [condition.key()], text);
            }
        }
    }
}
