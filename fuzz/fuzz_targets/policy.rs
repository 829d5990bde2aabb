//! Any text is a policy whose findings point into it and whose fixes apply, or an error that points into it.
#![no_main]

use eks_iam_policy::{LintContext, PolicyDocument, PolicyType, lint};
use eks_iam_span::{Language, apply_edits};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let document = match PolicyDocument::parse(text) {
        Ok(document) => document,
        Err(error) => {
            assert!(error.span().end() <= text.len(), "{error}");
            return;
        }
    };
    for kind in PolicyType::ALL {
        let _ = document.validate(kind);
        for finding in lint(&document, &LintContext::of(kind)) {
            assert!(finding.span.end() <= text.len(), "{finding:?}");
            assert!(!finding.message(Language::Japanese).is_empty());
            if let Some(fix) = &finding.fix {
                assert!(apply_edits(text, fix).is_ok(), "{finding:?}");
            }
        }
    }
});
