//! No pattern makes matching slow or panic, and a pattern that is put together from a text matches it.
#![no_main]

use eks_iam_arn::{
    arn_like, authenticator_arn_like, canonical_arn, strip_role_path, wildcard_match,
    wildcard_match_ignore_case,
};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|input: (&str, &str)| {
    let (pattern, text) = input;
    let matched = wildcard_match(pattern, text);
    // What matches with case also matches without.
    assert!(!matched || wildcard_match_ignore_case(pattern, text));
    // IAM's `?` is one of the two things that the authenticator's may be.
    let line = |it: &str| it.replace('\n', "");
    let arns = (format!("arn:a:b:::{}", line(pattern)), format!("arn:a:b:::{}", line(text)));
    let (iam, theirs) = (arn_like(&arns.0, &arns.1), authenticator_arn_like(&arns.1, &arns.0));
    assert!(!iam || theirs == Ok(true), "{arns:?}");
    assert!(wildcard_match(&format!("{}*", text.replace(['*', '?'], "?")), text));
    if let Ok(canonical) = canonical_arn(text) {
        assert_eq!(canonical_arn(&canonical).as_deref(), Ok(canonical.as_ref()));
    }
    let _ = strip_role_path(text);
});
