//! `trust-action-mismatch`: a provider is trusted for `sts:AssumeRole`, or an AWS principal for a federated call.
//!
//! ```json
//! {"Effect": "Allow", "Principal": {"Federated": "arn:aws:iam::111122223333:oidc-provider/oidc.eks.eu-west-1.amazonaws.com/id/AB12"}, "Action": "sts:AssumeRole", "Condition": {"StringEquals": {"oidc.eks.eu-west-1.amazonaws.com/id/AB12:sub": "system:serviceaccount:ml:trainer"}}}
//! ```

use eks_iam_span::Severity;

use crate::{
    lint::{Found, Linted, Rule, Words},
    policy_set::PolicyType,
    principal::PrincipalType,
};

pub(super) const RULE: Rule = Rule {
    name: "trust-action-mismatch",
    severity: Severity::Error,
    check,
    message: Words {
        english: "`{0}` is used with `{1}`, which the statement does not allow",
        japanese: "`{0}` には `{1}` が使われますが、このステートメントは許可していません",
    },
    explanation: Words {
        english: "Holders of a token call `sts:AssumeRoleWithWebIdentity`, holders of an assertion `sts:AssumeRoleWithSAML`; `sts:AssumeRole` is for AWS principals and services.",
        japanese: "トークンを持つ呼び出し元は `sts:AssumeRoleWithWebIdentity` を、アサーションを持つ呼び出し元は `sts:AssumeRoleWithSAML` を呼び出します。`sts:AssumeRole` は AWS のプリンシパルとサービスのためのものです。",
    },
    policy_type: PolicyType::Trust,
    example: r#"{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": {"Federated": "arn:aws:iam::111122223333:oidc-provider/oidc.eks.eu-west-1.amazonaws.com/id/AB12"}, "Action": "sts:AssumeRole", "Condition": {"StringEquals": {"oidc.eks.eu-west-1.amazonaws.com/id/AB12:sub": "system:serviceaccount:ml:trainer"}}}]}"#,
    mended: r#"{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": {"Federated": "arn:aws:iam::111122223333:oidc-provider/oidc.eks.eu-west-1.amazonaws.com/id/AB12"}, "Action": "sts:AssumeRoleWithWebIdentity", "Condition": {"StringEquals": {"oidc.eks.eu-west-1.amazonaws.com/id/AB12:sub": "system:serviceaccount:ml:trainer"}}}]}"#,
};

fn check(linted: &Linted<'_>, found: &mut Found<'_>) {
    if !linted.is_trust() {
        return;
    }
    for (index, statement) in linted.allows() {
        for principal in statement.principals(PrincipalType::Federated) {
            let action = if principal.text().contains(":saml-provider/") {
                "sts:AssumeRoleWithSAML"
            } else {
                "sts:AssumeRoleWithWebIdentity"
            };
            if !statement.covers_action(action) && statement.covers_action("sts:AssumeRole") {
                found.add(index, statement.action().span(), [principal.text(), action]);
            }
        }
    }
}
