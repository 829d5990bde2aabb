//! `invalid-sid`: a statement id has letters and digits only.
//!
//! ```json
//! {"Sid": "read clusters", "Effect": "Allow", "Action": "eks:*", "Resource": "*"}
//! ```

use eks_iam_span::Severity;

use crate::{
    lint::{Found, Linted, Rule, Words},
    policy_set::PolicyType,
};

pub(super) const RULE: Rule = Rule {
    name: "invalid-sid",
    severity: Severity::Error,
    check,
    message: Words {
        english: "`Sid` `{0}` may have only the letters A-Z and a-z and digits",
        japanese: "`Sid` `{0}` に使えるのは英字 (A-Z、a-z) と数字だけです",
    },
    explanation: Words {
        english: "IAM refuses other characters in the `Sid` of its policies.",
        japanese: "IAM のポリシーの `Sid` では、ほかの文字は拒否されます。",
    },
    policy_type: PolicyType::Identity,
    example: r#"{"Version": "2012-10-17", "Statement": [{"Sid": "read clusters", "Effect": "Allow", "Action": "eks:*", "Resource": "*"}]}"#,
    mended: r#"{"Version": "2012-10-17", "Statement": [{"Sid": "ReadClusters", "Effect": "Allow", "Action": "eks:*", "Resource": "*"}]}"#,
};

fn check(linted: &Linted<'_>, found: &mut Found<'_>) {
    if linted.policy_type == PolicyType::Resource {
        return;
    }
    for (index, statement) in linted.statements() {
        if let Some(sid) =
            statement.sid().filter(|sid| !sid.value.chars().all(|it| it.is_ascii_alphanumeric()))
        {
            found.add(index, sid.span, [&sid.value]);
        }
    }
}
