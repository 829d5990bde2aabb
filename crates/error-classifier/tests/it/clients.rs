//! What the AWS CLI and kubectl print in the scenarios that they can express, taken from `cargo xtask interop`.

use eks_iam_error_classifier::classify;

/// The texts, one a line, with the class of each.
const CLIENTS: &str = include_str!("data/clients.jsonl");

#[test]
fn what_real_programs_print() {
    let mut count = 0;
    for line in CLIENTS.lines() {
        let row: serde_json::Value = serde_json::from_str(line).unwrap();
        let found = classify(row["text"].as_str().unwrap());
        assert_eq!(found.class().as_str(), row["class"].as_str().unwrap(), "{line}");
        count += 1;
    }
    assert!(count > 35, "only {count} texts");
}
