//! Verifies a signed request as AWS STS does.

use std::sync::Arc;

use crate::{
    Credentials, Location, Refusal, RefusalKind, Request, Scope, Secret, Signature, SigningKey, Timestamp,
    canonical::string_to_sign,
    digest::HmacKey,
    scope::TERMINATOR,
    secret::same_bytes,
    signature::{parameter, parse_checked},
};

/// What a server knows of itself when it verifies a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Verifier<'a> {
    /// The only region that is accepted in the scope; `us-east-1` for `sts.amazonaws.com`, whatever serves it.
    pub region: &'a str,
    /// The only service that is accepted in the scope.
    pub service: &'a str,
    /// The server's clock.
    pub now: Timestamp,
    /// Checks to leave out; none by default.
    pub skip: Skip,
}

impl<'a> Verifier<'a> {
    /// Makes a verifier that leaves no check out.
    pub const fn new(region: &'a str, service: &'a str, now: Timestamp) -> Self {
        Self { region, service, now, skip: Skip { signature: false, scope: false, clock: false } }
    }
}

/// Checks that a verifier leaves out, so that a test can prove that it depends on them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Skip {
    /// Takes any signature for good.
    pub signature: bool,
    /// Takes any scope.
    pub scope: bool,
    /// Takes any time.
    pub clock: bool,
}

/// What a server knows of an access key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeyRecord {
    /// The secret that belongs to the key.
    pub secret_access_key: Secret,
    /// The session token that belongs to a temporary key; none for a long-term one.
    pub session_token: Option<Secret>,
    /// When a temporary key ends; good to this very second.
    pub expires: Option<Timestamp>,
    /// Whether the key works.
    pub state: KeyState,
}

impl KeyRecord {
    /// Makes the record of credentials that work and do not end.
    pub fn of(credentials: &Credentials) -> Self {
        Self {
            secret_access_key: credentials.secret_access_key.clone(),
            session_token: credentials.session_token.clone(),
            expires: None,
            state: KeyState::Active,
        }
    }
}

/// Whether an access key works.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[non_exhaustive]
pub enum KeyState {
    /// It works.
    #[default]
    Active,
    /// Its owner has switched it off.
    Inactive,
    /// The role that issued it is gone; a role made again under the same name is another.
    RoleDeleted,
}

/// A request whose signature is good.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Verified {
    /// The signature, now proven.
    pub signature: Signature,
}

impl Verified {
    /// Returns whose key signed.
    pub fn access_key_id(&self) -> &str {
        &self.signature.access_key_id
    }
}

/// Verifies the signature of a request; `keys` tells what is known of an access key.
///
/// The checks stand in AWS's order: the scope before anything about the key, the key's state and session token before the
/// signature. So a wrong scope tells nothing of the credentials.
///
/// # Errors
///
/// The first check that fails; [`RefusalKind`] has them in order.
pub fn verify(
    request: &Request,
    verifier: &Verifier<'_>,
    keys: &dyn Fn(&str) -> Option<KeyRecord>,
) -> Result<Verified, Refusal> {
    verify_with_keys(request, verifier, keys, &|signature, key| {
        Arc::new(SigningKey::of_scope(&key.secret_access_key, &signature.scope))
    })
}

/// Verifies as [`verify`] does, with signing keys that the server keeps.
///
/// `signing_key` is asked for the key of that secret and scope where the signature is to be compared. One for another scope
/// is left aside and the right one derived; that it was derived from another secret, nobody can tell, and every signature
/// is refused then.
///
/// # Errors
///
/// As [`verify`].
///
/// ```
/// use std::{cell::RefCell, collections::HashMap, sync::Arc};
///
/// use eks_iam_sigv4::{
///     Credentials, KeyRecord, Request, Signature, SigningKey, SigningParams, Timestamp, Verifier, sign,
///     verify_with_keys,
/// };
///
/// let credentials = Credentials::new("AKIDEXAMPLE", "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY");
/// let time = Timestamp::parse_basic("20260713T093000Z").unwrap();
/// let mut request = Request::new("GET", "/").with_header("host", "sts.us-west-2.amazonaws.com");
/// sign(&mut request, &SigningParams { credentials: &credentials, region: "us-west-2", service: "sts", time });
///
/// let kept = RefCell::new(HashMap::new());
/// let signing_key = |signature: &Signature, record: &KeyRecord| -> Arc<SigningKey> {
///     let name = (signature.access_key_id.clone(), signature.scope.clone());
///     let derive = || Arc::new(SigningKey::of_scope(&record.secret_access_key, &signature.scope));
///     Arc::clone(kept.borrow_mut().entry(name).or_insert_with(derive))
/// };
/// let keys = |id: &str| (id == "AKIDEXAMPLE").then(|| KeyRecord::of(&credentials));
/// let verifier = Verifier::new("us-west-2", "sts", time);
/// for _ in 0..2 {
///     assert!(verify_with_keys(&request, &verifier, &keys, &signing_key).is_ok());
/// }
/// assert_eq!(kept.borrow().len(), 1);
/// ```
pub fn verify_with_keys(
    request: &Request,
    verifier: &Verifier<'_>,
    keys: &dyn Fn(&str) -> Option<KeyRecord>,
    signing_key: &dyn Fn(&Signature, &KeyRecord) -> Arc<SigningKey>,
) -> Result<Verified, Refusal> {
    let signature = parse_checked(request, |timestamp| check_clock(timestamp, verifier))?;
    if !verifier.skip.scope {
        check_scope(&signature, verifier)?;
    }
    let key = keys(&signature.access_key_id).ok_or_else(|| invalid_token(RefusalKind::UnknownKey))?;
    let tokens = session_tokens(request, signature.location);
    check_key(&key, &tokens, verifier.now)?;
    if !verifier.skip.signature {
        let text = string_to_sign(request, &signature);
        let mut ours = String::with_capacity(64);
        let kept = signing_key(&signature, &key);
        match kept.mac_of(&signature.scope) {
            Some(mac) => mac.push_signature(&mut ours, &text),
            None => HmacKey::of_scope(&key.secret_access_key, signature.scope.parts())
                .push_signature(&mut ours, &text),
        }
        if !same_bytes(ours.as_bytes(), signature.hex.as_bytes()) {
            return Err(Refusal::new(RefusalKind::SignatureMismatch, MISMATCH));
        }
    }
    if key.session_token.is_none() && !tokens.is_empty() {
        let text = INVALID_TOKEN.trim_end_matches('.');
        return Err(Refusal::new(RefusalKind::UnexpectedSessionToken, text));
    }
    Ok(Verified { signature })
}

