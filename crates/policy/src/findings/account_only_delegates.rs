//! `account-only-delegates`: an account as principal only delegates to the account's own policies.
//!
//! ```json
//! {"Effect": "Allow", "Principal": {"AWS": "111122223333"}, "Action": "sts:AssumeRole"}
//! ```

use eks_iam_span::Severity;

use crate::{
    lint::{Found, Linted, Rule, Words},
    policy_set::PolicyType,
};

pub(super) const RULE: Rule = Rule {
    name: "account-only-delegates",
    severity: Severity::Info,
    check,
    message: Words {
        english: "`{0}` only lets the account decide: users and roles also need an identity-based policy",
        japanese: "`{0}` は判断をアカウントに委ねるだけです。ユーザーとロールにはアイデンティティベースのポリシーも必要です",
    },
    explanation: Words {
        english: "An account principal is no grant to its users and roles. Name the role or the user if the resource's policy is to be enough.",
        japanese: "アカウントのプリンシパルは、そのユーザーやロールへの許可ではありません。リソースのポリシーだけで足りるようにするには、ロールやユーザーを指定します。",
    },
    policy_type: PolicyType::Trust,
    example: r#"{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": {"AWS": "111122223333"}, "Action": "sts:AssumeRole"}]}"#,
    mended: r#"{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::111122223333:role/ops"}, "Action": "sts:AssumeRole"}]}"#,
};

fn check(linted: &Linted<'_>, found: &mut Found<'_>) {
    let Some(ours) = linted.context.account.as_deref().filter(|_| linted.policy_type.is_on_resource()) else {
        return;
    };
    for (index, statement) in linted.allows() {
        let Some(element) = statement.principal().filter(|element| !element.is_negated()) else { continue };
        for principal in element.values().iter().filter(|it| it.account() == Some(ours)) {
            found.add(index, principal.span(), [principal.text()]);
        }
    }
}
