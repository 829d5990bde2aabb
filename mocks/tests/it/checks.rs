//! For each check: with it a refusal, without it a success.

use eks_iam_access_entry::{AccessEntry, AuthenticationMode};
use eks_iam_mock_aws::{
    Account, Check, Cluster, Credentials, Role, SamlAssertion, SessionOptions, SigningParams, User,
    WebIdentityClaims, World, WorldBuilder, sign,
};

use crate::support::*;

/// Makes a call in a whole world and in one without that check.
#[track_caller]
fn check(check: Check, call: impl Fn(&World) -> u16) {
    check_in(check, builder, call);
}

/// The same in a world of one's own.
#[track_caller]
fn check_in(check: Check, builder: impl Fn() -> WorldBuilder, call: impl Fn(&World) -> u16) {
    let whole = call(&builder().build().unwrap());
    assert!((400..500).contains(&whole), "a whole world answered {whole}, not a refusal");
    let lacking = call(&builder().skip(check).build().unwrap());
    assert!((200..300).contains(&lacking), "a world without `{check}` answered {lacking}");
}

fn who(world: &World, credentials: &Credentials, region: &str, skew: i64) -> u16 {
    let mut request = unsigned(STS, "Action=GetCallerIdentity&Version=2011-06-15");
    sign(&mut request, &SigningParams { credentials, region, service: "sts", time: world.now() + skew });
    send(world, &request).status
}

#[test]
fn signature() {
    check(Check::Signature, |world| {
        let credentials = world.credentials(MIKA).unwrap();
        who(world, &Credentials::new(credentials.access_key_id, "lost"), REGION, 0)
    });
}

#[test]
fn scope() {
    check(Check::Scope, |world| who(world, &world.credentials(MIKA).unwrap(), "us-east-1", 0));
}

#[test]
fn clock() {
    check(Check::Clock, |world| who(world, &world.credentials(MIKA).unwrap(), REGION, -3900));
}

#[test]
fn external_id() {
    check(Check::ExternalId, |world| {
        let body = "Action=AssumeRole&RoleSessionName=x1&RoleArn=arn:aws:iam::111122223333:role/guest";
        sts(world, VENDOR, body).status
    });
    let stranger = Check::ExternalId;
    let world = builder().skip(stranger).build().unwrap();
    let body = "Action=AssumeRole&RoleSessionName=x1&RoleArn=arn:aws:iam::111122223333:role/guest";
    assert_eq!(sts(&world, OPS, body).status, 403, "all else of the trust policy still counts");
}

fn limited(limit: impl Fn(Account, User) -> WorldBuilder) -> WorldBuilder {
    let user = User::new("mika").with_policy(allow("eks:*", "*"));
    limit(Account::new(A), user).cluster(Cluster::new("shop", A, REGION))
}

fn describes(world: &World) -> u16 {
    eks(world, MIKA, "GET", "/clusters/shop", "").status
}

#[test]
fn limits_of_policies() {
    let boundary = |account: Account, user: User| {
        World::builder().account(account.with_user(user.with_boundary(allow("s3:*", "*"))))
    };
    check_in(Check::Boundary, || limited(boundary), describes);
    let scp = |account: Account, user: User| {
        World::builder().account(account.with_user(user).with_scp_level([allow("s3:*", "*")]))
    };
    check_in(Check::Scp, || limited(scp), describes);
    let endpoint = |account: Account, user: User| {
        let policy = policy(
            "endpoint",
            r#"{"Statement":[{"Effect":"Allow","Principal":"*","Action":"s3:*","Resource":"*"}]}"#,
        );
        World::builder().account(account.with_user(user)).vpc_endpoint(policy)
    };
    check_in(Check::EndpointPolicy, || limited(endpoint), describes);
    check(Check::SessionPolicy, |world| {
        let options = SessionOptions { policies: vec![allow("s3:*", "*")], ..SessionOptions::default() };
        let credentials = world.session(OPS, &options).unwrap();
        let mut request = eks_iam_mock_aws::Request::new("GET", "/clusters/shop").with_header("host", EKS);
        let params =
            SigningParams { credentials: &credentials, region: REGION, service: "eks", time: world.now() };
        sign(&mut request, &params);
        send(world, &request).status
    });
}

#[test]
fn resource_control_policies() {
    let build = || {
        let role = Role::new("ops", trusts_account(A));
        let user = User::new("mika").with_policy(allow("sts:AssumeRole", "*"));
        let deny = policy(
            "deny",
            r#"{"Version":"2012-10-17","Statement":[{"Effect":"Deny","Principal":"*","Action":"sts:AssumeRole","Resource":"*"}]}"#,
        );
        World::builder().account(Account::new(A).with_user(user).with_role(role).with_rcp_level([deny]))
    };
    check_in(Check::Rcp, build, |world| sts(world, MIKA, ASSUME_OPS).status);
}

#[test]
fn service_trust() {
    check(Check::ServiceTrust, |world| {
        let body = r#"{"name":"new","roleArn":"arn:aws:iam::111122223333:role/node-role"}"#;
        eks(world, "arn:aws:iam::111122223333:root", "POST", "/clusters", body).status
    });
}

#[test]
fn token_cluster() {
    check(Check::TokenCluster, |world| {
        kubernetes_with(world, &token(world, OPS, "other"), "GET", "/api/v1/nodes", "").status
    });
}

