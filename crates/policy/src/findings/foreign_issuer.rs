//! `foreign-issuer`: a condition on the token of another issuer than the trusted provider's.
//!
//! ```json
//! {"Effect": "Allow", "Principal": {"Federated": "arn:aws:iam::111122223333:oidc-provider/oidc.eks.eu-west-1.amazonaws.com/id/AB12"}, "Action": "sts:AssumeRoleWithWebIdentity", "Condition": {"StringEquals": {"oidc.eks.eu-west-1.amazonaws.com/id/CD34:sub": "system:serviceaccount:ml:trainer"}}}
//! ```

use eks_iam_span::Severity;

use crate::{
    lint::{Found, Linted, Rule, Words},
    policy_set::PolicyType,
};

pub(super) const RULE: Rule = Rule {
    name: "foreign-issuer",
    severity: Severity::Error,
    check,
    message: Words {
        english: "`{0}` is not of the issuer `{1}`, so no token has it",
        japanese: "`{0}` は発行者 `{1}` のものではないため、どのトークンも一致しません",
    },
    explanation: Words {
        english: "Tokens carry keys of their own issuer only. A cluster that was rebuilt has a new issuer.",
        japanese: "トークンは自身の発行者のキーだけを持ちます。再作成したクラスターの発行者は新しくなります。",
    },
    policy_type: PolicyType::Trust,
    example: r#"{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": {"Federated": "arn:aws:iam::111122223333:oidc-provider/oidc.eks.eu-west-1.amazonaws.com/id/AB12"}, "Action": "sts:AssumeRoleWithWebIdentity", "Condition": {"StringEquals": {"oidc.eks.eu-west-1.amazonaws.com/id/CD34:sub": "system:serviceaccount:ml:trainer"}}}]}"#,
    mended: r#"{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": {"Federated": "arn:aws:iam::111122223333:oidc-provider/oidc.eks.eu-west-1.amazonaws.com/id/AB12"}, "Action": "sts:AssumeRoleWithWebIdentity", "Condition": {"StringEquals": {"oidc.eks.eu-west-1.amazonaws.com/id/AB12:sub": "system:serviceaccount:ml:trainer"}}}]}"#,
};

fn check(linted: &Linted<'_>, found: &mut Found<'_>) {
    for (index, statement) in linted.statements() {
        for condition in statement.conditions() {
            let Some((issuer, "sub" | "aud" | "amr")) = condition.key_lower().rsplit_once(':') else {
                continue;
            };
            let bare = issuer.strip_prefix("https://").unwrap_or(issuer);
            let trusted: Vec<&str> = statement.issuers().collect();
            let is_trusted = trusted.iter().any(|it| it.eq_ignore_ascii_case(bare));
            // A scheme in the provider's ARN is a finding of its own, and the key can match no such issuer.
            let first = trusted.first().filter(|it| !it.contains("://"));
            if let Some(first) = first.filter(|_| issuer.contains('.') && !is_trusted) {
                found.add(index, condition.key_span(), [condition.key(), first]);
            }
        }
        let Some(ours) = linted.issuer() else { continue };
        for issuer in
            statement.issuers().filter(|it| it.contains("oidc.eks.") && !it.eq_ignore_ascii_case(ours))
        {
            let element = statement.principal().map_or_else(|| statement.span(), |it| it.span());
            found.add(index, element, [issuer, ours]);
        }
    }
}
