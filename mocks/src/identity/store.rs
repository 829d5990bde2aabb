//! All access keys of a world: found while requests are verified, made while others are found.

use std::{
    collections::{BTreeMap, HashMap, VecDeque},
    sync::{
        Arc, PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard,
        atomic::{AtomicBool, AtomicU64, Ordering},
    },
};

use eks_iam_sigv4::{Credentials, KeyRecord, KeyState, Secret, Timestamp};

use super::{
    Caller, CallerKind, Opening, Session, SessionDetails, SessionOptions, UnknownPrincipalError, find_role,
    role_of_session,
};
use crate::{Account, User, digest};

/// The access keys of a world. Whoever holds its lock takes no other.
#[derive(Debug)]
pub(crate) struct IdentityStore {
    seed: String,
    issued: AtomicU64,
    limit: usize,
    known: RwLock<Known>,
}

#[derive(Debug, Default)]
pub(super) struct Known {
    pub(super) long_term: BTreeMap<String, LongTermKey>,
    pub(super) sessions: HashMap<String, Arc<Session>>,
    /// The sessions that STS issued, oldest first.
    order: VecDeque<Arc<Session>>,
}

/// A long-term access key.
#[derive(Debug)]
pub(crate) struct LongTermKey {
    pub(super) secret: Secret,
    pub(super) caller: Arc<Caller>,
    pub(crate) is_active: bool,
    /// At the world's beginning unless set.
    pub(super) created: Option<Timestamp>,
}

impl IdentityStore {
    pub(crate) fn new(seed: &str, accounts: &[Arc<Account>], limit: usize) -> Self {
        let seed = seed.to_owned();
        let store = Self { seed, issued: AtomicU64::new(0), limit, known: RwLock::default() };
        for account in accounts {
            store.add_long_term(account.root_arn(), account, account.id.clone(), CallerKind::Root);
            for user in &account.users {
                let kind = CallerKind::User(user.name.clone());
                store.add_long_term(account.user_arn(user), account, user.unique_id.clone(), kind);
            }
        }
        store
    }

    fn add_long_term(&self, arn: String, account: &Account, user_id: String, kind: CallerKind) {
        let access_key_id = self.long_term_key(&arn);
        let secret = Secret::new(digest::base64_text(&["long-term-secret", &self.seed, &arn], 40));
        let account = account.id.clone();
        let key = access_key_id.clone();
        let caller = Arc::new(Caller { arn, account, user_id, access_key_id, kind, session: None });
        self.write().long_term.insert(key, LongTermKey { secret, caller, is_active: true, created: None });
    }

    fn long_term_key(&self, arn: &str) -> String {
        format!("AKIA{}", digest::base32(&["long-term-key", &self.seed, arn], 16))
    }

    /// The keys of a user: id, whether it works, when it was made.
    pub(crate) fn keys_of(&self, arn: &str) -> Vec<(String, bool, Option<Timestamp>)> {
        let known = self.read();
        let own = known.long_term.iter().filter(|(_, key)| key.caller.arn == arn);
        own.map(|(id, key)| (id.clone(), key.is_active, key.created)).collect()
    }

    /// Changes a key of a user; `None` when it has none of that id.
    pub(crate) fn change_key(
        &self,
        arn: &str,
        id: &str,
        change: impl FnOnce(&mut LongTermKey),
    ) -> Option<()> {
        let mut known = self.write();
        known.long_term.get_mut(id).filter(|key| key.caller.arn == arn).map(change)
    }

    /// Makes a further key of a user; `None` when it has two already.
    pub(crate) fn new_key(&self, account: &Account, user: &User, now: Timestamp) -> Option<(String, Secret)> {
        let arn = account.user_arn(user);
        let mut known = self.write();
        if known.long_term.values().filter(|key| key.caller.arn == arn).count() >= 2 {
            return None;
        }
        let salt = self.next().to_string();
        let id = format!("AKIA{}", digest::base32(&["further-key", &self.seed, &arn, &salt], 16));
        let secret = Secret::new(digest::base64_text(&["further-secret", &self.seed, &arn, &salt], 40));
        let caller = Arc::new(Caller {
            arn,
            account: account.id.clone(),
            user_id: user.unique_id.clone(),
            access_key_id: id.clone(),
            kind: CallerKind::User(user.name.clone()),
            session: None,
        });
        let key = LongTermKey { secret: secret.clone(), caller, is_active: true, created: Some(now) };
        known.long_term.insert(id.clone(), key);
        Some((id, secret))
    }

    pub(crate) fn remove_key(&self, id: &str) {
        self.write().long_term.remove(id);
    }

    /// What the verifier has to know of a key, and whose it is. A role that is gone, or was made again, is told from its
    /// unique id.
    pub(crate) fn find(&self, accounts: &[Arc<Account>], key: &str) -> Option<(KeyRecord, Arc<Caller>)> {
        let known = self.read();
        if let Some(LongTermKey { secret, is_active, caller, .. }) = known.long_term.get(key) {
            let record = KeyRecord {
                secret_access_key: secret.clone(),
                session_token: None,
                expires: None,
                state: if *is_active { KeyState::Active } else { KeyState::Inactive },
            };
            return Some((record, Arc::clone(caller)));
        }
        let session = known.sessions.get(key)?;
        session.is_used.store(true, Ordering::Relaxed);
        let record = KeyRecord {
            secret_access_key: session.credentials.secret_access_key.clone(),
            session_token: session.credentials.session_token.clone(),
            expires: Some(session.expires),
            state: if is_there(accounts, &session.caller) { KeyState::Active } else { KeyState::RoleDeleted },
        };
        Some((record, Arc::clone(&session.caller)))
    }

