//! Findings.

use std::collections::HashSet;

use eks_iam_policy::{FindingKind, LintContext, lint};
use eks_iam_span::{Language, Severity, apply_edits};

use crate::support::document;

fn context(kind: FindingKind) -> LintContext {
    LintContext {
        account: Some("111122223333".to_owned()),
        partition: Some("aws".to_owned()),
        for_role: true,
        ..LintContext::of(kind.example_policy_type())
    }
}

#[test]
fn every_example_has_its_finding() {
    for &kind in FindingKind::ALL {
        let findings = lint(&document(kind.example()), &context(kind));
        assert!(findings.iter().any(|it| it.kind == kind), "{kind}: {findings:?}");
        let mended = lint(&document(kind.mended_example()), &context(kind));
        assert!(!mended.iter().any(|it| it.kind == kind), "{kind} mended: {mended:?}");
    }
}

#[test]
fn fixes_mend() {
    for &kind in FindingKind::ALL {
        let text = kind.example();
        for finding in lint(&document(text), &context(kind)).into_iter().filter(|it| it.kind == kind) {
            let Some(fix) = finding.fix else { continue };
            let fixed = document(&apply_edits(text, &fix).unwrap());
            assert!(!lint(&fixed, &context(kind)).iter().any(|it| it.kind == kind), "{kind}");
        }
    }
}

#[test]
fn words() {
    let mut names = HashSet::new();
    for &kind in FindingKind::ALL {
        assert!(names.insert(kind.name()), "{kind} twice");
        assert_eq!(FindingKind::from_name(kind.name()), Some(kind));
        for finding in lint(&document(kind.example()), &context(kind)) {
            for language in [Language::English, Language::Japanese] {
                let message = finding.message(language);
                assert!(
                    !message.contains("{0}") && !message.contains("{1}") && !message.contains('\n'),
                    "{message}"
                );
                assert!(!finding.kind.explanation(language).is_empty());
            }
            let english = finding.message(Language::English);
            assert!(!english.ends_with('.'), "{english}");
        }
    }
}

#[test]
fn spans_point_into_the_text() {
    for &kind in FindingKind::ALL {
        let text = kind.example();
        for finding in lint(&document(text), &context(kind)) {
            assert!(!finding.span.slice(text).is_empty(), "{kind}: {:?}", finding.span);
        }
    }
}

#[test]
fn a_sound_policy_has_none() {
    let irsa = r#"{"Version": "2012-10-17", "Statement": [{"Effect": "Allow",
        "Principal": {"Federated": "arn:aws:iam::111122223333:oidc-provider/oidc.eks.eu-west-1.amazonaws.com/id/AB12"},
        "Action": "sts:AssumeRoleWithWebIdentity",
        "Condition": {"StringEquals": {
            "oidc.eks.eu-west-1.amazonaws.com/id/AB12:sub": "system:serviceaccount:ml:trainer",
            "oidc.eks.eu-west-1.amazonaws.com/id/AB12:aud": "sts.amazonaws.com"}}}]}"#;
    let context = LintContext {
        issuer: Some("https://oidc.eks.eu-west-1.amazonaws.com/id/AB12".to_owned()),
        ..context(FindingKind::OidcTrustWithoutSub)
    };
    assert_eq!(lint(&document(irsa), &context), []);
    let saml = r#"{"Version": "2012-10-17", "Statement": [{"Effect": "Allow",
        "Principal": {"Federated": "arn:aws:iam::111122223333:saml-provider/Okta"},
        "Action": ["sts:AssumeRoleWithSAML", "sts:TagSession"],
        "Condition": {"StringEquals": {"SAML:aud": "https://signin.aws.amazon.com/saml"}}}]}"#;
    assert_eq!(lint(&document(saml), &context), []);
}

#[test]
fn another_clusters_issuer() {
    let text = FindingKind::OidcTrustWithoutSub.mended_example();
    let context = LintContext {
        issuer: Some("https://oidc.eks.eu-west-1.amazonaws.com/id/NEW".to_owned()),
        ..LintContext::default()
    };
    let findings = lint(&document(text), &context);
    assert_eq!(findings.iter().map(|it| it.kind).collect::<Vec<_>>(), [FindingKind::ForeignIssuer]);
    assert_eq!(findings[0].severity, Severity::Error);
}
