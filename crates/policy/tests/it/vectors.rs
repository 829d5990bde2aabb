//! Known answers.

use eks_iam_policy::{apply_changes, evaluate, minimal_changes};
use serde_json::Value;

use crate::support::{policies, request};

const DEVELOPER: &str = include_str!("data/policy.jsonl");
const OWN: &str = include_str!("data/own.jsonl");

fn rows() -> impl Iterator<Item = Value> {
    let lines = DEVELOPER.lines().chain(OWN.lines()).filter(|line| !line.is_empty());
    lines.map(|line| serde_json::from_str(line).unwrap_or_else(|error| panic!("{error}: {line}")))
}

#[test]
fn decisions() {
    let mut wrong = Vec::new();
    for row in rows() {
        let (request, policies) = (request(&row["request"]), policies(&row["policies"]));
        let evaluation = evaluate(&request, &policies);
        let got = (evaluation.decision().as_str(), evaluation.deciding().as_str());
        let expected = &row["expected"];
        if (Some(got.0), Some(got.1)) != (expected["decision"].as_str(), expected["deciding"].as_str()) {
            wrong.push(format!("{} ({}): {got:?}, expected {expected}", row["id"], row["rule"]));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Applying all changes allows; leaving any one out does not; an explicit Deny is never mended.
#[test]
fn changes_are_minimal() {
    let mut seen = 0;
    for row in rows() {
        let (request, policies) = (request(&row["request"]), policies(&row["policies"]));
        let evaluation = evaluate(&request, &policies);
        let Some(changes) = minimal_changes(&request, &policies) else {
            let decision = evaluation.decision().as_str();
            let impossible = ["d-xacct-03", "o-root-01", "o-pass-01", "n-o-20", "n-t-17"].map(Value::from);
            assert!(decision == "explicit-deny" || impossible.contains(&row["id"]), "{}", row["id"]);
            continue;
        };
        assert_eq!(changes.is_empty(), evaluation.is_allowed(), "{}", row["id"]);
        let after = apply_changes(&policies, &changes).unwrap();
        assert!(evaluate(&request, &after).is_allowed(), "{}: {changes:#?}", row["id"]);
        for left_out in 0..changes.len() {
            let mut some = changes.clone();
            some.remove(left_out);
            let after = apply_changes(&policies, &some).unwrap();
            assert!(
                !evaluate(&request, &after).is_allowed(),
                "{}: without {left_out}: {changes:#?}",
                row["id"]
            );
            seen += 1;
        }
    }
    assert!(seen > 20, "only {seen} changes");
}
