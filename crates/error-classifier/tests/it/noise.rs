//! Precision: ordinary lines give no class that is about identity or permission.

use eks_iam_error_classifier::{Class, classify};
use serde_json::Value;

/// Lines of kernels, servers, applications and clusters.
const NOISE: &str = include_str!("data/noise.txt");
/// The corpus, for its rows that are no matter of IAM.
const ERRORS: &str = include_str!("data/errors.jsonl");

#[track_caller]
fn check(text: &str) {
    let class = classify(text).class();
    assert!(!class.is_iam(), "{class} in {text:?}");
}

#[test]
fn ordinary_lines() {
    NOISE.lines().for_each(check);
    check(NOISE);
}

#[test]
fn ten_thousand_made_lines() {
    let mut state = 0x9e37_79b9_u64;
    let mut pick = move |words: &[&str]| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        words[(state >> 33) as usize % words.len()].to_owned()
    };
    for _ in 0..10_000 {
        let line = [
            pick(&[
                "2026-03-01T10:00:00Z",
                "Mar  1 10:00:00 host",
                "E0301 10:00:00.000000 1",
                "[error]",
                "INFO",
                "{\"level\":\"warn\"}",
            ]),
            pick(&[
                "sshd[99]:",
                "nginx:",
                "kernel:",
                "controller.go:77]",
                "audit:",
                "app",
                "java.io.IOException:",
                "kubelet.go:12]",
            ]),
            pick(&[
                "access denied",
                "AccessDenied",
                "ExpiredToken",
                "token expired",
                "Unauthorized",
                "permission denied",
                "403 Forbidden",
                "not authorized",
                "policy",
                "credentials",
                "signature",
                "is forbidden",
            ]),
            pick(&[
                "for user bob",
                "rule 7 matched 0 times",
                "count=0",
                "GET /admin 403",
                "from 10.0.0.1",
                "policy check passed",
                "retries=3",
                "(disabled)",
            ]),
        ]
        .join(" ");
        check(&line);
    }
}

#[test]
fn rows_that_are_no_matter_of_iam() {
    for line in ERRORS.lines() {
        let row: Value = serde_json::from_str(line).unwrap();
        let class: Class = row["class"].as_str().unwrap().parse().unwrap();
        if !class.is_iam() {
            check(row["text"].as_str().unwrap());
        }
    }
}
