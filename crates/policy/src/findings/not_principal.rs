//! `not-principal`: `NotPrincipal` reaches further than it looks.
//!
//! ```json
//! {"Effect": "Deny", "NotPrincipal": {"AWS": "arn:aws:iam::111122223333:user/mika"}, "Action": "s3:*", "Resource": "arn:aws:s3:::b/*"}
//! ```

use eks_iam_span::Severity;

use crate::{
    lint::{Found, Linted, Rule, Words},
    policy_set::PolicyType,
};

pub(super) const RULE: Rule = Rule {
    name: "not-principal",
    severity: Severity::Warning,
    check,
    message: Words {
        english: r#"`NotPrincipal` with {0} reaches callers one does not think of, use `"Principal": "*"` and a condition on `aws:PrincipalArn`"#,
        japanese: r#"{0} の `NotPrincipal` は意図しない呼び出し元にも及びます。`"Principal": "*"` と `aws:PrincipalArn` の条件を使います"#,
    },
    explanation: Words {
        english: "With Allow it lets everybody else in, anonymous callers too. With Deny it spares a session only when the session, its role and its account are listed, and nobody who has a permissions boundary.",
        japanese: "Allow では、匿名を含むほかのすべての呼び出し元を許可します。Deny で除外されるのは、セッション、そのロール、そのアカウントをすべて列挙した場合だけで、アクセス許可の境界を持つ呼び出し元は除外されません。",
    },
    policy_type: PolicyType::Resource,
    example: r#"{"Version": "2012-10-17", "Statement": [{"Effect": "Deny", "NotPrincipal": {"AWS": "arn:aws:iam::111122223333:user/mika"}, "Action": "s3:*", "Resource": "arn:aws:s3:::b/*"}]}"#,
    mended: r#"{"Version": "2012-10-17", "Statement": [{"Effect": "Deny", "Principal": "*", "Action": "s3:*", "Resource": "arn:aws:s3:::b/*", "Condition": {"ArnNotEquals": {"aws:PrincipalArn": "arn:aws:iam::111122223333:user/mika"}}}]}"#,
};

fn check(linted: &Linted<'_>, found: &mut Found<'_>) {
    for (index, statement) in linted.statements() {
        if let Some(element) = statement.principal().filter(|element| element.is_negated()) {
            found.add(index, element.span(), [statement.effect().as_str()]);
        }
    }
}
