//! Runs a scenario: fail, diagnose from what was printed, mend by what is proposed, make the same call again.
//!
//! The answer is never looked up: the mock decides from the snapshot's documents, a real client prints what comes back,
//! and the diagnosis sees that text and what an operator could read.

use eks_iam_diagnosis::{Attempt, Case, Change, Diagnosis, Snapshot, diagnose, preview};
use eks_iam_error_classifier::classify;
use eks_iam_mock_aws::{Check, MockAws};

use crate::{
    clients::{Outcome, Run},
    expectation,
    file::{Control, Scenario, Step, Words},
    report::{CaseReport, ControlReport, RemedyReport, Report},
    world::{self, MakeWorldError},
};

/// How to run.
#[derive(Debug, Clone, Copy, Default)]
pub struct RunOptions {
    /// One of the mock's checks to leave out, to prove that the scenario depends on it.
    pub skip: Option<Check>,
}

/// Runs one scenario.
///
/// # Errors
///
/// When no world can be made of its snapshot, or the mock cannot listen on the loopback interface.
pub fn run(scenario: &Scenario, options: &RunOptions) -> Result<Report, MakeWorldError> {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .map_err(|error| MakeWorldError(format!("no runtime: {error}")))?;
    runtime.block_on(run_all(scenario, options))
}

async fn run_all(scenario: &Scenario, options: &RunOptions) -> Result<Report, MakeWorldError> {
    let mut report = Report {
        id: scenario.id.clone(),
        title: scenario.title.clone(),
        story: scenario.story.clone(),
        cases: Vec::new(),
        controls: Vec::new(),
        is_expected: scenario.expect.is_some(),
        problems: Vec::new(),
    };
    let own = Form { title: None, given: &scenario.given, steps: &scenario.steps };
    let own = (own, scenario.expect.as_ref());
    let variants = scenario.variants.iter().map(|it| {
        let given = it.given.as_ref().unwrap_or(&scenario.given);
        let form = Form { title: Some(&it.title), given, steps: &it.steps };
        (form, it.expect.as_ref().or(scenario.expect.as_ref()))
    });
    for (form, expect) in std::iter::once(own).chain(variants) {
        let case = run_case(scenario, &form, options).await?;
        if let Some(expect) = expect {
            let title = form.title.map(|it| format!("{}: ", it.en)).unwrap_or_default();
            let problems = expectation::check(expect, &case);
            report.problems.extend(problems.into_iter().map(|it| format!("{title}{it}")));
        }
        report.cases.push(case);
    }
    for control in &scenario.controls {
        let control = run_control(scenario, control, options).await?;
        if !control.holds {
            report.problems.push(format!(
                "control `{}` saw: {}",
                control.title.en,
                control.outcome.printed.trim_end()
            ));
        }
        report.controls.push(control);
    }
    Ok(report)
}

/// The scenario's own steps in its own world, or those of a variant.
struct Form<'a> {
    title: Option<&'a Words>,
    given: &'a Snapshot,
    steps: &'a [Step],
}

/// Makes the calls in a world of their own, up to the first that fails.
async fn attempt(
    scenario: &Scenario,
    snapshot: &Snapshot,
    steps: &[Step],
    options: &RunOptions,
) -> Result<(Outcome, usize), MakeWorldError> {
    let acting = steps.iter().map(|it| snapshot.acting(&it.caller, it.run.starts_with("kubernetes.")));
    let acting: Vec<String> = acting.collect();
    let callers: Vec<&str> =
        steps.iter().map(|it| it.caller.as_str()).chain(acting.iter().map(String::as_str)).collect();
    let world = world::make(snapshot, &scenario.world, &callers, options.skip)?;
    let mock = MockAws::start(world).await;
    let silent = &scenario.world.silent;
    let mut run = Run { mock: &mock, snapshot, silent, sessions: Vec::new() };
    let mut last = Outcome::success("");
    for (at, step) in steps.iter().enumerate() {
        last = run.step(step).await;
        if !last.allowed {
            return Ok((last, at));
        }
    }
    Ok((last, steps.len().saturating_sub(1)))
}

