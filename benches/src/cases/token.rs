//! `eks-iam-token`: tokens made, taken apart, and verified as far as that goes without STS.
//!
//! Peer: aws-sigv4 with base64, as a Rust program without us makes a token.

use std::{
    hint::black_box,
    time::{Duration, UNIX_EPOCH},
};

use aws_sigv4::{
    http_request::{SignableBody, SignableRequest, SignatureLocation, SigningSettings, sign},
    sign::v4,
};
use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use eks_iam_sigv4::Credentials;
use eks_iam_token::{TokenMaker, TokenRequest, Verifier, decode, make};

use super::sigv4::{KEY, SECRET, TIME, time};
use crate::Case;

const URL: &str = "https://sts.us-west-2.amazonaws.com/?Action=GetCallerIdentity&Version=2011-06-15";

/// The session token of a user's key has none, of a role's session some hundred bytes.
fn credentials(session_token: usize) -> Credentials {
    let credentials = Credentials::new(KEY, SECRET);
    match session_token {
        0 => credentials,
        length => credentials.with_session_token("x".repeat(length)),
    }
}

fn ours(credentials: &Credentials) -> String {
    let request = TokenRequest::new("us-west-2", "prod", credentials, time());
    make(&request).expect("a good request").as_str().to_owned()
}

/// As a program that makes many tokens: the signing key of the day is kept. aws-sigv4 derives it in each call of `sign`.
fn maker(credentials: &Credentials) -> TokenMaker {
    TokenMaker::new(&TokenRequest::new("us-west-2", "prod", credentials, time())).expect("a good request")
}

fn by_sdk(identity: &aws_credential_types::Credentials) -> String {
    let mut settings = SigningSettings::default();
    settings.signature_location = SignatureLocation::QueryParams;
    settings.expires_in = Some(Duration::from_secs(60));
    let identity = identity.clone().into();
    let params = v4::SigningParams::builder()
        .identity(&identity)
        .region("us-west-2")
        .name("sts")
        .time(UNIX_EPOCH + Duration::from_secs(TIME))
        .settings(settings)
        .build()
        .expect("all is set")
        .into();
    let headers = [("host", "sts.us-west-2.amazonaws.com"), ("x-k8s-aws-id", "prod")].into_iter();
    let request =
        SignableRequest::new("GET", URL, headers, SignableBody::Bytes(&[])).expect("a good request");
    let (made, _) = sign(request, &params).expect("it can be signed").into_parts();
    let mut url = URL.to_owned();
    for (name, value) in made.params() {
        url.push('&');
        url.push_str(name);
        url.push('=');
        url.extend(form_urlencoded(value));
    }
    format!("k8s-aws-v1.{}", URL_SAFE_NO_PAD.encode(url))
}

/// The escapes of a query's value.
fn form_urlencoded(value: &str) -> impl Iterator<Item = char> + '_ {
    value.bytes().flat_map(|byte| {
        let is_plain = byte.is_ascii_alphanumeric() || b"-_.~".contains(&byte);
        let digit = |it: u8| char::from(b"0123456789ABCDEF"[usize::from(it)]);
        let letters =
            if is_plain { [char::from(byte), '\0', '\0'] } else { ['%', digit(byte >> 4), digit(byte & 15)] };
        letters.into_iter().filter(|it| *it != '\0')
    })
}

pub(super) fn cases() -> Vec<Case> {
    let mut cases = Vec::new();
    let of_user = credentials(0);
    let identity = aws_credential_types::Credentials::new(KEY, SECRET, None, None, "bench");
    // Both are asked for another second each time, so that nothing but the day can be kept.
    let (mut many, mut at) = (maker(&of_user), time());
    cases.push(Case::new("token/make", "ours", 1, move || {
        at = time() + (at - time() + 1) % 3600;
        black_box(many.make_at(black_box(at))).expect("a good request");
    }));
    cases.push(Case::new("token/make-once", "ours", 1, move || drop(black_box(ours(black_box(&of_user))))));
    for group in ["token/make", "token/make-once"] {
        let identity = identity.clone();
        cases.push(Case::new(group, "aws-sigv4", 1, move || drop(black_box(by_sdk(black_box(&identity))))));
    }
    let token = ours(&credentials(0));
    cases.push(verified("token/verify", Verifier::as_eks("aws", "us-west-2", "prod"), token.clone()));
    cases.push(verified("token/verify-strict", Verifier::strict("aws", "us-west-2", "prod"), token.clone()));
    cases.push(Case::new("token/decode", "ours", 1, move || {
        black_box(decode(black_box(&token))).expect("a good token");
    }));
    // Three lengths of a session token, of which the last nearly fills a token.
    for (made, read, length) in [
        ("token/make-350", "token/verify-350", 350),
        ("token/make-1000", "token/verify-1000", 1000),
        ("token/make-2000", "token/verify-2000", 2000),
    ] {
        let session = credentials(length);
        let token = ours(&session);
        cases.push(Case::new(made, "ours", 1, move || drop(black_box(ours(black_box(&session))))));
        cases.push(verified(read, Verifier::as_eks("aws", "us-west-2", "prod"), token));
    }
    cases
}

fn verified(group: &'static str, verifier: Verifier<'static>, token: String) -> Case {
    Case::new(group, "ours", 1, move || {
        black_box(verifier.prepare(black_box(&token), time() + 60)).expect("a good token");
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The two say the same, so the times can be compared: the parameters stand in another order, the signature is one.
    #[test]
    fn both_make_the_same_token() {
        let parts = |token: String| {
            let url = URL_SAFE_NO_PAD.decode(token.strip_prefix("k8s-aws-v1.").unwrap()).unwrap();
            let url = String::from_utf8(url).unwrap();
            let mut parts: Vec<_> = url.split(['?', '&']).map(str::to_owned).collect();
            parts.sort();
            parts
        };
        let identity = aws_credential_types::Credentials::new(KEY, SECRET, None, None, "test");
        assert_eq!(parts(ours(&credentials(0))), parts(by_sdk(&identity)));
    }
}
