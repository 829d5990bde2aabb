//! `allow-with-not`: an Allow with `NotAction` or `NotResource` covers what does not exist yet.
//!
//! ```json
//! {"Effect": "Allow", "NotAction": "iam:*", "Resource": "*"}
//! ```

use eks_iam_span::Severity;

use crate::{
    lint::{Found, Linted, Rule, Words},
    policy_set::PolicyType,
};

pub(super) const RULE: Rule = Rule {
    name: "allow-with-not",
    severity: Severity::Warning,
    check,
    message: Words {
        english: "Allow with `{0}` grants everything else, services to come included",
        japanese: "`{0}` を使った Allow は、今後追加されるサービスも含めて、それ以外のすべてを許可します",
    },
    explanation: Words {
        english: "List what is allowed. `NotAction` and `NotResource` are for Deny.",
        japanese: "許可するものを列挙してください。`NotAction` と `NotResource` は Deny のためのものです。",
    },
    policy_type: PolicyType::Identity,
    example: r#"{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "NotAction": "iam:*", "Resource": "*"}]}"#,
    mended: r#"{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "eks:*", "Resource": "*"}]}"#,
};

fn check(linted: &Linted<'_>, found: &mut Found<'_>) {
    for (index, statement) in linted.allows() {
        if statement.action().is_negated() {
            found.add(index, statement.action().span(), ["NotAction"]);
        }
        if let Some(element) = statement.resource().filter(|element| element.is_negated()) {
            found.add(index, element.span(), ["NotResource"]);
        }
    }
}
