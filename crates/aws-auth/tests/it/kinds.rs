//! Every kind, notes too: its example has it, its mended example is what the fix makes of it, its words are there.

use std::collections::HashSet;

use eks_iam_aws_auth::{AwsAuth, Finding, FindingKind, fix};
use eks_iam_span::Language;

fn every() -> impl Iterator<Item = &'static FindingKind> {
    FindingKind::ALL.iter().chain(FindingKind::NOTES)
}

fn told(document: &AwsAuth) -> impl Iterator<Item = &Finding> {
    document.findings().iter().chain(document.notes())
}

#[test]
fn there_are_85_with_names_of_their_own() {
    let names: HashSet<&str> = FindingKind::ALL.iter().map(|it| it.name()).collect();
    assert_eq!((FindingKind::ALL.len(), names.len()), (85, 85));
    assert!(FindingKind::NOTES.iter().all(|it| it.is_note() && !names.contains(it.name())));
    for kind in every() {
        assert_eq!(FindingKind::from_name(kind.name()), Some(*kind));
        let debug = format!("{kind:?}");
        let kebab: String = debug
            .char_indices()
            .flat_map(|(at, it)| {
                let dash = (at > 0 && it.is_uppercase()).then_some('-');
                dash.into_iter().chain(it.to_lowercase())
            })
            .collect();
        assert_eq!(kind.name(), kebab);
    }
}

#[test]
fn examples_have_the_finding_and_are_mended_as_told() {
    let mut wrong = Vec::new();
    for kind in every() {
        let document = AwsAuth::parse(kind.example());
        let Some(finding) = told(&document).find(|it| it.kind == *kind) else {
            wrong.push(format!("{}: not found in its example: {:?}", kind.name(), document.findings()));
            continue;
        };
        assert_eq!(finding.severity, kind.severity());
        assert_eq!(finding.is_fixable(), kind.mended_example().is_some(), "{}", kind.name());
        if let Some(mended) = kind.mended_example() {
            let fixed = fix(kind.example()).text;
            if fixed != mended {
                wrong.push(format!("{}: mended\n{fixed}\n---\n{mended}", kind.name()));
            }
            if AwsAuth::parse(&fixed).findings().iter().any(|it| it.kind == *kind) {
                wrong.push(format!("{}: still there after the fix", kind.name()));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn words_are_complete_in_both_languages() {
    for kind in every() {
        let (english, japanese) = (kind.explanation(Language::English), kind.explanation(Language::Japanese));
        assert!(english.is_ascii(), "{}", kind.name());
        assert!(!japanese.is_ascii() && japanese.ends_with('。'), "{}", kind.name());
        let document = AwsAuth::parse(kind.example());
        let finding = told(&document).find(|it| it.kind == *kind).unwrap();
        for language in [Language::English, Language::Japanese] {
            let message = finding.message(language);
            assert!(!message.is_empty() && !message.contains('\n'), "{}: {message}", kind.name());
            for number in ["{0}", "{1}", "{2}"] {
                assert!(!message.contains(number), "{}: {message}", kind.name());
            }
            assert!(!message.ends_with(['.', '。']), "{}: {message}", kind.name());
        }
    }
}

#[test]
fn only_kinds_called_fixable_are_mended() {
    for kind in every().filter(|it| !it.is_fixable()) {
        assert_eq!(kind.mended_example(), None, "{}", kind.name());
    }
}
