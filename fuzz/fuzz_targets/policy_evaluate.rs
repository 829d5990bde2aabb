//! A decision over any policy: changes allow what they promise, and an explicit Deny has none.
//!
//! The lines are the caller, the action, the resource, a condition key and its value, then of the statement the effect, the
//! principal, patterns of action and resource, a condition operator, its key and its value.
#![no_main]

use eks_iam_policy::{
    Decision, DenialText, NamedPolicy, PolicyDocument, PolicySet, Request, apply_changes, evaluate,
    minimal_changes,
};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let mut lines = text.split('\n');
    let mut line = || lines.next().unwrap_or_default();
    let request = Request::new(line(), line(), line()).with(line(), line());
    let effect = if line().is_empty() { "Allow" } else { "Deny" };
    let named = format!(
        r#""Effect": "{effect}", "Principal": {{"AWS": {}}}, "Action": {}"#,
        quoted(line()),
        quoted(line())
    );
    let resource = format!(r#""Resource": {}"#, quoted(line()));
    let condition =
        format!(r#""Condition": {{{}: {{{}: {}}}}}"#, quoted(line()), quoted(line()), quoted(line()));
    let policy = |elements: &[&str]| {
        let text = format!(r#"{{"Version": "2012-10-17", "Statement": {{{}}}}}"#, elements.join(", "));
        NamedPolicy::new("policy", PolicyDocument::parse(&text).expect("the elements are those of a policy"))
    };
    let (whole, trust) = (policy(&[&named, &resource, &condition]), policy(&[&named, &condition]));
    let sets = [
        PolicySet::with_identity([whole.clone()]),
        PolicySet { trust: Some(trust), ..PolicySet::with_identity([whole.clone()]) },
        PolicySet { resource: Some(whole.clone()), scp: vec![vec![whole]], ..PolicySet::default() },
    ];
    for set in &sets {
        check(&request, set);
    }
});

fn check(request: &Request, set: &PolicySet) {
    let evaluation = evaluate(request, set);
    let _ = (evaluation.statements().len(), evaluation.near_misses().len());
    assert_eq!(evaluation.denial_message(DenialText::WithReason).is_none(), evaluation.is_allowed());
    let changes = minimal_changes(request, set);
    match evaluation.decision() {
        Decision::Allow => assert_eq!(changes.map(|it| it.len()), Some(0)),
        Decision::ExplicitDeny => assert_eq!(changes, None),
        Decision::ImplicitDeny => {
            let Some(changes) = changes else { return };
            let after = apply_changes(set, &changes).expect("proposed statements are statements");
            assert!(evaluate(request, &after).is_allowed(), "{changes:#?}");
        }
    }
}

/// A text as a JSON string; control characters are left out.
fn quoted(text: &str) -> String {
    let kept: String = text.chars().filter(|it| !it.is_control()).collect();
    format!("\"{}\"", kept.replace('\\', "\\\\").replace('"', "\\\""))
}
