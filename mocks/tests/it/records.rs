//! The record of calls, as CloudTrail has it.

use serde_json::Value;

use crate::support::*;

#[test]
fn a_denied_call_is_recorded() {
    let world = world();
    eks(&world, MIKA, "GET", "/clusters/shop", "");
    let call = world.calls().pop().unwrap();
    assert_eq!((call.event_name(), call.event_source()), ("DescribeCluster", "eks.amazonaws.com"));
    assert_eq!((call.status(), call.error_code()), (403, Some("AccessDeniedException")));
    let record: Value = serde_json::from_str(&call.to_json()).unwrap();
    assert_eq!(record["userIdentity"]["arn"], MIKA);
    assert_eq!(record["userIdentity"]["type"], "IAMUser");
    assert_eq!(record["eventTime"], "2026-07-13T09:30:00Z");
    assert_eq!(record["requestParameters"]["name"], "shop");
    assert!(record["errorMessage"].as_str().unwrap().contains("eks:DescribeCluster"));
}

#[test]
fn no_secret_is_recorded() {
    let world = world();
    let body = "Action=AssumeRole&RoleSessionName=anna&ExternalId=shop-7&RoleArn=arn:aws:iam::111122223333:role/guest";
    let issued = sts(&world, VENDOR, body).text();
    kubernetes(&world, OPS, "/api/v1/nodes");
    let session = world.credentials(OPS).unwrap();
    let records: String = world.calls().iter().map(|call| call.to_json() + &format!("{call:?}")).collect();
    for secret in [
        element(&issued, "SecretAccessKey"),
        element(&issued, "SessionToken"),
        session.secret_access_key.expose().to_owned(),
        session.session_token.unwrap().expose().to_owned(),
    ] {
        assert!(!records.contains(&secret));
    }
}

#[test]
fn the_record_is_bounded() {
    let world = builder().record_limit(2).build().unwrap();
    for _ in 0..5 {
        sts(&world, MIKA, "Action=GetCallerIdentity");
    }
    let ids: Vec<_> = world.calls().iter().map(|call| call.request_id().to_owned()).collect();
    assert_eq!(ids, ["00000000-0000-4000-8000-000000000004", "00000000-0000-4000-8000-000000000005"]);
}
