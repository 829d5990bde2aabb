//! Any text is an ARN that prints back, or an error that points into it.
#![no_main]

use eks_iam_arn::ArnRef;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    match ArnRef::parse(text) {
        Ok(arn) => assert_eq!(arn.to_string(), text),
        Err(error) => assert!(error.offset() <= text.len(), "{error}"),
    }
});
