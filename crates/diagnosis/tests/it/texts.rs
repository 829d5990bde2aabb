//! What a text alone leads to: hop, first cause, first remedy.

use eks_iam_diagnosis::{Attempt, Case, CauseName, Snapshot, candidates, diagnose};
use eks_iam_document::Node;
use eks_iam_error_classifier::{Class, classify};
use eks_iam_span::Language;

#[test]
fn the_messages_of_the_guide_lead_to_their_causes() {
    for line in include_str!("data/texts.jsonl").lines() {
        let row = eks_iam_document::parse(line).unwrap();
        let field = |key| row.get(key).and_then(Node::as_str).unwrap();
        let symptom = classify(field("text"));
        let (snapshot, attempt) = (Snapshot::default(), Attempt::default());
        let case = Case { symptom: &symptom, snapshot: &snapshot, attempt: &attempt };
        let diagnosis = diagnose(&case);
        let first = &diagnosis.causes[0];
        let got = (
            diagnosis.hop(&case).map_or("-", |it| it.as_str()),
            first.name.as_str(),
            first.remedies[0].kind.as_str(),
        );
        assert_eq!(got, (field("hop"), field("cause"), field("remedy")), "{}", field("text"));
    }
}

#[test]
fn every_class_of_iam_has_a_cause() {
    let without: Vec<_> = Class::ALL.iter().filter(|it| it.is_iam() && candidates(**it).is_empty()).collect();
    assert!(without.is_empty(), "{without:?}");
}

#[test]
fn every_cause_speaks_both_languages() {
    for cause in CauseName::ALL {
        for message in [cause.title(), cause.check(), cause.advice()] {
            for language in [Language::English, Language::Japanese] {
                assert_ne!(message.text(language), message.id());
            }
        }
    }
}