#[test]
fn authentication_mode() {
    let build = || builder_of(cluster().with_authentication_mode(AuthenticationMode::Api));
    check_in(Check::AuthenticationMode, build, |world| kubernetes(world, OPS, "/api/v1/nodes").status);
}

#[test]
fn principal_id() {
    let build = || {
        let mut entry = AccessEntry::new("arn:aws:iam::111122223333:role/ops");
        entry.kubernetes_groups = vec!["operators".to_owned()];
        entry.principal_id = Some("AROAOLD0000000000000A".to_owned());
        let mode = AuthenticationMode::Api;
        builder_of(cluster().with_access_entry(entry).with_authentication_mode(mode))
    };
    check_in(Check::PrincipalId, build, |world| kubernetes(world, OPS, "/api/v1/nodes").status);
}

const ASSUME_OPS: &str = "Action=AssumeRole&RoleSessionName=mika&RoleArn=arn:aws:iam::111122223333:role/ops";

#[test]
fn trust() {
    check(Check::Trust, |world| {
        let body = "Action=AssumeRole&RoleSessionName=x1&RoleArn=arn:aws:iam::111122223333:role/guest";
        sts(world, VENDOR, body).status
    });
}

#[test]
fn policies() {
    check(Check::Policy, |world| eks(world, MIKA, "GET", "/clusters/shop", "").status);
}

#[test]
fn pass_role() {
    check(Check::PassRole, |world| {
        let body = r#"{"name":"new","roleArn":"arn:aws:iam::111122223333:role/eks-cluster"}"#;
        eks(world, "arn:aws:iam::111122223333:user/marymajor", "POST", "/clusters", body).status
    });
}

#[test]
fn mapping() {
    check(Check::Mapping, |world| kubernetes(world, MIKA, "/api/v1/nodes").status);
}

#[test]
fn rbac() {
    check(Check::Rbac, |world| kubernetes(world, OPS, "/api/v1/namespaces").status);
}

#[test]
fn web_identity() {
    check(Check::WebIdentity, |world| {
        let mut claims = WebIdentityClaims::service_account(ISSUER, "apps", "reader", world.now());
        claims.expires_at = world.now() - 1;
        let token = world.web_identity_token(&claims);
        let body = format!(
            "Action=AssumeRoleWithWebIdentity&RoleSessionName=pod&RoleArn=arn:aws:iam::111122223333:role/reader&\
             WebIdentityToken={token}"
        );
        sts_unsigned(world, &body).status
    });
}

#[test]
fn pod_identity_token() {
    check(Check::PodIdentityToken, |world| {
        let claims = WebIdentityClaims::service_account(ISSUER, "apps", "reader", world.now());
        let body = format!("{{\"token\":\"{}\"}}", world.web_identity_token(&claims));
        eks_auth(world, OPS, &body).status
    });
}

#[test]
fn saml() {
    check(Check::Saml, |world| {
        let (role, provider) =
            ("arn:aws:iam::111122223333:role/person", "arn:aws:iam::111122223333:saml-provider/corp");
        let assertion = SamlAssertion::new("https://other", role, provider, "anna", world.now());
        let response = encode(&world.saml_response(&assertion));
        let body = format!(
            "Action=AssumeRoleWithSAML&RoleArn={role}&PrincipalArn={provider}&SAMLAssertion={response}"
        );
        sts_unsigned(world, &body).status
    });
}

#[test]
fn expiry() {
    check(Check::Expiry, |world| {
        let options = SessionOptions { issued_at: Some(world.now() - 3660), ..SessionOptions::default() };
        who(world, &world.session(OPS, &options).unwrap(), REGION, 0)
    });
}

#[test]
fn session_limit() {
    check(Check::SessionLimit, |world| {
        let role = "arn:aws:iam::444455556666:role/deploy";
        let body = format!("Action=AssumeRole&RoleSessionName=x1&DurationSeconds=7200&RoleArn={role}");
        sts(world, VENDOR, &body).status
    });
}

#[test]
fn region() {
    check(Check::Region, |world| {
        let role = "arn:aws:iam::111122223333:role/guest";
        let body = format!(
            "Action=AssumeRole&Version=2011-06-15&RoleSessionName=x1&ExternalId=shop-7&RoleArn={role}"
        );
        let mut request = unsigned("sts.ap-east-1.amazonaws.com", &body);
        let credentials = world.credentials(VENDOR).unwrap();
        let time = world.now();
        sign(
            &mut request,
            &SigningParams { credentials: &credentials, region: "ap-east-1", service: "sts", time },
        );
        send(world, &request).status
    });
}

#[test]
fn bearer_token() {
    check(Check::Token, |world| {
        let token = token(world, OPS, "other-cluster");
        kubernetes_with(world, &token, "GET", "/api/v1/nodes", "").status
    });
}

#[test]
fn access_entry() {
    check(Check::AccessEntry, |world| {
        let body = r#"{"principalArn":"arn:aws:iam::111122223333:role/gone"}"#;
        eks(world, OPS, "POST", "/clusters/shop/access-entries", body).status
    });
}

#[test]
fn every_check_is_proven_here() {
    let source = include_str!("checks.rs");
    for check in Check::ALL {
        assert!(source.contains(&format!("(Check::{check:?}, ")), "no test shows what `{check}` does");
    }
}
