//! `wrong-element`: an element that this type of policy must not have, or lacks.
//!
//! ```json
//! {"Effect": "Allow", "Principal": {"Service": "eks.amazonaws.com"}, "Action": "sts:AssumeRole", "Resource": "*"}
//! ```

use eks_iam_span::Severity;

use crate::{
    lint::{Found, Linted, Rule, Words},
    policy_set::PolicyType,
};

pub(super) const RULE: Rule = Rule {
    name: "wrong-element",
    severity: Severity::Error,
    check,
    message: Words { english: "{0}", japanese: "{0}" },
    explanation: Words {
        english: "Trust policies have no `Resource`, identity policies no `Principal`; resource, trust, endpoint and resource control policies need one.",
        japanese: "信頼ポリシーに `Resource` はなく、アイデンティティベースのポリシーに `Principal` はありません。リソース、信頼、エンドポイント、リソースコントロールの各ポリシーには `Principal` が必要です。",
    },
    policy_type: PolicyType::Trust,
    example: r#"{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": {"Service": "eks.amazonaws.com"}, "Action": "sts:AssumeRole", "Resource": "*"}]}"#,
    mended: r#"{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": {"Service": "eks.amazonaws.com"}, "Action": "sts:AssumeRole"}]}"#,
};

fn check(linted: &Linted<'_>, found: &mut Found<'_>) {
    if let Err(error) = linted.document.validate(linted.policy_type) {
        // Principals that cannot be have a finding of their own.
        if error.kind() != "invalid-principal" {
            let inside = |(_, statement): &(usize, &crate::Statement)| {
                statement.span().cover(error.span()) == statement.span()
            };
            let index = linted.statements().find(inside).map(|(index, _)| index);
            found.push(index, error.span(), &[&error.to_string()], None);
        }
    }
}
