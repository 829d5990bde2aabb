//! `duplicate-sid`: a statement id must be unique in its document.
//!
//! ```json
//! {"Sid": "A", "Effect": "Allow", "Action": "eks:*", "Resource": "*"}, {"Sid": "A", "Effect": "Allow", "Action": "ec2:*", "Resource": "*"}
//! ```

use eks_iam_span::Severity;

use crate::{
    lint::{Found, Linted, Rule, Words},
    policy_set::PolicyType,
};

pub(super) const RULE: Rule = Rule {
    name: "duplicate-sid",
    severity: Severity::Error,
    check,
    message: Words { english: "`Sid` `{0}` is used twice", japanese: "`Sid` `{0}` が重複しています" },
    explanation: Words {
        english: "IAM refuses a document in which two statements have the same `Sid`.",
        japanese: "同じ `Sid` を持つステートメントが 2 つあるドキュメントを、IAM は拒否します。",
    },
    policy_type: PolicyType::Identity,
    example: r#"{"Version": "2012-10-17", "Statement": [{"Sid": "A", "Effect": "Allow", "Action": "eks:*", "Resource": "*"}, {"Sid": "A", "Effect": "Allow", "Action": "ec2:*", "Resource": "*"}]}"#,
    mended: r#"{"Version": "2012-10-17", "Statement": [{"Sid": "A", "Effect": "Allow", "Action": "eks:*", "Resource": "*"}, {"Sid": "B", "Effect": "Allow", "Action": "ec2:*", "Resource": "*"}]}"#,
};

fn check(linted: &Linted<'_>, found: &mut Found<'_>) {
    let mut seen = std::collections::HashSet::new();
    for (index, statement) in linted.statements() {
        if let Some(sid) = statement.sid().filter(|sid| !seen.insert(sid.value.as_str())) {
            found.add(index, sid.span, [&sid.value]);
        }
    }
}
