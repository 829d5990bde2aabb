//! The key pair with which a world signs web identity tokens.
//!
//! **A test key.** It stands here for everybody to read, so a token that it signs proves nothing outside a mock. It is an
//! RSA key of 2048 bits because EKS signs with RS256, and a fixed one because making one takes seconds and two runs are to
//! print the same bytes.

use rsa::{BigUint, Pkcs1v15Sign, RsaPrivateKey, RsaPublicKey};

use sha2::{Digest, Sha256};

use super::base64;

/// The `kid` under which the key is published.
pub(super) const KEY_ID: &str = "eks-iam-mock-aws-test-key";

/// Signs with RSASSA-PKCS1-v1_5 and SHA-256; empty if the embedded key were broken, which a test rules out.
pub(super) fn sign(message: &[u8]) -> Vec<u8> {
    private_key().and_then(|key| key.sign(padding(), &digest(message)).ok()).unwrap_or_default()
}

/// Tells whether the signature is that of this key over that message.
pub(super) fn verify(message: &[u8], signature: &[u8]) -> bool {
    RsaPublicKey::new(number(MODULUS), BigUint::from(EXPONENT))
        .is_ok_and(|key| key.verify(padding(), &digest(message), signature).is_ok())
}

/// Modulus and exponent in the base64 of a JWKS.
pub(super) fn public_numbers() -> (String, String) {
    (
        base64::encode_url(&number(MODULUS).to_bytes_be()),
        base64::encode_url(&BigUint::from(EXPONENT).to_bytes_be()),
    )
}

fn private_key() -> Option<RsaPrivateKey> {
    let primes = vec![number(PRIME_P), number(PRIME_Q)];
    RsaPrivateKey::from_components(number(MODULUS), BigUint::from(EXPONENT), number(PRIVATE_EXPONENT), primes)
        .ok()
}

fn digest(message: &[u8]) -> [u8; 32] {
    Sha256::digest(message).into()
}

/// PKCS #1's `DigestInfo` prefix of SHA-256 (RFC 8017, section 9.2, note 1). The crate's own constructor wants an older
/// `sha2` than this workspace has.
fn padding() -> Pkcs1v15Sign {
    Pkcs1v15Sign { hash_len: Some(32), prefix: SHA256_PREFIX.into() }
}

fn number(hex: &str) -> BigUint {
    BigUint::parse_bytes(hex.as_bytes(), 16).unwrap_or_default()
}

const SHA256_PREFIX: [u8; 19] = [
    0x30, 0x31, 0x30, 0x0d, 0x06, 0x09, 0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02, 0x01, 0x05, 0x00,
    0x04, 0x20,
];
const EXPONENT: u32 = 65_537;
const MODULUS: &str = "\
    ece0c090ebd0458f6e4e5113ae0845c088c2aa0ae13d4fb2ffcf031a4ac055b6205c4eb23d69e2f38256d489d375740e\
    fcaa0ff164080feb4241de4ccef7d0edeb9e2f30ec84ae35b971ba813bf4c6d7536f43230f6598ded8c8972d090eacd4\
    604f1b6dc9550829eccbe972116047e22be5b941cf3382b25be4088519c6401014d4819e326b45ebe5da4d85c0e6693f\
    0d57876333ad4bec1dada095110ba23c718cacaca2a3a37eb1e75e17fe1ed20c04081b1f1eb971687f79ed38aea16086\
    a78c6c39d985eee0b0c4943acde45459353f662437a48ea8e23af33b9830c594c4f6b2ef69e383455f4cfeddabb6f32b\
    18325057656a835eb8ec750b75564cfd";
const PRIVATE_EXPONENT: &str = "\
    6f23c095fe5e58d4c41f70c0f80d9f948756366c26641ae9d4462fa17d632293f238fd1f79db1d85bd28ba4df46e0e47\
    1ddb38e1bc5a6005b4afacfa82bd19451820bee9887f743176d1da7cda41adadc7d2d34036f0273a9fa1f5f44664a148\
    7feb7de613e9968bfd336b537ebd9adc8e561986bc0de20b873bc597959143eaa094f0088b1463e46246e3f415c1aaa8\
    4b14af2aa00031c0624f0831e9bf81a5b0984d409cbbfe74cd53e09cd1cceae64f665e1bcb8246e670ffc0397a8cdc33\
    bfdcc9abf21bd72bd68344178bc143aaa0e898dbb34b6daa35d346872dfddce035366f55ee200368cd55941f624a75f3\
    85dbc44185bd65ab96e556e0e41999ed";
const PRIME_P: &str = "\
    f82d76d776d160bea4dcc764c6ef065ce003bdae019ca9a255fb5260312f1e8776abe046b778b8f2cac66dd13370b064\
    33829e0b24c5858c939446b2ce4646c23b585307edbf0d08801194cb99bc9acd8d845e7e67b798fbf19db0c2808eb4c3\
    fb73e0725f815dcf552319593d4aa91746949bf8224536cd7aed36717a2ea54b";
const PRIME_Q: &str = "\
    f4581c89f295487c22e6580a08a9b2a4522aeec97114fd7f4dd544aec286f9ab40fa8ac4e54f4e2555b5d4f470e685bb\
    f16b06a7b710bb7d8b7403a4375ef2f72a782bdf0af0dfa1f1aece174355872d63af4274d509510ad49c9736d799fb95\
    c462b08cff24fba2acb944074563566413f5965b3b985caf82465cd4515e91d7";

#[cfg(test)]
mod tests {
    use super::{sign, verify};

    #[test]
    fn the_embedded_key_is_whole() {
        let signature = sign(b"message");
        assert_eq!(signature.len(), 256);
        // As Python's cryptography signs with the same key.
        assert_eq!(signature.get(..8), Some([0x2b, 0xc0, 0xf9, 0x48, 0x82, 0x74, 0x8d, 0x4d].as_slice()));
        assert!(verify(b"message", &signature));
        assert!(!verify(b"massage", &signature) && !verify(b"message", b""));
    }
}
