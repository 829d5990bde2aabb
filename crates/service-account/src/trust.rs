//! What is wrong with a role's trust policy for a pod.

use eks_iam_policy::{Context, Effect, PolicyDocument, Statement};
use eks_iam_span::{Severity, Span};

use crate::{TrustClaims, TrustFindingKind as Kind, irsa_trust, pod_identity_trust};

/// Something in a trust policy that keeps a pod from its role, or lets too many have it.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct TrustFinding {
    /// What it is.
    pub kind: Kind,
    /// How bad it is: an error keeps the pod out.
    pub severity: Severity,
    /// The statement, counted from 0; none when no statement is meant for this way.
    pub statement: Option<usize>,
    /// Where it stands in the policy.
    pub span: Span,
    /// What stands there.
    pub found: String,
    /// What should stand there; empty when that cannot be told.
    pub wanted: String,
}

impl TrustFinding {
    pub(crate) fn new(kind: Kind, span: Span, found: impl Into<String>, wanted: impl Into<String>) -> Self {
        Self {
            kind,
            severity: kind.severity(),
            statement: None,
            span,
            found: found.into(),
            wanted: wanted.into(),
        }
    }
}

/// Checks whether a trust policy lets a pod have the role, and tells what is wrong where it does not.
///
/// One statement is enough. When one lets the pod in, only what is too wide is told; else the findings are those of the
/// statements that come nearest. A `Deny` that meets the pod is told first.
pub fn check_trust(trust: &PolicyDocument, claims: &TrustClaims) -> Vec<TrustFinding> {
    let judged: Vec<_> = trust
        .statements()
        .iter()
        .enumerate()
        .filter(|(_, statement)| statement.effect() == Effect::Allow)
        .filter_map(|(index, statement)| Some((index, judge(statement, claims)?)))
        .collect();
    let mut findings = denials(trust, claims);
    let errors = |found: &Vec<TrustFinding>| found.iter().filter(|it| it.severity == Severity::Error).count();
    match judged.iter().map(|(_, found)| errors(found)).min() {
        None => {
            let kind = match claims {
                TrustClaims::Irsa(_) => Kind::NoWebIdentityStatement,
                TrustClaims::PodIdentity(_) => Kind::NoPodIdentityStatement,
            };
            findings.push(TrustFinding::new(kind, trust.span(), "", crate::needed_trust_statement(claims)));
        }
        Some(least) => {
            for (index, found) in judged.into_iter().filter(|(_, found)| errors(found) == least) {
                findings.extend(found.into_iter().map(|it| TrustFinding { statement: Some(index), ..it }));
            }
        }
    }
    if let TrustClaims::PodIdentity(claims) = claims {
        pod_identity_trust::join_actions(trust, claims, &mut findings);
    }
    findings
}

/// The findings of one statement; none when it is not meant for this way.
fn judge(statement: &Statement, claims: &TrustClaims) -> Option<Vec<TrustFinding>> {
    match claims {
        TrustClaims::Irsa(claims) => irsa_trust::judge(statement, claims),
        TrustClaims::PodIdentity(claims) => pod_identity_trust::judge(statement, claims),
    }
}

/// The `Deny` statements that meet the pod.
fn denials(trust: &PolicyDocument, claims: &TrustClaims) -> Vec<TrustFinding> {
    let (action, principal, context) = match claims {
        TrustClaims::Irsa(claims) => (irsa_trust::ACTION, claims.provider_arn(), irsa_trust::context(claims)),
        TrustClaims::PodIdentity(claims) => {
            ("sts:AssumeRole", pod_identity_trust::SERVICE.to_owned(), pod_identity_trust::context(claims))
        }
    };
    let meets = |statement: &Statement| {
        statement.effect() == Effect::Deny
            && statement.covers_action(action)
            && names(statement, &principal)
            && statement.conditions().iter().all(|condition| condition.holds(&context))
    };
    trust
        .statements()
        .iter()
        .enumerate()
        .filter(|(_, statement)| meets(statement))
        .map(|(index, statement)| TrustFinding {
            statement: Some(index),
            ..TrustFinding::new(Kind::Denied, statement.span(), "Deny", "")
        })
        .collect()
}

fn names(statement: &Statement, principal: &str) -> bool {
    let Some(element) = statement.principal() else { return false };
    let is_named = element.values().iter().any(|it| it.is_everyone() || it.text() == principal);
    is_named != element.is_negated()
}

/// Whether a key of a condition can be told: it is in what the caller sends.
pub(crate) fn is_known(context: &Context, key: &str) -> bool {
    context.get(key).is_some()
}
