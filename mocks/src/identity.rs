//! Who holds which access key: long-term keys of users and roots, and sessions of roles.

mod given;

use std::{
    collections::{BTreeMap, HashMap, VecDeque},
    error, fmt,
    sync::Arc,
};

use eks_iam_arn::{ArnRef, Principal};
use eks_iam_policy::NamedPolicy;
use eks_iam_sigv4::{Credentials, KeyRecord, KeyState, Secret, Timestamp};

use crate::{Account, Role, digest};

/// What a session is to be like.
#[derive(Debug, Clone)]
pub struct SessionOptions {
    /// Session policies; none means that the session is not narrowed.
    pub policies: Vec<NamedPolicy>,
    /// Session tags.
    pub tags: Vec<(String, String)>,
    /// The keys of those tags that the next session of a chain inherits.
    pub transitive_tag_keys: Vec<String>,
    /// When it was issued; now unless set.
    pub issued_at: Option<Timestamp>,
    /// How long it lasts from then, 3600 seconds unless set.
    pub lifetime_seconds: u32,
    /// Whether it was opened with MFA.
    pub mfa: bool,
}

impl Default for SessionOptions {
    fn default() -> Self {
        Self {
            policies: Vec::new(),
            tags: Vec::new(),
            transitive_tag_keys: Vec::new(),
            issued_at: None,
            lifetime_seconds: 3600,
            mfa: false,
        }
    }
}

/// Tells that a world has no such user, role or account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnknownPrincipalError {
    arn: String,
}

impl UnknownPrincipalError {
    pub(crate) fn new(arn: &str) -> Self {
        Self { arn: arn.to_owned() }
    }

    /// Returns the ARN that names nobody here.
    pub fn arn(&self) -> &str {
        &self.arn
    }
}

