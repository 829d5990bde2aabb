//! Documents of our own, a line each: what is loaded and what is found, judged by the rules and not by the program.

use std::collections::BTreeSet;

use eks_iam_aws_auth::{AwsAuth, FindingKind, fix};
use eks_iam_span::LineIndex;
use serde_json::{Value, json};

use crate::corpus;

fn rows() -> impl Iterator<Item = Value> {
    include_str!("data/variants.jsonl").lines().map(|it| serde_json::from_str(it).unwrap())
}

fn manifest(row: &Value) -> &str {
    row["manifest"].as_str().unwrap()
}

#[test]
fn findings_and_what_is_loaded_agree() {
    let mut wrong = Vec::new();
    for row in rows() {
        let text = manifest(&row);
        let document = AwsAuth::parse(text);
        let lines = LineIndex::new(text);
        let mut found: Vec<(usize, &str)> = document
            .findings()
            .iter()
            .map(|it| (lines.line_column(it.span.start()).line, it.kind.name()))
            .collect();
        found.sort_unstable();
        let loaded = [document.roles().len(), document.users().len(), document.accounts().len()];
        let answer = json!({
            "findings": found, "loaded": loaded, "error": document.has_parse_error(), "ignored": document.ignored(),
        });
        for (key, value) in answer.as_object().unwrap() {
            if row.get(key).is_some_and(|it| it != value) {
                wrong.push(format!("{}: {key} is {value} and should be {}", row["id"], row[key]));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn fixing_leaves_nothing_to_fix() {
    for row in rows() {
        let fixed = fix(manifest(&row)).text;
        let left: Vec<&str> = AwsAuth::parse(&fixed)
            .findings()
            .iter()
            .filter(|it| it.is_fixable())
            .map(|it| it.kind.name())
            .collect();
        assert!(left.is_empty(), "{}: {left:?}\n{fixed}", row["id"]);
        assert_eq!(fix(&fixed).text, fixed, "{}", row["id"]);
    }
}

#[test]
fn every_kind_has_a_document() {
    let mut seen = BTreeSet::new();
    for text in
        rows().map(|it| manifest(&it).to_owned()).chain(corpus::documents().into_iter().map(|it| it.1))
    {
        seen.extend(AwsAuth::parse(&text).findings().iter().map(|it| it.kind));
    }
    let missing: Vec<&str> =
        FindingKind::ALL.iter().filter(|it| !seen.contains(it)).map(|it| it.name()).collect();
    assert!(missing.is_empty(), "{missing:?}");
}
