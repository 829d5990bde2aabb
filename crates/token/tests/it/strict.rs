//! What the strict rules refuse and the reference lets pass.

use eks_iam_token::{Reason, StsAnswer, Verifier};

use crate::{answer, session_answer, signed_at, token, wrap};

#[track_caller]
fn check(change: impl Fn(&str) -> String, reason: Reason) {
    let token = wrap(change(&token().to_url()));
    assert!(Verifier::as_eks("aws", "us-west-2", "prod").prepare(&token, signed_at()).is_ok());
    let error = Verifier::strict("aws", "us-west-2", "prod").prepare(&token, signed_at()).unwrap_err();
    assert_eq!(error.reason(), reason, "{error}");
}

#[test]
fn tokens() {
    let replace = |from: &'static str, to: &'static str, reason| check(|url| url.replace(from, to), reason);
    check(|url| url.rsplit_once('&').unwrap().0.to_owned(), Reason::MissingParameter);
    replace("X-Amz-Date", "x-amz-date", Reason::MisspeltParameter);
    replace("2011-06-15", "2011-06-16", Reason::BadVersion);
    replace("HMAC-SHA256", "HMAC-SHA1", Reason::BadAlgorithm);
    check(|url| format!("{url}0"), Reason::BadSignature);
    replace("host%3Bx-k8s", "x-k8s-aws-id%3Bhost%3Bx-k8s", Reason::BadSignedHeaders);
    replace("100000Z", "100000.0Z", Reason::BadDate);
    replace("20260115T100000Z", "20260115T101501Z", Reason::NotYetValid);
    replace("%2Fus-west-2%2F", "%2Fus-east-1%2F", Reason::BadScope);
    replace("%2F20260115%2F", "%2F20260114%2F", Reason::BadScope);
    replace("%2Fsts%2F", "%2Fiam%2F", Reason::BadScope);
    replace("AKIAIOSFODNN7EXAMPLE%2F", "%2F", Reason::BadScope);
    replace("AKIAIOSFODNN7EXAMPLE%2F", "AKIA%0Asystem:masters%2F", Reason::BadScope);
    replace("Expires=60", "Expires=%2B60", Reason::BadExpires);
    replace("https", "Https", Reason::BadScheme);
    replace("&X-Amz-Date", "&&X-Amz-Date", Reason::MalformedQuery);
    check(|url| format!("{url}#x"), Reason::BadUrl);
}

#[test]
fn encodings() {
    let strict = Verifier::strict("aws", "us-west-2", "prod");
    let folded = token().as_str().replace("k8s-aws-v1.aHR0", "k8s-aws-v1.aH\nR0");
    assert_eq!(strict.prepare(&folded, signed_at()).unwrap_err().reason(), Reason::BadBase64);
    let url = token().to_url();
    assert_eq!(wrap(&url), token().as_str());
}

#[test]
fn the_region_is_named() {
    let url = token().to_url().replace("sts.us-west-2.", "sts.");
    let error = Verifier::strict("aws", "us-west-2", "prod").prepare(&wrap(url), signed_at()).unwrap_err();
    let text = "token is signed for us-west-2, but names sts.amazonaws.com, which accepts us-east-1";
    assert!(error.to_string().ends_with(text), "{error}");
}

#[test]
fn answers() {
    let finish = |verifier: Verifier<'_>, answer: &StsAnswer| {
        verifier
            .prepare(token().as_str(), signed_at())
            .unwrap()
            .finish(answer)
            .map_err(|error| error.reason())
    };
    let strict = Verifier::strict("aws", "us-west-2", "prod");
    assert!(finish(strict, &session_answer()).is_ok());
    let other_account =
        answer("444455556666", "arn:aws:sts::111122223333:assumed-role/dev/anna", "AROA:anna");
    assert!(finish(Verifier::as_eks("aws", "us-west-2", "prod"), &other_account).is_ok());
    assert_eq!(finish(strict, &other_account), Err(Reason::AccountMismatch));
    let other_partition =
        answer("111122223333", "arn:aws-cn:sts::111122223333:assumed-role/dev/anna", "AROA:anna");
    assert_eq!(finish(strict, &other_partition), Err(Reason::AccountMismatch));
}
