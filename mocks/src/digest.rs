//! Ids, keys and marks that a world derives instead of drawing them by lot.

use sha2::{Digest, Sha256};

/// Hashes the parts, each with its length, so that no two lists of parts are one.
pub(crate) fn hash(parts: &[&str]) -> [u8; 32] {
    let mut hasher = Sha256::new();
    for part in parts {
        hasher.update(part.len().to_be_bytes());
        hasher.update(part.as_bytes());
    }
    hasher.finalize().into()
}

/// Returns `length` characters of `A-Z2-7`.
pub(crate) fn base32(parts: &[&str], length: usize) -> String {
    const ALPHABET: &[u8; 32] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    text(parts, length, ALPHABET)
}

/// Returns `length` lower-case hexadecimal digits.
pub(crate) fn hex(parts: &[&str], length: usize) -> String {
    text(parts, length, b"0123456789abcdef")
}

/// Returns 32 lower-case hexadecimal digits in the groups of a UUID.
pub(crate) fn uuid(parts: &[&str]) -> String {
    let id = hex(parts, 32);
    let part = |from: usize, to: usize| id.get(from..to).unwrap_or_default();
    format!("{}-{}-{}-{}-{}", part(0, 8), part(8, 12), part(12, 16), part(16, 20), part(20, 32))
}

/// Returns `length` characters of the base64 alphabet.
pub(crate) fn base64_text(parts: &[&str], length: usize) -> String {
    text(parts, length, b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/")
}

/// Draws characters from as many hashes as it takes. The alphabet's length is a power of two, so no character is
/// likelier than another.
fn text(parts: &[&str], length: usize, alphabet: &[u8]) -> String {
    stream(parts)
        .filter_map(|byte| alphabet.get(usize::from(byte) % alphabet.len()))
        .map(|byte| char::from(*byte))
        .take(length)
        .collect()
}

/// An endless run of bytes that the parts decide.
pub(crate) fn stream(parts: &[&str]) -> impl Iterator<Item = u8> + use<> {
    let seed = hash(parts);
    (0_u64..).flat_map(move |counter| {
        let mut hasher = Sha256::new();
        hasher.update(seed);
        hasher.update(counter.to_be_bytes());
        <[u8; 32]>::from(hasher.finalize())
    })
}
