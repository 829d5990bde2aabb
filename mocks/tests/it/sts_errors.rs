//! STS's error documents, byte for byte: every row of the table is provoked in a world, or named as a gap.

use eks_iam_mock_aws::{
    Account, Credentials, Fault, Request, Role, SessionOptions, SigningParams, Timestamp, User,
    WebIdentityClaims, World, sign,
};
use serde_json::Value;

use crate::support::*;

const ROWS: &str = include_str!("data/sts-errors.jsonl");
const WHO: &str = "Action=GetCallerIdentity&Version=2011-06-15";

/// Rows that a world does not answer, with the reason.
const GAPS: [(&str, &str); 8] = [
    ("sts-err-scope-region-old-wording", "AWS has not said so since 2022"),
    ("sts-err-idp-rejected", "Login with Facebook is not modelled"),
    ("sts-err-idp-unreachable", "issuers of a world are always reachable"),
    ("sts-err-bad-thumbprint", "the world has no certificates"),
    ("sts-err-packed-policy", "how AWS packs tags is not known"),
    ("sts-err-web-identity-too-old", "when STS says so beside `Token expired` is not known"),
    ("sts-err-not-key-value", "a matter of sigv4, tested there"),
    ("sts-err-missing-query-parts", "a matter of sigv4, tested there"),
];

#[test]
fn documents_are_those_of_sts() {
    for line in ROWS.lines() {
        let row: Value = serde_json::from_str(line).unwrap();
        let id = row["id"].as_str().unwrap();
        let provoked = provoke(id);
        if let Some((_, reason)) = GAPS.iter().find(|(gap, _)| *gap == id) {
            assert!(provoked.is_none(), "{id} is no gap any more: {reason}");
            continue;
        }
        let (world, request) = provoked.unwrap_or_else(|| panic!("{id} is neither provoked nor a gap"));
        let response = send(&world, &request);
        assert_eq!(Some(u64::from(response.status)), row["status"].as_u64(), "{id}: {}", response.text());
        let body = row["body"].as_str().unwrap();
        let request_id = element(&response.text(), "RequestId");
        assert_eq!(response.text().replace(&request_id, &element(body, "RequestId")), body, "{id}");
    }
}

/// The world of the rows: their own account ids, names and clock.
fn a_world(clock: &str) -> World {
    let dev = User::new("dev").with_policy(allow("sts:AssumeRole", "*"));
    let long = Role::new("long", trusts_account(A));
    let web = trust(
        r#"{"Federated":"arn:aws:iam::111122223333:oidc-provider/oidc.eks.us-west-2.amazonaws.com/id/EXAMPLE"}"#,
        "sts:AssumeRoleWithWebIdentity",
        "{}",
    );
    let home = Account::new(A)
        .with_user(dev)
        .with_role(long)
        .with_role(Role::new("web", web))
        .with_disabled_region("us-west-2");
    World::builder()
        .clock(Timestamp::parse_basic(clock).unwrap())
        .account(home)
        .account(Account::new(B))
        .build()
        .unwrap()
}

const NOW: &str = "20260713T093000Z";
const DEV: &str = "arn:aws:iam::111122223333:user/dev";

