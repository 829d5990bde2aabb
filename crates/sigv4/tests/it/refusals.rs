//! Each kind of refusal with its status, code and text.

use std::collections::BTreeSet;

use eks_iam_sigv4::{
    KeyRecord, KeyState, RefusalKind, Request, Secret, SigningParams, Skip, Verifier, sign, verify,
};

use crate::{at, example, knows};

const NOW: &str = "20260713T093000Z";

fn signed(token: Option<&str>) -> Request {
    let mut credentials = example();
    credentials.session_token = token.map(Secret::new);
    let mut request = Request::new("GET", "/").with_header("host", "sts.us-west-2.amazonaws.com");
    sign(
        &mut request,
        &SigningParams { credentials: &credentials, region: "us-west-2", service: "sts", time: at(NOW) },
    );
    request
}

fn with_authorization(change: impl Fn(&str) -> String) -> Request {
    let mut request = signed(None);
    let value = &mut request.headers.last_mut().unwrap().1;
    *value = change(value);
    request
}

#[track_caller]
fn check(request: &Request, kind: RefusalKind, status: u16, code: &str, message: &str) {
    check_with(request, &knows(&example()), kind, status, code, message);
}

#[track_caller]
fn check_with(
    request: &Request,
    keys: &dyn Fn(&str) -> Option<KeyRecord>,
    kind: RefusalKind,
    status: u16,
    code: &str,
    message: &str,
) {
    let refusal = verify(request, &Verifier::new("us-west-2", "sts", at(NOW)), keys).unwrap_err();
    assert_eq!((refusal.kind, refusal.status, refusal.code), (kind, status, code));
    assert_eq!(refusal.message, message);
}

#[test]
fn broken_escapes_have_no_document() {
    let request = Request::new("GET", "/?a=%2");
    check(&request, RefusalKind::MalformedTarget, 400, "", "");
    let refusal = verify(&request, &Verifier::new("r", "s", at(NOW)), &|_| None).unwrap_err();
    assert_eq!(refusal.to_string(), "request is refused with status 400 (malformed-target)");
}

#[test]
fn carrier() {
    let text = "Request is missing Authentication Token";
    check(&Request::new("GET", "/"), RefusalKind::MissingSignature, 403, "MissingAuthenticationToken", text);
    let other = Request::new("GET", "/?X-Amz-Algorithm=AWS4-HMAC-SHA1");
    check(&other, RefusalKind::MissingSignature, 403, "MissingAuthenticationToken", text);
    let mut both = signed(None);
    both.target = "/?X-Amz-Algorithm=AWS4-HMAC-SHA256".to_owned();
    let text = "Found both 'X-Amz-Algorithm' as a query-string param and 'Authorization' as HTTP header.";
    check(&both, RefusalKind::TwoSignatures, 403, "SignatureDoesNotMatch", text);
    let sha1 = with_authorization(|value| value.replace("SHA256", "SHA1"));
    let text = "Unsupported AWS 'algorithm': 'AWS4-HMAC-SHA1'. ";
    check(&sha1, RefusalKind::UnsupportedAlgorithm, 400, "IncompleteSignature", text);
}

#[test]
fn missing_parts_are_told_at_once() {
    let request = Request::new("GET", "/").with_header("authorization", "AWS4-HMAC-SHA256");
    let text = "Authorization header requires 'Credential' parameter. Authorization header requires 'Signature' \
                parameter. Authorization header requires 'SignedHeaders' parameter. Authorization header requires \
                existence of either a 'X-Amz-Date' or a 'Date' header. Authorization=AWS4-HMAC-SHA256";
    check(&request, RefusalKind::IncompleteAuthorization, 400, "IncompleteSignature", text);
    let request =
        Request::new("GET", "/?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=a&X-Amz-SignedHeaders=host");
    let text = "AWS query-string parameters must include 'X-Amz-Signature'. AWS query-string parameters must include \
                'X-Amz-Date'. Re-examine the query-string parameters.";
    check(&request, RefusalKind::IncompleteQuery, 400, "IncompleteSignature", text);
}

#[test]
fn the_last_of_a_repeated_part_counts() {
    let request = with_authorization(|value| value.replace("Credential=", "Credential=x, Credential="));
    assert!(verify(&request, &Verifier::new("us-west-2", "sts", at(NOW)), &knows(&example())).is_ok());
}

