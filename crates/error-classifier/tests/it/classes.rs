//! The classes: names, hops, retry words.

use std::collections::BTreeSet;

use eks_iam_error_classifier::{Class, Retry};
use serde_json::Value;

/// The messages of the corpus, in which every class occurs.
const ERRORS: &str = include_str!("data/errors.jsonl");

#[test]
fn names_are_those_of_the_taxonomy() {
    let rows = ERRORS.lines().map(|line| serde_json::from_str::<Value>(line).unwrap());
    let labels: BTreeSet<String> = rows.map(|row| row["class"].as_str().unwrap().to_owned()).collect();
    let names: BTreeSet<String> = Class::ALL.iter().map(ToString::to_string).collect();
    assert_eq!(names, labels);
    assert_eq!(Class::ALL.len(), 84);
}

#[test]
fn names_lead_back() {
    for &class in Class::ALL {
        assert_eq!(class.as_str().parse(), Ok(class));
    }
    let error = "access-denied".parse::<Class>().unwrap_err();
    assert_eq!(error.to_string(), "not the name of an error class");
}

#[test]
fn hops_follow_the_names() {
    for &class in Class::ALL {
        let name = class.as_str();
        let hop = match class.family() {
            "signature" if name == "signature.service-scope-mismatch" => Some("sts-endpoint"),
            "credentials" | "signature" | "config" => Some("caller"),
            "sts" | "region" => Some("sts-endpoint"),
            "access-denied" | "pass-role" | "assume-role" | "policy" => Some("policy"),
            "web-identity" | "pod-identity" => Some("service-account"),
            "access-entry" => Some("access-entry"),
            "aws-auth" | "console" => Some("aws-auth"),
            _ => match name {
                "kubernetes.exec-plugin" | "kubernetes.exec-plugin-version" | "kubernetes.no-config" => {
                    Some("caller")
                }
                "authenticator.sts-rejected"
                | "authenticator.token-invalid"
                | "kubernetes.forbidden-anonymous" => Some("token"),
                "kubernetes.unauthorized" | "node.unauthorized" | "authenticator.node-lookup-failed" => {
                    Some("aws-auth")
                }
                "kubernetes.forbidden-rbac" => Some("rbac"),
                _ => None,
            },
        };
        assert_eq!(class.hop_name(), hop, "{name}");
    }
}

#[test]
fn every_class_has_a_sentence() {
    for class in Class::ALL {
        let summary = class.summary().trim();
        assert!(summary.ends_with('.') && summary.len() > 20, "{class}: {summary}");
    }
}

#[test]
fn retry_words() {
    assert_eq!(Class::CredentialsExpired.retry(), Retry::Refresh);
    assert_eq!(Class::PassRole.retry().to_string(), "after-change");
    assert_eq!(Class::Throttling.retry().as_str(), "backoff");
}