impl fmt::Display for UnknownPrincipalError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}` is no user, root or role session of this world", self.arn)
    }
}

impl error::Error for UnknownPrincipalError {}

/// Somebody whose access key is known.
#[derive(Debug, Clone)]
pub(crate) struct Caller {
    /// The ARN that STS tells: of the user, the root, or the session.
    pub(crate) arn: String,
    pub(crate) account: String,
    /// `UserId` as STS tells it.
    pub(crate) user_id: String,
    pub(crate) access_key_id: String,
    pub(crate) kind: CallerKind,
}

/// What sort of principal a caller is.
#[derive(Debug, Clone)]
pub(crate) enum CallerKind {
    /// The root user of the account.
    Root,
    /// The IAM user of that name.
    User(String),
    /// A session of a role.
    Session(Arc<Session>),
}

impl Caller {
    pub(crate) fn session(&self) -> Option<&Session> {
        match &self.kind {
            CallerKind::Session(session) => Some(session),
            CallerKind::Root | CallerKind::User(_) => None,
        }
    }
}

/// Temporary credentials of a role and all that goes with them.
#[derive(Debug)]
pub(crate) struct Session {
    pub(crate) credentials: Credentials,
    pub(crate) arn: String,
    pub(crate) account: String,
    pub(crate) role_name: String,
    /// With its path.
    pub(crate) role_arn: String,
    /// `AROA…:SESSION`.
    pub(crate) user_id: String,
    pub(crate) role_unique_id: String,
    pub(crate) issued_at: Timestamp,
    pub(crate) expires: Timestamp,
    pub(crate) details: SessionDetails,
}

/// What the call that opened a session gave it.
#[derive(Debug, Clone, Default)]
pub(crate) struct SessionDetails {
    pub(crate) policies: Vec<NamedPolicy>,
    pub(crate) tags: Vec<(String, String)>,
    pub(crate) transitive_tag_keys: Vec<String>,
    pub(crate) source_identity: Option<String>,
    pub(crate) mfa: bool,
    /// Condition keys of a federated session that last, such as `aws:FederatedProvider` and `saml:sub`.
    pub(crate) federation: Vec<(String, String)>,
}

/// A long-term access key.
#[derive(Debug)]
pub(crate) struct LongTermKey {
    secret: Secret,
    caller: Caller,
    pub(crate) is_active: bool,
    /// At the world's beginning unless set.
    created: Option<Timestamp>,
}

/// All access keys of a world.
#[derive(Debug)]
pub(crate) struct IdentityStore {
    seed: String,
    issued: u64,
    long_term: BTreeMap<String, LongTermKey>,
    sessions: HashMap<String, Arc<Session>>,
    /// The keys of the sessions that STS issued, oldest first.
    order: VecDeque<String>,
    limit: usize,
}

impl IdentityStore {
    pub(crate) fn new(seed: &str, accounts: &[Arc<Account>], limit: usize) -> Self {
        let mut store = Self {
            seed: seed.to_owned(),
            issued: 0,
            long_term: BTreeMap::new(),
            sessions: HashMap::new(),
            order: VecDeque::new(),
            limit,
        };
        for account in accounts {
            store.add_long_term(account.root_arn(), account, account.id.clone(), CallerKind::Root);
            for user in &account.users {
                let kind = CallerKind::User(user.name.clone());
                store.add_long_term(account.user_arn(user), account, user.unique_id.clone(), kind);
            }
        }
        store
    }

    fn add_long_term(&mut self, arn: String, account: &Account, user_id: String, kind: CallerKind) {
        let access_key_id = self.long_term_key(&arn);
        let secret = Secret::new(digest::base64_text(&["long-term-secret", &self.seed, &arn], 40));
        let account = account.id.clone();
        let caller = Caller { arn, account, user_id, access_key_id: access_key_id.clone(), kind };
        self.long_term.insert(access_key_id, LongTermKey { secret, caller, is_active: true, created: None });
    }

    fn long_term_key(&self, arn: &str) -> String {
        format!("AKIA{}", digest::base32(&["long-term-key", &self.seed, arn], 16))
    }

    /// The keys of a user: id, whether it works, when it was made.
    pub(crate) fn keys_of(&self, arn: &str) -> Vec<(String, bool, Option<Timestamp>)> {
        let own = self.long_term.iter().filter(|(_, key)| key.caller.arn == arn);
        own.map(|(id, key)| (id.clone(), key.is_active, key.created)).collect()
    }

    /// A key of a user by its id.
    pub(crate) fn key_of(&mut self, arn: &str, id: &str) -> Option<&mut LongTermKey> {
        self.long_term.get_mut(id).filter(|key| key.caller.arn == arn)
    }

    /// Makes a further key of a user.
    pub(crate) fn new_key(
        &mut self,
        arn: &str,
        account: &str,
        user_id: &str,
        kind: CallerKind,
        now: Timestamp,
    ) -> (String, Secret) {
        self.issued += 1;
        let salt = self.issued.to_string();
        let id = format!("AKIA{}", digest::base32(&["further-key", &self.seed, arn, &salt], 16));
        let secret = Secret::new(digest::base64_text(&["further-secret", &self.seed, arn, &salt], 40));
        let caller = Caller {
            arn: arn.to_owned(),
            account: account.to_owned(),
            user_id: user_id.to_owned(),
            access_key_id: id.clone(),
            kind,
        };
        let key = LongTermKey { secret: secret.clone(), caller, is_active: true, created: Some(now) };
        self.long_term.insert(id.clone(), key);
        (id, secret)
    }

    pub(crate) fn remove_key(&mut self, id: &str) {
        self.long_term.remove(id);
    }

    /// What the verifier has to know of a key. A role that is gone, or was made again, is told from its unique id.
    pub(crate) fn key_record(&self, accounts: &[Arc<Account>], key: &str) -> Option<KeyRecord> {
        if let Some(LongTermKey { secret, is_active, .. }) = self.long_term.get(key) {
            return Some(KeyRecord {
                secret_access_key: secret.clone(),
                session_token: None,
                expires: None,
                state: if *is_active { KeyState::Active } else { KeyState::Inactive },
            });
        }
        let session = self.sessions.get(key)?;
        let role = find_role(accounts, &session.account, &session.role_name);
        let lives = role.is_some_and(|(_, role)| role.unique_id == session.role_unique_id);
        Some(KeyRecord {
            secret_access_key: session.credentials.secret_access_key.clone(),
            session_token: session.credentials.session_token.clone(),
            expires: Some(session.expires),
            state: if lives { KeyState::Active } else { KeyState::RoleDeleted },
        })
    }

    pub(crate) fn caller(&self, key: &str) -> Option<Caller> {
        if let Some(key) = self.long_term.get(key) {
            return Some(key.caller.clone());
        }
        self.sessions.get(key).map(caller_of)
    }

    pub(crate) fn credentials(
        &mut self,
        accounts: &[Arc<Account>],
        arn: &str,
        now: Timestamp,
    ) -> Result<Credentials, UnknownPrincipalError> {
        if let Some(key) = self.long_term.get(&self.long_term_key(arn)) {
            return Ok(Credentials::new(self.long_term_key(arn), key.secret.clone()));
        }
        let (account, role, name) = role_of_session(accounts, arn)?;
        let opening = Opening { account, role, name: &name, issued_at: now, seconds: 3600 };
        let session = self.insert(&opening, SessionDetails::default(), arn);
        Ok(session.credentials.clone())
    }

    pub(crate) fn session(
        &mut self,
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
        self.issued += 1;
        let salt = format!("asked for {}", self.issued);
        Ok(self.insert(&opening, details, &salt).credentials.clone())
    }

    /// Opens a session with keys that no other has; the oldest is forgotten when there are too many.
    pub(crate) fn issue(&mut self, opening: &Opening<'_>, details: SessionDetails) -> Arc<Session> {
        self.issued += 1;
        let salt = format!("issued {}", self.issued);
        if self.order.len() >= self.limit
            && let Some(oldest) = self.order.pop_front()
        {
            self.sessions.remove(&oldest);
        }
        let session = self.insert(opening, details, &salt);
        self.order.push_back(session.credentials.access_key_id.clone());
        session
    }

    fn insert(&mut self, opening: &Opening<'_>, details: SessionDetails, salt: &str) -> Arc<Session> {
        let seed = &self.seed;
        let key = format!("ASIA{}", digest::base32(&["session-key", seed, salt], 16));
        let secret = digest::base64_text(&["session-secret", seed, salt], 40);
        let token = format!("IQoJb3JpZ2luX2Vj{}==", digest::base64_text(&["session-token", seed, salt], 318));
        self.open(opening, details, Credentials::new(key, secret).with_session_token(token))
    }

    /// Opens a session with those credentials.
    fn open(
        &mut self,
        opening: &Opening<'_>,
        details: SessionDetails,
        credentials: Credentials,
    ) -> Arc<Session> {
        let Opening { account, role, name, issued_at, seconds } = *opening;
        let key = credentials.access_key_id.clone();
        let session = Arc::new(Session {
            credentials,
            arn: format!("arn:{}:sts::{}:assumed-role/{}/{name}", account.partition, account.id, role.name),
            account: account.id.clone(),
            role_name: role.name.clone(),
            role_arn: account.role_arn(role),
            user_id: format!("{}:{name}", role.unique_id),
            role_unique_id: role.unique_id.clone(),
            issued_at,
            expires: issued_at + seconds,
            details,
        });
        self.sessions.insert(key, Arc::clone(&session));
        session
    }
}

/// Which session is to be opened.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Opening<'a> {
    pub(crate) account: &'a Account,
    pub(crate) role: &'a Role,
    pub(crate) name: &'a str,
    pub(crate) issued_at: Timestamp,
    pub(crate) seconds: i64,
}

pub(crate) fn caller_of(session: &Arc<Session>) -> Caller {
    Caller {
        arn: session.arn.clone(),
        account: session.account.clone(),
        user_id: session.user_id.clone(),
        access_key_id: session.credentials.access_key_id.clone(),
        kind: CallerKind::Session(Arc::clone(session)),
    }
}

pub(crate) fn find_role<'a>(
    accounts: &'a [Arc<Account>],
    account: &str,
    name: &str,
) -> Option<(&'a Account, &'a Role)> {
    let account = accounts.iter().find(|it| it.id == account)?;
    account.role(name).map(|role| (account.as_ref(), role))
}

/// Finds the role of an `assumed-role` ARN, and the session's name.
fn role_of_session<'a>(
    accounts: &'a [Arc<Account>],
    arn: &str,
) -> Result<(&'a Account, &'a Role, String), UnknownPrincipalError> {
    let unknown = || UnknownPrincipalError::new(arn);
    let parsed = ArnRef::parse(arn).map_err(|_| unknown())?;
    let Ok(Principal::AssumedRole(session)) = Principal::try_from(parsed) else { return Err(unknown()) };
    let (account, role) = find_role(accounts, parsed.account(), session.role_name).ok_or_else(unknown)?;
    let is_same = account.partition == parsed.partition() && !session.session_name.is_empty();
    if is_same { Ok((account, role, session.session_name.to_owned())) } else { Err(unknown()) }
}
