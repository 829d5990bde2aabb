//! `forbidden-character`: a policy has characters from U+0020 to U+00FF only.
//!
//! ```json
//! {"Effect": "Allow", "Action": "eks:*", "Resource": "arn：aws:eks:eu-west-1:111122223333:cluster/shop"}
//! ```

use eks_iam_span::Severity;

use crate::{
    lint::{Found, Linted, Rule, Words},
    policy_set::PolicyType,
};

pub(super) const RULE: Rule = Rule {
    name: "forbidden-character",
    severity: Severity::Error,
    check,
    message: Words {
        english: "the character {0} is not allowed in a policy",
        japanese: "文字 {0} はポリシーでは使えません",
    },
    explanation: Words {
        english: "IAM takes tab, line feed, carriage return and the characters U+0020 to U+00FF. Full-width characters often come in by copying.",
        japanese: "IAM が受け付けるのは、タブ、改行、復帰と U+0020 から U+00FF までの文字です。全角文字はコピーの際によく紛れ込みます。",
    },
    policy_type: PolicyType::Identity,
    example: r#"{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "eks:*", "Resource": "arn：aws:eks:eu-west-1:111122223333:cluster/shop"}]}"#,
    mended: r#"{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "eks:*", "Resource": "arn:aws:eks:eu-west-1:111122223333:cluster/shop"}]}"#,
};

fn check(linted: &Linted<'_>, found: &mut Found<'_>) {
    let Some(source) = linted.document.source() else { return };
    let allowed = |it: char| matches!(it, '\t' | '\n' | '\r' | ' '..='\u{ff}');
    if let Some((at, character)) = source.char_indices().find(|(_, it)| !allowed(*it)) {
        let span = eks_iam_span::Span::new(at, at + character.len_utf8());
        let inside = |(_, statement): &(usize, &crate::Statement)| statement.span().contains(at);
        let index = linted.statements().find(inside).map(|(index, _)| index);
        let code = format!("U+{:04X}", u32::from(character));
        found.push(index, span, &[&code], None);
    }
}
