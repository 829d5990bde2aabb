//! Reads tables of cases: JSON Lines, one case a line.

use serde_json::Value;

/// Returns the cases of a table.
#[track_caller]
pub(crate) fn cases(table: &str) -> Vec<Value> {
    table.lines().map(|it| serde_json::from_str(it).unwrap()).collect()
}

/// Fails with all that is wrong at once.
#[track_caller]
pub(crate) fn assert_none(wrong: &[String]) {
    assert!(wrong.is_empty(), "{} wrong:\n{}", wrong.len(), wrong.join("\n"));
}
