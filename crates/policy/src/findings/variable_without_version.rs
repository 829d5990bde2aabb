//! `variable-without-version`: policy variables need `"Version": "2012-10-17"`.
//!
//! ```json
//! {"Effect": "Allow", "Action": "iam:GetUser", "Resource": "arn:aws:iam::111122223333:user/${aws:username}"}
//! ```

use eks_iam_span::Severity;

use crate::{
    Version,
    arn_pattern::variables_of,
    lint::{Found, Linted, Rule, Words},
    policy_set::PolicyType,
};

pub(super) const RULE: Rule = Rule {
    name: "variable-without-version",
    severity: Severity::Error,
    check,
    message: Words {
        english: r#"`{0}` is plain text without `"Version": "2012-10-17"`"#,
        japanese: r#"`"Version": "2012-10-17"` がなければ `{0}` はただの文字列です"#,
    },
    explanation: Words {
        english: "Without `Version`, or with `2008-10-17`, `${…}` stands for itself.",
        japanese: "`Version` がない場合や `2008-10-17` の場合、`${…}` は置き換えられません。",
    },
    policy_type: PolicyType::Identity,
    example: r#"{"Statement": [{"Effect": "Allow", "Action": "iam:GetUser", "Resource": "arn:aws:iam::111122223333:user/${aws:username}"}]}"#,
    mended: r#"{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "iam:GetUser", "Resource": "arn:aws:iam::111122223333:user/${aws:username}"}]}"#,
};

fn check(linted: &Linted<'_>, found: &mut Found<'_>) {
    if linted.document.version() == Version::V2012 {
        return;
    }
    let named = |text: &str| !variables_of(text).is_empty();
    for (index, statement) in linted.statements() {
        for pattern in statement.resource().into_iter().flat_map(|element| element.values()) {
            if named(pattern.text()) {
                found.add(index, pattern.span(), [pattern.text()]);
            }
        }
        for value in statement.conditions().iter().flat_map(|condition| condition.values()) {
            if named(&value.value) {
                found.add(index, value.span, [&value.value]);
            }
        }
    }
}
