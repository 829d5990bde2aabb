//! What is refused, and in which words.

use eks_iam_sts_endpoint::{
    EndpointQuery, HostRefusal, endpoint_of_host, is_region_name, resolve, token_host,
};

#[track_caller]
fn check(query: &EndpointQuery<'_>, kind: &str, message: &str) {
    let error = resolve(query).unwrap_err();
    assert_eq!((error.kind(), error.to_string().as_str()), (kind, message));
}

#[test]
fn settings_that_exclude_each_other() {
    let query = EndpointQuery {
        region: Some("us-west-2"),
        endpoint: Some("https://example.com"),
        ..EndpointQuery::default()
    };
    let fips = "Invalid Configuration: FIPS and custom endpoint are not supported";
    check(&EndpointQuery { fips: true, ..query }, "fips-with-endpoint", fips);
    check(&EndpointQuery { fips: true, dual_stack: true, ..query }, "fips-with-endpoint", fips);
    check(
        &EndpointQuery { dual_stack: true, ..query },
        "dual-stack-with-endpoint",
        "Invalid Configuration: Dualstack and custom endpoint are not supported",
    );
    check(&EndpointQuery::default(), "missing-region", "Invalid Configuration: Missing Region");
}

#[test]
fn regions_that_would_send_the_request_elsewhere() {
    for (region, why) in [
        ("", "it is empty"),
        ("us-east-1.evil.example", "character `.` U+002E at byte 9"),
        ("us-east-1\n", "character `\\n` U+000A at byte 9"),
        ("x@evil.example:443/#", "character `@` U+0040 at byte 1"),
        ("us-éast-1", "character `é` U+00E9 at byte 3"),
        ("us_east_1", "character `_` U+005F at byte 2"),
        ("-us-east-1", "it begins or ends with a hyphen"),
        ("us-east-1-", "it begins or ends with a hyphen"),
        ("12345", "it has digits only"),
    ] {
        let message = format!("Region `{}` cannot be part of a host name: {why}", region.escape_debug());
        let query = EndpointQuery { region: Some(region), ..EndpointQuery::default() };
        check(&query, "invalid-region", &message);
        check(&EndpointQuery { endpoint: Some("https://example.com"), ..query }, "invalid-region", &message);
        assert!(!is_region_name(region));
    }
    assert!(is_region_name(&"a".repeat(63)));
    let long = "a".repeat(64);
    let query = EndpointQuery { region: Some(&long), ..EndpointQuery::default() };
    assert!(resolve(&query).unwrap_err().to_string().ends_with("it is longer than 63 bytes"));
}

#[test]
fn endpoints_that_are_no_url() {
    for endpoint in [
        "",
        "https://",
        "notaurl",
        "sts.amazonaws.com",
        "ftp://sts.amazonaws.com",
        "https://-bad-.example",
        "https://a b",
        "https://[::1",
        "https://host:port",
        "https://host:123456",
        "//host",
    ] {
        let query =
            EndpointQuery { region: Some("us-west-2"), endpoint: Some(endpoint), ..Default::default() };
        check(&query, "invalid-endpoint", &format!("endpoint `{endpoint}` is no URL with a host"));
    }
}

#[test]
fn the_host_of_an_endpoint() {
    for (endpoint, host) in [
        ("https://sts.amazonaws.com", "sts.amazonaws.com"),
        ("HTTPS://user:pw@sts.example:8443/a?b#c", "sts.example:8443"),
        ("http://[::1]:8080/", "[::1]:8080"),
        ("http://my_container:4566", "my_container:4566"),
        ("https://sts.amazonaws.com./", "sts.amazonaws.com."),
        ("https://host?x=y@z", "host"),
    ] {
        let query =
            EndpointQuery { region: Some("us-west-2"), endpoint: Some(endpoint), ..Default::default() };
        let answer = resolve(&query).unwrap();
        assert_eq!((answer.url(), answer.host()), (endpoint, host));
    }
}

/// The security boundary: nothing that only resembles an STS host is one.
#[test]
fn hosts_of_tokens_near_the_boundary() {
    for (authority, refusal) in [
        ("sts.us-west-2.amazonaws.com\n", HostRefusal::BadLabel),
        ("sts.us-west-2.amazonaws.com/", HostRefusal::BadLabel),
        ("sts.us-west-2.amazonaws.com?", HostRefusal::BadLabel),
        ("sts.us-west-2.amazonaws.com%2eevil.example", HostRefusal::BadLabel),
        (" sts.us-west-2.amazonaws.com", HostRefusal::BadLabel),
        ("sts..amazonaws.com", HostRefusal::EmptyLabel),
        ("sts.xn--us-west-2.amazonaws.com", HostRefusal::UnknownRegion),
        ("sts.us-west-2.amazonaws.com.cn", HostRefusal::OtherPartition),
        ("sts.cn-north-1.amazonaws.com", HostRefusal::RegionUnderWrongSuffix),
        ("sts.amazonaws.com.cn", HostRefusal::TooShort),
        ("169.254.169.254", HostRefusal::IpLiteral),
        ("sts.us-west-2.amazonaws.com:", HostRefusal::Port),
        ("evil.example", HostRefusal::TooShort),
        ("sts.us-west-2.amazonaws.comm", HostRefusal::ForeignSuffix),
        ("sts-fips.us-gov-west-1.amazonaws.com", HostRefusal::OtherPartition),
    ] {
        let verdict = token_host(authority, "aws", "us-west-2");
        assert_eq!(verdict.refusal(), Some(refusal), "{authority:?}");
        assert_eq!((verdict.form(), verdict.sts_region(), verdict.scope_region()), (None, None, None));
    }
    // A cluster's own Region counts although the table does not know it, and only then.
    let host = "sts.mars-central-1.amazonaws.com";
    assert!(token_host(host, "aws", "mars-central-1").is_accepted());
    assert!(!token_host(host, "aws", "us-west-2").is_accepted());
    assert!(!token_host("sts.s3.amazonaws.com", "aws", "").is_accepted());
}

#[test]
fn hosts_that_are_nobodys() {
    for host in [
        "sts.cn-north-1.amazonaws.com",
        "sts.us-west-2.amazonaws.com.cn",
        "sts.us-west-2.amazonaws.com:443",
        "STS.us-west-2.amazonaws.com",
        "sts.aws-global.amazonaws.com",
        "vpce-1.sts.us-west-2.vpce.amazonaws.com.cn",
        "vpce-X.sts.us-west-2.vpce.amazonaws.com",
        "vpce-1.s3.us-west-2.vpce.amazonaws.com",
        "",
        ".",
        "sts..",
    ] {
        assert_eq!(endpoint_of_host(host), None, "{host}");
    }
}
