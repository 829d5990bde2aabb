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
        signed calls to STS: sts.us-west-2.amazonaws.com, us-west-2: accepted
        fails:
          403 AccessDenied: Not authorized to perform sts:AssumeRoleWithWebIdentity
            the role's trust policy does not take the token: subject, audience, provider, a wildcard under StringEquals, the action, or the name of the role
        may fail:
          MountVolume.SetUp failed for volume "aws-iam-token" : failed to fetch token: …
            the API server does not give the kubelet a token: the service account was deleted, or it refuses the token's life; look at the pod's events
          … open /var/run/secrets/eks.amazonaws.com/serviceaccount/token: permission denied
            the container's user may not read the token: set `fsGroup`, or run all containers as one user
          400 InvalidIdentityToken: No OpenIDConnect provider found in your account for https://oidc.eks.us-west-2.amazonaws.com/id/AB12
            IAM has no OIDC provider for the cluster's issuer in the account of the role, also after the cluster was rebuilt: create it there
          400 InvalidIdentityToken: Incorrect token audience
            the OIDC provider does not list the token's audience: add it as a client ID, or correct the audience annotation
          400 InvalidIdentityToken: Couldn't retrieve verification key from your identity provider, please reference AssumeRoleWithWebIdentity documentation for requirements
            STS cannot fetch the keys of the issuer: it is not public, or this passes; try again
          400 ExpiredTokenException: Token expired: current date/time N must be before the expiration date/time M
            the program keeps the first token, the pod slept, or its clock is wrong: read the file anew for each exchange
          403 ExpiredToken: The security token included in the request is expired
            the program keeps credentials past their life: let the SDK renew them
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

/// The page's remedies are judged for the pod as it is: `false` on the service account changes nothing beside an endpoint in
/// code, and mends what the cluster's default made.
#[test]
fn remedies_are_judged_for_the_pod() {
    let mut question = question("system:serviceaccount:apps:reader");
    question["flags"] = Value::Null;
    (question["cluster_version"], question["region"]) = (json!("1.31"), json!("us-west-2"));
    question["endpoint"] = json!("https://sts.amazonaws.com");
    for (language, shown) in [
        (
            "en",
            "does not work: the client still calls sts.amazonaws.com and signs for us-west-2, but it accepts us-east-1 only",
        ),
        (
            "ja",
            "無効: クライアントは変わらず sts.amazonaws.com を呼び出し us-west-2 で署名しますが、受け入れられるのは us-east-1 だけです",
        ),
    ] {
        let output = run(&["service-account", "-", "--lang", language], &question.to_string());
        assert_eq!(output.status.code(), Some(1));
        let text = String::from_utf8(output.stdout).unwrap();
        assert!(text.contains(shown), "{text}");
        assert!(
            text.contains("403 SignatureDoesNotMatch: Credential should be scoped to a valid region."),
            "{text}"
        );
    }
    let output = run(&["service-account", "--batch"], &question.to_string());
    let answer: Value = serde_json::from_slice(&output.stdout).unwrap();
    let container = &answer["credentials"][0];
    assert_eq!(
        container["sts_call"],
        json!({"host": "sts.amazonaws.com", "signing_region": "us-west-2", "accepted_region": "us-east-1", "accepted": false})
    );
    let works: Vec<_> =
        container["remedies"].as_array().unwrap().iter().map(|it| (&it["kind"], &it["works"])).collect();
    let (yes, no) = (json!(true), json!(false));
    let kinds = ["remove-endpoint", "regional-endpoint", "global-service-account", "sign-for-endpoint"]
        .map(|it| json!(it));
    assert_eq!(works, kinds.iter().zip([&yes, &yes, &no, &yes]).collect::<Vec<_>>());
    assert_eq!(container["failures"][0]["kind"], json!("scope-refused"));
    assert_eq!(container["failures"][0]["occurs"], json!("certainly"));
}

/// Manifests are taken as they are, and the cluster's version decides what is injected.
#[test]
fn manifests_and_the_version_of_the_cluster() {
    let question = |version: &str| {
        json!({
            "cluster_version": version,
            "region": "eu-west-1",
            "service_accounts": [{"kind": "ServiceAccount", "metadata": {"namespace": "apps", "name": "reader",
                "annotations": {"eks.amazonaws.com/role-arn": "arn:aws:iam::111122223333:role/reader"}}}],
            "pod": {"kind": "Deployment", "metadata": {"namespace": "apps", "name": "reader"}, "spec": {"template": {"spec":
                {"serviceAccountName": "reader", "containers": [{"name": "main"}]}}}},
        })
    };
    let input = [question("1.21"), question("1.22")].map(|it| it.to_string()).join("\n");
    let output = run(&["service-account", "--batch"], &input);
    let names = |line: &str| -> Vec<String> {
        let answer: Value = serde_json::from_str(line).unwrap();
        let added = answer["containers"][0]["added_env"].as_array().unwrap().clone();
        added.iter().map(|it| it["name"].as_str().unwrap().to_owned()).collect()
    };
    let lines = String::from_utf8(output.stdout).unwrap();
    let [old, new] = [0, 1].map(|at| names(lines.lines().nth(at).unwrap()));
    let identity = ["AWS_DEFAULT_REGION", "AWS_REGION", "AWS_ROLE_ARN", "AWS_WEB_IDENTITY_TOKEN_FILE"];
    assert_eq!(old, identity);
    assert_eq!(
        new.split_first(),
        Some((&"AWS_STS_REGIONAL_ENDPOINTS".to_owned(), &identity.map(str::to_owned)[..]))
    );
}
