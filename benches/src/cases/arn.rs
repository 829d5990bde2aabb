//! `eks-iam-arn`: reading ARNs, and patterns made to be slow.
//!
//! Peers: scratchstack-arn and aws-arn, which validate and allocate, and arn, which borrows and validates nothing.

use std::{hint::black_box, str::FromStr};

use eks_iam_arn::{Arn, ArnRef, Principal, authenticator_arn_like, canonical_arn, wildcard_match};

use crate::{Case, inputs::arns};

/// How many ARNs a run reads.
const COUNT: usize = 1000;

pub(super) fn cases() -> Vec<Case> {
    let each = |group, id, work: fn(&str) -> bool| {
        let list = arns::arns(COUNT, 1);
        Case::new(group, id, COUNT, move || {
            for arn in &list {
                black_box(work(black_box(arn)));
            }
        })
    };
    let mut cases = vec![
        each("arn/parse", "ours", |it| black_box(ArnRef::parse(it)).is_ok()),
        each("arn/parse", "scratchstack-arn", |it| black_box(scratchstack_arn::Arn::from_str(it)).is_ok()),
        each("arn/parse", "aws-arn", |it| black_box(aws_arn::ResourceName::from_str(it)).is_ok()),
        each("arn/parse", "arn", |it| black_box(arn::naive::NaiveArn::parse(it)).is_ok()),
        each("arn/parse-owned", "ours", |it| black_box(Arn::from_str(it)).is_ok()),
        each("arn/principal", "ours", |it| black_box(Principal::parse(it)).is_ok()),
        each("arn/canonical", "ours", |it| black_box(canonical_arn(it)).is_ok()),
    ];
    // The time of one byte stays the same, however long the text is.
    for (group, long_group, length) in [
        ("arn/wildcard-1k", "arn/authenticator-1k", 1_000),
        ("arn/wildcard-10k", "arn/authenticator-10k", 10_000),
        ("arn/wildcard-100k", "arn/authenticator-100k", 100_000),
    ] {
        let (text, pattern) = ("a".repeat(length), format!("*{}*a?b*", "*a".repeat(30)));
        let arn = format!("arn:aws:s3:::{text}");
        let arn_pattern = format!("arn:aws:s3:::{pattern}");
        cases.push(Case::new(group, "ours", length, move || {
            black_box(wildcard_match(black_box(&pattern), black_box(&text)));
        }));
        cases.push(Case::new(long_group, "ours", length, move || {
            black_box(authenticator_arn_like(black_box(&arn), black_box(&arn_pattern))).ok();
        }));
    }
    cases
}
