//! Events of Kubernetes' audit log: who asked for what, what the answer was, and why.
//!
//! ```
//! use eks_iam_error_classifier::{Class, kubernetes_audit::Event};
//!
//! let line = br#"{"kind":"Event","apiVersion":"audit.k8s.io/v1","verb":"list","user":{"username":"dev"},
//!     "objectRef":{"resource":"pods","namespace":"default"},
//!     "responseStatus":{"code":403,"reason":"Forbidden","message":"pods is forbidden: User \"dev\" cannot list"}}"#;
//! let event = Event::read(line).expect("it is an event");
//! assert_eq!((event.username.as_deref(), event.status), (Some("dev"), Some(403)));
//! assert_eq!(event.class(), Some(Class::KubernetesForbiddenRbac));
//! ```

use std::borrow::Cow;

use crate::{
    Class,
    json::{self, Members, string},
};

/// One event of version 1 of the audit log; parts that it lacks are `None`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Event<'a> {
    /// `user.username`: who asked, as the authenticator named them; an event with status 401 has none worth the name.
    pub username: Option<Cow<'a, str>>,
    /// `user.extra`'s ARN: the IAM principal behind the user, as EKS adds it under `arn`.
    pub principal_arn: Option<Cow<'a, str>>,
    /// `verb`.
    pub verb: Option<Cow<'a, str>>,
    /// `objectRef.resource`.
    pub resource: Option<Cow<'a, str>>,
    /// `objectRef.subresource`.
    pub subresource: Option<Cow<'a, str>>,
    /// `objectRef.apiGroup`.
    pub api_group: Option<Cow<'a, str>>,
    /// `objectRef.namespace`.
    pub namespace: Option<Cow<'a, str>>,
    /// `objectRef.name`.
    pub name: Option<Cow<'a, str>>,
    /// `requestURI`.
    pub request_uri: Option<Cow<'a, str>>,
    /// `requestReceivedTimestamp`, as RFC 3339 has it.
    pub time: Option<Cow<'a, str>>,
    /// `responseStatus.code`; an event of a stage before the answer has none.
    pub status: Option<u16>,
    /// `responseStatus.message`.
    pub message: Option<Cow<'a, str>>,
    /// The annotation `authorization.k8s.io/decision`: `allow` or `forbid`.
    pub decision: Option<Cow<'a, str>>,
    /// The annotation `authorization.k8s.io/reason`: which binding allowed, or why none did.
    pub reason: Option<Cow<'a, str>>,
}

impl<'a> Event<'a> {
    /// Reads the event that a line is; `None` when it is no JSON object or none of `audit.k8s.io`.
    #[must_use]
    pub fn read(line: &'a [u8]) -> Option<Self> {
        let mut event = Event::default();
        let mut is_event = false;
        for (key, _, value) in Members::new(line) {
            match key {
                b"apiVersion" => is_event = value.starts_with(b"\"audit.k8s.io/"),
                b"verb" => event.verb = string(value),
                b"requestURI" => event.request_uri = string(value),
                b"requestReceivedTimestamp" => event.time = string(value),
                b"user" => event.user(value),
                b"objectRef" => event.object(value),
                b"responseStatus" => event.response(value),
                b"annotations" => event.annotations(value),
                _ => {}
            }
        }
        is_event.then_some(event)
    }

    /// Returns the class of the answer: who asked is not known (401), or may not do it (403); `None` for all others.
    #[must_use]
    pub fn class(&self) -> Option<Class> {
        let user = self.username.as_deref();
        match self.status? {
            401 => Some(Class::KubernetesUnauthorized),
            403 if user == Some("system:anonymous") => Some(Class::KubernetesForbiddenAnonymous),
            403 => Some(Class::KubernetesForbiddenRbac),
            _ => None,
        }
    }

    fn user(&mut self, object: &'a [u8]) {
        for (key, _, value) in Members::new(object) {
            match key {
                b"username" => self.username = string(value),
                b"extra" => {
                    let arns = json::member(value, "arn").map(|(_, list)| list.trim_ascii());
                    let first =
                        arns.and_then(|list| list.strip_prefix(b"[")?.split(|byte| *byte == b',').next());
                    let first = first.map(|first| first.strip_suffix(b"]").unwrap_or(first).trim_ascii());
                    self.principal_arn = first.and_then(string);
                }
                _ => {}
            }
        }
    }

    fn object(&mut self, object: &'a [u8]) {
        for (key, _, value) in Members::new(object) {
            match key {
                b"resource" => self.resource = string(value),
                b"subresource" => self.subresource = string(value),
                b"apiGroup" => self.api_group = string(value),
                b"namespace" => self.namespace = string(value),
                b"name" => self.name = string(value),
                _ => {}
            }
        }
    }

    fn response(&mut self, object: &'a [u8]) {
        for (key, _, value) in Members::new(object) {
            match key {
                b"code" => self.status = std::str::from_utf8(value).ok().and_then(|code| code.parse().ok()),
                b"message" => self.message = string(value),
                _ => {}
            }
        }
    }

    fn annotations(&mut self, object: &'a [u8]) {
        for (key, _, value) in Members::new(object) {
            match key {
                b"authorization.k8s.io/decision" => self.decision = string(value),
                b"authorization.k8s.io/reason" => self.reason = string(value),
                _ => {}
            }
        }
    }
}
