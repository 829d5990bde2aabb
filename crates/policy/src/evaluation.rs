//! The decision with its reasons.

use std::sync::OnceLock;

use crate::{
    Decision, DenialText, NearMiss,
    evaluate::{Survey, Verdict},
    matching::Asked,
    message, near_miss,
    policy_set::{PolicySet, PolicyType},
    report::{self, StatementReport},
};

/// What [`evaluate`](crate::evaluate) found. The decision is made; everything that explains it is made when asked for.
#[derive(Debug)]
pub struct Evaluation<'a> {
    pub(crate) asked: Asked<'a>,
    pub(crate) policies: &'a PolicySet,
    pub(crate) survey: Survey<'a>,
    verdict: Verdict<'a>,
    reports: OnceLock<Vec<StatementReport>>,
}

impl<'a> Evaluation<'a> {
    pub(crate) const fn new(
        asked: Asked<'a>,
        policies: &'a PolicySet,
        survey: Survey<'a>,
        verdict: Verdict<'a>,
    ) -> Self {
        Self { asked, policies, survey, verdict, reports: OnceLock::new() }
    }

    /// Returns the decision.
    #[must_use]
    pub const fn decision(&self) -> Decision {
        self.verdict.decision
    }

    /// Returns the type of policy that decides: for a denial the one at which the checks stop; for an allow `Resource`
    /// or `Trust` where that grant alone is enough, `Root` for the root user's own power, else `Identity` (also when
    /// both sides were needed).
    #[must_use]
    pub const fn deciding(&self) -> PolicyType {
        self.verdict.deciding
    }

    /// Tells whether the request is allowed.
    #[must_use]
    pub const fn is_allowed(&self) -> bool {
        matches!(self.verdict.decision, Decision::Allow)
    }

    /// Tells whether caller and resource belong to different accounts.
    #[must_use]
    pub const fn is_cross_account(&self) -> bool {
        self.survey.cross_account
    }

    /// Returns the statements that mattered, in the order of the checks: those whose action covers the request, each
    /// with what else of it matched. The one that decides says so.
    pub fn statements(&self) -> &[StatementReport] {
        self.reports.get_or_init(|| report::reports(&self.asked, self.policies, &self.verdict))
    }

    /// Returns the sentence with which AWS denies; `None` for an allow.
    ///
    /// What STS denies about a role has no reason, whatever decides, and calls with a web identity or a SAML assertion
    /// name neither caller nor resource: so probed, although the IAM User Guide documents reasons.
    #[must_use]
    pub fn denial_message(&self, text: DenialText) -> Option<String> {
        message::denial(&self.asked, &self.survey, &self.verdict, text)
    }

    /// Returns the Allow statements that nearly applied, nearest first, of the policy types whose Allow is missing. Empty for
    /// an allow and for an explicit denial, where [`Evaluation::statements`] has the statement.
    #[must_use]
    pub fn near_misses(&self) -> Vec<NearMiss> {
        match self.verdict.decision {
            Decision::ImplicitDeny => near_miss::near_misses(&self.asked, self.policies, &self.survey),
            Decision::Allow | Decision::ExplicitDeny => Vec::new(),
        }
    }
}
