//! `action-without-service`: an action without the prefix of its service matches nothing.
//!
//! ```json
//! {"Effect": "Allow", "Action": "DescribeCluster", "Resource": "*"}
//! ```

use eks_iam_span::Severity;

use crate::{
    EksAction,
    lint::{Found, Linted, Rule, Words},
    policy_set::PolicyType,
};

pub(super) const RULE: Rule = Rule {
    name: "action-without-service",
    severity: Severity::Error,
    check,
    message: Words {
        english: "`{0}` lacks the prefix of its service, write `{1}`",
        japanese: "`{0}` にサービスのプレフィックスがありません。`{1}` と書きます",
    },
    explanation: Words {
        english: "An action is `service:name`, or `*` alone. Anything else covers no action, and IAM refuses to save it.",
        japanese: "アクションは `サービス:名前` または `*` だけです。それ以外はどのアクションにも一致せず、IAM は保存を拒否します。",
    },
    policy_type: PolicyType::Identity,
    example: r#"{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "DescribeCluster", "Resource": "*"}]}"#,
    mended: r#"{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "eks:DescribeCluster", "Resource": "*"}]}"#,
};

fn check(linted: &Linted<'_>, found: &mut Found<'_>) {
    for (index, statement) in linted.statements() {
        for pattern in statement.action().values() {
            let text = pattern.text();
            if text.contains(':') || text.bytes().all(|byte| byte == b'*') {
                continue;
            }
            let meant = EksAction::find(&format!("eks:{text}"));
            match meant {
                Some(meant) => found.add_with_text(index, pattern.span(), [text, meant.name], meant.name),
                None => found.add(index, pattern.span(), [text, &format!("service:{text}")]),
            }
        }
    }
}