fn provoke(id: &str) -> Option<(World, Request)> {
    let world = a_world(NOW);
    let key = world.credentials(DEV).unwrap();
    let call = |key: &Credentials, region: &str, service: &str, at: &str, body: &str| {
        let mut request = unsigned(STS, body);
        let time = Timestamp::parse_basic(at).unwrap();
        sign(&mut request, &SigningParams { credentials: key, region, service, time });
        request
    };
    let plain = |body: &str| call(&key, REGION, "sts", NOW, body);
    let assume = |parameters: &str| plain(&format!("Action=AssumeRole&Version=2011-06-15&{parameters}"));
    let request = match id.strip_prefix("sts-err-")? {
        "scope-region" => call(&key, "eu-west-1", "sts", NOW, WHO),
        "scope-service" => call(&key, REGION, "iam", NOW, WHO),
        "scope-region-and-service" => call(&key, "eu-west-1", "iam", NOW, WHO),
        "scope-terminator" => authorization(plain(WHO), |it| it.replace("aws4_request", "aws5_request")),
        "scope-date" => {
            let later = a_world("20260713T091500Z");
            let request = authorization(call(&key, REGION, "sts", "20260713T091500Z", WHO), |it| {
                it.replace("/20260713/", "/20260712/")
            });
            return Some((later, request));
        }
        "expired-signature" => call(&key, REGION, "sts", "20260713T090000Z", WHO),
        "future-signature" => call(&key, REGION, "sts", "20260713T095000Z", WHO),
        "wrong-signature" => call(&Credentials::new(&key.access_key_id, "lost"), REGION, "sts", NOW, WHO),
        "host-not-signed" => authorization(plain(WHO), |it| {
            it.replace("content-type;host;x-amz-date", "content-type;x-amz-date")
        }),
        "unknown-key" => call(&Credentials::new("AKIAGONE", "lost"), REGION, "sts", NOW, WHO),
        "expired-token" => {
            let old = SessionOptions { issued_at: Some(world.now() - 7200), ..SessionOptions::default() };
            let old = world.session("arn:aws:sts::111122223333:assumed-role/long/x1", &old).unwrap();
            call(&old, REGION, "sts", NOW, WHO)
        }
        "access-denied" => assume("RoleSessionName=x1&RoleArn=arn:aws:iam::444455556666:role/app"),
        "access-denied-web-identity" => web(&world, "arn:aws:iam::555566667777:role/gone", "", 3600)?,
        "missing-token" => unsigned(STS, WHO),
        "missing-authorization-parts" => authorization(plain(WHO), |_| {
            "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20260713/us-east-1/sts/aws4_request".to_owned()
        }),
        "credential-not-five-parts" => {
            let scope = format!("{}/20260713/us-west-2/sts/aws4_request", key.access_key_id);
            authorization(plain(WHO), |it| it.replace(&scope, "AKIDEXAMPLE"))
        }
        "bad-date" => {
            let mut request = plain(WHO);
            request.remove_header("x-amz-date");
            request.with_header("x-amz-date", "2026")
        }
        "throttled" => {
            let world = World::builder().fault(Fault::throttle("sts:GetCallerIdentity")).build().unwrap();
            return Some((world, plain(WHO)));
        }
        "region-disabled" => assume("RoleSessionName=x1&RoleArn=arn:aws:iam::111122223333:role/long"),
        "no-oidc-provider" => web(&world, "arn:aws:iam::111122223333:role/web", "sts.amazonaws.com", 3600)?,
        "wrong-audience" => return with_provider("other", 3600),
        "missing-audience" => return with_provider("", 3600),
        "no-verification-key" => {
            let (world, request) = with_provider("sts.amazonaws.com", 3600)?;
            let body = String::from_utf8(request.body).unwrap();
            let (signed, _) = body.rsplit_once('.')?;
            return Some((world, unsigned(STS, &format!("{signed}.AAAA"))));
        }
        "bad-jwt" => unsigned(
            STS,
            "Action=AssumeRoleWithWebIdentity&Version=2011-06-15&RoleSessionName=x1&WebIdentityToken=token&\
             RoleArn=arn:aws:iam::111122223333:role/web",
        ),
        "web-identity-expired" => {
            let (world, request) = with_provider("sts.amazonaws.com", -4500)?;
            world.advance(-900);
            return Some((world, request));
        }
        "duration-too-long" => duration(&assume, "43201"),
        "duration-too-short" => duration(&assume, "899"),
        "duration-empty" => duration(&assume, ""),
        "duration-not-a-number" => duration(&assume, "soon"),
        "duration-over-role" | "duration-over-chain" => {
            let home = Account::new(A)
                .with_user(User::new("dev").with_policy(allow("sts:*", "*")))
                .with_role(Role::new("long", trusts_account(A)))
                .with_role(
                    Role::new("chained", trusts_account(A))
                        .with_policy(allow("sts:*", "*"))
                        .with_max_session_seconds(43_200),
                );
            let world = World::builder().account(home).build().unwrap();
            let (who, role) = if id.ends_with("role") {
                (DEV, "long")
            } else {
                ("arn:aws:sts::111122223333:assumed-role/chained/x1", "chained")
            };
            let key = world.credentials(who).unwrap();
            let body = format!(
                "Action=AssumeRole&Version=2011-06-15&RoleSessionName=x1&DurationSeconds=7200&\
                 RoleArn=arn:aws:iam::111122223333:role/{role}"
            );
            let request = form(&world, &key, STS, "sts", REGION, &body);
            return Some((world, request));
        }
        "missing-role-arn" => assume("RoleSessionName=x1"),
        "short-role-arn" => assume("RoleSessionName=x1&RoleArn=not-an-arn"),
        "malformed-role-arn" => assume("RoleSessionName=x1&RoleArn=xxxxxxxxxxxxxxxxxxxx"),
        "missing-role-session-name" => assume("RoleArn=arn:aws:iam::111122223333:role/long"),
        "bad-role-session-name" => {
            assume("RoleSessionName=bad/name&RoleArn=arn:aws:iam::111122223333:role/long")
        }
        "source-identity-changed" => return source_identity_changed(),
        "unknown-action" => plain("Action=NoSuchAction&Version=2011-06-15"),
        "missing-version" => plain("Action=GetCallerIdentity"),
        "empty-action" => plain("Action=&Version=2011-06-15"),
        _ => return None,
    };
    Some((world, request))
}

