//! Known tokens, and what the reference says to them.

use eks_iam_sigv4::{Credentials, Request, Timestamp, canonical_request, parse_signature, string_to_sign};
use eks_iam_token::{
    Identity, StsAnswer, StsRequest, TokenRequest, Verifier, VerifyTokenError, make, verify,
};
use serde_json::Value;

#[test]
fn made_tokens() {
    for line in include_str!("data/token-presign.jsonl").lines() {
        check_made(&serde_json::from_str(line).unwrap());
    }
}

#[track_caller]
fn check_made(row: &Value) {
    let (given, expect) = (&row["given"], &row["expect"]);
    let text = |key: &str| given[key].as_str().unwrap();
    let mut credentials = Credentials::new(text("access_key_id"), text("secret_access_key"));
    credentials.session_token = given["session_token"].as_str().map(Into::into);
    let request = TokenRequest {
        region: text("region"),
        host: given["host"].as_str(),
        cluster_id: text("cluster_id"),
        credentials: &credentials,
        time: Timestamp::parse_basic(text("time")).unwrap(),
        expires: u32::try_from(given["expires"].as_u64().unwrap()).unwrap(),
    };
    let token = make(&request).unwrap();
    assert_eq!(expect["url"], token.to_url());
    assert_eq!(expect["token"], token.as_str());
    assert_eq!(expect["expiration"], token.expires_at().rfc3339());
    let default_host = make(&TokenRequest { host: None, ..request }).unwrap();
    assert_eq!(default_host, token);

    let url = token.to_url();
    let (_, target) = url.split_once(text("host")).unwrap();
    let request = Request::new("GET", target)
        .with_header("host", text("host"))
        .with_header("x-k8s-aws-id", text("cluster_id"));
    let signature = parse_signature(&request).unwrap();
    assert_eq!(expect["canonical_request"], canonical_request(&request, &signature));
    assert_eq!(expect["string_to_sign"], string_to_sign(&request, &signature));
}

#[test]
fn verified_tokens() {
    let mut refused_though_accepted = Vec::new();
    let rows = include_str!("data/token-verify.jsonl").lines();
    for line in rows {
        let row: Value = serde_json::from_str(line).unwrap();
        if !check_verified(&row) {
            refused_though_accepted.push(row["why"].as_str().unwrap().to_owned());
        }
    }
    assert_eq!(refused_though_accepted, STRICTER);
}

/// Where our list of hosts is closed and the reference's is open; the vectors allow it (`refusing_is_fine`).
const STRICTER: [&str; 1] = ["host: GovCloud on a cluster of aws (same domain)"];

/// Whether we agree; where we do not, refusing must be fine.
#[track_caller]
fn check_verified(row: &Value) -> bool {
    let id = format!("{} {}", row["id"], row["why"]);
    let expect = &row["expect"];
    match outcome(row) {
        Ok(identity) => {
            assert_eq!(expect["accept"], true, "{id}");
            check_identity(&expect["identity"], &identity);
            true
        }
        Err(error) if expect["accept"] == true => {
            assert_eq!(expect["refusing_is_fine"], true, "{id}: {error}");
            false
        }
        Err(error) => {
            assert_eq!(expect["reason"], error.reason().name(), "{id}: {error}");
            assert_eq!(expect["http_status"], error.http_status(), "{id}");
            assert_eq!(expect["calls_sts"], error.reason().asked_sts(), "{id}");
            let part = expect["message_contains"].as_str().unwrap_or_default();
            assert!(error.to_string().contains(part), "{id}: {error}");
            true
        }
    }
}

fn outcome(row: &Value) -> Result<Identity, VerifyTokenError> {
    let text = |key: &str| row["verifier"][key].as_str().unwrap();
    let (partition, region, cluster_id) = (text("partition"), text("region"), text("cluster_id"));
    let verifier = Verifier::as_eks(partition, region, cluster_id);
    let sts = &row["sts"];
    let call = |_: &StsRequest| match sts["error"].as_str() {
        Some(error) => Err(error.to_owned()),
        None => Ok(StsAnswer {
            status: u16::try_from(sts["status"].as_u64().unwrap()).unwrap(),
            body: sts["body"].as_str().unwrap().to_owned(),
        }),
    };
    let now = Timestamp::parse_rfc3339(row["now"].as_str().unwrap()).unwrap();
    verify(row["token"].as_str().unwrap(), &verifier, now, &call)
}

#[track_caller]
fn check_identity(expect: &Value, identity: &Identity) {
    assert_eq!(expect["arn"], identity.arn);
    assert_eq!(expect["canonical_arn"], identity.canonical);
    assert_eq!(expect["account_id"], identity.account);
    assert_eq!(expect["user_id"], identity.user_id);
    assert_eq!(expect["session_name"], identity.session_name);
    assert_eq!(expect["access_key_id"], identity.access_key_id);
}
