//! `third-party-without-external-id`: a trust for another account without an external id.
//!
//! ```json
//! {"Effect": "Allow", "Principal": {"AWS": "444455556666"}, "Action": "sts:AssumeRole"}
//! ```

use eks_iam_span::Severity;

use crate::{
    arn_pattern::segments,
    lint::{Found, Linted, Rule, Words},
    policy_set::PolicyType,
    principal::PrincipalType,
};

pub(super) const RULE: Rule = Rule {
    name: "third-party-without-external-id",
    severity: Severity::Info,
    check,
    message: Words {
        english: "account {0} may assume the role; if it is a third party, ask for `sts:ExternalId`",
        japanese: "アカウント {0} がこのロールを引き受けられます。サードパーティーであれば `sts:ExternalId` を求めてください",
    },
    explanation: Words {
        english: "A third party that serves many customers can be tricked into using the role of another one (confused deputy). It gives each customer an external id of its own.",
        japanese: "多くの顧客を扱うサードパーティーは、別の顧客のロールを使うよう誘導されることがあります (混乱した代理)。サードパーティーは顧客ごとに別の外部 ID を発行します。",
    },
    policy_type: PolicyType::Trust,
    example: r#"{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": {"AWS": "444455556666"}, "Action": "sts:AssumeRole"}]}"#,
    mended: r#"{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": {"AWS": "444455556666"}, "Action": "sts:AssumeRole", "Condition": {"StringEquals": {"sts:ExternalId": "a1b2"}}}]}"#,
};

fn check(linted: &Linted<'_>, found: &mut Found<'_>) {
    let Some(ours) = linted.context.account.as_deref().filter(|_| linted.is_trust()) else { return };
    for (index, statement) in linted.allows().filter(|(_, it)| it.covers_action("sts:AssumeRole")) {
        let guarded = |key: &str| {
            matches!(
                key,
                "sts:externalid" | "aws:principalorgid" | "aws:principalorgpaths" | "aws:principalarn"
            )
        };
        if statement.conditions().iter().any(|it| guarded(it.key_lower()) && !it.holds_when_absent()) {
            continue;
        }
        for principal in statement.principals(PrincipalType::Aws) {
            let account = segments(principal.text()).map_or(principal.text(), |[.., account, _]| account);
            if account != ours && principal.text() != "*" {
                found.add(index, principal.span(), [account]);
            }
        }
    }
}
