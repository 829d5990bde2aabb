//! The corpus: what the authenticator loads of each document, and which findings stand on which lines.

use std::{collections::BTreeSet, path::PathBuf};

use eks_iam_aws_auth::{AwsAuth, Caller, IdentityMap, MapOptions, fix};
use eks_iam_span::LineIndex;
use serde_json::Value;

/// Documents that do not agree, with the reason. The list can only shrink: a document that agrees must leave it.
const EXPECTED_FAILURES: &[(&str, &str)] = &[];

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/it/data/corpus")
}

pub(crate) fn documents() -> Vec<(String, String)> {
    let mut names: Vec<String> = std::fs::read_dir(folder())
        .unwrap()
        .map(|it| it.unwrap().file_name().into_string().unwrap())
        .filter(|it| it.ends_with(".yaml"))
        .collect();
    names.sort();
    names.into_iter().map(|it| (it.clone(), std::fs::read_to_string(folder().join(it)).unwrap())).collect()
}

fn expected() -> Value {
    serde_json::from_str(&std::fs::read_to_string(folder().join("expected.json")).unwrap()).unwrap()
}

type Found = (String, usize, String, bool);

fn found(text: &str) -> BTreeSet<Found> {
    let lines = LineIndex::new(text);
    AwsAuth::parse(text)
        .findings()
        .iter()
        .map(|it| {
            let line = lines.line_column(it.span.start()).line;
            (it.kind.name().to_owned(), line, it.severity.as_str().to_owned(), it.fix.is_some())
        })
        .collect()
}

fn wanted(expected: &Value) -> BTreeSet<Found> {
    let findings = expected["findings"].as_array().unwrap();
    findings
        .iter()
        .map(|it| {
            (
                it["kind"].as_str().unwrap().to_owned(),
                it["line"].as_u64().unwrap() as usize,
                it["severity"].as_str().unwrap().to_owned(),
                it["fixable"].as_bool().unwrap(),
            )
        })
        .collect()
}

fn difference(name: &str, text: &str, expected: &Value) -> Option<String> {
    let document = AwsAuth::parse(text);
    let counts = [document.roles().len(), document.users().len(), document.accounts().len()];
    let valid = !document.ignored() && !document.refused() && !document.has_parse_error();
    let wanted_counts = ["roles", "users", "accounts"].map(|it| expected[it].as_u64().unwrap() as usize);
    let wanted_valid = expected["valid_for_authenticator"].as_bool().unwrap();
    let (found, wanted) = (found(text), wanted(expected));
    let missing: Vec<_> = wanted.difference(&found).collect();
    let extra: Vec<_> = found.difference(&wanted).collect();
    (missing.len() + extra.len() > 0 || counts != wanted_counts || valid != wanted_valid).then(|| {
        format!(
            "{name}: missing {missing:?}, extra {extra:?}, counts {counts:?} {wanted_counts:?}, valid {valid}"
        )
    })
}

#[test]
fn documents_agree() {
    let expected = expected();
    let mut wrong = Vec::new();
    for (name, text) in documents() {
        let listed = EXPECTED_FAILURES.iter().any(|(it, _)| *it == name);
        match difference(&name, &text, &expected[&name]) {
            Some(difference) if !listed => wrong.push(difference),
            None if listed => wrong.push(format!("{name} agrees now: take it off the list")),
            _ => {}
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn fixing_leaves_nothing_to_fix_and_twice_is_once() {
    for (name, text) in documents() {
        let fixed = fix(&text);
        let left: Vec<_> =
            AwsAuth::parse(&fixed.text).findings().iter().filter(|it| it.is_fixable()).cloned().collect();
        assert!(left.is_empty(), "{name}: {left:?}\n{}", fixed.text);
        assert_eq!(fix(&fixed.text).text, fixed.text, "{name}");
    }
}

/// Callers who are mapped by an entry on which no finding stands are mapped the same afterwards.
#[test]
fn fixing_leaves_sound_entries_alone() {
    for (name, text) in documents() {
        let document = AwsAuth::parse(&text);
        let (before, after) =
            (IdentityMap::new(&document), IdentityMap::new(&AwsAuth::parse(&fix(&text).text)));
        for entry in document.roles().iter().chain(document.users()) {
            let touched = document.findings().iter().any(|it| {
                it.fix.is_some()
                    && entry.span.start() <= it.span.start()
                    && it.span.start() <= entry.span.end()
            });
            let caller = caller_of(&entry.arn.value);
            let options = MapOptions::default();
            let answers = |map: &IdentityMap| map.map(&caller, &options).map(|it| (it.username, it.groups));
            if !touched && answers(&before).is_ok() {
                assert_eq!(answers(&before), answers(&after), "{name}: {}", entry.arn.value);
            }
        }
    }
}

/// Somebody who would be matched by an entry with this ARN.
pub(crate) fn caller_of(arn: &str) -> Caller {
    let account = arn.split(':').nth(4).unwrap_or_default().to_owned();
    let role = arn.split_once(":role/").map(|(_, it)| it.to_owned());
    match role {
        Some(role) => {
            let partition = arn.split(':').nth(1).unwrap_or_default();
            let arn = format!("arn:{partition}:sts::{account}:assumed-role/{role}/dana@example.org");
            let user_id = "AROAEXAMPLEEXAMPLE01:dana@example.org".to_owned();
            Caller { arn, account, user_id, access_key_id: "ASIAIOSFODNN7EXAMPLE".to_owned() }
        }
        None => Caller {
            arn: arn.to_owned(),
            account,
            user_id: "AIDAEXAMPLEEXAMPLE01".to_owned(),
            ..Caller::default()
        },
    }
}
