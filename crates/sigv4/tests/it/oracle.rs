//! Our signatures against those of the `aws-sigv4` crate.

use std::time::{Duration, UNIX_EPOCH};

use aws_credential_types::Credentials as SdkCredentials;
use aws_sigv4::{
    http_request::{SignableBody, SignableRequest, SignatureLocation, SigningSettings, sign as sdk_sign},
    sign::v4,
};
use eks_iam_sigv4::{
    Credentials, PresignRequest, Request, SigningParams, Timestamp, Verifier, parse_signature, presign, sign,
    verify,
};
use proptest::prelude::*;

use crate::knows;

/// What both signers are given.
#[derive(Debug)]
struct Case {
    method: &'static str,
    path: String,
    query: Vec<(String, String)>,
    headers: Vec<(String, String)>,
    body: Vec<u8>,
    token: Option<String>,
    time: i64,
}

const HOST: &str = "sts.us-west-2.amazonaws.com";
const REGION: &str = "us-west-2";

impl Case {
    fn credentials(&self) -> Credentials {
        let credentials = Credentials::new("AKIDEXAMPLE", "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY");
        match &self.token {
            Some(token) => credentials.with_session_token(token.as_str()),
            None => credentials,
        }
    }

    fn target(&self) -> String {
        let query: Vec<_> =
            self.query.iter().map(|(name, value)| format!("{}={}", escape(name), escape(value))).collect();
        if query.is_empty() { self.path.clone() } else { format!("{}?{}", self.path, query.join("&")) }
    }

    /// The SDK's signature.
    fn by_sdk(&self, location: SignatureLocation) -> String {
        let mut settings = SigningSettings::default();
        settings.signature_location = location;
        if location == SignatureLocation::QueryParams {
            settings.expires_in = Some(Duration::from_secs(60));
        }
        let identity = SdkCredentials::new("AKIDEXAMPLE", SECRET, self.token.clone(), None, "test").into();
        let params = v4::SigningParams::builder()
            .identity(&identity)
            .region(REGION)
            .name("sts")
            .time(UNIX_EPOCH + Duration::from_secs(self.time.unsigned_abs()))
            .settings(settings)
            .build()
            .unwrap()
            .into();
        let uri = format!("https://{HOST}{}", self.target());
        let headers = self.headers.iter().map(|(name, value)| (name.as_str(), value.as_str()));
        let request =
            SignableRequest::new(self.method, uri, headers, SignableBody::Bytes(&self.body)).unwrap();
        sdk_sign(request, &params).unwrap().into_parts().1
    }
}

const SECRET: &str = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";

fn escape(text: &str) -> String {
    let is_plain = |byte: &u8| byte.is_ascii_alphanumeric() || b"-_.~".contains(byte);
    text.bytes()
        .map(|byte| if is_plain(&byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") })
        .collect()
}

fn case() -> impl Strategy<Value = Case> {
    let headers = prop::collection::btree_map("x-[a-z]{1,8}", "[!-~]([ -~]{0,12}[!-~])?", 0..4);
    (
        prop_oneof![Just("GET"), Just("POST"), Just("PUT")],
        "(/[a-zA-Z0-9._~-]{0,5}|/\\.\\.?|/%20){0,4}/?",
        prop::collection::vec(("[a-zA-Z0-9 /+=&é~*-]{1,8}", "[a-zA-Z0-9 /+=&é~*%-]{0,12}"), 0..5),
        headers,
        prop::collection::vec(any::<u8>(), 0..64),
        prop::option::of("[A-Za-z0-9+/=]{16,80}"),
        0..4_000_000_000_i64,
    )
        .prop_map(|(method, path, query, headers, body, token, time)| Case {
            method,
            path: if path.starts_with('/') { path } else { format!("/{path}") },
            query,
            headers: headers.into_iter().collect(),
            body,
            token,
            time,
        })
}

proptest! {
    #[test]
    fn header_form_agrees(case in case()) {
        let credentials = case.credentials();
        let time = Timestamp::from_unix(case.time);
        let mut request = Request::new(case.method, case.target()).with_header("Host", HOST).with_body(case.body.clone());
        request.headers.extend(case.headers.iter().cloned());
        sign(&mut request, &SigningParams { credentials: &credentials, region: REGION, service: "sts", time });

        let authorization = request.header("authorization").unwrap();
        let ours = authorization.rsplit_once("Signature=").unwrap().1.to_owned();
        prop_assert_eq!(ours, case.by_sdk(SignatureLocation::Headers));
        prop_assert!(verify(&request, &Verifier::new(REGION, "sts", time), &knows(&credentials)).is_ok());
    }

    #[test]
    fn presigned_form_agrees(case in case()) {
        let case = Case { body: Vec::new(), ..case };
        let credentials = case.credentials();
        let time = Timestamp::from_unix(case.time);
        let pairs: Vec<_> = case.query.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        let headers: Vec<_> = case.headers.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        let url = presign(
            &PresignRequest {
                method: case.method,
                host: HOST,
                path: &case.path,
                query: &pairs,
                headers: &headers,
                expires_seconds: Some(60),
            },
            &SigningParams { credentials: &credentials, region: REGION, service: "sts", time },
        );
        let ours = url.rsplit_once("X-Amz-Signature=").unwrap().1.to_owned();
        prop_assert_eq!(ours, case.by_sdk(SignatureLocation::QueryParams));

        let mut request = Request::new(case.method, url.strip_prefix("https://").unwrap().strip_prefix(HOST).unwrap());
        request.headers.push(("host".to_owned(), HOST.to_owned()));
        request.headers.extend(case.headers.iter().cloned());
        prop_assert!(parse_signature(&request).is_ok());
        prop_assert!(verify(&request, &Verifier::new(REGION, "sts", time), &knows(&credentials)).is_ok());
    }
}
