//! Faults: by rule, by number, by seed.

use eks_iam_mock_aws::{Answer, Fault, World};

use crate::support::*;

const WHO: &str = "Action=GetCallerIdentity";

fn with(fault: Fault) -> World {
    builder().fault(fault).build().unwrap()
}

#[test]
fn throttling_ends() {
    let world = with(Fault::throttle("sts:GetCallerIdentity").times(2));
    let statuses: Vec<_> = (0..3).map(|_| sts(&world, MIKA, WHO).status).collect();
    assert_eq!(statuses, [400, 400, 200]);
    assert_eq!(world.calls()[0].error_code(), Some("Throttling"));
}

#[test]
fn a_throttled_authenticator_lets_nobody_in() {
    let world = with(Fault::throttle("sts:*").times(1));
    assert_eq!(kubernetes(&world, OPS, "/api/v1/nodes").status, 401);
    assert!(world.authenticator_log()[0].contains("was throttled"));
    assert_eq!(kubernetes(&world, OPS, "/api/v1/nodes").status, 200);
}

#[test]
fn each_service_fails_in_its_own_words() {
    let eks_answer = eks(&with(Fault::throttle("eks:*")), OPS, "GET", "/clusters/shop", "");
    assert_eq!(
        (eks_answer.status, eks_answer.header("x-amzn-errortype")),
        (429, Some("ThrottlingException"))
    );
    let broken = with(Fault::server_error("sts:*", 500));
    assert_eq!(refusal(&sts(&broken, MIKA, WHO)).1, "InternalFailure");
    let busy = with(Fault::server_error("kubernetes:*", 503));
    assert_eq!(kubernetes(&busy, OPS, "/api/v1/nodes").status, 503);
}

#[test]
fn an_endpoint_is_down_and_others_are_not() {
    let world = with(Fault::down(STS));
    let credentials = world.credentials(MIKA).unwrap();
    let body = format!("Version=2011-06-15&{WHO}");
    assert_eq!(world.answer(&form(&world, &credentials, STS, "sts", REGION, &body)), Answer::NoConnection);
    assert!(!world.accepts_connection(STS));
    let other = "sts.eu-west-1.amazonaws.com";
    assert_eq!(send(&world, &form(&world, &credentials, other, "sts", "eu-west-1", &body)).status, 200);
}

#[test]
fn latency_is_told() {
    let world = with(Fault::latency("sts:*", 250));
    let credentials = world.credentials(MIKA).unwrap();
    let request = form(&world, &credentials, STS, "sts", REGION, &format!("Version=2011-06-15&{WHO}"));
    let Answer::Late { milliseconds, response } = world.answer(&request) else { panic!("not late") };
    assert_eq!((milliseconds, response.status), (250, 200));
}

#[test]
fn lots_follow_from_the_seed() {
    let lots = |seed: u64| -> Vec<u16> {
        let world = builder().seed(seed).fault(Fault::throttle("sts:*").one_in(3)).build().unwrap();
        (0..30).map(|_| sts(&world, MIKA, WHO).status).collect()
    };
    assert_eq!(lots(1), lots(1));
    assert_ne!(lots(1), lots(2));
    let struck = lots(1).iter().filter(|status| **status == 400).count();
    assert!((3..=18).contains(&struck), "{struck} of 30");
}

#[test]
fn a_limit_is_used_up() {
    let world = builder().fault(Fault::throttle("sts:GetCallerIdentity").after(2)).build().unwrap();
    let asked = [(); 4].map(|()| sts(&world, MIKA, "Action=GetCallerIdentity").status);
    assert_eq!(asked, [200, 200, 400, 400]);
}

#[test]
fn a_token_that_was_seen_is_not_asked_of_sts_again() {
    let world = builder().fault(Fault::throttle("sts:GetCallerIdentity").after(1)).build().unwrap();
    let token = token(&world, OPS, "shop");
    let ask = || kubernetes_with(&world, &token, "GET", "/api/v1/nodes", "").status;
    assert_eq!([ask(), ask()], [200, 200]);
    world.advance(121);
    assert_eq!(ask(), 401, "after two minutes STS is asked again");
}