    pub(crate) fn caller(&self, key: &str) -> Option<Arc<Caller>> {
        let known = self.read();
        let long_term = known.long_term.get(key).map(|key| &key.caller);
        long_term.or_else(|| known.sessions.get(key).map(|it| &it.caller)).cloned()
    }

    pub(crate) fn credentials(
        &self,
        accounts: &[Arc<Account>],
        arn: &str,
        now: Timestamp,
    ) -> Result<Credentials, UnknownPrincipalError> {
        let key = self.long_term_key(arn);
        if let Some(LongTermKey { secret, .. }) = self.read().long_term.get(&key) {
            return Ok(Credentials::new(key, secret.clone()));
        }
        let (account, role, name) = role_of_session(accounts, arn)?;
        let opening = Opening { account, role, name: &name, issued_at: now, seconds: 3600 };
        let session = self.open(&opening, SessionDetails::default(), self.new_credentials(arn));
        Ok(session.credentials.clone())
    }

    pub(crate) fn session(
        &self,
        accounts: &[Arc<Account>],
        arn: &str,
        options: &SessionOptions,
        now: Timestamp,
    ) -> Result<Credentials, UnknownPrincipalError> {
        let (account, role, name) = role_of_session(accounts, arn)?;
        let issued_at = options.issued_at.unwrap_or(now);
        let opening =
            Opening { account, role, name: &name, issued_at, seconds: options.lifetime_seconds.into() };
        let details = SessionDetails {
            policies: options.policies.clone(),
            tags: options.tags.clone(),
            transitive_tag_keys: options.transitive_tag_keys.clone(),
            mfa: options.mfa,
            ..SessionDetails::default()
        };
        let credentials = self.new_credentials(&format!("asked for {}", self.next()));
        Ok(self.open(&opening, details, credentials).credentials.clone())
    }

    /// Opens a session of a role with keys that no other has.
    pub(crate) fn issue(&self, opening: &Opening<'_>, details: SessionDetails) -> Arc<Session> {
        self.issue_to(opening.caller(details), opening.issued_at, opening.issued_at + opening.seconds)
    }

    /// Gives somebody temporary credentials that no other has. When there are too many, the oldest are forgotten of which
    /// nobody made use lately.
    pub(crate) fn issue_to(&self, caller: Caller, now: Timestamp, expires: Timestamp) -> Arc<Session> {
        let session = made(caller, self.new_credentials(&format!("issued {}", self.next())), expires);
        let mut known = self.write();
        known.make_room(self.limit, now);
        known.order.push_back(Arc::clone(&session));
        known.keep(&session);
        session
    }

    /// Opens a session of a role with those credentials.
    pub(super) fn open(
        &self,
        opening: &Opening<'_>,
        details: SessionDetails,
        credentials: Credentials,
    ) -> Arc<Session> {
        let session = made(opening.caller(details), credentials, opening.issued_at + opening.seconds);
        self.write().keep(&session);
        session
    }

    fn new_credentials(&self, salt: &str) -> Credentials {
        let seed = &self.seed;
        let key = format!("ASIA{}", digest::base32(&["session-key", seed, salt], 16));
        let secret = digest::base64_text(&["session-secret", seed, salt], 40);
        let token = format!("IQoJb3JpZ2luX2Vj{}==", digest::base64_text(&["session-token", seed, salt], 318));
        Credentials::new(key, secret).with_session_token(token)
    }

    fn next(&self) -> u64 {
        self.issued.fetch_add(1, Ordering::Relaxed) + 1
    }

    fn read(&self) -> RwLockReadGuard<'_, Known> {
        self.known.read().unwrap_or_else(PoisonError::into_inner)
    }

    pub(super) fn write(&self) -> RwLockWriteGuard<'_, Known> {
        self.known.write().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Known {
    fn keep(&mut self, session: &Arc<Session>) {
        self.sessions.insert(session.credentials.access_key_id.clone(), Arc::clone(session));
    }

    /// Forgets sessions until there is room for one more: one that was used since the last look, and is not over, is passed
    /// over once.
    fn make_room(&mut self, limit: usize, now: Timestamp) {
        while self.order.len() >= limit
            && let Some(oldest) = self.order.pop_front()
        {
            if oldest.is_used.swap(false, Ordering::Relaxed) && oldest.expires >= now {
                self.order.push_back(oldest);
            } else {
                self.sessions.remove(&oldest.credentials.access_key_id);
            }
        }
    }
}

fn made(caller: Caller, credentials: Credentials, expires: Timestamp) -> Arc<Session> {
    let access_key_id = credentials.access_key_id.clone();
    let caller = Arc::new(Caller { access_key_id, ..caller });
    Arc::new(Session { credentials, caller, expires, is_used: AtomicBool::new(false) })
}

/// Whether whoever the session belongs to still is the one it was issued for.
fn is_there(accounts: &[Arc<Account>], caller: &Caller) -> bool {
    match &caller.kind {
        CallerKind::Root => true,
        CallerKind::User(name) => {
            let account = accounts.iter().find(|it| it.id == caller.account);
            account.is_some_and(|it| {
                it.users.iter().any(|it| it.name == *name && it.unique_id == caller.user_id)
            })
        }
        CallerKind::Federated { user: None } => true,
        CallerKind::Federated { user: Some(name) } => {
            let account = accounts.iter().find(|it| it.id == caller.account);
            account.is_some_and(|it| it.users.iter().any(|it| it.name == *name))
        }
        CallerKind::Role { name, unique_id, .. } => {
            find_role(accounts, &caller.account, name).is_some_and(|(_, role)| role.unique_id == *unique_id)
        }
    }
}
