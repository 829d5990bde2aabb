//! No token makes the verifiers panic; strict takes nothing that the other refuses; no error shows a signature.
#![no_main]

use eks_iam_sigv4::{Credentials, Timestamp};
use eks_iam_token::{StsAnswer, TokenRequest, Verifier, decode, make};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|input: (&str, u16, u8, &str)| {
    let (put, place, cut, body) = input;
    let credentials = Credentials::new("AKIAIOSFODNN7EXAMPLE", "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY");
    let time = Timestamp::from_unix(1_768_471_200);
    let token = make(&TokenRequest::new("us-west-2", "prod", &credentials, time)).expect("a good request");
    let url = token.to_url();
    let signature = url.rsplit_once('=').expect("a signature ends the URL").1;
    let eks = Verifier::as_eks("aws", "us-west-2", "prod");
    let strict = Verifier::strict("aws", "us-west-2", "prod");
    // The good URL, damaged: something cut out and something put in.
    let mut damaged = url.as_bytes().to_vec();
    let from = usize::from(place) % damaged.len();
    let to = (from + usize::from(cut)).min(damaged.len());
    damaged.splice(from..to, put.bytes());
    for text in [wrapped(&damaged), wrapped(put.as_bytes()), format!("k8s-aws-v1.{put}"), put.to_owned()] {
        let _ = decode(&text);
        let (lax, hard) = (eks.prepare(&text, time), strict.prepare(&text, time));
        assert!(lax.is_ok() || hard.is_err(), "{text}");
        for error in [lax.as_ref().err(), hard.as_ref().err()].into_iter().flatten() {
            assert!(!format!("{error} {error:?}").contains(signature));
        }
        for request in [lax, hard].into_iter().flatten() {
            let _ = request.finish(&StsAnswer { status: 200, body: body.to_owned() });
        }
    }
});

/// Puts a URL into a token.
fn wrapped(url: &[u8]) -> String {
    const LETTERS: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    let mut text = "k8s-aws-v1.".to_owned();
    for chunk in url.chunks(3) {
        let group = (0..3).fold(0, |group, at| group << 8 | u32::from(chunk.get(at).copied().unwrap_or(0)));
        for at in 0..=chunk.len() {
            text.push(char::from(LETTERS[(group >> (18 - 6 * at) & 63) as usize]));
        }
    }
    text
}
