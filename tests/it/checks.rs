//! Each check of the mock, of the authenticator and of RBAC matters: without it, scenarios no longer fail as they should.

use std::{collections::BTreeMap, fs, path::Path};

use eks_iam_mock_aws::Check;
use eks_iam_scenario::{RunOptions, run_each};

use crate::scenarios;

/// The table: a check, and the scenarios that notice when it is left out.
const TABLE: &str = "it/data/checks.txt";

/// Returns the scenarios that do not hold when the world leaves that check out.
fn caught_by(check: Check) -> Vec<String> {
    let options = RunOptions { skip: Some(check) };
    let mut caught = Vec::new();
    run_each(&scenarios::all(), &options, |_, report| {
        let report = report.expect("a world can be made");
        if !report.holds() {
            caught.push(report.id);
        }
    });
    caught
}

/// Reads the table: a check on a line of its own, its scenarios indented below.
fn table() -> BTreeMap<String, Vec<String>> {
    let text = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(TABLE)).expect("the table");
    let mut rows: BTreeMap<String, Vec<String>> = BTreeMap::new();
    let mut check = String::new();
    for line in text.lines().filter(|it| !it.starts_with('#') && !it.is_empty()) {
        match line.strip_prefix("  ") {
            Some(scenario) => rows.entry(check.clone()).or_default().push(scenario.to_owned()),
            None => line.clone_into(&mut check),
        }
    }
    rows
}

#[test]
fn every_check_is_noticed_by_the_scenarios_of_the_table() {
    let table = table();
    let mut wrong = Vec::new();
    for check in Check::ALL {
        let caught = caught_by(check);
        let written = table.get(check.name()).cloned().unwrap_or_default();
        if caught.is_empty() {
            wrong.push(format!("no scenario notices that `{check}` is left out"));
        } else if caught != written {
            wrong.push(format!("write into {TABLE}:\n{check}\n  {}", caught.join("\n  ")));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert_eq!(table.len(), Check::ALL.len(), "the table has a row for each check and no other");
}
