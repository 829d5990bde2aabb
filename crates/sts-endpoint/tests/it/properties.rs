//! Laws over made-up texts and settings.

use eks_iam_arn::Partition;
use eks_iam_sts_endpoint::{
    ClientSettings, EndpointQuery, Form, Origins, Scope, SdkFamily, client_endpoint, endpoint_of_host,
    explain, is_region_name, judge_scope, resolve, token_host, warnings,
};
use proptest::prelude::*;

fn listed_region() -> impl Strategy<Value = &'static str> {
    let all: Vec<_> = Partition::ALL.into_iter().flat_map(|it| it.regions().iter().copied()).collect();
    prop::sample::select(all)
}

/// Hosts that are nearly STS hosts: parts of real ones, put together.
fn nearly_a_host() -> impl Strategy<Value = String> {
    let parts = [
        "sts",
        "sts-fips",
        "STS",
        "vpce-1",
        "vpce",
        "us-west-2",
        "us-gov-west-1",
        "cn-north-1",
        "aws-global",
        "s3",
        "amazonaws",
        "com",
        "cn",
        "api",
        "aws",
        "c2s",
        "ic",
        "gov",
        "eu",
        "evil",
        "example",
        "",
        "-",
        "xn--a",
        "ｓ",
        "1",
        "com:443",
        "user@sts",
        "%2e",
    ];
    prop::collection::vec(prop::sample::select(parts.to_vec()), 0..7).prop_map(|it| it.join("."))
}

/// Every host that a token of a cluster in this partition and Region may name, written down the long way.
fn all_token_hosts(partition: Partition, own: &str) -> Vec<String> {
    let mut hosts = Vec::new();
    if partition == Partition::Aws {
        hosts.push("sts.amazonaws.com".to_owned());
    }
    for region in partition.regions().iter().copied().chain([own]) {
        for suffix in [partition.dns_suffix(), partition.dual_stack_dns_suffix()] {
            hosts.push(format!("sts.{region}.{suffix}"));
            if partition != Partition::AwsUsGov || suffix == partition.dual_stack_dns_suffix() {
                hosts.push(format!("sts-fips.{region}.{suffix}"));
            }
        }
    }
    hosts
}

/// What the rule set gives for a real Region is an STS host, and STS takes the signature that goes with it.
#[test]
fn what_is_resolved_is_accepted() {
    for region in Partition::ALL.into_iter().flat_map(|it| it.regions().iter().copied()) {
        for flags in 0..8_u8 {
            let (fips, dual_stack, global) = (flags & 1 != 0, flags & 2 != 0, flags & 4 != 0);
            let query = EndpointQuery { region: Some(region), fips, dual_stack, global, endpoint: None };
            let endpoint = resolve(&query).unwrap();
            let host = endpoint_of_host(endpoint.host()).unwrap();
            assert_eq!(Some(host.scope_region), endpoint.signing_region(), "{query:?}");
            assert_eq!(Some(host.partition), endpoint.partition(), "{query:?}");
            assert!(
                !warnings(endpoint.host(), endpoint.signing_region())
                    .iter()
                    .any(|it| it.kind() == "scope-mismatch")
            );
            let verdict = token_host(endpoint.host(), host.partition.id(), region);
            assert_eq!(verdict.form(), Some(host.form), "a token that a client makes so is sent, {query:?}");
        }
    }
}

#[test]
#[expect(clippy::string_slice, reason = "the hosts are ASCII")]
fn exactly_the_hosts_of_the_partition_take_tokens() {
    for partition in Partition::ALL {
        let own = partition.implicit_global_region();
        for host in all_token_hosts(partition, own) {
            assert!(token_host(&host, partition.id(), own).is_accepted(), "{host}");
            for other in Partition::ALL.into_iter().filter(|it| *it != partition) {
                let verdict = token_host(&host, other.id(), other.implicit_global_region());
                assert!(!verdict.is_accepted(), "{host} for a cluster of {other}");
            }
            // One character more, less or other, and it is refused.
            for at in 0..host.len() {
                let less = [&host[..at], &host[at + 1..]].concat();
                let other = [&host[..at], "!", &host[at + 1..]].concat();
                let upper = [&host[..at], &host[at..=at].to_ascii_uppercase(), &host[at + 1..]].concat();
                for changed in [less, other, upper].into_iter().filter(|it| *it != host) {
                    let accepted = token_host(&changed, partition.id(), own).form();
                    assert!(
                        accepted.is_none() || endpoint_of_host(&changed).map(|it| it.form) == accepted,
                        "{changed}"
                    );
                }
            }
        }
    }
}

