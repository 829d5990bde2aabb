//! GetCallerIdentity, AssumeRole and the answers that are no documents.

use eks_iam_mock_aws::{Credentials, Request, SessionOptions};

use crate::support::*;

const WHO: &str = "Action=GetCallerIdentity";

#[test]
fn caller_identity_of_a_user_byte_for_byte() {
    let response = sts(&world(), MIKA, WHO);
    assert_eq!(response.status, 200);
    let user_id = element(&response.text(), "UserId");
    assert!(user_id.starts_with("AIDA") && user_id.len() == 21, "{user_id}");
    assert_eq!(
        response.text(),
        format!(
            "<GetCallerIdentityResponse xmlns=\"https://sts.amazonaws.com/doc/2011-06-15/\">\n  \
             <GetCallerIdentityResult>\n    <Arn>{MIKA}</Arn>\n    <UserId>{user_id}</UserId>\n    \
             <Account>{A}</Account>\n  </GetCallerIdentityResult>\n  <ResponseMetadata>\n    \
             <RequestId>00000000-0000-4000-8000-000000000001</RequestId>\n  </ResponseMetadata>\n\
             </GetCallerIdentityResponse>\n"
        )
    );
    assert_eq!(response.header("content-type"), Some("text/xml"));
    assert_eq!(response.header("x-amzn-requestid"), Some("00000000-0000-4000-8000-000000000001"));
    assert_eq!(response.header("date"), Some("Mon, 13 Jul 2026 09:30:00 GMT"));
}

