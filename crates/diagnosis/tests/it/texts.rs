//! What a text alone leads to: hop, first cause, first remedy.

use eks_iam_diagnosis::{Attempt, Case, CauseName, Snapshot, candidates, diagnose, preview};
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

/// Returns the causes of a text and the first one's preview, nothing being known but the text.
fn causes(text: &str) -> (Vec<&'static str>, String) {
    let symptom = classify(text);
    let (snapshot, attempt) = (Snapshot::default(), Attempt::default());
    let diagnosis = diagnose(&Case { symptom: &symptom, snapshot: &snapshot, attempt: &attempt });
    let first = diagnosis.causes.first().and_then(|it| it.remedies.first()).unwrap();
    let shown = preview(first, &snapshot);
    (diagnosis.causes.iter().map(|it| it.name.as_str()).collect(), shown)
}

fn pass_role_denied(operation: &str, principal: &str, reason: &str) -> String {
    format!(
        "An error occurred (AccessDeniedException) when calling the {operation} operation: User: {principal} is not \
         authorized to perform: iam:PassRole on resource: arn:aws:iam::111122223333:role/node{reason}"
    )
}

#[test]
fn the_because_clause_of_a_pass_role_denial_rules_causes_out() {
    let user = "arn:aws:iam::111122223333:user/mika";
    let of = |reason: &str| causes(&pass_role_denied("CreateCluster", user, reason)).0;
    assert_eq!(of(" because no identity-based policy allows the iam:PassRole action"), ["pass-role"]);
    assert_eq!(of(" because no permissions boundary allows the iam:PassRole action"), ["boundary-missing"]);
    assert_eq!(of(" with an explicit deny in an identity-based policy"), ["explicit-deny"]);
    assert_eq!(of(" with an explicit deny in a service control policy"), ["scp-deny"]);
    assert!(of("").len() > 5, "without a clause any policy may have decided");
}

#[test]
fn the_pass_role_statement_names_who_receives_the_role() {
    let user = "arn:aws:iam::111122223333:user/mika";
    for (operation, services) in [
        ("CreateCluster", &["\"eks.amazonaws.com\""][..]),
        ("CreateNodegroup", &["\"eks.amazonaws.com\"", "\"ec2.amazonaws.com\""]),
        ("CreatePodIdentityAssociation", &["\"pods.eks.amazonaws.com\""]),
        ("RunInstances", &["\"ec2.amazonaws.com\""]),
    ] {
        let (_, shown) = causes(&pass_role_denied(operation, user, ""));
        let named: Vec<_> = shown.split_inclusive('"').collect();
        for service in ["\"eks.amazonaws.com\"", "\"ec2.amazonaws.com\"", "\"pods.eks.amazonaws.com\""] {
            let is_named = named.contains(&service.trim_start_matches('"'));
            assert_eq!(is_named, services.contains(&service), "{operation}: {shown}");
        }
    }
}

#[test]
fn a_policy_comes_with_the_command_that_puts_it_in_place() {
    let last = |principal: &str| {
        let (_, shown) = causes(&pass_role_denied("CreateCluster", principal, ""));
        shown.lines().last().unwrap_or_default().to_owned()
    };
    assert_eq!(
        last("arn:aws:iam::111122223333:user/people/mika"),
        "aws iam put-user-policy --user-name mika --policy-name allow-iam-passrole --policy-document file://mika/allow-iam-passrole.json"
    );
    assert_eq!(
        last("arn:aws:sts::111122223333:assumed-role/ci/run"),
        "aws iam put-role-policy --role-name ci --policy-name allow-iam-passrole --policy-document file://ci/allow-iam-passrole.json"
    );
}
