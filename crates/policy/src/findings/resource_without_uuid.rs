//! `resource-without-uuid`: ARNs of node groups, add-ons and the like end with a UUID.
//!
//! ```json
//! {"Effect": "Allow", "Action": "eks:DescribeNodegroup", "Resource": "arn:aws:eks:eu-west-1:111122223333:nodegroup/shop/spot"}
//! ```

use eks_iam_span::Severity;

use crate::{
    arn_pattern::segments,
    lint::{Found, Linted, Rule, Words},
    policy_set::PolicyType,
};

pub(super) const RULE: Rule = Rule {
    name: "resource-without-uuid",
    severity: Severity::Warning,
    check,
    message: Words {
        english: "`{0}` lacks the UUID at the end of such ARNs, add `/*`",
        japanese: "`{0}` には ARN の末尾の UUID がありません。`/*` を付けてください",
    },
    explanation: Words {
        english: "The ARN of a node group is `…:nodegroup/CLUSTER/NAME/UUID`; a pattern without the last part matches none.",
        japanese: "ノードグループの ARN は `…:nodegroup/CLUSTER/NAME/UUID` です。最後の部分のないパターンはどれにも一致しません。",
    },
    policy_type: PolicyType::Identity,
    example: r#"{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "eks:DescribeNodegroup", "Resource": "arn:aws:eks:eu-west-1:111122223333:nodegroup/shop/spot"}]}"#,
    mended: r#"{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "eks:DescribeNodegroup", "Resource": "arn:aws:eks:eu-west-1:111122223333:nodegroup/shop/spot/*"}]}"#,
};

fn check(linted: &Linted<'_>, found: &mut Found<'_>) {
    for (index, statement) in linted.statements() {
        for pattern in statement.resource().into_iter().flat_map(|element| element.values()) {
            let Some([_, _, "eks", _, _, resource]) = segments(pattern.text()) else { continue };
            let slashes = match resource.split_once('/') {
                Some(("nodegroup" | "addon" | "fargateprofile", _)) => 3,
                Some(("podidentityassociation", _)) => 2,
                _ => continue,
            };
            if resource.matches('/').count() < slashes && !resource.ends_with('*') {
                let text = format!("{}/*", pattern.text());
                found.add_with_text(index, pattern.span(), [pattern.text()], &text);
            }
        }
    }
}