proptest! {
    #[test]
    fn no_text_makes_it_panic(text in "(?s).{0,80}", other in "(?s).{0,20}") {
        let query = EndpointQuery { region: Some(&text), endpoint: Some(&other), ..EndpointQuery::default() };
        for query in [query, EndpointQuery { endpoint: None, ..query }, EndpointQuery { region: None, endpoint: Some(&text), ..query }] {
            if let Ok(endpoint) = resolve(&query) {
                prop_assert!(endpoint.url().contains(endpoint.host()));
            }
            let json = explain(&query, &Origins::default()).to_json();
            prop_assert!(serde_json::from_str::<serde_json::Value>(&json).is_ok(), "{}", json);
        }
        let _ = warnings(&text, Some(&other));
        if let Some(host) = endpoint_of_host(&text) {
            let scope = Scope { date: &other, region: &other, service: &other, terminator: &other };
            prop_assert!(judge_scope(&host, &text, &scope).is_err());
        }
        let settings = ClientSettings {
            explicit_region: Some(text.clone()),
            explicit_endpoint: Some(other),
            version: Some(text),
            ..ClientSettings::default()
        };
        for family in SdkFamily::ALL {
            let _ = client_endpoint(family, &settings);
        }
    }

    #[test]
    fn what_takes_a_token_is_an_sts_host_and_nothing_else(
        host in nearly_a_host(),
        partition in prop::sample::select(Partition::ALL.to_vec()),
        own in listed_region(),
    ) {
        let verdict = token_host(&host, partition.id(), own);
        prop_assert_eq!(verdict.is_accepted(), verdict.refusal().is_none());
        if verdict.is_accepted() {
            prop_assert!(all_token_hosts(partition, own).contains(&host), "{}", host);
            let found = endpoint_of_host(&host).unwrap();
            prop_assert_eq!((Some(found.form), Some(found.scope_region)), (verdict.form(), verdict.scope_region()));
            prop_assert_ne!(found.form, Form::VpcEndpoint);
        } else {
            prop_assert!(!all_token_hosts(partition, partition.implicit_global_region()).contains(&host), "{}", host);
        }
    }

    #[test]
    fn an_endpoint_that_is_given_is_taken_byte_for_byte(
        host in "[a-z][a-z0-9]{0,8}(\\.[a-z][a-z0-9]{0,8}){0,3}(:[0-9]{1,5})?",
        path in "(/[!-~]{0,12})?",
        region in listed_region(),
        global: bool,
    ) {
        let url = format!("https://{host}{path}");
        let query = EndpointQuery { region: Some(region), global, endpoint: Some(&url), ..EndpointQuery::default() };
        let endpoint = resolve(&query).unwrap();
        prop_assert_eq!((endpoint.url(), endpoint.signing_region()), (url.as_str(), Some(region)));
        if !path.contains('@') {
            prop_assert_eq!(endpoint.host(), &host);
        }
    }

    /// A Region becomes one label of the host, whatever it is.
    #[test]
    fn a_region_never_leaves_its_label(region in "[ -~]{0,70}|[a-z0-9-]{1,63}", fips: bool, dual_stack: bool) {
        let query = EndpointQuery { region: Some(&region), fips, dual_stack, ..EndpointQuery::default() };
        match resolve(&query) {
            Ok(endpoint) => {
                prop_assert!(is_region_name(&region));
                let mut labels = endpoint.host().splitn(3, '.');
                prop_assert!(matches!(labels.next(), Some("sts" | "sts-fips")));
                if region != "aws-global" {
                    prop_assert_eq!(labels.next(), Some(region.as_str()));
                }
                let suffixes = Partition::ALL.map(|it| [it.dns_suffix(), it.dual_stack_dns_suffix()]).concat();
                prop_assert!(suffixes.iter().any(|it| endpoint.host().ends_with(it)));
            }
            Err(error) => {
                prop_assert_eq!(error.kind(), "invalid-region");
                prop_assert!(!is_region_name(&region));
            }
        }
    }

    #[test]
    fn a_scope_is_taken_only_when_all_its_parts_are_right(
        host in listed_region(),
        region in prop::sample::select(vec!["us-east-1", "us-west-2", "cn-north-1", "aws-global", ""]),
        service in prop::sample::select(vec!["sts", "STS", "iam", ""]),
        terminator in prop::sample::select(vec!["aws4_request", "aws4", ""]),
        date in prop::sample::select(vec!["20260713", "20260714", "2026-07-13"]),
    ) {
        let query = EndpointQuery { region: Some(host), ..EndpointQuery::default() };
        let endpoint = resolve(&query).unwrap();
        let form = endpoint_of_host(endpoint.host()).unwrap();
        let scope = Scope { date, region, service, terminator };
        let right = (date, region, service, terminator) == ("20260713", host, "sts", "aws4_request");
        let answer = judge_scope(&form, "20260713T091500Z", &scope);
        prop_assert_eq!(answer.is_ok(), right);
        if let Err(refusal) = answer {
            prop_assert_eq!((refusal.status, refusal.code), (403, "SignatureDoesNotMatch"));
            prop_assert_eq!(refusal.message.contains("valid region. "), region != host);
            prop_assert_eq!(refusal.message.contains("correct service: 'sts'. "), service != "sts");
            prop_assert_eq!(refusal.message.contains("valid terminator"), terminator != "aws4_request");
            prop_assert_eq!(refusal.message.contains("Date in Credential scope"), date != "20260713");
        }
    }
}
