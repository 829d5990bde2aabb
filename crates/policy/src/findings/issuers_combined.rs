//! `issuers-combined`: conditions on two issuers in one statement never hold together.
//!
//! ```json
//! {"Effect": "Allow", "Principal": {"Federated": "arn:aws:iam::111122223333:oidc-provider/oidc.eks.eu-west-1.amazonaws.com/id/AB12"}, "Action": "sts:AssumeRoleWithWebIdentity", "Condition": {"StringEquals": {"oidc.eks.eu-west-1.amazonaws.com/id/AB12:sub": "system:serviceaccount:ml:a", "oidc.eks.eu-west-1.amazonaws.com/id/CD34:sub": "system:serviceaccount:ml:a"}}}
//! ```

use eks_iam_span::Severity;

use crate::{
    lint::{Found, Linted, Rule, Words},
    policy_set::PolicyType,
};

pub(super) const RULE: Rule = Rule {
    name: "issuers-combined",
    severity: Severity::Error,
    check,
    message: Words {
        english: "no token is of both `{0}` and `{1}`, write one statement for each",
        japanese: "`{0}` と `{1}` の両方に属するトークンはありません。発行者ごとにステートメントを分けてください",
    },
    explanation: Words {
        english: "All conditions of a statement must hold at once.",
        japanese: "ステートメントの条件はすべて同時に成立する必要があります。",
    },
    policy_type: PolicyType::Trust,
    example: r#"{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": {"Federated": "arn:aws:iam::111122223333:oidc-provider/oidc.eks.eu-west-1.amazonaws.com/id/AB12"}, "Action": "sts:AssumeRoleWithWebIdentity", "Condition": {"StringEquals": {"oidc.eks.eu-west-1.amazonaws.com/id/AB12:sub": "system:serviceaccount:ml:a", "oidc.eks.eu-west-1.amazonaws.com/id/CD34:sub": "system:serviceaccount:ml:a"}}}]}"#,
    mended: r#"{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": {"Federated": "arn:aws:iam::111122223333:oidc-provider/oidc.eks.eu-west-1.amazonaws.com/id/AB12"}, "Action": "sts:AssumeRoleWithWebIdentity", "Condition": {"StringEquals": {"oidc.eks.eu-west-1.amazonaws.com/id/AB12:sub": "system:serviceaccount:ml:a"}}}]}"#,
};

fn check(linted: &Linted<'_>, found: &mut Found<'_>) {
    for (index, statement) in linted.allows() {
        let mut first: Option<&str> = None;
        for condition in statement.conditions().iter().filter(|it| !it.holds_when_absent()) {
            let Some((issuer, "sub" | "aud")) = condition.key_lower().rsplit_once(':') else { continue };
            if !issuer.contains('.') {
                continue;
            }
            match first {
                Some(other) if other != issuer => found.add(index, condition.key_span(), [other, issuer]),
                Some(_) => {}
                None => first = Some(issuer),
            }
        }
    }
}
