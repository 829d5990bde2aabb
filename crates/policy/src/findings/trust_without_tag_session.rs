//! `trust-without-tag-session`: EKS Pod Identity needs `sts:TagSession` beside `sts:AssumeRole`.
//!
//! ```json
//! {"Effect": "Allow", "Principal": {"Service": "pods.eks.amazonaws.com"}, "Action": "sts:AssumeRole"}
//! ```

use eks_iam_span::Severity;

use crate::{
    lint::{Found, Linted, Rule, Words},
    policy_set::PolicyType,
    principal::PrincipalType,
};

pub(super) const RULE: Rule = Rule {
    name: "trust-without-tag-session",
    severity: Severity::Error,
    check,
    message: Words {
        english: "`pods.eks.amazonaws.com` also needs `sts:TagSession`, or pods get no credentials",
        japanese: "`pods.eks.amazonaws.com` には `sts:TagSession` も必要です。なければポッド (Pod) は認証情報を得られません",
    },
    explanation: Words {
        english: "EKS Auth assumes the role with session tags. Without `sts:TagSession` it answers that EKS does not have permissions to assume the associated role.",
        japanese: "EKS Auth はセッションタグを付けてロールを引き受けます。`sts:TagSession` がなければ、ロールを引き受ける権限がないと応答します。",
    },
    policy_type: PolicyType::Trust,
    example: r#"{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": {"Service": "pods.eks.amazonaws.com"}, "Action": "sts:AssumeRole"}]}"#,
    mended: r#"{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": {"Service": "pods.eks.amazonaws.com"}, "Action": ["sts:AssumeRole", "sts:TagSession"]}]}"#,
};

fn check(linted: &Linted<'_>, found: &mut Found<'_>) {
    if !linted.is_trust() {
        return;
    }
    let tags = linted
        .allows()
        .any(|(_, statement)| statement.covers_action("sts:TagSession") && names_pods(statement));
    for (index, statement) in linted.allows().filter(|_| !tags) {
        if names_pods(statement) && statement.covers_action("sts:AssumeRole") {
            found.add(index, statement.action().span(), []);
        }
    }
}

fn names_pods(statement: &crate::Statement) -> bool {
    statement.principals(PrincipalType::Service).any(|it| it.text() == "pods.eks.amazonaws.com")
}
