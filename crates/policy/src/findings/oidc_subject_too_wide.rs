//! `oidc-subject-too-wide`: a subject pattern that any namespace matches lets strangers in.
//!
//! ```json
//! {"Effect": "Allow", "Principal": {"Federated": "arn:aws:iam::111122223333:oidc-provider/oidc.eks.eu-west-1.amazonaws.com/id/AB12"}, "Action": "sts:AssumeRoleWithWebIdentity", "Condition": {"StringLike": {"oidc.eks.eu-west-1.amazonaws.com/id/AB12:sub": "system:serviceaccount:*:trainer"}}}
//! ```

use eks_iam_span::Severity;

use crate::{
    lint::{Found, Linted, Rule, Words},
    operator::Comparison,
    policy_set::PolicyType,
};

pub(super) const RULE: Rule = Rule {
    name: "oidc-subject-too-wide",
    severity: Severity::Warning,
    check,
    message: Words {
        english: "`{0}` matches service accounts of any namespace of that pattern, name the namespace",
        japanese: "`{0}` は該当するすべての名前空間のサービスアカウントに一致します。名前空間を指定してください",
    },
    explanation: Words {
        english: "Whoever may create a namespace and a service account in the cluster gets the role. `system:serviceaccount:NAMESPACE:*` is as wide as a pattern should be.",
        japanese: "クラスターで名前空間とサービスアカウントを作成できる人は、誰でもこのロールを得られます。パターンは広くても `system:serviceaccount:NAMESPACE:*` までにします。",
    },
    policy_type: PolicyType::Trust,
    example: r#"{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": {"Federated": "arn:aws:iam::111122223333:oidc-provider/oidc.eks.eu-west-1.amazonaws.com/id/AB12"}, "Action": "sts:AssumeRoleWithWebIdentity", "Condition": {"StringLike": {"oidc.eks.eu-west-1.amazonaws.com/id/AB12:sub": "system:serviceaccount:*:trainer"}}}]}"#,
    mended: r#"{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": {"Federated": "arn:aws:iam::111122223333:oidc-provider/oidc.eks.eu-west-1.amazonaws.com/id/AB12"}, "Action": "sts:AssumeRoleWithWebIdentity", "Condition": {"StringLike": {"oidc.eks.eu-west-1.amazonaws.com/id/AB12:sub": "system:serviceaccount:ml:*"}}}]}"#,
};

fn check(linted: &Linted<'_>, found: &mut Found<'_>) {
    for (index, statement) in linted.allows() {
        for condition in statement.conditions().iter().filter(|it| it.key_lower().ends_with(":sub")) {
            if condition.operator().comparison != Comparison::StringLike {
                continue;
            }
            for value in condition.values().iter().filter(|value| is_wide(&value.value)) {
                found.add(index, value.span, [&value.value]);
            }
        }
    }
}

/// Tells whether a wildcard stands before the name of the service account.
fn is_wide(subject: &str) -> bool {
    let namespace =
        subject.strip_prefix("system:serviceaccount:").map(|rest| rest.split(':').next().unwrap_or(rest));
    namespace.map_or_else(
        || subject.starts_with(['*', 's']) && subject.contains('*'),
        |it| it.contains(['*', '?']),
    )
}
