//! What a diagnosis starts from: the symptom, the snapshot, and what was tried.

use eks_iam_error_classifier::{FieldName, Symptom};

use crate::Snapshot;

/// What an operator has in hand.
#[derive(Debug, Clone, Copy)]
pub struct Case<'a> {
    /// What the error text says.
    pub symptom: &'a Symptom<'a>,
    /// What is known of the world.
    pub snapshot: &'a Snapshot,
    /// Who tried what, where that is known.
    pub attempt: &'a Attempt,
}

/// Who tried what: the caller as `sts get-caller-identity` tells it, and the call.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Attempt {
    /// The caller's ARN: user, session, or root.
    pub caller: Option<String>,
    /// The name of the pod that called.
    pub pod: Option<String>,
    /// The namespace and name of the pod's service account, when a pod called.
    pub service_account: Option<(String, String)>,
    /// The call as `service.operation`, such as `eks.describe-cluster`.
    pub operation: Option<String>,
    /// The parameters of the call, by their API names.
    pub parameters: Vec<(String, String)>,
    /// How often the identical call succeeded before it failed.
    pub succeeded: u32,
    /// What the client printed; empty when nothing was, or nothing was tried yet.
    pub printed: String,
}

impl Attempt {
    /// Returns the attempt of somebody of a snapshot: an ARN, `pod/NAME` or `node/NAME`, who makes a call.
    ///
    /// A node acts as a session of its role, and a client as its profile or the principal that it was told to be; what a
    /// pod acts as, only an error text tells.
    #[must_use]
    pub fn by(snapshot: &Snapshot, who: &str, operation: &str, parameters: &[(String, String)]) -> Self {
        let pod = who.strip_prefix("pod/");
        let facts = pod.and_then(|it| snapshot.pod(it).ok());
        let node = who.strip_prefix("node/").and_then(|it| snapshot.node(it));
        let acting = || snapshot.acting(who, operation.starts_with("kubernetes."));
        Self {
            caller: node.map(|it| it.session_arn()).or_else(|| pod.is_none().then(acting)),
            pod: pod.map(str::to_owned),
            service_account: facts.map(|it| (it.namespace, it.service_account)),
            operation: Some(operation.to_owned()),
            parameters: parameters.to_vec(),
            ..Self::default()
        }
    }

    /// Returns a parameter of the call.
    #[must_use]
    pub fn parameter(&self, name: &str) -> Option<&str> {
        self.parameters.iter().find(|(it, _)| it == name).map(|(_, value)| value.as_str())
    }
}

impl<'a> Case<'a> {
    /// Returns who called: the attempt's caller, else the principal that the text names.
    pub(crate) fn caller(&self) -> Option<&'a str> {
        self.attempt.caller.as_deref().or_else(|| self.symptom.value(FieldName::PrincipalArn))
    }

    /// Returns the call's service, such as `eks` or `kubernetes`.
    pub(crate) fn service(&self) -> Option<&'a str> {
        self.attempt.operation.as_deref()?.split_once('.').map(|(service, _)| service)
    }

    /// Returns a parameter of the call, or what the client adds to every call.
    pub(crate) fn parameter(&self, name: &str) -> Option<&'a str> {
        let client = &self.snapshot.client.parameters;
        let added = client.iter().find(|(it, _)| it == name).map(|(_, value)| value.as_str());
        added.or_else(|| self.attempt.parameter(name))
    }
}
