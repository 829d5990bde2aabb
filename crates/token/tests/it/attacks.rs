//! What an attacker sends: nothing of it reaches another host, and nothing panics or leaks.

use eks_iam_token::{Reason, Verifier, decode};
use proptest::prelude::*;

use crate::{signed_at, token, wrap};

const HOSTS: [&str; 17] = [
    "attacker.example",
    "sts.us-west-2.amazonaws.com.attacker.example",
    "sts.us-west-2.amazonaws.com@attacker.example",
    "user@sts.us-west-2.amazonaws.com",
    "sts.us-west-2.amazonaws.com:443",
    "sts.us-west-2.amazonaws.com.",
    "STS.us-west-2.amazonaws.com",
    "sts.US-WEST-2.amazonaws.com",
    "sts.s3.amazonaws.com",
    "sts.localhost.amazonaws.com",
    "s3.us-west-2.amazonaws.com",
    "sts.aws-global.amazonaws.com",
    "vpce-0.sts.us-west-2.vpce.amazonaws.com",
    "sts.us-gov-west-1.amazonaws.com",
    "127.0.0.1",
    "[::1]",
    "sts.us-wést-2.amazonaws.com",
];

#[test]
fn foreign_hosts() {
    for host in HOSTS {
        let token = wrap(token().to_url().replace("sts.us-west-2.amazonaws.com", host));
        for verifier in
            [Verifier::as_eks("aws", "us-west-2", "prod"), Verifier::strict("aws", "us-west-2", "prod")]
        {
            let error = verifier.prepare(&token, signed_at()).expect_err(host);
            assert_eq!(error.reason(), Reason::BadHost, "{host}: {error}");
        }
    }
}

#[test]
fn duplicates_in_any_case() {
    // CVE-2022-2385: of two spellings the verifier checked one, and STS obeyed the other.
    for (name, spelling) in [
        ("X-Amz-Credential", "x-amz-credential"),
        ("Action", "ACTION"),
        ("X-Amz-SignedHeaders", "X-AMZ-SIGNEDHEADERS"),
    ] {
        for url in [format!("{}&{spelling}=x", token().to_url()), {
            token().to_url().replace("?", &format!("?{spelling}=x&"))
        }] {
            let error =
                Verifier::as_eks("aws", "us-west-2", "prod").prepare(&wrap(url), signed_at()).unwrap_err();
            assert_eq!(error.reason(), Reason::DuplicateParameter, "{name}");
        }
    }
}

#[test]
fn errors_hold_no_secret() {
    let signature = token().to_url().rsplit_once('=').unwrap().1.to_owned();
    for url in [
        token().to_url().replace("https", "http"),
        token().to_url().replace("sts.", "s ts."),
        token().to_url().replace("Date=", "Date=x"),
        format!("{}&other=x", token().to_url()),
        format!("https:{}", token().to_url()),
    ] {
        let error =
            Verifier::as_eks("aws", "us-west-2", "prod").prepare(&wrap(url), signed_at()).unwrap_err();
        let shown = format!("{error} {error:?}");
        assert!(!shown.contains(&signature), "{shown}");
    }
    let request =
        Verifier::as_eks("aws", "us-west-2", "prod").prepare(token().as_str(), signed_at()).unwrap();
    assert!(!format!("{request:?} {:?}", request.to_request()).contains(&signature));
}

proptest! {
    #[test]
    fn nothing_makes_it_panic(url in "(https://)?(sts\\.)?.{0,60}", payload in any::<Vec<u8>>(), tail in ".{0,40}") {
        for token in [wrap(&url), wrap(&payload), format!("k8s-aws-v1.{tail}"), tail.clone(), wrap(token().to_url() + &tail)] {
            let _ = decode(&token);
            for verifier in [Verifier::as_eks("aws", "us-west-2", "prod"), Verifier::strict("aws", "us-west-2", "prod")] {
                if let Err(error) = verifier.prepare(&token, signed_at()) {
                    prop_assert!(error.to_string().starts_with("input token"), "{}", error);
                }
            }
        }
    }
}
