//! The corpus of real messages: every class and every field agrees, but for the fields that are disputed.

use crate::cases::check_table;

/// The messages, one a line.
const ERRORS: &str = include_str!("data/errors.jsonl");

/// Fields whose label is disputed: the row, the field, and why.
///
/// An agreement fails the test too, so that the list can only shrink.
const DISPUTED: &[(&str, &str, &str)] = &[(
    "ea02d8210-1",
    "resource",
    "the label lacks the closing brace of `${CLUSTER_NAME}`, which the text has",
)];

#[test]
fn corpus_agrees() {
    assert_eq!(check_table(ERRORS, DISPUTED), 342);
}
