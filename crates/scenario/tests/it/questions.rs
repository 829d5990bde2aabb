//! A question about somebody's own aws-auth: who does this caller become?

use std::{env, fs};

use eks_iam_diagnosis::CauseName;
use eks_iam_scenario::{Report, RunOptions, ad_hoc, run};

const AWS_AUTH: &str = "\
apiVersion: v1
kind: ConfigMap
metadata:
  name: aws-auth
  namespace: kube-system
data:
  mapRoles: |
    - rolearn: arn:aws:iam::111122223333:role/dev
      username: dev:{{SessionName}}
      groups: [devs]
    - rolearn: arn:aws:iam::111122223333:role/team/ops
      username: ops
      groups:
        - system:masters
";

fn ask(name: &str, text: &str, caller: &str) -> Report {
    let path = env::temp_dir().join(format!("eks-iam-question-{}-{name}.yaml", std::process::id()));
    fs::write(&path, text).unwrap();
    let scenario = ad_hoc(&path, caller, None);
    fs::remove_file(&path).unwrap();
    run(&scenario.unwrap(), &RunOptions::default()).unwrap()
}

#[test]
fn a_mapped_role_becomes_its_user() {
    let report = ask("mapped", AWS_AUTH, "arn:aws:iam::111122223333:role/dev");
    assert_eq!(
        report.cases.first().unwrap().first.printed,
        "user dev:session, groups devs, system:authenticated"
    );
}

#[test]
fn a_path_is_found_and_cut() {
    let report = ask("path", AWS_AUTH, "arn:aws:sts::111122223333:assumed-role/ops/mika");
    let case = report.cases.first().unwrap();
    assert!(!case.first.allowed);
    assert_eq!(case.cause().map(|it| it.name), Some(CauseName::MappingNeverMatches));
    assert!(case.succeeds_after());
}

#[test]
fn a_stranger_is_nobody() {
    let report = ask("stranger", AWS_AUTH, "arn:aws:iam::444455556666:user/eve");
    assert_eq!(report.cases.first().unwrap().cause().map(|it| it.name), Some(CauseName::NotMapped));
}

#[test]
fn a_broken_document_is_lost() {
    let text = AWS_AUTH.replace("      username: dev", "    \tusername: dev");
    let report = ask("broken", &text, "arn:aws:iam::111122223333:role/dev");
    let case = report.cases.first().unwrap();
    assert_eq!(case.cause().map(|it| it.name), Some(CauseName::MappingLost));
    assert!(case.succeeds_after());
}

#[test]
fn what_is_no_caller_is_refused() {
    let error = ad_hoc("Cargo.toml".as_ref(), "arn:aws:iam:：111122223333:user/eve", None).unwrap_err();
    assert!(error.to_string().contains("full-width colon U+FF1A at byte 12"), "{error}");
}
