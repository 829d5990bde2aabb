//! `eks-iam-sigv4`: signing in the header, and verifying. Peer: aws-sigv4, which only signs.

use std::hint::black_box;

use aws_sigv4::{
    http_request::{SignableBody, SignableRequest, SigningSettings, sign as sdk_sign},
    sign::v4,
};
use eks_iam_sigv4::{Credentials, KeyRecord, Request, SigningParams, Timestamp, Verifier, sign, verify};

use crate::Case;

/// The key of AWS's own examples.
pub(super) const KEY: &str = "AKIAIOSFODNN7EXAMPLE";
/// Its secret.
pub(super) const SECRET: &str = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY";
/// When requests are signed, in seconds.
pub(super) const TIME: u64 = 1_768_471_200;
const HOST: &str = "sts.us-west-2.amazonaws.com";
const BODY: &str = "Action=GetCallerIdentity&Version=2011-06-15";

/// The time of our signer.
pub(super) fn time() -> Timestamp {
    Timestamp::from_unix(TIME as i64)
}

fn params(credentials: &Credentials) -> SigningParams<'_> {
    SigningParams { credentials, region: "us-west-2", service: "sts", time: time() }
}

fn request() -> Request {
    Request::new("POST", "/")
        .with_header("host", HOST)
        .with_header("content-type", "application/x-www-form-urlencoded")
        .with_body(BODY)
}

pub(super) fn cases() -> Vec<Case> {
    let credentials = Credentials::new(KEY, SECRET);
    let own = credentials.clone();
    let mut signed = request();
    sign(&mut signed, &params(&credentials));
    let identity = aws_credential_types::Credentials::new(KEY, SECRET, None, None, "bench").into();
    vec![
        Case::new("sigv4/sign", "ours", 1, move || {
            let mut request = request();
            sign(&mut request, &params(black_box(&own)));
            black_box(request);
        }),
        Case::new("sigv4/sign", "aws-sigv4", 1, move || {
            let params = v4::SigningParams::builder()
                .identity(black_box(&identity))
                .region("us-west-2")
                .name("sts")
                .time(std::time::UNIX_EPOCH + std::time::Duration::from_secs(TIME))
                .settings(SigningSettings::default())
                .build()
                .expect("all is set")
                .into();
            let headers = [("host", HOST), ("content-type", "application/x-www-form-urlencoded")].into_iter();
            let url = format!("https://{HOST}/");
            let body = SignableBody::Bytes(BODY.as_bytes());
            let request = SignableRequest::new("POST", url, headers, body).expect("a good request");
            black_box(sdk_sign(request, &params).expect("it can be signed"));
        }),
        Case::new("sigv4/verify", "ours", 1, move || {
            let keys = |id: &str| (id == KEY).then(|| KeyRecord::of(&credentials));
            let verifier = Verifier::new("us-west-2", "sts", time());
            black_box(verify(black_box(&signed), &verifier, &keys)).expect("it is well signed");
        }),
    ]
}
