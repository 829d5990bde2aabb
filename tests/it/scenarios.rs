//! Every scenario holds, and two runs show the same bytes.

use std::{
    collections::BTreeSet,
    path::{Path, PathBuf},
};

use eks_iam_diagnosis::CauseName;
use eks_iam_scenario::{RunOptions, Scenario, load, run_each};
use eks_iam_span::Language;

/// Returns all scenarios of this workspace.
pub(crate) fn all() -> Vec<Scenario> {
    load(&folder()).expect("the scenarios can be read")
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios")
}

#[test]
fn every_scenario_holds() {
    let mut broken = Vec::new();
    run_each(&all(), &RunOptions::default(), |_, report| {
        let report = report.expect("a world can be made");
        if !report.holds() {
            broken.push(format!("{}: {}", report.id, report.problems.join("; ")));
        }
    });
    assert!(broken.is_empty(), "{}", broken.join("\n"));
}

#[test]
fn a_scenario_is_named_as_its_folder() {
    for entry in std::fs::read_dir(folder()).expect("the folder is there") {
        let path = entry.expect("an entry").path();
        let scenarios = load(&path).expect("a scenario");
        assert_eq!(scenarios[0].id.as_str(), path.file_name().expect("a name").to_string_lossy());
    }
}

#[test]
fn two_runs_show_the_same_bytes() {
    let show = || {
        let mut shown = Vec::new();
        run_each(&all(), &RunOptions::default(), |_, report| {
            let report = report.expect("a world can be made");
            shown.push(report.to_json(Language::Japanese).to_string());
        });
        shown.join("\n")
    };
    assert_eq!(show(), show());
}

#[test]
fn every_cause_has_a_scenario() {
    let mut shown = BTreeSet::new();
    for scenario in all() {
        shown.extend(scenario.expect.and_then(|it| it.diagnosis));
        shown.extend(scenario.variants.into_iter().filter_map(|it| it.expect?.diagnosis));
    }
    let missing: Vec<_> = CauseName::ALL.iter().filter(|it| !shown.contains(it)).collect();
    assert!(missing.is_empty(), "no scenario shows {missing:?}");
}
