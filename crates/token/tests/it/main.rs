//! Tests of the token: made, read, verified.

#![cfg(test)]

mod attacks;
mod exec_credential;
mod log;
mod make;
mod reasons;
mod strict;
mod vectors;

use eks_iam_sigv4::{Credentials, Timestamp};
use eks_iam_token::{StsAnswer, Token, TokenRequest, make};

/// The key of AWS's own examples.
fn example() -> Credentials {
    Credentials::new("AKIAIOSFODNN7EXAMPLE", "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY")
}

/// When the tokens of these tests are signed.
fn signed_at() -> Timestamp {
    Timestamp::parse_basic("20260115T100000Z").unwrap()
}

/// A good token for cluster `prod` in us-west-2.
fn token() -> Token {
    make(&TokenRequest::new("us-west-2", "prod", &example(), signed_at())).unwrap()
}

/// Puts a URL into a token.
fn wrap(url: impl AsRef<[u8]>) -> String {
    const LETTERS: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    let mut text = "k8s-aws-v1.".to_owned();
    for chunk in url.as_ref().chunks(3) {
        let group = (0..3).fold(0, |group, at| group << 8 | u32::from(chunk.get(at).copied().unwrap_or(0)));
        for at in 0..=chunk.len() {
            text.push(char::from(LETTERS[(group >> (18 - 6 * at) & 63) as usize]));
        }
    }
    text
}

/// The answer of STS to a session of role `dev`.
fn session_answer() -> StsAnswer {
    answer("111122223333", "arn:aws:sts::111122223333:assumed-role/dev/anna", "AROAEXAMPLEEXAMPLE01:anna")
}

fn answer(account: &str, arn: &str, user_id: &str) -> StsAnswer {
    let body = format!(
        r#"{{"GetCallerIdentityResponse":{{"GetCallerIdentityResult":{{"Account":"{account}","Arn":"{arn}","UserId":"{user_id}"}},"ResponseMetadata":{{"RequestId":"x"}}}}}}"#
    );
    StsAnswer { status: 200, body }
}
