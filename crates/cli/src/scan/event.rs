//! One failure in a log: what, to whom, on what, when, and a line to show.

use eks_iam_arn::canonical_arn;
use eks_iam_error_classifier::{Class, FieldName, Symptom};
use serde::{Deserialize, Serialize};

use super::redact::redact;

/// The most bytes of a name that is kept; longer ones are cut.
const LONGEST: usize = 512;

/// What was asked for and refused.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub(crate) struct Ask {
    /// The action or the operation of AWS, or the verb of Kubernetes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) action: Option<String>,
    /// What it was to be done on.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) resource: Option<String>,
    /// The API group of a Kubernetes resource.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) api_group: Option<String>,
    /// The namespace of a Kubernetes resource; none is the whole cluster.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) namespace: Option<String>,
    /// The operation that hands a role over, where the action is `iam:PassRole`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) operation: Option<String>,
}

/// One failure.
#[derive(Debug)]
pub(crate) struct Event {
    pub(crate) class: Class,
    /// The role or user of IAM, or the Kubernetes user.
    pub(crate) who: Option<String>,
    pub(crate) ask: Ask,
    pub(crate) time: Option<String>,
    /// What to show; empty stands for the text itself.
    pub(crate) text: String,
}

impl Event {
    /// Returns the failure that a text tells of; none when it is no matter of access.
    pub(crate) fn of(symptom: &Symptom, time: Option<String>) -> Option<Self> {
        let class = symptom.class();
        if !class.is_iam() {
            return None;
        }
        let value = |name| symptom.value(name).map(cut);
        let kube_user = value(FieldName::K8sUser).filter(|_| class.family() == "kubernetes");
        let is_kube = kube_user.is_some();
        let mut event = Self { class, who: kube_user, ask: Ask::default(), time, text: String::new() };
        if is_kube {
            event.ask.action = value(FieldName::K8sVerb);
            event.ask.resource = value(FieldName::K8sResource);
        } else {
            event.set_principal(value(FieldName::PrincipalArn));
            event.ask.action = value(FieldName::Action).or_else(|| value(FieldName::Operation));
            event.ask.resource = value(FieldName::Resource);
            event.ask.operation = value(FieldName::Operation).filter(|_| class == Class::PassRole);
        }
        Some(event)
    }

    /// Sets who called, as the role or user whose policies count.
    pub(crate) fn set_principal(&mut self, arn: Option<String>) {
        if self.who.is_some() && self.class.family() == "kubernetes" {
            return;
        }
        if let Some(arn) = arn {
            let arn = canonical_arn(&arn).map(|it| it.into_owned()).unwrap_or(arn);
            self.who = Some(cut(&arn));
        }
    }

    /// Reads the API group and the namespace that Kubernetes names behind the resource.
    pub(crate) fn read_place(&mut self, text: &str) {
        let value = |words: &str| {
            let (_, behind) = text.split_once(words)?;
            let behind = behind.trim_start_matches(['\\', '"']);
            let end = behind.find(['\\', '"', '\n']).unwrap_or(behind.len());
            behind.get(..end).map(cut)
        };
        if self.class.family() == "kubernetes" && self.ask.resource.is_some() {
            // An empty group stands between two quotes that are trimmed together.
            let is_core = text.contains("in API group \"\"") || text.contains("in API group \\\"\\\"");
            self.ask.api_group = if is_core { Some(String::new()) } else { value("in API group ") };
            self.ask.namespace = value("in the namespace ");
        }
    }
}

/// Cuts a name that is longer than any real one, and takes secrets out of what is no plain ARN.
fn cut(text: &str) -> String {
    let mut end = text.len().min(LONGEST);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let text = text.get(..end).unwrap_or_default();
    let is_plain = text.starts_with("arn:") && !text.contains(['?', '=', '&', '%']);
    if is_plain { text.to_owned() } else { redact(text) }
}
