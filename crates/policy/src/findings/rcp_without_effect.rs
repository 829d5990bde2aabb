//! `rcp-without-effect`: resource control policies do not reach EKS.
//!
//! ```json
//! {"Effect": "Deny", "Principal": "*", "Action": "eks:*", "Resource": "*"}
//! ```

use eks_iam_span::Severity;

use crate::{
    lint::{Found, Linted, Rule, Words},
    policy_set::PolicyType,
    reach::knows_rcp,
};

pub(super) const RULE: Rule = Rule {
    name: "rcp-without-effect",
    severity: Severity::Warning,
    check,
    message: Words {
        english: "resource control policies do not reach EKS, `{0}` has no effect there; use a service control policy",
        japanese: "リソースコントロールポリシーは EKS に適用されず、`{0}` は効果がありません。サービスコントロールポリシーを使います",
    },
    explanation: Words {
        english: "Only some services know resource control policies (STS, S3, SQS, KMS, Secrets Manager and a few more).",
        japanese: "リソースコントロールポリシーに対応するのは、一部のサービス (STS、S3、SQS、KMS、Secrets Manager など) だけです。",
    },
    policy_type: PolicyType::Rcp,
    example: r#"{"Version": "2012-10-17", "Statement": [{"Effect": "Deny", "Principal": "*", "Action": "eks:*", "Resource": "*"}]}"#,
    mended: r#"{"Version": "2012-10-17", "Statement": [{"Effect": "Deny", "Principal": "*", "Action": "sts:AssumeRole", "Resource": "*"}]}"#,
};

fn check(linted: &Linted<'_>, found: &mut Found<'_>) {
    for (index, statement) in linted.statements().filter(|_| linted.policy_type == PolicyType::Rcp) {
        for pattern in statement.action().values() {
            let lower = pattern.text().to_ascii_lowercase();
            if lower.contains(':') && !knows_rcp(&lower) {
                found.add(index, pattern.span(), [pattern.text()]);
            }
        }
    }
}