async fn run_case(
    scenario: &Scenario,
    form: &Form<'_>,
    options: &RunOptions,
) -> Result<CaseReport, MakeWorldError> {
    let Form { title, given, steps } = *form;
    let (first, at) = attempt(scenario, given, steps, options).await?;
    let step = steps.get(at).cloned().unwrap_or_else(|| Step {
        caller: String::new(),
        run: String::new(),
        parameters: vec![],
    });
    let symptom = classify(&first.printed);
    let seen =
        if scenario.evidence.is_empty() { given.readable() } else { given.narrowed(&scenario.evidence) };
    let tried = tried(&step, given, &first);
    let case = Case { symptom: &symptom, snapshot: &seen, attempt: &tried };
    let diagnosis = diagnose(&case);
    let hop = diagnosis.hop(&case);
    let mut report = CaseReport {
        title: title.cloned(),
        caller: tried.caller.clone().unwrap_or_else(|| step.caller.clone()),
        run: step.run.clone(),
        class: symptom.class(),
        hop,
        diagnosis: Diagnosis { path: diagnosis.path.clone(), causes: diagnosis.causes.clone() },
        remedies: Vec::new(),
        rejected: Vec::new(),
        first,
    };
    if report.first.allowed {
        return Ok(report);
    }
    let Some(cause) = diagnosis.causes.first() else { return Ok(report) };
    for remedy in cause.remedies.iter().filter(|it| it.is_applicable()) {
        let then = again(scenario, form, &remedy.changes, options).await?;
        report.remedies.push(proof(remedy, None, then, &seen));
    }
    for rejected in &cause.rejected {
        let then = again(scenario, form, &rejected.remedy.changes, options).await?;
        report.rejected.push(proof(&rejected.remedy, Some(&rejected.why), then, &seen));
    }
    Ok(report)
}

/// Returns who tried what, as the one who made the call knows it: `aws sts get-caller-identity` tells who one is.
fn tried(step: &Step, given: &Snapshot, seen: &Outcome) -> Attempt {
    Attempt {
        succeeded: seen.succeeded,
        printed: seen.printed.clone(),
        ..Attempt::by(given, &step.caller, &step.run, &step.parameters)
    }
}

/// Applies changes to the scenario's own snapshot, and makes the same calls in a new world.
async fn again(
    scenario: &Scenario,
    form: &Form<'_>,
    changes: &[Change],
    options: &RunOptions,
) -> Result<Outcome, MakeWorldError> {
    match form.given.apply(changes) {
        Ok(after) => Ok(attempt(scenario, &after, form.steps, options).await?.0),
        Err(error) => Ok(Outcome::failure(format!("the remedy cannot be applied: {error}"))),
    }
}

fn proof(
    remedy: &eks_iam_diagnosis::Remedy,
    why: Option<&eks_iam_diagnosis::Message>,
    then: Outcome,
    seen: &Snapshot,
) -> RemedyReport {
    RemedyReport {
        kind: remedy.kind,
        title: remedy.title.clone(),
        actor: remedy.actor.words(),
        preview: preview(remedy, seen),
        why: why.cloned(),
        then,
    }
}

async fn run_control(
    scenario: &Scenario,
    control: &Control,
    options: &RunOptions,
) -> Result<ControlReport, MakeWorldError> {
    let mut snapshot = control.given.as_ref().unwrap_or(&scenario.given).clone();
    for (name, value) in &control.client {
        let place = match name.as_str() {
            "sdk" => &mut snapshot.client.sdk,
            "endpoint" => &mut snapshot.client.endpoint,
            _ => &mut snapshot.client.region,
        };
        place.clone_from(value);
    }
    let (outcome, _) = attempt(scenario, &snapshot, &control.steps, options).await?;
    let holds = outcome.allowed == control.allowed;
    Ok(ControlReport { title: control.title.clone(), outcome, holds })
}
