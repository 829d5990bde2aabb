//! The hops of one case, each judged from the snapshot.

mod asks;
mod caller;
mod entries;
mod exception;
mod kubeconfig;
mod mapping;
mod mapping_remedies;
mod mend;
mod node;
mod pod;
mod pod_sdk;
mod policy;
mod rbac;
mod rbac_remedies;
mod service_account;
mod sts_endpoint;
mod token;
mod trust;
mod unreachable;

use eks_iam_error_classifier::Class;

use crate::{Case, Cause, Hop, HopReport, Message, Verdict};

/// One hop, judged: its verdict, and the causes that the snapshot proves.
#[derive(Debug, Clone)]
pub(crate) struct Judged {
    pub(crate) report: HopReport,
    pub(crate) causes: Vec<Cause>,
}

impl Judged {
    pub(crate) const fn passes(hop: Hop, message: Message) -> Self {
        Self { report: HopReport { hop, verdict: Verdict::Passes(message) }, causes: Vec::new() }
    }

    pub(crate) const fn unknown(hop: Hop, message: Message) -> Self {
        Self { report: HopReport { hop, verdict: Verdict::Unknown(message) }, causes: Vec::new() }
    }

    pub(crate) fn breaks(hop: Hop, message: Message, cause: Cause) -> Self {
        Self { report: HopReport { hop, verdict: Verdict::Breaks(message) }, causes: vec![cause] }
    }

    /// Returns a hop that breaks as its cause's first piece of evidence says.
    pub(crate) fn broken(cause: Cause) -> Self {
        let why = cause.evidence.first().cloned().unwrap_or_else(|| cause.name.title());
        Self::breaks(cause.hop, why, cause)
    }
}

/// What sort of call a case is about; it decides which hops the call has to pass.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Route {
    Aws,
    AccessEntries,
    AssumeRole,
    Saml,
    WebIdentity,
    PodIdentity,
    Identity,
    Kubernetes,
    Console,
}

/// Judges every hop that the call has to pass, in the order of the path.
pub(crate) fn walk(case: &Case<'_>) -> Vec<Judged> {
    let is_pod = case.attempt.pod.is_some();
    let who = || if is_pod { pod::judge(case) } else { caller::judge(case) };
    match route(case) {
        Route::Aws => vec![who(), policy::judge(case)],
        Route::AccessEntries => vec![who(), policy::judge(case), entries::judge(case)],
        Route::AssumeRole => vec![who(), trust::judge_assume_role(case), sts_endpoint::judge(case)],
        Route::Saml => vec![trust::judge_saml(case)],
        Route::WebIdentity => vec![service_account::judge(case), sts_endpoint::judge(case)],
        Route::PodIdentity => vec![pod::judge(case)],
        Route::Identity if is_pod => vec![service_account::judge(case), sts_endpoint::judge(case)],
        Route::Identity => vec![who(), sts_endpoint::judge(case)],
        Route::Kubernetes => {
            let mut hops = vec![caller::judge(case), token::judge_endpoint(case), token::judge(case)];
            hops.extend(mapping::judge(case));
            hops.push(rbac::judge(case));
            hops
        }
        Route::Console => {
            let mut hops = vec![caller::judge(case), policy::judge(case)];
            hops.extend(mapping::judge(case));
            hops.push(rbac::judge(case));
            hops
        }
    }
}

fn route(case: &Case<'_>) -> Route {
    match case.attempt.operation.as_deref() {
        Some("sts.assume-role") => return Route::AssumeRole,
        Some("sts.assume-role-with-saml") => return Route::Saml,
        Some("sts.assume-role-with-web-identity") => return Route::WebIdentity,
        Some("sts.get-caller-identity") => return Route::Identity,
        Some("eks.create-access-entry" | "eks.update-access-entry" | "eks.associate-access-policy") => {
            return Route::AccessEntries;
        }
        Some(_) => {}
        None => return route_of_class(case.symptom.class()),
    }
    match case.service() {
        Some("kubernetes") => Route::Kubernetes,
        Some("console") => Route::Console,
        Some("eks-auth" | "pod-identity") => Route::PodIdentity,
        _ => Route::Aws,
    }
}

/// Returns the route that a class alone points to.
fn route_of_class(class: Class) -> Route {
    match (class, class.hop_name()) {
        (Class::ConsoleNoKubernetesAccess | Class::ConsoleUnauthorized, _) => Route::Console,
        (Class::AssumeRoleDenied | Class::AssumeRoleTrustPolicy | Class::AssumeRoleTagSession, _) => {
            Route::AssumeRole
        }
        (Class::PodIdentityRoleNotAssumable | Class::PodIdentityTokenInvalid, _) => Route::PodIdentity,
        (_, Some("service-account")) => Route::WebIdentity,
        (_, Some("sts-endpoint")) => Route::Identity,
        (_, Some("access-entry")) => Route::AccessEntries,
        (_, Some("aws-auth" | "rbac" | "token")) => Route::Kubernetes,
        _ => Route::Aws,
    }
}
