//! AWS's Signature Version 4 test suite: 38 cases, each signed in the header and in the query.
//!
//! The table was made from the files of the suite as the package aws-sigv4 1.6.4 carries them (Apache-2.0); nothing was
//! left out but two cases that this package adds to the suite.

use eks_iam_sigv4::{
    Credentials, KeyRecord, PresignRequest, RefusalKind, Request, SigningParams, Timestamp, Verifier,
    canonical_request, parse_signature, presign, sign, string_to_sign, verify,
};
use serde_json::Value;

use crate::example;

/// Only S3 leaves a path as it is, and here the service is called `service`; their paths are compared under S3's rule.
const LIKE_S3: [&str; 7] = [
    "get-relative-relative-unnormalized",
    "get-relative-unnormalized",
    "get-slash-dot-slash-unnormalized",
    "get-slash-pointless-dot-unnormalized",
    "get-slash-unnormalized",
    "get-slashes-unnormalized",
    "get-space-unnormalized",
];

struct Case {
    id: String,
    row: Value,
}

fn cases() -> Vec<Case> {
    let lines = include_str!("data/aws-test-suite.jsonl").lines();
    let cases: Vec<_> = lines
        .map(|line| serde_json::from_str::<Value>(line).unwrap())
        .map(|row| Case { id: row["id"].as_str().unwrap().to_owned(), row })
        .collect();
    assert_eq!(cases.len(), 38);
    cases
}

impl Case {
    fn is_like_s3(&self) -> bool {
        LIKE_S3.contains(&self.id.as_str())
    }

    fn credentials(&self) -> Credentials {
        match self.row["token"].as_str() {
            Some(token) => example().with_session_token(token),
            None => example(),
        }
    }

    fn time(&self) -> Timestamp {
        Timestamp::parse_rfc3339(self.row["timestamp"].as_str().unwrap()).unwrap()
    }

    /// The signed request of the suite, in one of its two forms.
    fn signed(&self, form: &str) -> Request {
        let value = &self.row[form]["signed"];
        let text = |value: &Value| value.as_str().unwrap().to_owned();
        let mut request =
            Request::new(text(&value["method"]), text(&value["target"])).with_body(text(&value["body"]));
        request.headers =
            value["headers"].as_array().unwrap().iter().map(|it| (text(&it[0]), text(&it[1]))).collect();
        request
    }

    fn verdict(&self, request: &Request) -> Result<(), RefusalKind> {
        let keys = |id: &str| (id == "AKIDEXAMPLE").then(|| KeyRecord::of(&self.credentials()));
        let verifier = Verifier::new("us-east-1", "service", self.time());
        verify(request, &verifier, &keys).map(|_| ()).map_err(|refusal| refusal.kind)
    }
}

#[test]
fn canonical_requests_and_strings_to_sign() {
    for case in cases() {
        for form in ["header", "query"] {
            let request = case.signed(form);
            let mut signature = parse_signature(&request).unwrap();
            if case.is_like_s3() {
                signature.scope.service = "s3".to_owned();
            }
            let ours = canonical_request(&request, &signature);
            let wanted = case.row[form]["canonical_request"].as_str().unwrap();
            match (case.is_like_s3(), form) {
                (true, "query") => {
                    let body = |text: &str| text.rsplit_once('\n').unwrap().0.to_owned();
                    assert_eq!(body(&ours), body(wanted), "{}: S3 leaves the payload out", case.id);
                }
                _ if case.id == "post-sts-header-after" && form == "query" => {
                    assert_ne!(ours, wanted, "STS wants the session token signed");
                }
                _ => assert_eq!(ours, wanted, "{} {form}", case.id),
            }
            if ours == wanted && !case.is_like_s3() {
                assert_eq!(
                    case.row[form]["string_to_sign"],
                    string_to_sign(&request, &signature),
                    "{}",
                    case.id
                );
            }
        }
    }
}