fn duration(assume: &dyn Fn(&str) -> Request, seconds: &str) -> Request {
    assume(&format!(
        "RoleSessionName=x1&RoleArn=arn:aws:iam::111122223333:role/long&DurationSeconds={seconds}"
    ))
}

fn authorization(mut request: Request, change: impl Fn(&str) -> String) -> Request {
    for (name, value) in &mut request.headers {
        if name == "authorization" {
            *value = change(value);
        }
    }
    request
}

/// A call with a token of the rows' issuer; `seconds` is how long it is still good.
fn web(world: &World, role: &str, audience: &str, seconds: i64) -> Option<Request> {
    let claims = WebIdentityClaims {
        issuer: "https://oidc.eks.us-west-2.amazonaws.com/id/EXAMPLE".to_owned(),
        subject: "system:serviceaccount:apps:reader".to_owned(),
        audience: audience.to_owned(),
        issued_at: world.now() - 7200,
        expires_at: world.now() + seconds,
        pod: None,
    };
    let token = world.web_identity_token(&claims);
    Some(unsigned(
        STS,
        &format!(
            "Action=AssumeRoleWithWebIdentity&Version=2011-06-15&RoleSessionName=x1&RoleArn={role}&WebIdentityToken={token}"
        ),
    ))
}

fn with_provider(audience: &str, seconds: i64) -> Option<(World, Request)> {
    let provider = eks_iam_mock_aws::OidcProvider::new(
        "https://oidc.eks.us-west-2.amazonaws.com/id/EXAMPLE",
        ["sts.amazonaws.com"],
    );
    let world = World::builder().account(Account::new(A).with_oidc_provider(provider)).build().unwrap();
    let request = web(&world, "arn:aws:iam::111122223333:role/web", audience, seconds)?;
    Some((world, request))
}

fn source_identity_changed() -> Option<(World, Request)> {
    let trust = policy(
        "trust",
        r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"111122223333"},"Action":["sts:AssumeRole","sts:SetSourceIdentity"]}]}"#,
    );
    let home = Account::new(A)
        .with_user(User::new("dev").with_policy(allow("sts:*", "*")))
        .with_role(Role::new("named", trust).with_policy(allow("sts:*", "*")));
    let world = World::builder().account(home).build().unwrap();
    let body = |identity: &str| {
        format!(
            "Action=AssumeRole&RoleSessionName=x1&SourceIdentity={identity}&RoleArn=arn:aws:iam::111122223333:role/named"
        )
    };
    let text = sts(&world, DEV, &body("anna")).text();
    assert_eq!(element(&text, "SourceIdentity"), "anna");
    let session = Credentials::new(element(&text, "AccessKeyId"), element(&text, "SecretAccessKey"))
        .with_session_token(element(&text, "SessionToken"));
    let request = form(&world, &session, STS, "sts", REGION, &format!("Version=2011-06-15&{}", body("otto")));
    Some((world, request))
}
