//! Web identity and SAML: what STS checks of a proof, and what the trust policy then says.

use eks_iam_mock_aws::{Request, Response, SamlAssertion, WebIdentityClaims, World};

use crate::support::*;

fn claims(world: &World) -> WebIdentityClaims {
    WebIdentityClaims::service_account(ISSUER, "apps", "reader", world.now())
}

fn exchange(world: &World, token: &str) -> Response {
    sts_unsigned(
        world,
        &format!(
            "Action=AssumeRoleWithWebIdentity&RoleSessionName=pod&RoleArn=arn:aws:iam::111122223333:role/reader&\
             WebIdentityToken={}",
            encode(token)
        ),
    )
}

#[track_caller]
fn check(claims: impl FnOnce(&World) -> WebIdentityClaims, expected: &str) {
    let world = world();
    let response = exchange(&world, &world.web_identity_token(&claims(&world)));
    match expected {
        "" => assert_eq!(response.status, 200, "{}", response.text()),
        text => assert_eq!(refusal(&response).2, text),
    }
}

#[test]
fn a_pod_gets_its_role() {
    let world = world();
    let token = format!("{}\n", world.web_identity_token(&claims(&world)));
    let text = exchange(&world, &token).text();
    assert_eq!(element(&text, "Arn"), "arn:aws:sts::111122223333:assumed-role/reader/pod");
    assert_eq!(element(&text, "Audience"), "sts.amazonaws.com");
    assert_eq!(element(&text, "SubjectFromWebIdentityToken"), "system:serviceaccount:apps:reader");
    let call = world.calls().pop().unwrap();
    assert!(!call.to_json().contains("eyJ"), "no token in the record: {}", call.to_json());
}

#[test]
fn claims_are_checked() {
    check(claims, "");
    let denied = "Not authorized to perform sts:AssumeRoleWithWebIdentity";
    check(|world| WebIdentityClaims::service_account(ISSUER, "apps", "other", world.now()), denied);
    check(
        |world| WebIdentityClaims { audience: "other".to_owned(), ..claims(world) },
        "Incorrect token audience",
    );
    let now = 1_783_935_000;
    check(
        |world| WebIdentityClaims { expires_at: world.now(), ..claims(world) },
        &format!("Token expired: current date/time {now} must be before the expiration date/time {now}"),
    );
    let other = "https://oidc.eks.us-west-2.amazonaws.com/id/OTHER";
    check(
        |world| WebIdentityClaims { issuer: other.to_owned(), ..claims(world) },
        &format!("No OpenIDConnect provider found in your account for {other}"),
    );
}

#[test]
fn a_changed_token_is_not_signed() {
    let world = world();
    let good = world.web_identity_token(&claims(&world));
    let bad = world.web_identity_token(&WebIdentityClaims {
        subject: "system:serviceaccount:apps:x".to_owned(),
        ..claims(&world)
    });
    let (_, signature) = bad.rsplit_once('.').unwrap();
    let (signed, _) = good.rsplit_once('.').unwrap();
    let response = exchange(&world, &format!("{signed}.{signature}"));
    assert!(refusal(&response).2.starts_with("Couldn't retrieve verification key"));
}

#[test]
fn the_issuer_publishes_its_key() {
    let world = world();
    let get = |path: &str| {
        send(&world, &Request::new("GET", path).with_header("host", "oidc.eks.us-west-2.amazonaws.com"))
    };
    let id = "/id/EXAMPLED539D4633E53DE1B71EXAMPLE";
    let discovery = get(&format!("{id}/.well-known/openid-configuration")).text();
    assert!(discovery.contains(&format!("\"jwks_uri\":\"{ISSUER}/keys\"")), "{discovery}");
    let keys: serde_json::Value = serde_json::from_str(&get(&format!("{id}/keys")).text()).unwrap();
    assert_eq!(keys["keys"][0]["alg"], "RS256");
    assert_eq!(keys["keys"][0]["e"], "AQAB");
    assert_eq!(get("/id/OTHER/keys").status, 404);
}

const PERSON: &str = "arn:aws:iam::111122223333:role/person";
const CORP: &str = "arn:aws:iam::111122223333:saml-provider/corp";

fn assertion(world: &World) -> SamlAssertion {
    SamlAssertion::new("https://idp.example.com", PERSON, CORP, "anna", world.now())
}

fn saml(world: &World, response: &str) -> Response {
    sts_unsigned(
        world,
        &format!(
            "Action=AssumeRoleWithSAML&RoleArn={PERSON}&PrincipalArn={CORP}&SAMLAssertion={}",
            encode(response)
        ),
    )
}

#[track_caller]
fn check_saml(change: impl FnOnce(&mut SamlAssertion), expected: &str) {
    let world = world();
    let mut assertion = assertion(&world);
    change(&mut assertion);
    let response = saml(&world, &world.saml_response(&assertion));
    match expected {
        "" => assert_eq!(response.status, 200, "{}", response.text()),
        text => assert_eq!(refusal(&response).2, text),
    }
}

#[test]
fn a_person_gets_the_role() {
    let world = world();
    let text = saml(&world, &world.saml_response(&assertion(&world))).text();
    assert_eq!(element(&text, "Arn"), "arn:aws:sts::111122223333:assumed-role/person/anna");
    assert_eq!(element(&text, "Issuer"), "https://idp.example.com");
    assert_eq!(element(&text, "SubjectType"), "persistent");
}

#[test]
fn assertions_are_checked() {
    check_saml(|_| {}, "");
    check_saml(|it| it.audience = "https://signin.aws.amazon.com/saml".to_owned(), "");
    check_saml(|it| it.issuer = "https://other".to_owned(), "Issuer not present in specified provider");
    check_saml(|it| it.audience = "x".to_owned(), "Response does not contain the required audience.");
    check_saml(|it| it.session_name = String::new(), "RoleSessionName is required in AuthnResponse");
    check_saml(
        |it| it.session_name = "Anna A".to_owned(),
        "RoleSessionName in AuthnResponse must match [a-zA-Z_0-9+=,.@-]{2,64}",
    );
    let denied = "Not authorized to perform sts:AssumeRoleWithSAML";
    check_saml(|it| it.name_id = String::new(), denied);
    check_saml(|it| it.recipient = "https://eu-west-1.signin.aws.amazon.com/saml".to_owned(), denied);
    check_saml(|it| it.role_arn = "arn:aws:iam::111122223333:role/ops".to_owned(), denied);
    check_saml(
        |it| it.not_on_or_after = it.not_before,
        "Token must be redeemed within 5 minutes of issuance",
    );
}

#[test]
fn another_worlds_response_is_not_signed() {
    let (here, there) = (world(), builder().seed(7).build().unwrap());
    let response = saml(&here, &there.saml_response(&assertion(&there)));
    assert_eq!(refusal(&response).2, "Response signature invalid");
}
