//! The record of calls, as CloudTrail has it.

use std::{
    io::{self, Write},
    sync::{Arc, Mutex},
};

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

/// What a writer was given, so far.
#[derive(Clone, Default)]
struct Written(Arc<Mutex<Vec<u8>>>);

impl Write for Written {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap().write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl Written {
    fn request_ids(&self) -> Vec<String> {
        let text = String::from_utf8(self.0.lock().unwrap().clone()).unwrap();
        let records = text.lines().map(|line| serde_json::from_str::<Value>(line).unwrap());
        records.map(|it| it["requestID"].as_str().unwrap().to_owned()).collect()
    }
}

#[test]
fn every_call_comes_into_the_file() {
    let written = Written::default();
    let world = builder().record_limit(0).cloudtrail(written.clone()).build().unwrap();
    std::thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| {
                for _ in 0..1500 {
                    // Nobody signed: what is refused is recorded too.
                    send(&world, &unsigned(STS, "Action=GetCallerIdentity&Version=2011-06-15"));
                }
            });
        }
    });
    world.flush_records();
    let mut ids = written.request_ids();
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), 6000);
    sts(&world, MIKA, "Action=GetCallerIdentity");
    drop(world);
    assert_eq!(written.request_ids().len(), 6001, "a world that is dropped leaves nothing behind");
}

#[test]
fn a_record_is_whole_json_whatever_the_client_sends() {
    let world = world();
    let mut request = unsigned(STS, "Action=Get\"Caller\\Identity%0A&Version=2011-06-15");
    request.headers.push(("user-agent".to_owned(), "a \"client\"\tof \\ everything \u{1}".to_owned()));
    send(&world, &request);
    let record: Value = serde_json::from_str(&world.calls()[0].to_json()).unwrap();
    assert_eq!(record["userAgent"], "a \"client\"\tof \\ everything \u{1}");
    assert_eq!(record["eventName"], "Get\"Caller\\Identity\n");
    assert_eq!(record["userIdentity"]["type"], "Unknown");
}
