//! Any text is a host of STS or none; what a token may be sent to is always one, of the cluster's own partition.
#![no_main]

use eks_iam_arn::Partition;
use eks_iam_sts_endpoint::{Scope, endpoint_of_host, judge_scope, token_host, warnings};
use libfuzzer_sys::fuzz_target;

/// Parts of hosts, so that some inputs come near to real ones.
const PARTS: [&str; 16] = [
    "sts",
    "sts-fips",
    "us-west-2",
    "us-gov-west-1",
    "cn-north-1",
    "aws-global",
    "s3",
    "amazonaws.com",
    "amazonaws.com.cn",
    "api.aws",
    "c2s.ic.gov",
    "vpce",
    "vpce-1",
    "com",
    "",
    "STS",
];

fuzz_target!(|input: (&str, &str, [u8; 5])| {
    let (text, region, choice) = input;
    check(text, region);
    let parts: Vec<&str> = choice.iter().map(|it| *PARTS.get(usize::from(*it)).unwrap_or(&text)).collect();
    for count in 2..=parts.len() {
        check(&parts[..count].join("."), region);
    }
});

fn check(authority: &str, region: &str) {
    let host = endpoint_of_host(authority);
    for partition in Partition::ALL {
        let verdict = token_host(authority, partition.id(), region);
        if verdict.is_accepted() {
            let plain = |it: u8| it.is_ascii_lowercase() || it.is_ascii_digit() || matches!(it, b'.' | b'-');
            assert!(authority.bytes().all(plain), "{authority:?}");
            let ours = [partition.dns_suffix(), partition.dual_stack_dns_suffix()];
            assert!(ours.iter().any(|it| authority.ends_with(it)), "{authority:?} for {partition}");
            // Only the cluster's own Region may be one that no table and no pattern knows.
            assert!(host.is_some() || verdict.sts_region() == Some(region), "{authority:?}");
        }
    }
    if let Some(host) = host {
        let scope = Scope { date: "20260713", region, service: "sts", terminator: "aws4_request" };
        let accepted = judge_scope(&host, "20260713T000000Z", &scope).is_ok();
        assert_eq!(accepted, region == host.scope_region);
    }
    for warning in warnings(authority, Some(region)) {
        assert!(!warning.kind().is_empty());
    }
}
