//! Runs many scenarios at once, each in worlds of its own, and hands the reports out in the order of the scenarios.

use std::{
    collections::BTreeMap,
    sync::{
        atomic::{AtomicUsize, Ordering},
        mpsc,
    },
    thread,
};

use crate::{MakeWorldError, Report, RunOptions, Scenario, run};

/// Runs every scenario, on as many threads as the machine has processors, and calls `done` with each report, first to last.
///
/// Scenarios share nothing, so the reports are those of running them one after the other.
pub fn run_each(
    scenarios: &[Scenario],
    options: &RunOptions,
    mut done: impl FnMut(&Scenario, Result<Report, MakeWorldError>),
) {
    let threads = thread::available_parallelism().map_or(1, usize::from).min(scenarios.len()).max(1);
    let next = AtomicUsize::new(0);
    let (sender, receiver) = mpsc::channel();
    thread::scope(|scope| {
        for _ in 0..threads {
            let (sender, next) = (sender.clone(), &next);
            scope.spawn(move || {
                loop {
                    let at = next.fetch_add(1, Ordering::Relaxed);
                    let Some(scenario) = scenarios.get(at) else { return };
                    // Nobody listens any more when the caller has gone; there is nothing left to do then.
                    if sender.send((at, run(scenario, options))).is_err() {
                        return;
                    }
                }
            });
        }
        drop(sender);
        let mut early = BTreeMap::new();
        let mut due = scenarios.iter().enumerate();
        let mut waited = due.next();
        for (at, report) in receiver {
            early.insert(at, report);
            while let Some((at, scenario)) = waited {
                let Some(report) = early.remove(&at) else { break };
                done(scenario, report);
                waited = due.next();
            }
        }
    });
}
