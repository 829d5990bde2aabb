//! The inputs, made from a seed: no file, and the same bytes on every machine.

pub mod arns;
pub mod aws_auth;
pub mod cloudtrail;
pub mod error_log;
pub mod policies;
mod random;
mod words;

pub use random::Random;

#[cfg(test)]
pub(crate) mod tests {
    use sha2::{Digest, Sha256};

    /// Returns the first 16 hexadecimal digits of the SHA-256.
    pub(crate) fn fingerprint(bytes: &[u8]) -> String {
        Sha256::digest(bytes).iter().take(8).map(|it| format!("{it:02x}")).collect()
    }
}
