//! Any text has a class; its fields stand in it, and the filter loses none that tells of an IAM error.
#![no_main]

use eks_iam_error_classifier::{Symptom, classify, classify_bytes, is_candidate};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let symptom = classify_bytes(bytes);
    if symptom.class().is_iam() {
        assert!(is_candidate(bytes), "{}", symptom.class());
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        assert_eq!(classify(text), symptom);
        for symptom in symptom.others().iter().chain([&symptom]) {
            check(text, symptom);
        }
    }
});

fn check(text: &str, symptom: &Symptom<'_>) {
    for (name, field) in symptom.fields() {
        assert!(text.get(field.span.range()).is_some_and(|it| !it.is_empty()), "{name} {field:?}");
    }
    let _ = (symptom.principal(), symptom.resource(), symptom.retry(), symptom.is_retried_by_sdk());
}
