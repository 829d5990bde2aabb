//! Documents made to hurt.

use eks_iam_policy::{LintContext, PolicyDocument, PolicySet, Request, evaluate, lint, minimal_changes};

use crate::support::{CLUSTER, OPS, named};

#[track_caller]
fn soon(text: &str, request: &Request) {
    if let Ok(document) = PolicyDocument::parse(text) {
        let set = PolicySet::with_identity([eks_iam_policy::NamedPolicy::new("hostile", document.clone())]);
        let evaluation = evaluate(request, &set);
        let _ = (evaluation.statements().len(), evaluation.near_misses(), minimal_changes(request, &set));
        let _ = lint(&document, &LintContext::default());
    }
}

fn statement(resource: &str, condition: &str) -> String {
    format!(
        r#"{{"Version": "2012-10-17", "Statement": [{{"Effect": "Allow", "Action": "eks:*", "Resource": "{resource}",
            "Condition": {condition}}}]}}"#
    )
}

#[test]
fn hostile_documents() {
    let request = Request::new(OPS, "eks:DescribeCluster", format!("{CLUSTER}{}", "a".repeat(2_000)))
        .with("aws:a", "a".repeat(10_000));
    let million = 1_000_000;
    soon(&"[".repeat(million), &request);
    soon(&format!("{{\"Statement\": {}", "{\"a\":".repeat(100_000)), &request);
    soon(&statement(&"*a".repeat(million / 2), "{}"), &request);
    soon(&statement(&format!("arn:aws:eks:*:*:{}b", "a*".repeat(million / 2)), "{}"), &request);
    soon(&statement(&format!("arn:aws:eks:*:*:*{}", "?a".repeat(1_000)), "{}"), &request);
    soon(&statement(&"${".repeat(million / 2), "{}"), &request);
    soon(&statement(&"${a}".repeat(million / 4), "{}"), &request);
    soon(&statement(&format!("{}:", "${a:}".repeat(million / 5)), "{}"), &request);
    let like = |value: &str| format!(r#"{{"StringLike": {{"aws:a": "{value}"}}}}"#);
    soon(&statement("*", &like(&format!("*{}b", "a?".repeat(3_000)))), &request);
    soon(&statement("*", &like(&"a*".repeat(million / 2))), &request);
    let keys: Vec<_> = (0..20_000).map(|at| format!(r#""aws:k{at}": "v""#)).collect();
    soon(&statement("*", &format!(r#"{{"StringNotEquals": {{{}}}}}"#, keys.join(","))), &request);
    let one = r#"{"Effect": "Allow", "Action": "eks:Descrbe*", "Resource": "arn:aws:eks:*:*:cluster/x"}"#;
    let many = vec![one; 10_000].join(",");
    soon(&format!(r#"{{"Version": "2012-10-17", "Statement": [{many}]}}"#), &request);
}

#[test]
fn odd_requests() {
    let set = PolicySet::with_identity([named(r#"{"Effect": "Allow", "Action": "*", "Resource": "*"}"#)]);
    for principal in
        ["", ":", "arn:", "arn:aws:iam::1:user", "arn:aws:sts::1:assumed-role", "語", "arn:a:iam:b:c:role/"]
    {
        for action in ["", ":", "*", "eks", "語:語", "sts:assumerole"] {
            for resource in ["", "*", "arn", "::::::::", "role x", "arn:aws:iam::1:role/語"] {
                let request = Request::new(principal, action, resource);
                let evaluation = evaluate(&request, &set);
                let _ = (evaluation.statements().len(), evaluation.near_misses());
                let _ = evaluation.denial_message(eks_iam_policy::DenialText::WithReason);
                let _ = minimal_changes(&request, &set);
            }
        }
    }
}
