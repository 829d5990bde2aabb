//! GetSessionToken and GetFederationToken: who may, how long, and what the credentials are good for.

use eks_iam_mock_aws::{Account, Credentials, Response, Role, User, World};

use crate::support::*;

const ROOT: &str = "arn:aws:iam::111122223333:root";
const READ: &str =
    r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"eks:Describe*","Resource":"*"}]}"#;

fn federating() -> World {
    let mika = User::new("mika")
        .with_policy(allow("sts:GetFederationToken", "*"))
        .with_policy(allow("sts:AssumeRole", "*"))
        .with_policy(allow("eks:*", "*"))
        .with_policy(allow("iam:*", "*"));
    let account = Account::new(A)
        .with_user(mika)
        .with_user(User::new("plain"))
        .with_role(Role::new("ops", trusts_account(A)));
    let cluster = eks_iam_mock_aws::Cluster::new("shop", A, REGION);
    World::builder().account(account).cluster(cluster).build().unwrap()
}

fn keys(response: &Response) -> Credentials {
    let text = response.text();
    assert_eq!(response.status, 200, "{text}");
    Credentials::new(element(&text, "AccessKeyId"), element(&text, "SecretAccessKey"))
        .with_session_token(element(&text, "SessionToken"))
}

fn iam(world: &World, credentials: &Credentials) -> Response {
    let body = "Action=ListUsers&Version=2010-05-08";
    send(world, &form(world, credentials, "iam.amazonaws.com", "iam", "us-east-1", body))
}

fn describe(world: &World, credentials: &Credentials) -> Response {
    eks_with(world, credentials, "GET", "/clusters/shop", "")
}

fn federate(more: &str) -> String {
    format!("Action=GetFederationToken{more}")
}

#[test]
fn a_session_of_a_user_is_the_user() {
    let world = federating();
    let answer = sts(&world, MIKA, "Action=GetSessionToken");
    assert_eq!(element(&answer.text(), "Expiration"), "2026-07-13T21:30:00Z", "twelve hours");
    let session = keys(&answer);
    let who = sts_with(&world, &session, "Action=GetCallerIdentity").text();
    assert_eq!(element(&who, "Arn"), MIKA);
    assert_eq!(describe(&world, &session).status, 200);
    let assume = "Action=AssumeRole&RoleSessionName=mika&RoleArn=arn:aws:iam::111122223333:role/ops&DurationSeconds=3600";
    assert_eq!(sts_with(&world, &session, assume).status, 200, "this is no chain of roles");
    let text = "The security token included in the request is invalid";
    assert_eq!(refusal(&iam(&world, &session)), (403, "InvalidClientTokenId".to_owned(), text.to_owned()));
    assert_eq!(iam(&world, &world.credentials(MIKA).unwrap()).status, 200);
    world.advance(43_201);
    assert_eq!(refusal(&sts_with(&world, &session, "Action=GetCallerIdentity")).1, "ExpiredToken");
}

#[test]
fn temporary_credentials_give_no_further_ones() {
    let world = federating();
    let session = keys(&sts(&world, MIKA, "Action=GetSessionToken"));
    let check = |body: &str, text: &str| {
        let told = refusal(&sts_with(&world, &session, body));
        assert_eq!(told, (403, "AccessDenied".to_owned(), text.to_owned()));
    };
    check("Action=GetSessionToken", "Cannot call GetSessionToken with session credentials");
    check(&federate("&Name=bob"), "Cannot call GetFederationToken with session credentials");
}

#[test]
fn how_long_it_may_last() {
    let world = federating();
    let end = |principal: &str, seconds: &str| {
        let answer = sts(&world, principal, &format!("Action=GetSessionToken&DurationSeconds={seconds}"));
        element(&answer.text(), if answer.status == 200 { "Expiration" } else { "Message" })
    };
    assert_eq!(end(MIKA, "129600"), "2026-07-14T21:30:00Z");
    assert_eq!(end(ROOT, "129600"), "2026-07-13T10:30:00Z", "a root gets an hour");
    let beyond = |seconds: &str, than: &str| {
        format!(
            "1 validation error detected: Value '{seconds}' at 'durationSeconds' failed to satisfy constraint: Member must \
                 have value {than}"
        )
    };
    assert_eq!(end(MIKA, "129601"), beyond("129601", "less than or equal to 129600"));
    assert_eq!(end(MIKA, "899"), beyond("899", "greater than or equal to 900"));
    let told = refusal(&sts(
        &world,
        MIKA,
        "Action=GetSessionToken&SerialNumber=arn:aws:iam::111122223333:mfa/mika&TokenCode=123456",
    ));
    assert!(
        told.2.starts_with("MultiFactorAuthentication failed, unable to validate MFA code.  "),
        "{told:?}"
    );
}

