//! One call while it is answered: who calls what where, and what is written down of it.

use std::{cell::Cell, sync::Arc};

use eks_iam_sigv4::{
    KeyRecord, Refusal, RefusalKind, Request, Signature, Skip, Timestamp, Verifier, verify_with_keys,
};

use crate::{
    Call, Check, World,
    fault::{Effect, Strike},
    identity::{Caller, CallerKind},
    record::CallIdentity,
};

/// A call to one of the services.
#[derive(Debug)]
pub(crate) struct Exchange<'a> {
    pub(crate) world: &'a World,
    pub(crate) request: &'a Request,
    /// What a fault does to it.
    pub(crate) effect: Option<Effect>,
    /// Such as `sts`.
    pub(crate) service: &'static str,
    /// Where the call is served.
    pub(crate) region: String,
    /// Such as `GetCallerIdentity`.
    pub(crate) operation: String,
    pub(crate) request_id: String,
    pub(crate) now: Timestamp,
    caller: Option<CallIdentity>,
    parameters: Vec<(String, String)>,
}

/// A refusal, before it is written in the service's protocol.
#[derive(Debug, Clone)]
pub(crate) struct ApiError {
    pub(crate) status: u16,
    pub(crate) code: String,
    /// STS has errors without a text.
    pub(crate) message: Option<String>,
    /// Whether the text holds parts of the request that are to stay out of the record.
    pub(crate) is_private: bool,
}

impl ApiError {
    pub(crate) fn new(status: u16, code: impl Into<String>, message: impl Into<String>) -> Self {
        Self { status, code: code.into(), message: Some(message.into()), is_private: false }
    }

    pub(crate) fn without_message(status: u16, code: impl Into<String>) -> Self {
        Self { status, code: code.into(), message: None, is_private: false }
    }

    fn of(refusal: Refusal, code: &str) -> Self {
        let is_private = matches!(
            refusal.kind,
            RefusalKind::MalformedAuthorization | RefusalKind::IncompleteAuthorization
        );
        Self { status: refusal.status, code: code.to_owned(), message: Some(refusal.message), is_private }
    }
}

impl<'a> Exchange<'a> {
    pub(crate) fn new(
        world: &'a World,
        request: &'a Request,
        strike: Strike,
        (service, region, operation): (&'static str, &str, &str),
    ) -> Self {
        let number = world.next_request();
        Self {
            world,
            request,
            effect: strike.effect,
            service,
            region: region.to_owned(),
            operation: operation.to_owned(),
            request_id: format!("00000000-0000-4000-8000-{number:012x}"),
            now: world.now() + strike.skew_seconds,
            caller: None,
            parameters: Vec::new(),
        }
    }

    /// Verifies the signature for that region and tells whose it is.
    pub(crate) fn authenticate(&mut self, scope_region: &str) -> Result<Arc<Caller>, ApiError> {
        let world = self.world;
        let skip = Skip {
            signature: world.skips(Check::Signature)
                || world.skips(Check::TokenCluster) && self.request.header("x-k8s-aws-id").is_some(),
            scope: world.skips(Check::Scope),
            clock: world.skips(Check::Clock),
        };
        let verifier = Verifier { region: scope_region, service: self.service, now: self.now, skip };
        let accounts = world.accounts();
        let found = Cell::new(None);
        let keys = |id: &str| {
            let (key, caller) = world.identities().find(&accounts, id)?;
            found.set(Some(caller));
            Some(self.relaxed(key))
        };
        let signing_key = |signature: &Signature, key: &KeyRecord| world.signing_keys().of(signature, key);
        verify_with_keys(self.request, &verifier, &keys, &signing_key).map_err(|refusal| {
            let code = if matches!(self.service, "sts" | "iam") { refusal.code } else { refusal.json_code() };
            let status = if self.service == "eks" { 403 } else { refusal.status };
            ApiError { status, ..ApiError::of(refusal, code) }
        })?;
        let caller: Arc<Caller> =
            found.take().ok_or_else(|| ApiError::new(403, "InvalidClientTokenId", INVALID_TOKEN))?;
        self.is_called_by(&caller);
        if self.service == "iam" && is_shut_out_of_iam(&caller) {
            let text = INVALID_TOKEN.trim_end_matches('.');
            return Err(ApiError::new(403, "InvalidClientTokenId", text));
        }
        Ok(caller)
    }

    /// Takes out of what is known of a key what the world does not check.
    fn relaxed(&self, mut key: KeyRecord) -> KeyRecord {
        if self.world.skips(Check::Expiry) {
            key.expires = None;
        }
        key
    }

    /// Writes down who calls, where the caller is known without a signature.
    pub(crate) fn is_called_by(&mut self, caller: &Arc<Caller>) {
        self.caller = Some(CallIdentity::Caller(Arc::clone(caller)));
    }

    /// Writes down who calls, where no access key tells it.
    pub(crate) fn identified(&mut self, kind: &'static str, principal_id: &str) {
        self.caller = Some(CallIdentity::Named(kind, principal_id.to_owned()));
    }

    /// Writes down a parameter; never call it with a token, an assertion or a password.
    pub(crate) fn note(&mut self, name: &str, value: &str) {
        self.parameters.push((name.to_owned(), value.to_owned()));
    }

    /// Puts the call into the world's record.
    pub(crate) fn record(self, status: u16, error: Option<&ApiError>) {
        let error = error.map(|error| {
            let message =
                if error.is_private { PRIVATE.to_owned() } else { error.message.clone().unwrap_or_default() };
            (error.code.clone(), message)
        });
        let call = Call {
            source: format!("{}.amazonaws.com", self.service),
            name: self.operation,
            time: self.now,
            region: self.region,
            host: self.request.host().unwrap_or_default().to_owned(),
            user_agent: self.request.header("user-agent").unwrap_or_default().to_owned(),
            request_id: self.request_id,
            identity: self.caller,
            parameters: self.parameters,
            status,
            error,
        };
        self.world.keep(call);
    }
}

/// IAM takes no temporary credentials of a user without MFA, and none of a federated user (IAM User Guide, "Permissions for
/// GetSessionToken").
fn is_shut_out_of_iam(caller: &Caller) -> bool {
    let Some(session) = &caller.session else { return false };
    match caller.kind {
        CallerKind::Root | CallerKind::User(_) => !session.mfa,
        CallerKind::Federated { .. } => true,
        CallerKind::Role { .. } => false,
    }
}

const INVALID_TOKEN: &str = "The security token included in the request is invalid.";
const PRIVATE: &str = "[left out: the text holds the Authorization header]";
