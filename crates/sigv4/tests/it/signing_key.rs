//! Keys that are kept: what is signed with them is what is signed without.

use std::sync::Arc;

use eks_iam_sigv4::{
    Credentials, PresignRequest, RefusalKind, Request, Scope, SigningKey, SigningParams, Verifier,
    parse_signature, presign, presign_with_key, sign, sign_with_key, verify_with_keys,
};

use crate::{at, example, knows};

fn params<'a>(credentials: &'a Credentials, time: &str) -> SigningParams<'a> {
    SigningParams { credentials, region: "us-west-2", service: "sts", time: at(time) }
}

#[track_caller]
fn check(params: &SigningParams<'_>, key: &SigningKey) {
    let plain = Request::new("POST", "/")
        .with_header("host", "sts.us-west-2.amazonaws.com")
        .with_body("Action=GetCallerIdentity&Version=2011-06-15");
    let (mut with_key, mut without) = (plain.clone(), plain);
    sign_with_key(&mut with_key, params, key);
    sign(&mut without, params);
    assert_eq!(with_key, without);
    let request = PresignRequest {
        method: "GET",
        host: "sts.us-west-2.amazonaws.com",
        path: "/",
        query: &[("Action", "GetCallerIdentity"), ("Version", "2011-06-15")],
        headers: &[("x-k8s-aws-id", "prod")],
        expires_seconds: Some(60),
    };
    assert_eq!(presign_with_key(&request, params, key), presign(&request, params));
}

#[test]
fn a_key_signs_its_day_and_is_left_aside_elsewhere() {
    let credentials = example();
    let key = SigningKey::derive(&params(&credentials, "20260713T093000Z"));
    for time in ["20260713T000000Z", "20260713T235959Z"] {
        let same_day = params(&credentials, time);
        assert!(key.is_for(&same_day), "{time}");
        check(&same_day, &key);
    }
    let good = params(&credentials, "20260713T093000Z");
    for other in [
        params(&credentials, "20260712T235959Z"),
        params(&credentials, "20260714T000000Z"),
        SigningParams { region: "us-west-1", ..good },
        SigningParams { service: "eks", ..good },
        SigningParams { region: "us-west-2/sts", service: "", ..good },
    ] {
        assert!(!key.is_for(&other), "{other:?}");
        check(&other, &key);
    }
}

/// The secret that signs is that of the key, as a key that is handed on alone has to be.
#[test]
fn the_key_signs_and_not_the_secret_beside_it() {
    let (own, other) = (example(), Credentials::new("AKIDEXAMPLE", "another"));
    let own = params(&own, "20260713T093000Z");
    let mut by_key = Request::new("GET", "/").with_header("host", "sts.us-west-2.amazonaws.com");
    let mut by_secret = by_key.clone();
    let beside = SigningParams { credentials: &other, ..own };
    sign_with_key(&mut by_key, &beside, &SigningKey::derive(&own));
    sign(&mut by_secret, &own);
    assert_eq!(by_key, by_secret);
}

#[test]
fn a_key_prints_its_scope_alone() {
    let credentials = example();
    let key = SigningKey::derive(&params(&credentials, "20260713T093000Z"));
    let shown = "SigningKey { date: \"20260713\", region: \"us-west-2\", service: \"sts\", .. }";
    assert_eq!(format!("{key:?}"), shown);
}

#[test]
fn a_server_may_keep_signing_keys_and_the_wrong_one_does_no_harm_but_to_itself() {
    let credentials = example();
    let time = at("20260713T120000Z");
    let mut request = Request::new("GET", "/").with_header("host", "sts.us-west-2.amazonaws.com");
    sign(
        &mut request,
        &SigningParams { credentials: &credentials, region: "us-west-2", service: "sts", time },
    );
    let verifier = Verifier::new("us-west-2", "sts", time);
    let check = |key: SigningKey| {
        let key = Arc::new(key);
        verify_with_keys(&request, &verifier, &knows(&credentials), &|_, _| Arc::clone(&key)).map(drop)
    };
    let secret = &credentials.secret_access_key;
    let scope = parse_signature(&request).unwrap().scope;
    assert_eq!(check(SigningKey::of_scope(secret, &scope)), Ok(()));
    let other = Scope { region: "eu-west-1".to_owned(), ..scope.clone() };
    assert_eq!(check(SigningKey::of_scope(secret, &other)), Ok(()), "of another scope: derived anew");
    let refused = check(SigningKey::of_scope(&"another secret".into(), &scope)).unwrap_err();
    assert_eq!(refused.kind, RefusalKind::SignatureMismatch);
}