#[test]
fn a_federated_user_has_what_both_sides_allow() {
    let world = federating();
    let read = READ.replace('"', "%22").replace('*', "%2A");
    let answer = sts(&world, MIKA, &federate(&format!("&Name=bob&Policy={read}&DurationSeconds=900")));
    let session = keys(&answer);
    let arn = "arn:aws:sts::111122223333:federated-user/bob";
    assert_eq!(element(&answer.text(), "FederatedUserId"), "111122223333:bob");
    assert_eq!(element(&answer.text(), "Arn"), arn);
    let who = sts_with(&world, &session, "Action=GetCallerIdentity").text();
    assert_eq!(
        (element(&who, "Arn"), element(&who, "UserId")),
        (arn.to_owned(), "111122223333:bob".to_owned())
    );
    assert_eq!(describe(&world, &session).status, 200);
    let list = eks_with(&world, &session, "GET", "/clusters", "");
    assert_eq!(list.status, 403, "the session policy does not allow it");
    assert_eq!(refusal(&iam(&world, &session)).1, "InvalidClientTokenId");
    let assume = "Action=AssumeRole&RoleSessionName=bob&RoleArn=arn:aws:iam::111122223333:role/ops";
    assert_eq!(refusal(&sts_with(&world, &session, assume)).1, "AccessDenied");
    let records: String = world.calls().iter().map(eks_iam_mock_aws::Call::to_json).collect();
    assert!(records.contains(r#""type":"FederatedUser","principalId":"111122223333:bob""#), "{records}");

    let bare = keys(&sts(&world, MIKA, &federate("&Name=bob")));
    assert_eq!(describe(&world, &bare).status, 403, "without a session policy there are no permissions");
    let of_root = keys(&sts(&world, ROOT, &federate(&format!("&Name=bob&Policy={read}"))));
    assert_eq!(describe(&world, &of_root).status, 200);
}

#[test]
fn what_get_federation_token_refuses() {
    let world = federating();
    let plain = "arn:aws:iam::111122223333:user/plain";
    let told = refusal(&sts(&world, plain, &federate("&Name=bob")));
    assert_eq!(
        told.2,
        "User: arn:aws:iam::111122223333:user/plain is not authorized to perform: sts:GetFederationToken on resource: \
         arn:aws:sts::111122223333:federated-user/bob because no identity-based policy allows the sts:GetFederationToken \
         action"
    );
    let check = |more: &str, text: &str| {
        assert_eq!(
            refusal(&sts(&world, MIKA, &federate(more))),
            (400, "ValidationError".to_owned(), text.to_owned())
        );
    };
    check(
        "",
        "1 validation error detected: Value null at 'name' failed to satisfy constraint: Member must not be null",
    );
    check(
        "&Name=b%20b",
        "1 validation error detected: Value 'b b' at 'name' failed to satisfy constraint: Member must satisfy regular \
         expression pattern: [\\w+=,.@-]*",
    );
    let long = "x".repeat(2049);
    check(
        &format!("&Name=bob&Policy={long}"),
        &format!(
            "1 validation error detected: Value '{long}' at 'policy' failed to satisfy constraint: Member must have length \
             less than or equal to 2048"
        ),
    );
    let told = refusal(&sts(&world, MIKA, &federate("&Name=bob&Policy={")));
    assert_eq!(told.1, "MalformedPolicyDocument");
    let tagged = federate("&Name=bob&Tags.member.1.Key=team&Tags.member.1.Value=shop");
    assert!(refusal(&sts(&world, MIKA, &tagged)).2.contains("sts:TagSession"));
}
