//! `oidc-trust-without-sub`: a trust for an OIDC provider without a condition on the subject lets every token in.
//!
//! ```json
//! {"Effect": "Allow", "Principal": {"Federated": "arn:aws:iam::111122223333:oidc-provider/oidc.eks.eu-west-1.amazonaws.com/id/AB12"}, "Action": "sts:AssumeRoleWithWebIdentity", "Condition": {"StringEquals": {"oidc.eks.eu-west-1.amazonaws.com/id/AB12:aud": "sts.amazonaws.com"}}}
//! ```

use eks_iam_span::Severity;

use crate::{
    lint::{Found, Linted, Rule, Words},
    policy_set::PolicyType,
};

pub(super) const RULE: Rule = Rule {
    name: "oidc-trust-without-sub",
    severity: Severity::Warning,
    check,
    message: Words {
        english: "every service account of `{0}` may assume the role, add a condition on `{0}:sub`",
        japanese: "`{0}` のすべてのサービスアカウントがこのロールを引き受けられます。`{0}:sub` の条件を追加してください",
    },
    explanation: Words {
        english: r#"Without a condition on the subject, or with one that also holds when it is absent, any token of the issuer is enough. Write `"StringEquals": {"ISSUER:sub": "system:serviceaccount:NAMESPACE:NAME", "ISSUER:aud": "sts.amazonaws.com"}`."#,
        japanese: r#"サブジェクトの条件がない場合や、サブジェクトがなくても成立する条件の場合、発行者のどのトークンでも十分になります。`"StringEquals": {"ISSUER:sub": "system:serviceaccount:NAMESPACE:NAME", "ISSUER:aud": "sts.amazonaws.com"}` と書きます。"#,
    },
    policy_type: PolicyType::Trust,
    example: r#"{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": {"Federated": "arn:aws:iam::111122223333:oidc-provider/oidc.eks.eu-west-1.amazonaws.com/id/AB12"}, "Action": "sts:AssumeRoleWithWebIdentity", "Condition": {"StringEquals": {"oidc.eks.eu-west-1.amazonaws.com/id/AB12:aud": "sts.amazonaws.com"}}}]}"#,
    mended: r#"{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": {"Federated": "arn:aws:iam::111122223333:oidc-provider/oidc.eks.eu-west-1.amazonaws.com/id/AB12"}, "Action": "sts:AssumeRoleWithWebIdentity", "Condition": {"StringEquals": {"oidc.eks.eu-west-1.amazonaws.com/id/AB12:sub": "system:serviceaccount:ml:trainer"}}}]}"#,
};

fn check(linted: &Linted<'_>, found: &mut Found<'_>) {
    if !linted.is_trust() {
        return;
    }
    for (index, statement) in
        linted.allows().filter(|(_, it)| it.covers_action("sts:AssumeRoleWithWebIdentity"))
    {
        let Some(issuer) = statement.issuers().next() else { continue };
        let on_subject = |key: &str| key.ends_with(":sub");
        if !statement.conditions().iter().any(|it| on_subject(it.key_lower()) && !it.holds_when_absent()) {
            let span = statement.condition_span().unwrap_or_else(|| statement.span());
            found.add(index, span, [issuer]);
        }
    }
}