#[test]
fn the_signer_makes_the_signatures_of_the_suite() {
    for case in cases().into_iter().filter(|it| !it.is_like_s3()) {
        let omits_token = case.row["omit_session_token"] == true;
        let credentials = if omits_token { example() } else { case.credentials() };
        let params = SigningParams {
            credentials: &credentials,
            region: "us-east-1",
            service: "service",
            time: case.time(),
        };

        let mut request = case.signed("header");
        if omits_token {
            request.remove_header("x-amz-security-token");
        }
        sign(&mut request, &params);
        let authorization = request.header("authorization").unwrap();
        let signature = authorization.rsplit_once("Signature=").unwrap().1;
        assert_eq!(case.row["header"]["signature"], signature, "{}", case.id);

        let request = case.signed("query");
        if !request.body.is_empty() {
            continue;
        }
        let own = |name: &str| !name.starts_with("X-Amz-");
        let query: Vec<_> = request.query().split('&').filter_map(|it| it.split_once('=')).collect();
        let query: Vec<_> = query.into_iter().filter(|(name, _)| own(name)).map(decoded).collect();
        let query: Vec<_> = query.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        let headers = request.headers.iter().filter(|(name, _)| !name.eq_ignore_ascii_case("host"));
        let headers: Vec<_> = headers.map(|(name, value)| (name.as_str(), value.as_str())).collect();
        let url = presign(
            &PresignRequest {
                method: &request.method,
                host: request.host().unwrap(),
                path: request.path(),
                query: &query,
                headers: &headers,
                expires_seconds: Some(3600),
            },
            &params,
        );
        assert_eq!(case.row["query"]["signature"], url.rsplit_once('=').unwrap().1, "{}", case.id);
    }
}

/// The suite escapes the name of one parameter only, U+1234.
fn decoded((name, value): (&str, &str)) -> (String, String) {
    (name.replace("%E1%88%B4", "ሴ"), value.to_owned())
}

#[test]
fn the_verifier_takes_what_the_suite_signed() {
    for case in cases().into_iter().filter(|it| !it.is_like_s3()) {
        assert_eq!(case.verdict(&case.signed("header")), Ok(()), "{}", case.id);
        let wanted = match case.id.as_str() {
            "post-sts-header-after" => Err(RefusalKind::SignatureMismatch),
            _ => Ok(()),
        };
        assert_eq!(case.verdict(&case.signed("query")), wanted, "{}", case.id);
    }
}

/// Each byte of what is signed, changed one at a time: no, unless both mean the same request.
#[test]
fn the_verifier_refuses_each_changed_byte() {
    let mut refused = 0;
    for case in cases().into_iter().filter(|it| !it.is_like_s3() && it.id != "post-sts-header-after") {
        for form in ["header", "query"] {
            let good = case.signed(form);
            let meaning = |it: &Request| {
                parse_signature(it).map(|signed| (string_to_sign(it, &signed), signed.access_key_id, hex(it)))
            };
            for changed in neighbours(&good) {
                let is_same = meaning(&changed) == meaning(&good);
                assert_eq!(case.verdict(&changed).is_ok(), is_same, "{}: {changed:?}", case.id);
                refused += usize::from(!is_same);
            }
        }
    }
    assert!(refused > 10_000, "{refused}");
}

/// The signature's text, wherever it stands.
fn hex(request: &Request) -> Option<String> {
    let text = request.header("authorization").unwrap_or_else(|| request.query());
    let (_, behind) = text.rsplit_once("Signature=")?;
    Some(behind.split(['&', ',']).next().unwrap_or_default().to_owned())
}

/// The request with one ASCII letter or digit changed, for each of them.
fn neighbours(good: &Request) -> Vec<Request> {
    fn flips(text: &str) -> impl Iterator<Item = String> {
        text.char_indices().filter(|(_, it)| it.is_ascii_alphanumeric()).map(|(at, letter)| {
            let mut changed = text.to_owned();
            changed.replace_range(at..=at, if letter == '7' { "8" } else { "7" });
            changed
        })
    }
    let mut all = Vec::new();
    all.extend(flips(&good.method).map(|method| Request { method, ..good.clone() }));
    all.extend(flips(&good.target).map(|target| Request { target, ..good.clone() }));
    for (at, (_, value)) in good.headers.iter().enumerate() {
        all.extend(flips(value).map(|value| {
            let mut changed = good.clone();
            changed.headers[at].1 = value;
            changed
        }));
    }
    let body = String::from_utf8(good.body.clone()).unwrap();
    all.extend(flips(&body).map(|body| good.clone().with_body(body)));
    all
}
