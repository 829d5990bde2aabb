//! What will go wrong, told before the request is sent.

use eks_iam_span::Language;
use eks_iam_sts_endpoint::{EndpointQuery, resolve, warnings};

#[track_caller]
fn check(host: &str, signing_region: &str, kinds: &[&str]) {
    let found = warnings(host, Some(signing_region));
    assert_eq!(found.iter().map(|it| it.kind()).collect::<Vec<_>>(), kinds, "{host} {signing_region}");
    for warning in found {
        let [english, japanese] = Language::ALL.map(|it| warning.message(it));
        assert!(
            english.contains(&host.to_ascii_lowercase()) && japanese.contains(&host.to_ascii_lowercase())
        );
        assert!(english.is_ascii() && !japanese.is_ascii());
    }
}

#[test]
fn host_and_signing_region_disagree() {
    check("sts.amazonaws.com", "us-west-2", &["scope-mismatch"]);
    check("sts.amazonaws.com", "aws-global", &["scope-mismatch"]);
    check("sts.us-east-1.amazonaws.com", "me-central-1", &["scope-mismatch"]);
    check("sts.cn-north-1.amazonaws.com.cn", "cn-northwest-1", &["scope-mismatch"]);
    check(
        "vpce-0a1b2c3d4e5f67890-abcdefgh.sts.us-west-2.vpce.amazonaws.com",
        "us-east-1",
        &["scope-mismatch"],
    );
    check("sts.us-west-2.amazonaws.com", "US-WEST-2", &["scope-mismatch"]);
}

#[test]
fn hosts_that_do_not_exist() {
    check("sts.aws-cn-global.amazonaws.com.cn", "aws-cn-global", &["pseudo-region-host"]);
    check("sts-fips.aws-global.amazonaws.com", "aws-global", &["pseudo-region-host"]);
    check("sts.aws-global.api.aws", "aws-global", &["pseudo-region-host"]);
    check("sts-fips.ca-central-1.amazonaws.com", "ca-central-1", &["no-fips-host"]);
    check("sts-fips.us-gov-west-1.amazonaws.com", "us-gov-west-1", &["no-fips-host"]);
    check("sts.cn-north-1.amazonaws.com", "cn-north-1", &["other-partition"]);
    check("sts.us-wset-2.amazonaws.com", "us-wset-2", &["unlisted-region"]);
    check("sts.mars-1.amazonaws.com", "mars-1", &["unlisted-region"]);
}

#[test]
fn nothing_is_said_of_what_is_right_or_unknown() {
    check("sts.amazonaws.com", "us-east-1", &[]);
    check("STS.us-west-2.amazonaws.com:443", "us-west-2", &[]);
    check("sts-fips.us-west-2.amazonaws.com", "us-west-2", &[]);
    check("sts-fips.us-gov-west-1.api.aws", "us-gov-west-1", &[]);
    for host in ["localhost:4566", "[::1]:8080", "example.com", "sts.internal.example", ""] {
        check(host, "us-west-2", &[]);
    }
    assert!(warnings("sts.us-west-2.amazonaws.com", None).is_empty());
}

#[test]
fn of_an_endpoint() {
    let query = EndpointQuery {
        region: Some("us-west-2"),
        endpoint: Some("https://sts.amazonaws.com"),
        ..EndpointQuery::default()
    };
    let endpoint = resolve(&query).unwrap();
    assert_eq!(
        endpoint.warnings()[0].message(Language::English),
        "STS will refuse this: sts.amazonaws.com accepts the Region us-east-1 in a signature, not us-west-2 \
         (403 SignatureDoesNotMatch, `Credential should be scoped to a valid region`); call the endpoint of us-west-2, \
         or sign for us-east-1"
    );
    let query = EndpointQuery { endpoint: None, ..query };
    assert!(resolve(&query).unwrap().warnings().is_empty());
}
