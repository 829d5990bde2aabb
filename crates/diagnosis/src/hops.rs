//! The hops of one case, each judged from the snapshot.

mod asks;
mod mapping;
mod mend;
mod policy;
mod rbac;
mod service_account;
mod sts_endpoint;
mod trust;

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
}

/// What sort of call a case is about; it decides which hops the call has to pass.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Route {
    Aws,
    AssumeRole,
    Saml,
    WebIdentity,
    Identity,
    Kubernetes,
    Console,
}

/// Judges every hop that the call has to pass, in the order of the path.
pub(crate) fn walk(case: &Case<'_>) -> Vec<Judged> {
    match route(case) {
        Route::Aws => vec![caller(case), policy::judge(case)],
        Route::AssumeRole => vec![caller(case), trust::judge_assume_role(case)],
        Route::Saml => vec![trust::judge_saml(case)],
        Route::WebIdentity => vec![service_account::judge(case), sts_endpoint::judge(case)],
        Route::Identity if case.attempt.service_account.is_some() => {
            vec![service_account::judge(case), sts_endpoint::judge(case)]
        }
        Route::Identity => vec![caller(case), sts_endpoint::judge(case)],
        Route::Kubernetes => {
            let mut hops = vec![caller(case)];
            hops.extend(mapping::judge(case));
            hops.push(rbac::judge(case));
            hops
        }
        Route::Console => {
            let mut hops = vec![caller(case), policy::judge(case)];
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
        Some(_) => {}
        None => return route_of_class(case.symptom.class()),
    }
    match case.service() {
        Some("kubernetes") => Route::Kubernetes,
        Some("console") => Route::Console,
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
        (_, Some("service-account")) => Route::WebIdentity,
        (_, Some("sts-endpoint")) => Route::Identity,
        (_, Some("aws-auth" | "access-entry" | "rbac" | "token")) => Route::Kubernetes,
        _ => Route::Aws,
    }
}

/// Judges the caller: known or not, from the intended account or not.
fn caller(case: &Case<'_>) -> Judged {
    match case.caller() {
        Some(arn) => Judged::passes(Hop::Caller, Message::new("caller.is").with("arn", arn)),
        None => Judged::unknown(Hop::Caller, Message::new("missing.caller")),
    }
}
