//! Tests of the signer and the verifier.

#![cfg(test)]

mod differences;
mod oracle;
mod properties;
mod refusals;
mod secrets;
mod signing_key;
mod test_suite;
mod timestamp;
mod vectors;

use eks_iam_sigv4::{Credentials, KeyRecord, Timestamp};

/// The key of AWS's own examples.
fn example() -> Credentials {
    Credentials::new("AKIDEXAMPLE", "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY")
}

/// A look-up that knows one key.
fn knows(credentials: &Credentials) -> impl Fn(&str) -> Option<KeyRecord> + use<> {
    let credentials = credentials.clone();
    move |id: &str| (id == credentials.access_key_id).then(|| KeyRecord::of(&credentials))
}

#[track_caller]
fn at(text: &str) -> Timestamp {
    Timestamp::parse_basic(text).unwrap()
}
