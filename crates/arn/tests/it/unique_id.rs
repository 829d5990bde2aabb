//! Prefixes of unique ids.

use eks_iam_arn::UniqueIdKind;

#[test]
fn every_kind_is_found_by_its_prefix() {
    for kind in UniqueIdKind::ALL {
        assert_eq!(UniqueIdKind::of(&format!("{}IOSFODNN7EXAMPLE", kind.prefix())), Some(kind));
    }
    assert!(UniqueIdKind::ALL.map(UniqueIdKind::prefix).is_sorted());
    for id in ["", "AID", "aida1234", "AZZA1234", "日本語の名前"] {
        assert_eq!(UniqueIdKind::of(id), None, "{id}");
    }
}
