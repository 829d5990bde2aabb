//! `principal-never-matches`: groups, instance profiles and patterns are no principals.
//!
//! ```json
//! {"Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::111122223333:role/dev-*"}, "Action": "sts:AssumeRole"}
//! ```

use eks_iam_span::Severity;

use crate::{
    arn_pattern::segments,
    lint::{Found, Linted, Rule, Words},
    policy_set::PolicyType,
    principal::PrincipalType,
};

pub(super) const RULE: Rule = Rule {
    name: "principal-never-matches",
    severity: Severity::Error,
    check,
    message: Words {
        english: "`{0}` cannot be a principal and matches nobody",
        japanese: "`{0}` はプリンシパルになれず、誰にも一致しません",
    },
    explanation: Words {
        english: r#"Name users, roles, sessions or accounts in full. For a pattern use `"Principal": "*"` with `ArnLike` on `aws:PrincipalArn`."#,
        japanese: r#"ユーザー、ロール、セッション、アカウントを省略せずに書きます。パターンには `"Principal": "*"` と `aws:PrincipalArn` の `ArnLike` を使います。"#,
    },
    policy_type: PolicyType::Trust,
    example: r#"{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::111122223333:role/dev-*"}, "Action": "sts:AssumeRole"}]}"#,
    mended: r#"{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::111122223333:role/dev-a"}, "Action": "sts:AssumeRole"}]}"#,
};

fn check(linted: &Linted<'_>, found: &mut Found<'_>) {
    for (index, statement) in linted.statements() {
        for principal in statement.principals(PrincipalType::Aws) {
            let text = principal.text();
            let resource = segments(text).map_or("", |[.., resource]| resource);
            let pattern = text != "*" && text.contains(['*', '?']);
            if pattern || resource.starts_with("group/") || resource.starts_with("instance-profile/") {
                found.add(index, principal.span(), [text]);
            }
        }
    }
}
