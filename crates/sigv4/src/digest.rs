//! SHA-256, HMAC and the signing key.

use hmac::{Hmac, KeyInit, Mac};
use sha2::{Digest, Sha256};

use crate::{
    encode::push_hex,
    secret::{Secret, wipe},
};

/// Appends the lower-case hexadecimal SHA-256 of `bytes`.
pub(crate) fn push_sha256(out: &mut String, bytes: &[u8]) {
    push_hex(out, &Sha256::digest(bytes).into());
}

/// Returns the lower-case hexadecimal signature of a string to sign.
pub(crate) fn signature(secret: &Secret, scope: [&str; 4], string_to_sign: &str) -> String {
    let mut start = Vec::with_capacity(4 + secret.expose().len());
    start.extend_from_slice(b"AWS4");
    start.extend_from_slice(secret.expose().as_bytes());
    let [date, region, service, terminator] = scope;
    let mut key = hmac_sha256(&start, date.as_bytes());
    wipe(start);
    for part in [region, service, terminator] {
        key = hmac_sha256(&key, part.as_bytes());
    }
    let mut text = String::with_capacity(64);
    push_hex(&mut text, &hmac_sha256(&key, string_to_sign.as_bytes()));
    key.fill(0);
    std::hint::black_box(&key);
    text
}

#[expect(clippy::expect_used, reason = "HMAC takes a key of any length")]
fn hmac_sha256(key: &[u8], message: &[u8]) -> [u8; 32] {
    let mut mac = Hmac::<Sha256>::new_from_slice(key).expect("HMAC takes a key of any length");
    mac.update(message);
    mac.finalize().into_bytes().into()
}
