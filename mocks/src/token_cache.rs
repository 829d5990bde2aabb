//! What API servers remember of tokens: STS is not asked again for the same one within two minutes, as by the API
//! server's `--authentication-token-webhook-cache-ttl`. Who the caller is to the cluster is looked up each time.

use std::collections::{BTreeMap, VecDeque};

use eks_iam_sigv4::Timestamp;
use eks_iam_token::Identity;

/// How long a token is remembered, in seconds.
const SECONDS: i64 = 120;
/// How many tokens are remembered; the oldest goes first.
const MOST: usize = 1024;

/// The tokens by their digest; the token itself is not kept.
#[derive(Debug, Default)]
pub(crate) struct TokenCache {
    known: BTreeMap<String, (Timestamp, Identity)>,
    order: VecDeque<String>,
}

impl TokenCache {
    /// Returns who a token is, where STS told it not long ago.
    pub(crate) fn get(&self, key: &str, now: Timestamp) -> Option<Identity> {
        let (since, identity) = self.known.get(key)?;
        let age = now - *since;
        (0..SECONDS).contains(&age).then(|| identity.clone())
    }

    /// Remembers what STS told of a token.
    pub(crate) fn put(&mut self, key: String, now: Timestamp, identity: Identity) {
        if self.order.len() >= MOST
            && let Some(oldest) = self.order.pop_front()
        {
            self.known.remove(&oldest);
        }
        if self.known.insert(key.clone(), (now, identity)).is_none() {
            self.order.push_back(key);
        }
    }
}
