//! Forms that the corpus lacks, and the check that all tables of messages share.

use std::collections::BTreeMap;

use eks_iam_error_classifier::{Symptom, classify};
use serde_json::Value;

/// Messages in the corpus' format, made for one form each.
const CASES: &str = include_str!("data/cases.jsonl");

#[test]
fn cases_agree() {
    assert!(check_table(CASES, &[]) > 60);
}

/// Messages of every class in the wrappers of many programs; of their fields, some are named.
const EMITTERS: &str = include_str!("data/emitters.jsonl");

#[test]
fn emitters_agree() {
    let mut report = String::new();
    for line in EMITTERS.lines() {
        let row: Value = serde_json::from_str(line).unwrap();
        let text = row["text"].as_str().unwrap();
        let symptom = classify(text);
        let (got, want) = (fields(&symptom), row["fields"].as_object().unwrap());
        let agrees = want.iter().all(|(name, value)| got.get(name).map(String::as_str) == value.as_str());
        if symptom.class().as_str() != row["class"] || !agrees {
            report +=
                &format!("\n{}: {}\n{text}\n   got {got:?}\n  want {want:?}\n", row["id"], symptom.class());
        }
        check_spans(text, &symptom);
    }
    assert!(report.is_empty(), "{report}");
}

/// Returns the fields of a symptom by name.
pub(crate) fn fields(symptom: &Symptom) -> BTreeMap<String, String> {
    symptom.fields().map(|(name, field)| (name.to_string(), field.value.to_string())).collect()
}

/// Checks every row of a table and returns how many there are; fields of `disputed` must differ.
#[track_caller]
pub(crate) fn check_table(table: &str, disputed: &[(&str, &str, &str)]) -> usize {
    let mut report = String::new();
    let mut rows = 0;
    for line in table.lines() {
        let row: Value = serde_json::from_str(line).unwrap();
        let (id, text) = (row["id"].as_str().unwrap(), row["text"].as_str().unwrap());
        let symptom = classify(text);
        rows += 1;
        let (mut got, mut want) = (fields(&symptom), serde_json::from_value(row["fields"].clone()).unwrap());
        for (_, name, why) in disputed.iter().filter(|(row, _, _)| *row == id) {
            let (got, want): (Option<String>, Option<String>) =
                (got.remove(*name), BTreeMap::remove(&mut want, *name));
            assert_ne!(got, want, "{id} {name} agrees now and is disputed: {why}");
        }
        if symptom.class().as_str() != row["class"] || got != want {
            let class = symptom.class();
            report +=
                &format!("\n{id}: {class}, not {}\n{text}\n   got {got:?}\n  want {want:?}\n", row["class"]);
        }
        check_spans(text, &symptom);
    }
    assert!(report.is_empty(), "{report}");
    rows
}

/// Checks that each span slices to its field, but for the damage that was taken away.
#[track_caller]
pub(crate) fn check_spans(text: &str, symptom: &Symptom) {
    for (name, field) in symptom.fields().chain(symptom.others().iter().flat_map(Symptom::fields)) {
        let slice = field.span.slice(text);
        assert!(!slice.is_empty(), "{name} {field:?} slices to nothing in {text:?}");
        let letters = |text: &str| text.chars().filter(char::is_ascii_alphanumeric).collect::<String>();
        assert!(
            slice == field.value || letters(slice).contains(&letters(&field.value)) || is_escaped(slice),
            "{name} {field:?} slices to {slice:?}"
        );
    }
}

/// Returns whether a slice holds escapes or colours, whose own letters stand between those of the value.
fn is_escaped(slice: &str) -> bool {
    slice.contains(['\\', '&', '\u{1b}', '['])
}
