//! `short-arn`: a resource is an ARN of six parts, or `*`.
//!
//! ```json
//! {"Effect": "Allow", "Action": "s3:*", "Resource": "arn:aws:s3"}
//! ```

use eks_iam_span::Severity;

use crate::{
    arn_pattern::cut,
    lint::{Found, Linted, Rule, Words},
    policy_set::PolicyType,
};

pub(super) const RULE: Rule = Rule {
    name: "short-arn",
    severity: Severity::Error,
    check,
    message: Words {
        english: "`{0}` is no ARN of six parts, expected `arn:partition:service:region:account:resource` or `*`",
        japanese: "`{0}` は 6 つの部分からなる ARN ではありません。`arn:partition:service:region:account:resource` または `*` と書きます",
    },
    explanation: Words {
        english: "IAM refuses most of such texts; what it makes of the others is not documented.",
        japanese: "IAM はこのような文字列の多くを拒否します。それ以外の扱いは文書化されていません。",
    },
    policy_type: PolicyType::Identity,
    example: r#"{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "s3:*", "Resource": "arn:aws:s3"}]}"#,
    mended: r#"{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "s3:*", "Resource": "arn:aws:s3:::*"}]}"#,
};

fn check(linted: &Linted<'_>, found: &mut Found<'_>) {
    for (index, statement) in linted.statements() {
        for pattern in statement.resource().into_iter().flat_map(|element| element.values()) {
            if pattern.text() != "*" && cut(pattern.text()).len() < 6 {
                found.add(index, pattern.span(), [pattern.text()]);
            }
        }
    }
}
