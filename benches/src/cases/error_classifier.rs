//! `eks-iam-error-classifier`: one message, a log, a CloudTrail file.

use std::{borrow::Cow, hint::black_box};

use aho_corasick::{AhoCorasick, MatchKind};
use eks_iam_error_classifier::{candidate_lines, classify, cloudtrail::Records};
use regex::{Regex, RegexSet};
use serde::Deserialize;

use crate::{
    Case,
    inputs::{cloudtrail, error_log},
};

pub(super) fn cases() -> Vec<Case> {
    messages().into_iter().chain(lines()).chain(records()).collect()
}

/// One message of about 300 bytes, with its fields.
fn messages() -> [Case; 2] {
    let messages: Vec<String> = error_log::failures(400, 1).into_iter().map(|(_, text)| text).collect();
    let ours = messages.clone();
    let count = messages.len();
    let patterns: Vec<Regex> = error_log::PATTERNS
        .iter()
        .map(|pattern| Regex::new(pattern).expect("the patterns are right"))
        .collect();
    let set = RegexSet::new(error_log::PATTERNS).expect("the patterns are right");
    [
        Case::new("error-classifier/message", "ours", count, move || {
            for message in &ours {
                black_box(classify(black_box(message)));
            }
        }),
        Case::new("error-classifier/message", "regex", count, move || {
            for message in &messages {
                for index in set.matches(black_box(message)) {
                    black_box(patterns[index].captures(message));
                }
            }
        }),
    ]
}

/// A log of 64 MiB, a line in a hundred a failure: found, and classified.
fn lines() -> [Case; 3] {
    const MIB: usize = 64;
    let (log, same, third) = (error_log::log(MIB, 1), error_log::log(MIB, 1), error_log::log(MIB, 1));
    let filter = AhoCorasick::builder()
        .match_kind(MatchKind::LeftmostFirst)
        .build(error_log::LITERALS)
        .expect("the literals are few");
    let set = RegexSet::new(error_log::PATTERNS).expect("the patterns are right");
    [
        Case::new("error-classifier/log-mib", "ours", MIB, move || {
            for span in candidate_lines(log.as_bytes()) {
                black_box(classify(span.slice(&log)));
            }
        }),
        Case::new("error-classifier/log-mib", "filter-alone", MIB, move || {
            black_box(candidate_lines(third.as_bytes()).count());
        }),
        Case::new("error-classifier/log-mib", "aho-corasick", MIB, move || {
            let mut at = 0;
            while let Some(found) = filter.find(&same[at..]) {
                let place = at + found.start();
                let start = same[..place].rfind('\n').map_or(0, |at| at + 1);
                let end = same[place..].find('\n').map_or(same.len(), |count| place + count);
                black_box(set.is_match(&same[start..end]));
                at = end;
            }
        }),
    ]
}

/// A CloudTrail file of 500 records: all found, the denied ones read.
fn records() -> [Case; 3] {
    const COUNT: usize = 500;
    let file = cloudtrail::file(COUNT, 1);
    let (fields, same) = (file.clone(), file.clone());
    [
        Case::new("error-classifier/cloudtrail-record", "ours", COUNT, move || {
            for record in Records::new(file.as_bytes()).flatten() {
                if record.has_error() {
                    black_box(record.fields());
                }
                black_box(&record);
            }
        }),
        Case::new("error-classifier/cloudtrail-record", "all-fields", COUNT, move || {
            for record in Records::new(fields.as_bytes()).flatten() {
                black_box(record.fields());
            }
        }),
        Case::new("error-classifier/cloudtrail-record", "serde_json", COUNT, move || {
            let file: TrailFile<'_> = serde_json::from_str(&same).expect("the file is JSON");
            black_box(file);
        }),
    ]
}

/// What serde_json reads, borrowed.
#[derive(Deserialize)]
pub(super) struct TrailFile<'a> {
    #[serde(borrow, rename = "Records")]
    #[expect(dead_code, reason = "it is read to be measured")]
    records: Vec<Record<'a>>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
#[expect(dead_code, reason = "it is read to be measured")]
struct Record<'a> {
    #[serde(borrow)]
    event_time: Cow<'a, str>,
    #[serde(borrow)]
    event_source: Cow<'a, str>,
    #[serde(borrow)]
    event_name: Cow<'a, str>,
    #[serde(borrow)]
    aws_region: Cow<'a, str>,
    #[serde(borrow)]
    error_code: Option<Cow<'a, str>>,
    #[serde(borrow)]
    error_message: Option<Cow<'a, str>>,
    #[serde(borrow, rename = "requestID")]
    request_id: Cow<'a, str>,
    #[serde(borrow, rename = "eventID")]
    event_id: Cow<'a, str>,
    #[serde(borrow)]
    recipient_account_id: Cow<'a, str>,
    #[serde(borrow)]
    user_identity: Identity<'a>,
}

#[derive(Deserialize)]
#[expect(dead_code, reason = "it is read to be measured")]
struct Identity<'a> {
    #[serde(borrow, rename = "type")]
    kind: Cow<'a, str>,
    #[serde(borrow)]
    arn: Cow<'a, str>,
}
