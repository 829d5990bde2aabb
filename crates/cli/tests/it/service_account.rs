//! `service-account`: what the pod's SDK does, and whom the role trusts.

use serde_json::{Value, json};

use crate::run;

const ISSUER: &str = "https://oidc.eks.us-west-2.amazonaws.com/id/AB12";

fn question(subject: &str) -> Value {
    let issuer = ISSUER.trim_start_matches("https://");
    json!({
        "service_accounts": [{"namespace": "apps", "name": "reader",
            "annotations": {"eks.amazonaws.com/role-arn": "arn:aws:iam::111122223333:role/reader"}}],
        "pod": {"namespace": "apps", "service_account": "reader", "containers": [{"name": "main"}]},
        "flags": {"sts_regional_endpoint": true, "aws_default_region": "us-west-2"},
        "sdk": "boto3",
        "issuer": ISSUER,
        "trust": {"Version": "2012-10-17", "Statement": [{"Effect": "Allow",
            "Principal": {"Federated": format!("arn:aws:iam::111122223333:oidc-provider/{issuer}")},
            "Action": "sts:AssumeRoleWithWebIdentity",
            "Condition": {"StringEquals": {format!("{issuer}:sub"): subject, format!("{issuer}:aud"): "sts.amazonaws.com"}}}]},
    })
}

#[test]
fn the_token_is_exchanged_and_the_trust_fits() {
    let output = run(
        &["service-account", "-", "--format", "json"],
        &question("system:serviceaccount:apps:reader").to_string(),
    );
    assert_eq!(output.status.code(), Some(0));
    let answer: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(answer["credentials"][0]["source"], json!("web-identity"));
    assert_eq!(answer["credentials"][0]["sts"]["url"], json!("https://sts.us-west-2.amazonaws.com"));
    assert_eq!(answer["credentials"][0]["sts"]["signing_region"], json!("us-west-2"));
    assert_eq!((&answer["trust"]["findings"], &answer["trust"]["denied"]), (&json!([]), &Value::Null));
}

#[test]
fn a_wrong_subject_is_told_with_the_answer_of_sts() {
    let output = run(&["service-account", "-"], &question("system:serviceaccount:apps:*").to_string());
    assert_eq!(output.status.code(), Some(1));
    insta::assert_snapshot!(String::from_utf8(output.stdout).unwrap(), @r#"
      method  irsa
      AWS_STS_REGIONAL_ENDPOINTS=regional
      AWS_DEFAULT_REGION=us-west-2
      AWS_REGION=us-west-2
      AWS_ROLE_ARN=arn:aws:iam::111122223333:role/reader
      AWS_WEB_IDENTITY_TOKEN_FILE=/var/run/secrets/eks.amazonaws.com/serviceaccount/token
      credentials of main: web-identity: the SDK exchanges the service account's token at STS (IRSA), so STS must be reachable and the role must trust the cluster's OIDC provider
        STS: https://sts.us-west-2.amazonaws.com, us-west-2
      error: `StringEquals` takes a wildcard for a plain character; use `StringLike`
      the pod is told: Not authorized to perform sts:AssumeRoleWithWebIdentity

    the role must trust:
      {
        "Effect": "Allow",
        "Principal": {
          "Federated": "arn:aws:iam::111122223333:oidc-provider/oidc.eks.us-west-2.amazonaws.com/id/AB12"
        },
        "Action": "sts:AssumeRoleWithWebIdentity",
        "Condition": {
          "StringEquals": {
            "oidc.eks.us-west-2.amazonaws.com/id/AB12:sub": "system:serviceaccount:apps:reader",
            "oidc.eks.us-west-2.amazonaws.com/id/AB12:aud": "sts.amazonaws.com"
          }
        }
      }
    "#);
}

#[test]
fn pod_identity_without_tag_session() {
    let question = json!({
        "id": "p",
        "service_accounts": [{"namespace": "apps", "name": "reader"}],
        "container_credentials": [{"namespace": "apps", "service_account": "reader"}],
        "pod": {"namespace": "apps", "service_account": "reader", "containers": [{"name": "main"}]},
        "sdk": "js-v3",
        "cluster_arn": "arn:aws:eks:us-west-2:111122223333:cluster/shop",
        "trust": {"Statement": {"Effect": "Allow", "Principal": {"Service": "pods.eks.amazonaws.com"}, "Action": "sts:AssumeRole"}},
    });
    let output = run(&["service-account", "--batch", "--lang", "ja"], &question.to_string());
    let answer: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(answer["credentials"][0]["source"], json!("container"));
    assert_eq!(answer["credentials"][0]["pod_identity"]["least_version"], json!("3.458.0"));
    assert_eq!(answer["trust"]["findings"][0]["kind"], json!("tag-session-missing"));
    assert_eq!(
        answer["trust"]["denied"],
        json!("Unauthorized Exception! EKS does not have permissions to assume the associated role.")
    );
    assert!(answer["credentials"][0]["message"].as_str().unwrap().contains("エージェント"));
}

#[test]
fn a_role_that_is_no_arn_is_an_error_of_its_line() {
    let mut question = question("x");
    question["service_accounts"][0]["annotations"]["eks.amazonaws.com/role-arn"] = json!("reader");
    let output = run(&["service-account", "--batch"], &question.to_string());
    assert_eq!(output.status.code(), Some(2));
    let answer: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(answer["error"]["kind"], json!("malformed-role-arn"));
}
