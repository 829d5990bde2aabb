//! Each check of the mock matters: without it, at least one scenario no longer fails as it should.

use eks_iam_mock_aws::Check;
use eks_iam_scenario::{RunOptions, run};

use crate::scenarios;

/// Returns the scenarios that do not hold when the mock leaves that check out.
fn caught_by(check: Check) -> Vec<String> {
    let options = RunOptions { skip: Some(check) };
    let reports = scenarios::all().into_iter().map(|it| run(&it, &options).expect("a world can be made"));
    reports.filter(|it| !it.holds()).map(|it| it.id).collect()
}

#[track_caller]
fn check_matters(check: Check) {
    let caught = caught_by(check);
    assert!(!caught.is_empty(), "no scenario notices that {check:?} is left out");
}

#[test]
fn scope_matters() {
    check_matters(Check::Scope);
}

#[test]
fn signature_matters() {
    check_matters(Check::Signature);
}

#[test]
fn trust_matters() {
    check_matters(Check::Trust);
}

#[test]
fn policy_matters() {
    check_matters(Check::Policy);
}

#[test]
fn mapping_matters() {
    check_matters(Check::Mapping);
}

#[test]
fn rbac_matters() {
    check_matters(Check::Rbac);
}

#[test]
fn passed_roles_matter() {
    check_matters(Check::PassRole);
}
