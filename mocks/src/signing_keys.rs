//! The signing keys of a day, so that none is derived for every request.

use std::{
    collections::HashMap,
    sync::{Arc, PoisonError, RwLock},
};

use eks_iam_sigv4::{KeyRecord, Signature, SigningKey};

/// Signing keys by access key and credential scope. An access key has one secret for as long as a world lives, so what was
/// derived stays right.
#[derive(Debug, Default)]
pub(crate) struct SigningKeys {
    kept: RwLock<HashMap<String, Arc<SigningKey>>>,
}

impl SigningKeys {
    /// Returns the key that a signature is to be made with.
    pub(crate) fn of(&self, signature: &Signature, record: &KeyRecord) -> Arc<SigningKey> {
        let name = format!("{}/{}", signature.access_key_id, signature.scope);
        if let Some(key) = self.kept.read().unwrap_or_else(PoisonError::into_inner).get(&name) {
            return Arc::clone(key);
        }
        let key = Arc::new(SigningKey::of_scope(&record.secret_access_key, &signature.scope));
        let mut kept = self.kept.write().unwrap_or_else(PoisonError::into_inner);
        if kept.len() >= MOST {
            // Those in use are derived again at once.
            kept.clear();
        }
        kept.insert(name, Arc::clone(&key));
        key
    }
}

/// How many keys are kept.
const MOST: usize = 1024;
