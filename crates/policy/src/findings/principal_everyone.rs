//! `principal-everyone`: a grant to everybody without a condition that strangers cannot meet.
//!
//! ```json
//! {"Effect": "Allow", "Principal": {"AWS": "*"}, "Action": "sts:AssumeRole"}
//! ```

use eks_iam_span::Severity;

use crate::{
    lint::{Found, Linted, Rule, Words},
    policy_set::PolicyType,
};

pub(super) const RULE: Rule = Rule {
    name: "principal-everyone",
    severity: Severity::Warning,
    check,
    message: Words {
        english: "everybody is allowed, name the principals or add a condition such as `aws:PrincipalOrgID`",
        japanese: "すべてのプリンシパルを許可しています。プリンシパルを指定するか、`aws:PrincipalOrgID` などの条件を追加してください",
    },
    explanation: Words {
        english: "A principal `*` means every AWS account, and for resources also anonymous callers. An audience or an external id that can be guessed is no protection.",
        japanese: "プリンシパル `*` はすべての AWS アカウントを指し、リソースでは匿名の呼び出し元も含みます。推測できる対象者 (aud) や外部 ID では保護になりません。",
    },
    policy_type: PolicyType::Trust,
    example: r#"{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": {"AWS": "*"}, "Action": "sts:AssumeRole"}]}"#,
    mended: r#"{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": {"AWS": "*"}, "Action": "sts:AssumeRole", "Condition": {"StringEquals": {"aws:PrincipalOrgID": "o-a1b2c3d4e5"}}}]}"#,
};

fn check(linted: &Linted<'_>, found: &mut Found<'_>) {
    if !linted.policy_type.is_on_resource() {
        return;
    }
    const NARROW: [&str; 9] = [
        "aws:principalarn",
        "aws:principalaccount",
        "aws:principalorgid",
        "aws:principalorgpaths",
        "aws:sourcearn",
        "aws:sourceaccount",
        "aws:sourceorgid",
        "aws:sourcevpc",
        "aws:sourcevpce",
    ];
    for (index, statement) in linted.allows() {
        let Some(element) = statement.principal().filter(|element| !element.is_negated()) else { continue };
        let narrowed = statement.conditions().iter().any(|condition| {
            !condition.holds_when_absent()
                && (NARROW.contains(&condition.key_lower()) || condition.key_lower().ends_with(":sub"))
        });
        for principal in element.values().iter().filter(|it| it.is_everyone() && !narrowed) {
            found.add(index, principal.span(), []);
        }
    }
}
