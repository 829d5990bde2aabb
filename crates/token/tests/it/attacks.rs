//! What an attacker sends: nothing of it reaches another host, and nothing panics or leaks.

use eks_iam_token::{Reason, TokenRequest, Verifier, decode, make};
use proptest::prelude::*;

use crate::{example, signed_at, token, wrap};

const SESSION_TOKEN: &str =
    "IQoJb3JpZ2luX2VjEFAaCXVzLXdlc3QtMiJHMEUCIQDnotarealtokenbutaslongasonewhichisfourscoreletters";

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

#[test]
fn many_names_are_read_in_one_pass() {
    // As many parameters as fit into a token, all of them different, or all the same but for their case.
    let names: String = (0..700).map(|at| format!("&{:x}", at % 256)).collect();
    let error = Verifier::as_eks("aws", "us-west-2", "prod")
        .prepare(&wrap(token().to_url() + &names), signed_at())
        .unwrap_err();
    assert_eq!(error.reason(), Reason::UnknownParameter);
    let error = Verifier::as_eks("aws", "us-west-2", "prod")
        .prepare(&wrap(token().to_url() + &"&a".repeat(1000) + "&A"), signed_at())
        .unwrap_err();
    assert_eq!(
        (error.reason(), error.to_string().ends_with("found: \"A\"")),
        (Reason::DuplicateParameter, true)
    );
}

#[test]
fn damaged_tokens_tell_no_secret() {
    let shown = |url: String| {
        let error =
            Verifier::as_eks("aws", "us-west-2", "prod").prepare(&wrap(url), signed_at()).unwrap_err();
        error.to_string()
    };
    let url = token().to_url();
    let text =
        shown(url.replace("100000Z&X-Amz-Expires=60&X-Amz-SignedHeaders=host%3Bx-k8s-aws-id&", "100000Z%26"));
    assert!(text.ends_with("client did not sign the x-k8s-aws-id header in the pre-signed URL"), "{text}");
    let text = shown(url.replace("X-Amz-Signature=", "X-Amz-Signature"));
    assert!(text.ends_with(r#"non-whitelisted query parameter "X-Amz-Signature[redacted]""#), "{text}");
    let text = shown(url.replace("X-Amz-Signature=", ""));
    assert!(text.ends_with(r#"non-whitelisted query parameter "[redacted]""#), "{text}");
    let (_, signature) = url.rsplit_once('&').unwrap();
    let text = shown(url.replace(".com/?", &format!(".com&{signature}/?")));
    assert!(text.contains(".com&X-Amz-Signature=[redacted]"), "{text}");
}

proptest! {
    #[test]
    fn no_damage_makes_an_error_tell_a_secret(
        cut in any::<prop::sample::Index>(), length in 0..40_usize, put in "[&=%/?#:. a-z]{0,3}", strict in any::<bool>()
    ) {
        let credentials = example().with_session_token(SESSION_TOKEN);
        let token = make(&TokenRequest::new("us-west-2", "prod", &credentials, signed_at())).unwrap();
        let mut url = token.to_url();
        let signature = url.rsplit_once('=').unwrap().1.to_owned();
        let from = cut.index(url.len());
        url.replace_range(from..(from + length).min(url.len()), &put);
        let verifier = match strict {
            true => Verifier::strict("aws", "us-west-2", "prod"),
            false => Verifier::as_eks("aws", "us-west-2", "prod"),
        };
        if let Err(error) = verifier.prepare(&wrap(&url), signed_at()) {
            let shown = format!("{error} {error:?}");
            for secret in [signature.as_str(), SESSION_TOKEN] {
                for at in 0..=secret.len() - 40 {
                    prop_assert!(!shown.contains(secret.get(at..at + 40).unwrap()), "{}", shown);
                }
            }
        }
    }

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
