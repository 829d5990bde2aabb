//! The record of all calls, as CloudTrail writes it, in a bounded ring.

mod json;
mod sink;

use std::{
    collections::VecDeque,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use eks_iam_sigv4::Timestamp;

pub(crate) use self::sink::Sink;
use crate::identity::Caller;

/// One call as CloudTrail would record it; never with a secret, a session token or a bearer token in it.
///
/// Unlike CloudTrail, the record also holds calls that failed before AWS knew the caller (a bad signature, an unknown
/// key): a test wants to see them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Call {
    pub(crate) source: String,
    pub(crate) name: String,
    pub(crate) time: Timestamp,
    pub(crate) region: String,
    pub(crate) host: String,
    pub(crate) user_agent: String,
    pub(crate) request_id: String,
    pub(crate) identity: Option<CallIdentity>,
    pub(crate) parameters: Vec<(String, String)>,
    pub(crate) status: u16,
    pub(crate) error: Option<(String, String)>,
}

/// Who called, as far as AWS came to know.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum CallIdentity {
    /// Whose access key signed.
    Caller(Arc<Caller>),
    /// Whoever a token or an assertion names: the type of the identity, and its id.
    Named(&'static str, String),
}

impl Call {
    /// Returns the operation, such as `GetCallerIdentity`.
    pub fn event_name(&self) -> &str {
        &self.name
    }

    /// Returns the service, such as `sts.amazonaws.com`.
    pub fn event_source(&self) -> &str {
        &self.source
    }

    /// Returns the host that the client called, such as `sts.us-west-2.amazonaws.com`.
    pub fn host(&self) -> &str {
        &self.host
    }

    /// Returns the HTTP status of the answer.
    pub fn status(&self) -> u16 {
        self.status
    }

    /// Returns the error code, such as `AccessDenied`; `None` when the call succeeded.
    pub fn error_code(&self) -> Option<&str> {
        self.error.as_ref().map(|(code, _)| code.as_str())
    }

    /// Returns the error text; `None` when the call succeeded.
    pub fn error_message(&self) -> Option<&str> {
        self.error.as_ref().map(|(_, message)| message.as_str())
    }

    /// Returns the ARN of the caller, where AWS came to know it.
    pub fn caller_arn(&self) -> Option<&str> {
        match &self.identity {
            Some(CallIdentity::Caller(caller)) => Some(&caller.arn),
            Some(CallIdentity::Named(..)) => Some(""),
            None => None,
        }
    }

    /// Returns the request id of the answer.
    pub fn request_id(&self) -> &str {
        &self.request_id
    }

    /// Returns the CloudTrail record as one line of JSON.
    pub fn to_json(&self) -> String {
        let mut line = String::with_capacity(1024);
        self.write_json(&mut line);
        line
    }
}

/// The last calls of a world; the oldest goes when it is full.
#[derive(Debug)]
pub(crate) struct Ring {
    calls: Mutex<VecDeque<Arc<Call>>>,
    limit: usize,
}

impl Ring {
    pub(crate) fn new(limit: usize) -> Self {
        Self { calls: Mutex::default(), limit }
    }

    pub(crate) fn push(&self, call: Arc<Call>) {
        if self.limit == 0 {
            return;
        }
        let mut calls = self.lock();
        let oldest = if calls.len() >= self.limit { calls.pop_front() } else { None };
        calls.push_back(call);
        // What is forgotten is dropped when others may come in again.
        drop(calls);
        drop(oldest);
    }

    pub(crate) fn to_vec(&self) -> Vec<Call> {
        self.lock().iter().map(|it| Call::clone(it)).collect()
    }

    fn lock(&self) -> MutexGuard<'_, VecDeque<Arc<Call>>> {
        self.calls.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The address every client seems to come from, out of the range kept for documentation.
pub(crate) const SOURCE_ADDRESS: &str = "203.0.113.10";