#[test]
fn host_must_be_signed() {
    let request = with_authorization(|value| value.replace("SignedHeaders=host;", "SignedHeaders="));
    let text = "'Host' or ':authority' must be a 'SignedHeader' in the AWS Authorization.";
    check(&request, RefusalKind::HostNotSigned, 403, "SignatureDoesNotMatch", text);
}

#[test]
fn all_faults_of_a_scope_are_joined() {
    let request = with_authorization(|value| {
        value.replace("20260713/us-west-2/sts/aws4_request", "20260714/us-east-1/s3/aws5_request")
    });
    let text = "Credential should be scoped to a valid region. Credential should be scoped to correct service: 'sts'. \
                Credential should be scoped with a valid terminator: 'aws4_request', not 'aws5_request'. Date in \
                Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP: '20260714' != \
                '20260713', from '20260713T093000Z'.";
    check(&request, RefusalKind::WrongScope, 403, "SignatureDoesNotMatch", text);
}

#[test]
fn keys() {
    let invalid = "The security token included in the request is invalid.";
    let check =
        |request: &Request, keys: &dyn Fn(&str) -> Option<KeyRecord>, kind, code: &str, text: &str| {
            check_with(request, keys, kind, 403, code, text);
        };
    let request = signed(None);
    check(&request, &|_| None, RefusalKind::UnknownKey, "InvalidClientTokenId", invalid);
    let state = |state| move |_: &str| Some(KeyRecord { state, ..KeyRecord::of(&example()) });
    check(&request, &state(KeyState::Inactive), RefusalKind::InactiveKey, "InvalidClientTokenId", invalid);
    check(&request, &state(KeyState::RoleDeleted), RefusalKind::RoleDeleted, "InvalidClientTokenId", invalid);
    let temporary = |_: &str| {
        let expires = Some(at("20260713T092959Z"));
        Some(KeyRecord { session_token: Some("one".into()), expires, ..KeyRecord::of(&example()) })
    };
    check(&request, &temporary, RefusalKind::WrongSessionToken, "InvalidClientTokenId", invalid);
    let text = "The security token included in the request is expired";
    check(&signed(Some("one")), &temporary, RefusalKind::ExpiredSession, "ExpiredToken", text);
    let text = invalid.trim_end_matches('.');
    let long_term = signed(Some("one"));
    check(&long_term, &knows(&example()), RefusalKind::UnexpectedSessionToken, "InvalidClientTokenId", text);
    let mut two = signed(Some("one"));
    two.headers.push(("X-Amz-Security-Token".to_owned(), "two".to_owned()));
    check(&two, &temporary, RefusalKind::WrongSessionToken, "InvalidClientTokenId", invalid);
}

#[test]
fn each_check_can_be_left_out() {
    let keys = knows(&example());
    let verifier = Verifier::new("us-west-2", "sts", at(NOW));
    let wrong_region = Verifier { region: "us-east-1", ..verifier };
    let late = Verifier { now: at(NOW) + 1000, ..verifier };
    let tampered = with_authorization(|value| format!("{value}0"));
    let cases = [
        (signed(None), wrong_region, Skip { scope: true, ..Skip::default() }),
        (signed(None), late, Skip { clock: true, ..Skip::default() }),
        (tampered, verifier, Skip { signature: true, ..Skip::default() }),
    ];
    for (request, verifier, skip) in cases {
        assert!(verify(&request, &verifier, &keys).is_err());
        assert!(verify(&request, &Verifier { skip, ..verifier }, &keys).is_ok());
    }
}

#[test]
fn names_and_codes() {
    let names: BTreeSet<_> = RefusalKind::ALL.iter().map(|kind| kind.name()).collect();
    assert_eq!(names.len(), RefusalKind::ALL.len());
    let request = Request::new("GET", "/");
    let refusal = verify(&request, &Verifier::new("r", "s", at(NOW)), &|_| None).unwrap_err();
    assert_eq!(refusal.json_code(), "MissingAuthenticationTokenException");
    assert_eq!(refusal.to_string(), "MissingAuthenticationToken: Request is missing Authentication Token");
}
