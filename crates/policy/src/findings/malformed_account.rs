//! `malformed-account`: an account id is twelve digits.
//!
//! ```json
//! {"Effect": "Allow", "Action": "eks:*", "Resource": "arn:aws:eks:eu-west-1:1111-2222-3333:cluster/shop"}
//! ```

use eks_iam_span::Severity;

use crate::{
    arn_pattern::segments,
    caller::is_account_id,
    lint::{Found, Linted, Rule, Words},
    policy_set::PolicyType,
};

pub(super) const RULE: Rule = Rule {
    name: "malformed-account",
    severity: Severity::Error,
    check,
    message: Words {
        english: "`{0}` is no account id, expected twelve digits",
        japanese: "`{0}` はアカウント ID ではありません。12 桁の数字で書きます",
    },
    explanation: Words {
        english: "An account id has twelve digits, leading zeros included, and no hyphens.",
        japanese: "アカウント ID は先頭の 0 を含む 12 桁の数字で、ハイフンは入りません。",
    },
    policy_type: PolicyType::Identity,
    example: r#"{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "eks:*", "Resource": "arn:aws:eks:eu-west-1:1111-2222-3333:cluster/shop"}]}"#,
    mended: r#"{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "eks:*", "Resource": "arn:aws:eks:eu-west-1:111122223333:cluster/shop"}]}"#,
};

fn check(linted: &Linted<'_>, found: &mut Found<'_>) {
    for (index, statement) in linted.statements() {
        for pattern in statement.resource().into_iter().flat_map(|element| element.values()) {
            let account = segments(pattern.text()).map_or("", |[.., account, _]| account);
            if is_malformed(account) {
                found.add(index, pattern.span(), [account]);
            }
        }
        for principal in statement.principal().into_iter().flat_map(|element| element.values()) {
            let account = segments(principal.text()).map_or(principal.text(), |[.., account, _]| account);
            if is_malformed(account) {
                found.add(index, principal.span(), [account]);
            }
        }
    }
}

/// Digits, perhaps with hyphens, but not twelve of them in a row.
fn is_malformed(account: &str) -> bool {
    let digits = account.bytes().any(|byte| byte.is_ascii_digit());
    digits && !is_account_id(account) && account.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-')
}
