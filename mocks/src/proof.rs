//! Proofs of identity that the world's identity providers give: tokens and assertions.

pub(crate) mod base64;
pub(crate) mod jwt;
mod key;
pub(crate) mod saml;
mod xml_reader;
