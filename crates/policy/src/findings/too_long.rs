//! `too-long`: the document is longer than IAM takes.
//!

use eks_iam_span::Severity;

use crate::{
    lint::{Found, Linted, Rule, Words},
    policy_set::PolicyType,
};

pub(super) const RULE: Rule = Rule {
    name: "too-long",
    severity: Severity::Error,
    check,
    message: Words {
        english: "the document has {0} characters without white space, at most {1} are taken",
        japanese: "ドキュメントは空白を除いて {0} 文字あります。上限は {1} 文字です",
    },
    explanation: Words {
        english: "White space does not count. A managed policy takes 6,144 characters, a trust policy 2,048 by default and 4,096 at most, service and resource control policies 5,120, a session policy 2,048.",
        japanese: "空白は数えません。上限は、管理ポリシーが 6,144 文字、信頼ポリシーが既定で 2,048 文字 (最大 4,096 文字)、SCP と RCP が 5,120 文字、セッションポリシーが 2,048 文字です。",
    },
    policy_type: PolicyType::Session,
    example: include_str!("too_long.json"),
    mended: r#"{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "eks:*", "Resource": "*"}]}"#,
};

fn check(linted: &Linted<'_>, found: &mut Found<'_>) {
    let limit = match linted.policy_type {
        PolicyType::Identity | PolicyType::Boundary => 6_144,
        PolicyType::Trust => 4_096,
        PolicyType::Scp | PolicyType::Rcp => 5_120,
        PolicyType::Session => 2_048,
        PolicyType::Endpoint | PolicyType::Resource | PolicyType::Root => return,
    };
    let size = linted.document.size().unwrap_or(0);
    if size > limit {
        let details = [size.to_string(), limit.to_string()];
        found.push(None, linted.document.span(), &[&details[0], &details[1]], None);
    }
}
