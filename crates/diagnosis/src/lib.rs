//! From a symptom and a snapshot to the first broken hop, its cause, and remedies that a machine can apply.
//!
//! ```
//! use eks_iam_diagnosis::{Attempt, Case, CauseName, Snapshot, diagnose};
//!
//! let text = "An error occurred (SignatureDoesNotMatch) when calling the GetCallerIdentity operation: \
//!             Credential should be scoped to a valid region";
//! let symptom = eks_iam_error_classifier::classify(text);
//! let case = Case { symptom: &symptom, snapshot: &Snapshot::default(), attempt: &Attempt::default() };
//! assert_eq!(diagnose(&case).causes[0].name, CauseName::SigningRegion);
//! ```
//!
//! [`Snapshot`] is what is known of the world, [`Case`] what an operator has in hand. [`diagnose`] walks the access
//! path and returns a [`Diagnosis`]: a verdict for each [`Hop`], and [`Cause`]s in order with their evidence and
//! [`Remedy`]s. [`Snapshot::apply`] makes a remedy's [`Change`]s. Every sentence is a [`Message`], in two languages.

mod candidates;
mod case;
mod cause;
mod diagnose;
mod edits;
mod hop;
mod hops;
mod message;
mod node;
mod page;
mod pod;
mod preview;
mod remedy;
mod snapshot;
mod words;

pub use crate::{
    candidates::candidates,
    case::{Attempt, Case},
    cause::{Cause, CauseName, Confidence, RejectedRemedy},
    diagnose::{Diagnosis, diagnose},
    edits::Edit,
    hop::{Hop, HopReport, Verdict},
    message::Message,
    node::NodeFacts,
    page::{ClassPage, Speaker},
    pod::{OwnedSettings, PodFacts},
    preview::preview,
    remedy::{Actor, Change, ClientSetting, PolicyHolder, Remedy, RemedyKind},
    snapshot::{
        ApplyRemedyError, Association, Bucket, Client, Cluster, EvidenceKind, Fields, Iam, Keys, Kubeconfig,
        NodeGroup, OidcProvider, PolicySource, ReadError, Role, SamlProvider, Snapshot, Source, User, mask,
    },
};
