//! `fargate-trust-without-source`: the trust for Fargate can be narrowed to the profiles of one cluster.
//!
//! ```json
//! {"Effect": "Allow", "Principal": {"Service": "eks-fargate-pods.amazonaws.com"}, "Action": "sts:AssumeRole"}
//! ```

use eks_iam_span::Severity;

use crate::{
    lint::{Found, Linted, Rule, Words},
    policy_set::PolicyType,
    principal::PrincipalType,
};

pub(super) const RULE: Rule = Rule {
    name: "fargate-trust-without-source",
    severity: Severity::Info,
    check,
    message: Words {
        english: "`{0}` may use the role for any cluster, add `ArnLike` on `aws:SourceArn` with the cluster's Fargate profiles",
        japanese: "`{0}` はどのクラスターのためにもこのロールを使えます。`aws:SourceArn` の `ArnLike` でクラスターの Fargate プロファイルに限定してください",
    },
    explanation: Words {
        english: r#"The EKS User Guide recommends `"ArnLike": {"aws:SourceArn": "arn:aws:eks:REGION:ACCOUNT:fargateprofile/CLUSTER/*"}` against the confused deputy."#,
        japanese: r#"EKS ユーザーガイドは、混乱した代理を防ぐため `"ArnLike": {"aws:SourceArn": "arn:aws:eks:REGION:ACCOUNT:fargateprofile/CLUSTER/*"}` を推奨しています。"#,
    },
    policy_type: PolicyType::Trust,
    example: r#"{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": {"Service": "eks-fargate-pods.amazonaws.com"}, "Action": "sts:AssumeRole"}]}"#,
    mended: r#"{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": {"Service": "eks-fargate-pods.amazonaws.com"}, "Action": "sts:AssumeRole", "Condition": {"ArnLike": {"aws:SourceArn": "arn:aws:eks:eu-west-1:111122223333:fargateprofile/shop/*"}}}]}"#,
};

fn check(linted: &Linted<'_>, found: &mut Found<'_>) {
    for (index, statement) in linted.allows().filter(|_| linted.is_trust()) {
        let guarded = |key: &str| matches!(key, "aws:sourcearn" | "aws:sourceaccount");
        if statement.conditions().iter().any(|it| guarded(it.key_lower())) {
            continue;
        }
        let fargate = |text: &str| text == "eks-fargate-pods.amazonaws.com";
        for principal in statement.principals(PrincipalType::Service).filter(|it| fargate(it.text())) {
            found.add(index, principal.span(), [principal.text()]);
        }
    }
}
