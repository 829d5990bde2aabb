//! SHA-256, and HMAC over it.

use std::hint::black_box;

use sha2::{Digest, Sha256, block_api::compress256};

use crate::{
    encode::push_hex,
    secret::{Secret, wipe},
};

/// Appends the lower-case hexadecimal SHA-256 of `bytes`.
pub(crate) fn push_sha256(out: &mut String, bytes: &[u8]) {
    push_hex(out, &Sha256::digest(bytes).into());
}

/// An HMAC key (RFC 2104) as SHA-256's state behind each of its two pads, so that the pads are hashed once for many
/// messages. Overwritten with zeros when it is dropped.
#[derive(Clone)]
pub(crate) struct HmacKey {
    inner: [u32; 8],
    outer: [u32; 8],
}

impl HmacKey {
    /// The key that signatures under that scope are made with: four HMACs, one behind the other.
    pub(crate) fn of_scope(secret: &Secret, scope: [&str; 4]) -> Self {
        let mut start = Vec::with_capacity(4 + secret.expose().len());
        start.extend_from_slice(b"AWS4");
        start.extend_from_slice(secret.expose().as_bytes());
        let mut key = Self::new(&start);
        wipe(start);
        for part in scope {
            let mut next = key.hash(part.as_bytes());
            key = Self::new(&next);
            next.fill(0);
            black_box(&next);
        }
        key
    }

    /// Appends the lower-case hexadecimal signature of a string to sign.
    pub(crate) fn push_signature(&self, out: &mut String, string_to_sign: &str) {
        push_hex(out, &self.hash(string_to_sign.as_bytes()));
    }

    fn new(key: &[u8]) -> Self {
        let mut pad = [0; 64];
        match pad.get_mut(..key.len()) {
            Some(place) => place.copy_from_slice(key),
            None => pad.split_at_mut(32).0.copy_from_slice(&Sha256::digest(key)),
        }
        let (mut inner, mut outer) = (INITIAL, INITIAL);
        compress256(&mut inner, &[pad.map(|byte| byte ^ 0x36)]);
        compress256(&mut outer, &[pad.map(|byte| byte ^ 0x5c)]);
        pad.fill(0);
        black_box(&pad);
        Self { inner, outer }
    }

    fn hash(&self, message: &[u8]) -> [u8; 32] {
        hash_behind(self.outer, &hash_behind(self.inner, message))
    }
}

impl Drop for HmacKey {
    fn drop(&mut self) {
        self.inner.fill(0);
        self.outer.fill(0);
        black_box(self);
    }
}

/// The hash of a message behind a whole block, straight on SHA-256's compression: a hasher's buffer costs as much as the
/// hashing.
fn hash_behind(mut state: [u32; 8], message: &[u8]) -> [u8; 32] {
    let (whole, rest) = message.as_chunks();
    compress256(&mut state, whole);
    let mut last = [[0; 64]; 2];
    let room = last.as_flattened_mut();
    if let Some((place, behind)) = room.split_at_mut_checked(rest.len()) {
        place.copy_from_slice(rest);
        behind.iter_mut().take(1).for_each(|mark| *mark = 0x80);
    }
    let filled = last.split_at_mut((rest.len() + PADDING).div_ceil(64)).0;
    if let Some((_, length)) = filled.as_flattened_mut().split_last_chunk_mut() {
        *length = ((64 + message.len() as u64) * 8).to_be_bytes();
    }
    compress256(&mut state, filled);
    let mut hash = [0; 32];
    for (place, word) in hash.as_chunks_mut().0.iter_mut().zip(state) {
        *place = word.to_be_bytes();
    }
    hash
}

/// The mark and the length behind a message.
const PADDING: usize = 9;
/// SHA-256's state before the first block (FIPS 180-4, 5.3.3).
const INITIAL: [u32; 8] =
    [0x6a09_e667, 0xbb67_ae85, 0x3c6e_f372, 0xa54f_f53a, 0x510e_527f, 0x9b05_688c, 0x1f83_d9ab, 0x5be0_cd19];

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(key: &[u8], message: &[u8], wanted: &str) {
        let mut hex = String::new();
        push_hex(&mut hex, &HmacKey::new(key).hash(message));
        assert_eq!(hex, wanted);
    }

    /// RFC 4231, section 4.
    #[test]
    fn test_cases_of_the_standard() {
        check(&[0x0b; 20], b"Hi There", "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7");
        check(
            b"Jefe",
            b"what do ya want for nothing?",
            "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843",
        );
        check(&[0xaa; 20], &[0xdd; 50], "773ea91e36800e46854db8ebd09181a72959098b3ef8c122d9635514ced565fe");
        check(
            &[0xaa; 131],
            b"Test Using Larger Than Block-Size Key - Hash Key First",
            "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54",
        );
        check(
            &[0xaa; 131],
            b"This is a test using a larger than block-size key and a larger than block-size data. The key needs to be \
              hashed before being used by the HMAC algorithm.",
            "9b09ffa71b942fcb27635fbcd5b0e944bfdc63644f0713938a7f51535c3a35e2",
        );
    }

    /// The definition itself, over a hasher, at every length at which the number of blocks changes.
    #[test]
    fn any_length_is_hashed_as_the_definition_says() {
        let text: Vec<u8> = (0..=u8::MAX).cycle().take(600).collect();
        for key in [0, 1, 32, 63, 64, 65, 128] {
            for message in 0..text.len() {
                let (key, message) = (text.split_at(key).0, text.split_at(message).0);
                let mut block = if key.len() > 64 { Sha256::digest(key).to_vec() } else { key.to_vec() };
                block.resize(64, 0);
                let pad = |with: u8| block.iter().map(|byte| byte ^ with).collect::<Vec<_>>();
                let inner = Sha256::digest([pad(0x36), message.to_vec()].concat());
                let outer = Sha256::digest([pad(0x5c), inner.to_vec()].concat());
                assert_eq!(HmacKey::new(key).hash(message), <[u8; 32]>::from(outer));
            }
        }
    }
}
