//! Access keys that a world is given.

use std::sync::Arc;

use eks_iam_sigv4::Timestamp;

use super::{Caller, IdentityStore, LongTermKey, Opening, SessionDetails, role_of_session};
use crate::{AccessKey, Account};

impl IdentityStore {
    /// Takes a key over. The error is a whole sentence.
    pub(crate) fn add(
        &self,
        accounts: &[Arc<Account>],
        key: &AccessKey,
        now: Timestamp,
    ) -> Result<(), String> {
        let AccessKey { principal_arn: arn, credentials, is_active, expires } = key;
        let id = &credentials.access_key_id;
        let mut known = self.write();
        if known.long_term.contains_key(id) || known.sessions.contains_key(id) {
            return Err(format!("access key `{id}` stands twice in the world"));
        }
        let made = known.long_term.values().find(|made| made.caller.arn == *arn);
        if let Some(made) = made {
            if credentials.session_token.is_some() || expires.is_some() {
                return Err(format!("access key `{id}` of `{arn}` has a session token or an end"));
            }
            let caller = Arc::new(Caller {
                arn: arn.clone(),
                account: made.caller.account.clone(),
                user_id: made.caller.user_id.clone(),
                access_key_id: id.clone(),
                kind: made.caller.kind.clone(),
                session: None,
            });
            let secret = credentials.secret_access_key.clone();
            let long_term = LongTermKey { secret, caller, is_active: *is_active, created: None };
            known.long_term.insert(id.clone(), long_term);
            return Ok(());
        }
        drop(known);
        let (account, role, name) = role_of_session(accounts, arn).map_err(|error| error.to_string())?;
        if credentials.session_token.is_none() || !is_active {
            return Err(format!("access key `{id}` of `{arn}` has no session token or is switched off"));
        }
        let issued_at = expires.map_or(now, |end| end - SECONDS);
        let opening = Opening { account, role, name: &name, issued_at, seconds: SECONDS };
        self.open(&opening, SessionDetails::default(), credentials.clone());
        Ok(())
    }
}

/// How long the session of a given key lasts.
const SECONDS: i64 = 3600;
