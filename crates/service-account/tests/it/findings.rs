//! What the webhook passes over in silence.

use std::collections::BTreeSet;

use eks_iam_service_account::{FindingKind, MutationInput, PodIdentityAccount, mutate};
use eks_iam_span::Language;

use crate::{annotation, input, variables};

#[track_caller]
fn check(change: impl Fn(&mut MutationInput), expected: &[&str]) {
    let mut input = input();
    change(&mut input);
    let findings = mutate(&input).findings;
    let kinds: Vec<_> = findings.iter().map(|finding| finding.kind.name()).collect();
    assert_eq!(kinds, expected);
    for finding in findings {
        for language in Language::ALL {
            assert!(!finding.message(language).contains("{}"));
        }
    }
}

fn account(input: &mut MutationInput) -> &mut Vec<(String, String)> {
    &mut input.service_accounts[0].annotations
}

#[test]
fn of_the_service_account() {
    check(|_| {}, &[]);
    check(|input| account(input)[0].0 = "eks.amazonaws.com/role_arn".to_owned(), &["misspelt-annotation"]);
    check(|input| account(input)[0].0 = "eks.amazon.com/role-arn".to_owned(), &["misspelt-annotation"]);
    check(|input| account(input)[0].0 = "iam.amazonaws.com/role".to_owned(), &[]);
    check(|input| account(input)[0].1.clear(), &["empty-role-arn"]);
    check(
        |input| account(input)[0].1 = " arn:aws:iam::111122223333:role/x".to_owned(),
        &["invalid-role-arn"],
    );
    check(|input| account(input).push(annotation("sts-regional-endpoints", "yes")), &["invalid-value"]);
    check(|input| account(input).push(annotation("token-expiration", "1h")), &["invalid-value"]);
    check(|input| account(input).push(annotation("token-expiration", "60")), &["token-expiration-raised"]);
    check(|input| account(input).push(annotation("audience", "")), &["empty-audience"]);
    check(|input| input.service_accounts.clear(), &["unknown-service-account"]);
    check(|input| input.pod.service_account = "default".to_owned(), &["default-service-account"]);
}

#[test]
fn of_the_pod() {
    let pod = |name: &'static str, value: &'static str, expected: &[&str]| {
        check(|input| input.pod.annotations.push(annotation(name, value)), expected);
    };
    pod("role-arn", "x", &["role-arn-on-pod"]);
    pod("skip-containers", "\"", &["skip-containers-unreadable"]);
    pod("skip-containers", "main", &["container-skipped"]);
    pod("token-expiration", "60", &["token-expiration-raised"]);
    let env = |pairs: &'static [(&str, &str)], expected: &[&str]| {
        check(|input| input.pod.containers[0].env = variables(pairs), expected);
    };
    env(&[("AWS_ROLE_ARN", "x")], &["half-pair"]);
    env(&[("AWS_STS_REGIONAL_ENDPOINTS", "global")], &["unknown-sts-mode"]);
    env(
        &[
            ("AWS_ROLE_ARN", "x"),
            ("AWS_WEB_IDENTITY_TOKEN_FILE", "y"),
            ("AWS_REGION", "z"),
            ("AWS_STS_REGIONAL_ENDPOINTS", "legacy"),
        ],
        &["no-mount"],
    );
}

#[test]
fn of_pod_identity() {
    let associate = |input: &mut MutationInput| {
        input.container_credentials =
            vec![PodIdentityAccount { namespace: "apps".to_owned(), service_account: "reader".to_owned() }];
    };
    check(associate, &["annotation-ignored"]);
    check(
        |input| {
            associate(input);
            account(input).clear();
            input.pod.containers[0].env =
                variables(&[("AWS_ROLE_ARN", "x"), ("AWS_WEB_IDENTITY_TOKEN_FILE", "y")]);
        },
        &["web-identity-hides-pod-identity"],
    );
}

#[test]
fn names_are_distinct() {
    let names: BTreeSet<_> = FindingKind::ALL.iter().map(|kind| kind.name()).collect();
    assert_eq!(names.len(), FindingKind::ALL.len());
}

#[test]
fn words() {
    let mut input = input();
    account(&mut input)[0].0 = "eks.amazonaws.com/role_arn".to_owned();
    let finding = &mutate(&input).findings[0];
    assert_eq!(
        finding.message(Language::English),
        "annotation `eks.amazonaws.com/role_arn` is none that the webhook reads; correct its key"
    );
    assert_eq!(
        finding.message(Language::Japanese),
        "アノテーション `eks.amazonaws.com/role_arn` は Webhook が読むキーではありません。キーを修正してください"
    );
}
