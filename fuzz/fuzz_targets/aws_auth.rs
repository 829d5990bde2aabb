//! Any text is an aws-auth document: places lie inside it, fixing ends, and fixing twice is fixing once.
#![no_main]

use eks_iam_aws_auth::{AwsAuth, Caller, IdentityMap, MapOptions, fix};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let document = AwsAuth::parse(text);
    for finding in document.findings() {
        assert!(text.get(finding.span.range()).is_some(), "{:?}", finding.kind);
    }
    let map = IdentityMap::new(&document);
    for entry in document.roles().iter().chain(document.users()) {
        assert!(text.get(entry.arn.span.range()).is_some() && text.get(entry.span.range()).is_some());
        let caller = Caller { arn: entry.arn.value.clone(), user_id: "AIDAEXAMPLE".to_owned(), ..Caller::default() };
        let _ = map.map(&caller, &MapOptions::default());
    }
    if text.len() < 4096 {
        let once = fix(text);
        let left = AwsAuth::parse(&once.text).findings().iter().filter(|it| it.is_fixable()).count();
        assert!(left == 0 || !once.applied.is_empty() || fix(&once.text).text == once.text);
        assert_eq!(fix(&once.text).text, once.text);
    }
});
