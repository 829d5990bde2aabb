//! Whole requests to STS and its verdicts, one a line.

use eks_iam_sigv4::{KeyRecord, KeyState, Request, Secret, Timestamp, Verifier, verify};
use serde_json::Value;

#[test]
fn sts_verdicts() {
    let mut count = 0;
    for line in include_str!("data/sigv4-sts.jsonl").lines() {
        let row: Value = serde_json::from_str(line).unwrap();
        check(&row);
        count += 1;
    }
    assert_eq!(count, 92);
}

#[track_caller]
fn check(row: &Value) {
    let server = &row["server"];
    let now = Timestamp::parse_basic(server["now"].as_str().unwrap()).unwrap();
    let verifier = Verifier::new(server["region"].as_str().unwrap(), "sts", now);
    let keys =
        |id: &str| row["keys"].as_array().unwrap().iter().find(|key| key["access_key"] == id).map(key_record);
    let expect = &row["expect"];
    let id = format!("{} {}", row["id"], row["about"]);
    match verify(&request(&row["request"]), &verifier, &keys) {
        Ok(verified) => {
            assert_eq!(expect["accept"], true, "{id}");
            assert_eq!(expect["access_key"], verified.access_key_id(), "{id}");
        }
        Err(refusal) => {
            assert_eq!(expect["accept"], false, "{id}: {refusal}");
            assert_eq!(expect["status"], refusal.status, "{id}");
            assert_eq!(expect["code"], refusal.code, "{id}");
            if !expect["message"].is_null() {
                assert_eq!(expect["message"], refusal.message, "{id}");
            }
        }
    }
}

fn request(value: &Value) -> Request {
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    let mut request =
        Request::new(text(&value["method"]), text(&value["target"])).with_body(text(&value["body"]));
    request.headers =
        value["headers"].as_array().unwrap().iter().map(|pair| (text(&pair[0]), text(&pair[1]))).collect();
    request
}

fn key_record(key: &Value) -> KeyRecord {
    KeyRecord {
        secret_access_key: Secret::new(key["secret"].as_str().unwrap()),
        session_token: key["token"].as_str().map(Secret::new),
        expires: key["expires"].as_str().map(|time| Timestamp::parse_basic(time).unwrap()),
        state: match key["state"].as_str().unwrap() {
            "active" => KeyState::Active,
            "inactive" => KeyState::Inactive,
            "role-deleted" => KeyState::RoleDeleted,
            other => panic!("unknown state {other}"),
        },
    }
}
