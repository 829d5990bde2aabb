//! IRSA and EKS Pod Identity: what a pod is given, and what it should be.
//!
//! A pod gets its role in one of two ways: IRSA (a token that its SDK exchanges with STS) or EKS Pod Identity (an agent on
//! the node). A webhook writes what the SDK needs into the pod when it is made, and what it does not understand it passes
//! over in silence. This crate does what the webhook does (amazon-eks-pod-identity-webhook v0.6.9), says what the author
//! will not get, holds trust policies against what the pod sends, and judges remedies for a pod that STS refuses.
//!
//! ```
//! use eks_iam_service_account::{Container, Flags, MutationInput, Pod, ServiceAccount, mutate, pod_environment};
//!
//! let role = ("eks.amazonaws.com/role-arn".to_owned(), "arn:aws:iam::111122223333:role/reader".to_owned());
//! let account = ServiceAccount { namespace: "apps".into(), name: "reader".into(), annotations: vec![role] };
//! let main = Container { name: "main".into(), ..Container::default() };
//! let pod = Pod { namespace: "apps".into(), service_account: "reader".into(), containers: vec![main], ..Pod::default() };
//! let flags = Flags::for_cluster_version("1.31").with_region("us-west-2");
//! let input = MutationInput { service_accounts: vec![account], pod, flags, ..MutationInput::default() };
//! let environment = pod_environment(&input.pod, &mutate(&input), "main");
//! assert_eq!(environment[0], ("AWS_STS_REGIONAL_ENDPOINTS".to_owned(), "regional".to_owned()));
//! ```
//!
//! # Map
//!
//! - objects: [`ServiceAccount`], [`Pod`], [`Container`], [`EnvVar`], also from manifests; [`Flags`] of the webhook;
//! - the webhook: [`mutate`] takes a [`MutationInput`] and gives a [`Mutation`] with its [`Finding`]s;
//!   [`pod_environment`] is what a container ends with;
//! - [`CredentialSource`]: what a container's SDK takes of all that;
//! - trust: [`needed_trust_statement`] and [`check_trust`] with [`TrustClaims`] and [`TrustFinding`];
//! - what the SDK in a container does when it calls STS: [`sts_call_of_container`] with [`PodClient`] gives an [`StsCall`];
//! - the page's remedies for `SignatureDoesNotMatch`: [`judge_container_remedies`] gives a [`RemedyVerdict`] each, and so
//!   does [`judge_remedies`] for a pod of which only a [`PodQuery`] is known;
//! - what goes wrong: [`pod_failures`] gives each [`PodFailure`] that a container meets or may meet, with its text and cause.

mod flags;
mod objects;

mod batch;
mod manifest;

mod mutate;
mod mutation;

mod finding_words;
mod findings;
mod go_values;

mod credentials;

mod claims;
mod needed_trust;
mod trust;
mod trust_kind;

mod irsa_trust;
mod pod_identity_trust;

mod pod_query;
mod remedies;
mod remedy_words;
mod sts_call;

mod failure;
mod failure_words;
mod failures;

pub use crate::{
    claims::{IrsaClaims, PodIdentityClaims, TrustClaims},
    credentials::{CredentialSource, least_pod_identity_version, too_old_for_pod_identity},
    failure::{Occurs, PodFailure, PodFailureKind},
    failures::{FailureQuery, OidcProvider, pod_failures},
    findings::{Finding, FindingKind},
    flags::Flags,
    mutate::mutate,
    mutation::{
        AddedMount, AddedVolume, ConfigMapEntry, ContainerMutation, Expiration, InstanceIdentity, Method,
        Mutation, MutationInput, PodIdentityAccount, pod_environment,
    },
    needed_trust::needed_trust_statement,
    objects::{Container, EnvVar, Pod, ServiceAccount},
    pod_query::{PodQuery, client_settings_of_pod, sts_call_of_pod},
    remedies::{PageRemedy, RemedyVerdict, judge_container_remedies, judge_remedies},
    sts_call::{PodClient, StsCall, client_settings_of_container, sts_call_of_container},
    trust::{TrustFinding, check_trust},
    trust_kind::TrustFindingKind,
};
