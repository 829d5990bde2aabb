//! `deleted-principal`: a bare unique id stands for a principal that was deleted.
//!
//! ```json
//! {"Effect": "Allow", "Principal": {"AWS": "AROAEXAMPLEID"}, "Action": "sts:AssumeRole"}
//! ```

use eks_iam_span::Severity;

use crate::{
    lint::{Found, Linted, Rule, Words},
    policy_set::PolicyType,
    principal::PrincipalType,
};

pub(super) const RULE: Rule = Rule {
    name: "deleted-principal",
    severity: Severity::Error,
    check,
    message: Words {
        english: "`{0}` is the id of a deleted user or role, write the ARN of the new one",
        japanese: "`{0}` は削除されたユーザーまたはロールの ID です。新しいものの ARN を書いてください",
    },
    explanation: Words {
        english: "IAM stores principals by their unique id. After deletion the policy shows that id, and a new role of the same name is somebody else.",
        japanese: "IAM はプリンシパルを一意の ID で保存します。削除後のポリシーにはその ID が表示され、同じ名前の新しいロールは別のプリンシパルです。",
    },
    policy_type: PolicyType::Trust,
    example: r#"{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": {"AWS": "AROAEXAMPLEID"}, "Action": "sts:AssumeRole"}]}"#,
    mended: r#"{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::111122223333:role/ops"}, "Action": "sts:AssumeRole"}]}"#,
};

fn check(linted: &Linted<'_>, found: &mut Found<'_>) {
    const PREFIXES: [&str; 2] = ["AIDA", "AROA"];
    for (index, statement) in linted.statements() {
        for principal in statement.principals(PrincipalType::Aws) {
            let text = principal.text();
            if PREFIXES.iter().any(|prefix| text.starts_with(prefix)) {
                found.add(index, principal.span(), [text]);
            }
        }
    }
}