#[test]
fn json_where_the_client_accepts_it() {
    let world = world();
    let credentials = world.credentials(OPS).unwrap();
    let mut request =
        unsigned(STS, &format!("Version=2011-06-15&{WHO}")).with_header("accept", "application/json");
    let params = eks_iam_mock_aws::SigningParams {
        credentials: &credentials,
        region: REGION,
        service: "sts",
        time: world.now(),
    };
    eks_iam_mock_aws::sign(&mut request, &params);
    let response = send(&world, &request);
    let text = response.text();
    assert!(text.starts_with(
        r#"{"GetCallerIdentityResponse":{"GetCallerIdentityResult":{"Account":"111122223333","Arn":"#
    ));
    assert!(text.contains(&format!(r#""Arn":"{OPS}""#)), "{text}");
    assert_eq!(response.header("content-type"), Some("application/json"));

    let mut unsigned = request;
    unsigned.remove_header("authorization");
    assert_eq!(
        send(&world, &unsigned).text(),
        r#"{"Error":{"Code":"MissingAuthenticationToken","Message":"Request is missing Authentication Token","Type":"Sender"},"RequestId":"00000000-0000-4000-8000-000000000002"}"#
    );
}

#[test]
fn a_role_that_the_account_trusts_is_assumed_and_used() {
    let world = builder().build().unwrap();
    let response = sts(
        &world,
        "arn:aws:iam::111122223333:root",
        "Action=AssumeRole&RoleSessionName=x1&RoleArn=arn:aws:iam::111122223333:role/ops",
    );
    assert_eq!(
        refusal(&response),
        (403, "AccessDenied".to_owned(), "Roles may not be assumed by root accounts.".to_owned())
    );
    let body = "Action=AssumeRole&RoleSessionName=anna&RoleArn=arn:aws:iam::111122223333:role/ops";
    let denied = sts(&world, MIKA, body);
    assert_eq!(
        refusal(&denied).2,
        "User: arn:aws:iam::111122223333:user/mika is not authorized to perform: sts:AssumeRole on resource: \
         arn:aws:iam::111122223333:role/ops"
    );
    let assumed = sts(
        &world,
        VENDOR,
        "Action=AssumeRole&RoleSessionName=anna&ExternalId=shop-7&RoleArn=arn:aws:iam::111122223333:role/guest",
    );
    assert_eq!(assumed.status, 200, "{}", assumed.text());
    let text = assumed.text();
    assert!(element(&text, "AssumedRoleId").ends_with(":anna"));
    assert_eq!(element(&text, "Arn"), "arn:aws:sts::111122223333:assumed-role/guest/anna");
    assert_eq!(element(&text, "Expiration"), "2026-07-13T10:30:00Z");
    let credentials = credentials_of(&text);
    assert!(credentials.access_key_id.starts_with("ASIA") && credentials.access_key_id.len() == 20);
    assert_eq!(
        element(&sts_with(&world, &credentials, WHO).text(), "Arn"),
        "arn:aws:sts::111122223333:assumed-role/guest/anna"
    );
    let without_token = Credentials { session_token: None, ..credentials };
    assert_eq!(refusal(&sts_with(&world, &without_token, WHO)).1, "InvalidClientTokenId");
}

fn credentials_of(text: &str) -> Credentials {
    Credentials::new(element(text, "AccessKeyId"), element(text, "SecretAccessKey"))
        .with_session_token(element(text, "SessionToken"))
}

#[track_caller]
fn check_guest(body: &str, code: &str) {
    let response = sts(
        &world(),
        VENDOR,
        &format!(
            "Action=AssumeRole&RoleSessionName=anna&RoleArn=arn:aws:iam::111122223333:role/guest&{body}"
        ),
    );
    match code {
        "" => assert_eq!(response.status, 200, "{}", response.text()),
        code => assert_eq!(refusal(&response).1, code),
    }
}

#[test]
fn external_id_is_compared() {
    check_guest("", "AccessDenied");
    check_guest("ExternalId=shop-8", "AccessDenied");
    check_guest("ExternalId=shop-7", "");
}

#[test]
fn tags_and_source_identity_need_permissions_of_their_own() {
    check_guest("ExternalId=shop-7&Tags.member.1.Key=team&Tags.member.1.Value=x", "AccessDenied");
    check_guest("ExternalId=shop-7&SourceIdentity=anna", "AccessDenied");
    let response = sts(
        &world(),
        VENDOR,
        "Action=AssumeRole&RoleSessionName=anna&ExternalId=shop-7&Tags.member.1.Key=team&Tags.member.1.Value=x&\
         RoleArn=arn:aws:iam::111122223333:role/guest",
    );
    assert!(refusal(&response).2.contains("is not authorized to perform: sts:TagSession on resource:"));
}

#[test]
fn a_chained_session_lasts_one_hour_at_most() {
    let world = world();
    let chained = "arn:aws:sts::444455556666:assumed-role/deploy/ci";
    let body = |seconds: u32| {
        format!(
            "Action=AssumeRole&RoleSessionName=anna&ExternalId=shop-7&DurationSeconds={seconds}&\
             RoleArn=arn:aws:iam::111122223333:role/guest"
        )
    };
    assert_eq!(sts(&world, VENDOR, &body(7200)).status, 200);
    assert_eq!(sts(&world, chained, &body(3600)).status, 200);
    assert_eq!(
        refusal(&sts(&world, chained, &body(7200))),
        (
            400,
            "ValidationError".to_owned(),
            "The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining.".to_owned()
        )
    );
}

#[test]
fn session_policies_narrow_the_session() {
    let world = world();
    let narrow = SessionOptions { policies: vec![allow("s3:*", "*")], ..SessionOptions::default() };
    let credentials = world.session(OPS, &narrow).unwrap();
    let mut request = Request::new("GET", "/clusters/shop").with_header("host", EKS);
    let params = eks_iam_mock_aws::SigningParams {
        credentials: &credentials,
        region: REGION,
        service: "eks",
        time: world.now(),
    };
    eks_iam_mock_aws::sign(&mut request, &params);
    let response = send(&world, &request);
    assert!(response.text().contains("because no session policy allows the eks:DescribeCluster action"));
}

#[test]
fn a_session_ends() {
    let world = world();
    let old = SessionOptions { issued_at: Some(world.now() - 3660), ..SessionOptions::default() };
    let credentials = world.session(OPS, &old).unwrap();
    assert_eq!(
        refusal(&sts_with(&world, &credentials, WHO)),
        (403, "ExpiredToken".to_owned(), "The security token included in the request is expired".to_owned())
    );
    let fresh = world.credentials(OPS).unwrap();
    assert_eq!(sts_with(&world, &fresh, WHO).status, 200);
    world.advance(3601);
    assert_eq!(refusal(&sts_with(&world, &fresh, WHO)).1, "ExpiredToken");
}

#[test]
fn the_global_endpoint_takes_only_us_east_1() {
    let world = world();
    let credentials = world.credentials(MIKA).unwrap();
    let body = format!("Version=2011-06-15&{WHO}");
    let global =
        |region: &str| send(&world, &form(&world, &credentials, "sts.amazonaws.com", "sts", region, &body));
    assert_eq!(global("us-east-1").status, 200);
    assert_eq!(refusal(&global("us-west-2")).2, "Credential should be scoped to a valid region. ");
}

#[test]
fn answers_without_a_document() {
    let world = world();
    let get = |target: &str| send(&world, &Request::new("GET", target).with_header("host", STS));
    let bare = get("/?a=b");
    assert_eq!((bare.status, bare.header("location")), (302, Some("https://aws.amazon.com/iam?a=b")));
    let path = get("/oops");
    assert_eq!((path.status, path.text().as_str()), (404, "<UnknownOperationException/>\n"));
    assert_eq!(get("/?Action=%zz").status, 400);
    assert!(world.calls().is_empty());
}

#[test]
fn an_unknown_host_is_refused_loudly() {
    let response =
        send(&world(), &Request::new("GET", "/").with_header("host", "dynamodb.us-west-2.amazonaws.com"));
    assert_eq!(response.status, 421);
    assert!(response.text().contains("`dynamodb.us-west-2.amazonaws.com`"));
}
