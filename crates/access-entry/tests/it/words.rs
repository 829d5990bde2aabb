//! Every word for people exists in both languages.

use eks_iam_access_entry::{MigrationNote, NotIdentifiedReason, RefusalReason, SkipReason};
use eks_iam_aws_auth::UnmappedReason;
use eks_iam_span::Language;

#[track_caller]
fn check(name: &str, english: &str, japanese: &str) {
    assert!(english.is_ascii() && !english.ends_with('.'), "{name}: {english}");
    assert!(!japanese.is_ascii() && !japanese.ends_with('。'), "{name}: {japanese}");
}

#[test]
fn reasons_and_notes() {
    for it in SkipReason::ALL {
        check(it.name(), it.message(Language::English), it.message(Language::Japanese));
    }
    for it in RefusalReason::ALL {
        check(it.name(), &it.message(Language::English), &it.message(Language::Japanese));
    }
    for it in MigrationNote::ALL {
        check(it.name(), it.message(Language::English), it.message(Language::Japanese));
    }
    let unmapped = [
        UnmappedReason::NotMapped,
        UnmappedReason::TemplateError,
        UnmappedReason::ReservedPrefix,
        UnmappedReason::IdArnMismatch,
        UnmappedReason::UnsupportedCallerArn,
        UnmappedReason::MalformedUserId,
    ];
    let own = [
        NotIdentifiedReason::PrincipalIdChanged,
        NotIdentifiedReason::NoAccessEntry,
        NotIdentifiedReason::NoAwsAuth,
    ];
    for it in own.into_iter().chain(unmapped.map(NotIdentifiedReason::Unmapped)) {
        check(it.name(), it.message(Language::English), it.message(Language::Japanese));
    }
}
