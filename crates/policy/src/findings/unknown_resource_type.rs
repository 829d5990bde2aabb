//! `unknown-resource-type`: an ARN of EKS with a resource type that EKS does not have matches nothing.
//!
//! ```json
//! {"Effect": "Allow", "Action": "eks:DescribeCluster", "Resource": "arn:aws:eks:eu-west-1:111122223333:clusters/shop"}
//! ```

use eks_iam_span::Severity;

use crate::{
    EksAction,
    arn_pattern::cut,
    lint::{Found, Linted, Rule, Words},
    near_miss::is_misspelt,
    pattern::Glob,
    policy_set::PolicyType,
};

pub(super) const RULE: Rule = Rule {
    name: "unknown-resource-type",
    severity: Severity::Error,
    check,
    message: Words {
        english: "Amazon EKS has no resource type `{0}`, perhaps `{1}` is meant",
        japanese: "Amazon EKS にリソースタイプ `{0}` はありません。`{1}` の誤りではありませんか",
    },
    explanation: Words {
        english: "The types are those of the service authorization reference of August 2026, written as there: case counts.",
        japanese: "タイプは 2026 年 8 月のサービス認可リファレンスのもので、大文字と小文字も区別されます。",
    },
    policy_type: PolicyType::Identity,
    example: r#"{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "eks:DescribeCluster", "Resource": "arn:aws:eks:eu-west-1:111122223333:clusters/shop"}]}"#,
    mended: r#"{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "eks:DescribeCluster", "Resource": "arn:aws:eks:eu-west-1:111122223333:cluster/shop"}]}"#,
};

fn check(linted: &Linted<'_>, found: &mut Found<'_>) {
    let types = || EksAction::ALL.iter().flat_map(|action| action.resource_types);
    for (index, statement) in linted.statements() {
        for pattern in statement.resource().into_iter().flat_map(|element| element.values()) {
            let pieces = cut(pattern.text());
            let [_, _, "eks", _, _, resource] = pieces.as_slice() else { continue };
            let Some((kind, _)) = resource.split_once('/').filter(|(kind, _)| !kind.contains("${")) else {
                continue;
            };
            let glob = Glob::new(kind);
            // Access policies are named in conditions, but they are resources too. An asterisk may also reach over the slash.
            if kind == "cluster-access-policy" || kind.contains('*') || types().any(|it| glob.matches(it)) {
                continue;
            }
            let near =
                types().find(|it| is_misspelt(&kind.to_lowercase(), it) || kind.eq_ignore_ascii_case(it));
            found.add(index, pattern.span(), [kind, near.copied().unwrap_or("cluster")]);
        }
    }
}
