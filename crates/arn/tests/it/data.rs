//! Reads the tables of cases.

use serde_json::Value;

/// Returns the rows of a table, one JSON object a line.
pub(crate) fn rows(table: &str) -> Vec<Value> {
    table.lines().map(|it| serde_json::from_str(it).expect("a line of the table is JSON")).collect()
}

/// Returns a text of a row.
#[track_caller]
pub(crate) fn text<'a>(row: &'a Value, key: &str) -> &'a str {
    row[key].as_str().unwrap_or_else(|| panic!("{row} has no text `{key}`"))
}