fn check_clock(timestamp: Timestamp, verifier: &Verifier<'_>) -> Result<(), Refusal> {
    let (earliest, latest) = (verifier.now - WINDOW_SECONDS, verifier.now + WINDOW_SECONDS);
    let (at, now) = (timestamp.basic(), verifier.now.basic());
    if verifier.skip.clock || (earliest..=latest).contains(&timestamp) {
        Ok(())
    } else if timestamp < earliest {
        let text =
            format!("Signature expired: {at} is now earlier than {} ({now} - 15 min.)", earliest.basic());
        Err(Refusal::new(RefusalKind::Expired, text))
    } else {
        let text = format!(
            "Signature not yet current: {at} is still later than {} ({now} + 15 min.)",
            latest.basic()
        );
        Err(Refusal::new(RefusalKind::NotYetCurrent, text))
    }
}

/// All that is wrong with the scope is said at once.
fn check_scope(signature: &Signature, verifier: &Verifier<'_>) -> Result<(), Refusal> {
    let Scope { date, region, service, terminator } = &signature.scope;
    let mut text = String::new();
    if region != verifier.region {
        text.push_str("Credential should be scoped to a valid region. ");
    }
    if service != verifier.service {
        text.push_str(&format!("Credential should be scoped to correct service: '{}'. ", verifier.service));
    }
    if terminator != TERMINATOR {
        text.push_str(&format!(
            "Credential should be scoped with a valid terminator: '{TERMINATOR}', not '{terminator}'. "
        ));
    }
    let (day, time) = (signature.timestamp.date(), signature.timestamp.basic());
    if *date != day {
        text.push_str(&format!(
            "Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP: '{date}' != \
             '{day}', from '{time}'."
        ));
    }
    if text.is_empty() { Ok(()) } else { Err(Refusal::new(RefusalKind::WrongScope, text)) }
}

fn check_key(key: &KeyRecord, tokens: &[String], now: Timestamp) -> Result<(), Refusal> {
    if key.state == KeyState::Inactive {
        return Err(invalid_token(RefusalKind::InactiveKey));
    }
    if let Some(own) = &key.session_token {
        let is_own = |token: &String| same_bytes(token.as_bytes(), own.expose().as_bytes());
        if tokens.is_empty() || !tokens.iter().all(is_own) {
            return Err(invalid_token(RefusalKind::WrongSessionToken));
        }
    }
    if key.expires.is_some_and(|end| now > end) {
        let text = "The security token included in the request is expired";
        return Err(Refusal::new(RefusalKind::ExpiredSession, text));
    }
    if key.state == KeyState::RoleDeleted {
        return Err(invalid_token(RefusalKind::RoleDeleted));
    }
    Ok(())
}

/// The session tokens that stand beside the signature; one is the rule.
fn session_tokens(request: &Request, location: Location) -> Vec<String> {
    match location {
        Location::Header => {
            request.header_values("x-amz-security-token").map(|it| it.trim().to_owned()).collect()
        }
        Location::Query => parameter(request, "X-Amz-Security-Token").into_iter().collect(),
    }
}

fn invalid_token(kind: RefusalKind) -> Refusal {
    Refusal::new(kind, INVALID_TOKEN)
}

/// How far a request's time may be from the server's, either way; exactly so far is still good.
const WINDOW_SECONDS: i64 = 15 * 60;
const INVALID_TOKEN: &str = "The security token included in the request is invalid.";
const MISMATCH: &str = "The request signature we calculated does not match the signature you provided. Check your AWS \
                        Secret Access Key and signing method. Consult the service documentation for details.";
