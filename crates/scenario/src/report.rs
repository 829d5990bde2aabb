//! What a scenario showed, as data: the failing call, the path, the cause, each remedy's proof.

use eks_iam_diagnosis::{Cause, Diagnosis, Hop, Message, RemedyKind};
use eks_iam_error_classifier::Class;
use eks_iam_span::Language;
use serde_json::{Value, json};

use crate::{clients::Outcome, file::Words};

/// What one scenario showed.
#[derive(Debug, Clone)]
pub struct Report {
    /// The scenario's name.
    pub id: String,
    /// Its title.
    pub title: Words,
    /// How it comes about.
    pub story: Words,
    /// The run of its own steps, then those of its variants.
    pub cases: Vec<CaseReport>,
    /// The controls.
    pub controls: Vec<ControlReport>,
    /// Whether the scenario says what must be seen; a question about somebody's own input does not.
    pub is_expected: bool,
    /// What did not hold, one sentence each; empty when the scenario holds.
    pub problems: Vec<String>,
}

/// One failing call, diagnosed, mended and made again.
#[derive(Debug, Clone)]
pub struct CaseReport {
    /// What is different from the scenario's own steps; `None` for these.
    pub title: Option<Words>,
    /// Who made the call that failed.
    pub caller: String,
    /// Which call it was.
    pub run: String,
    /// What the client saw first.
    pub first: Outcome,
    /// The class of what it printed.
    pub class: Class,
    /// The hop that breaks.
    pub hop: Option<Hop>,
    /// The whole diagnosis.
    pub diagnosis: Diagnosis,
    /// The proof of each remedy that a machine can apply.
    pub remedies: Vec<RemedyReport>,
    /// The proof that each rejected remedy leaves the failure as it is.
    pub rejected: Vec<RemedyReport>,
}

/// One remedy, applied to a world of its own, and the same calls made again.
#[derive(Debug, Clone)]
pub struct RemedyReport {
    /// What sort of change it is.
    pub kind: RemedyKind,
    /// What was changed.
    pub title: Message,
    /// Who has to make the change.
    pub actor: Message,
    /// The change as a diff or as commands.
    pub preview: String,
    /// Why it does not help, for a rejected one.
    pub why: Option<Message>,
    /// What the client saw afterwards.
    pub then: Outcome,
}

/// The same world with another client.
#[derive(Debug, Clone)]
pub struct ControlReport {
    /// What is different.
    pub title: Words,
    /// What the client saw.
    pub outcome: Outcome,
    /// Whether that is what was expected.
    pub holds: bool,
}

impl CaseReport {
    /// Returns the first cause, which is "the diagnosis".
    #[must_use]
    pub fn cause(&self) -> Option<&Cause> {
        self.diagnosis.causes.first()
    }

    /// Tells whether a remedy was proposed, and every proposed one mends.
    #[must_use]
    pub fn succeeds_after(&self) -> bool {
        !self.remedies.is_empty() && self.remedies.iter().all(|it| it.then.allowed)
    }
}

impl Report {
    /// Tells whether all that the scenario says was seen.
    #[must_use]
    pub const fn holds(&self) -> bool {
        self.problems.is_empty()
    }

    /// Returns the report as JSON; keys and kinds are the same in every language.
    #[must_use]
    pub fn to_json(&self, language: Language) -> Value {
        let first = self.cases.first();
        let cause = first.and_then(CaseReport::cause);
        json!({
            "id": self.id,
            "title": self.title.text(language),
            "story": self.story.text(language),
            "holds": self.holds(),
            "failed_first": first.is_some_and(|it| !it.first.allowed),
            "error_text": first.filter(|it| !it.first.allowed).map(|it| it.first.printed.trim_end()),
            "error_code": first.and_then(|it| it.first.code.as_deref()),
            "error_message": first.and_then(|it| it.first.message.as_deref()),
            "class": first.map(|it| it.class.as_str()),
            "hop": first.and_then(|it| it.hop).map(Hop::as_str),
            "cause": cause.map(|it| it.name.as_str()),
            "cause_title": cause.map(|it| it.name.title().text(language)),
            "findings": cause.map_or(&[][..], |it| &it.findings),
            "remedy": first.and_then(|it| it.remedies.first()).map(|it| it.kind.as_str()),
            "succeeds_after": !self.cases.is_empty() && self.cases.iter().all(CaseReport::succeeds_after),
            "path": first.map(|it| path_json(it, language)),
            "evidence": cause.map(|it| it.evidence.iter().map(|it| it.text(language)).collect::<Vec<_>>()),
            "remedies": first.map(|it| remedies_json(&it.remedies, language)),
            "rejected": first.map(|it| remedies_json(&it.rejected, language)),
            "variants": self.cases.iter().skip(1).map(|it| variant_json(it, language)).collect::<Vec<_>>(),
            "controls": self.controls.iter().map(|it| control_json(it, language)).collect::<Vec<_>>(),
            "problems": self.problems,
        })
    }
}

fn path_json(case: &CaseReport, language: Language) -> Vec<Value> {
    let row = |it: &eks_iam_diagnosis::HopReport| {
        json!({
            "hop": it.hop.as_str(),
            "verdict": it.verdict.as_str(),
            "why": it.verdict.message().text(language),
        })
    };
    case.diagnosis.path.iter().map(row).collect()
}

fn remedies_json(remedies: &[RemedyReport], language: Language) -> Vec<Value> {
    let row = |it: &RemedyReport| {
        json!({
            "kind": it.kind.as_str(),
            "title": it.title.text(language),
            "actor": it.actor.text(language),
            "preview": it.preview,
            "why": it.why.as_ref().map(|it| it.text(language)),
            "succeeds": it.then.allowed,
            "then": it.then.printed.trim_end(),
        })
    };
    remedies.iter().map(row).collect()
}

fn variant_json(case: &CaseReport, language: Language) -> Value {
    json!({
        "title": case.title.as_ref().map(|it| it.text(language)),
        "error_text": case.first.printed.trim_end(),
        "class": case.class.as_str(),
        "succeeds_after": case.succeeds_after(),
    })
}

fn control_json(control: &ControlReport, language: Language) -> Value {
    json!({
        "title": control.title.text(language),
        "allowed": control.outcome.allowed,
        "holds": control.holds,
        "printed": control.outcome.printed.trim_end(),
    })
}
