//! The classes that the sentences of a text speak for, and how much each weighs.

use crate::{
    Class, Confidence,
    level::{self, Level},
    normalise::Folded,
    sentence::{Denial, Kind, Reason},
};

/// A class that something in the text speaks for.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Verdict {
    pub(crate) class: Class,
    pub(crate) level: Level,
    /// Where in the text it speaks.
    pub(crate) at: usize,
    pub(crate) confidence: Confidence,
    pub(crate) source: Source,
}

/// What speaks for a class; the number is an index of the reading's list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Source {
    Denial(usize),
    Kube(usize),
    Reason(usize),
    Code,
    Words,
}

/// Returns the class of a denial and how much it weighs.
pub(crate) fn verdict_of(denial: &Denial, folded: &Folded<'_>) -> (Class, Level) {
    let action = denial.action.map(|action| action.value(folded)).unwrap_or_default();
    let reason = denial.reason.as_ref();
    let is_trust = reason.is_some_and(|reason| reason.kind == Some(Kind::Trust));
    let is = |name: &str| action.eq_ignore_ascii_case(name);
    let class = match () {
        () if is("iam:PassRole") => Class::PassRole,
        () if is("sts:TagSession") => Class::AssumeRoleTagSession,
        () if is("sts:AssumeRoleWithWebIdentity") => Class::WebIdentityNotAuthorized,
        () if is_trust => Class::AssumeRoleTrustPolicy,
        () if is("sts:AssumeRole") || is("sts:AssumeRoleWithSAML") => Class::AssumeRoleDenied,
        () => match reason.map(class_of_reason) {
            Some(class) if class != Class::AccessDeniedUnspecified => class,
            _ => return (Class::AccessDeniedUnspecified, level::UNREASONED),
        },
    };
    (class, level::SENTENCE)
}

/// Returns the class that a reason gives.
pub(crate) fn class_of_reason(reason: &Reason) -> Class {
    match (reason.kind, reason.is_explicit) {
        (Some(Kind::Identity), true) => Class::ExplicitDenyIdentityPolicy,
        (Some(Kind::Resource), true) => Class::ExplicitDenyResourcePolicy,
        (Some(Kind::Boundary), true) => Class::ExplicitDenyPermissionsBoundary,
        (Some(Kind::Session), true) => Class::ExplicitDenySessionPolicy,
        (Some(Kind::Scp), true) => Class::ExplicitDenyScp,
        (Some(Kind::Rcp), true) => Class::ExplicitDenyRcp,
        (Some(Kind::Endpoint), true) => Class::ExplicitDenyVpcEndpointPolicy,
        (None, true) => Class::ExplicitDenyUnspecified,
        (Some(Kind::Identity), false) => Class::AccessDeniedIdentityPolicyMissing,
        (Some(Kind::Resource), false) => Class::AccessDeniedResourcePolicyMissing,
        (Some(Kind::Boundary), false) => Class::AccessDeniedPermissionsBoundaryMissing,
        (Some(Kind::Session), false) => Class::AccessDeniedSessionPolicyMissing,
        (Some(Kind::Scp), false) => Class::AccessDeniedScpMissing,
        (Some(Kind::Endpoint), false) => Class::AccessDeniedVpcEndpointPolicyMissing,
        (Some(Kind::Trust), _) => Class::AssumeRoleTrustPolicy,
        (Some(Kind::Rcp) | None, false) => Class::AccessDeniedUnspecified,
    }
}
