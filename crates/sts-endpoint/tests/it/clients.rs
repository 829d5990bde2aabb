//! What real clients do: rows measured by running them, and botocore's own deviations from the rule set.

use eks_iam_sts_endpoint::{
    ClientFault, ClientSettings, DefaultMode, Knowledge, SdkFamily, client_endpoint, endpoint_of_host,
};
use serde_json::{Value, json};

use crate::data::{assert_none, cases};

const CLIENTS: &str = include_str!("data/client-endpoints.jsonl");
const ENDPOINTS: &str = include_str!("data/sts-endpoints.jsonl");

fn owned(value: &Value) -> Option<String> {
    value.as_str().map(str::to_owned)
}

#[test]
fn measured_clients() {
    let mut wrong = Vec::new();
    let table = cases(CLIENTS);
    for case in &table {
        let given = &case["given"];
        let version = case["version"].as_str().unwrap();
        let family = SdkFamily::of_client(case["client"].as_str().unwrap(), Some(version)).unwrap();
        let settings = ClientSettings {
            explicit_endpoint: owned(&given["explicit_url"]),
            explicit_region: owned(&given["explicit_region"]),
            environment: given["env"]
                .as_object()
                .unwrap()
                .iter()
                .map(|(name, value)| (name.clone(), owned(value).unwrap()))
                .collect(),
            version: Some(version.to_owned()),
            ..ClientSettings::default()
        };
        let answer = match client_endpoint(family, &settings) {
            Ok(it) => {
                let accepted = endpoint_of_host(&it.host).map(|host| host.scope_region == it.signing_region);
                json!({"host": it.host, "scope_region": it.signing_region, "scope_accepted": accepted})
            }
            Err(error) => json!({"error": error.to_string()}),
        };
        if answer != case["expect"] {
            wrong.push(format!("{}: should be {}, is {answer}", case["id"], case["expect"]));
        }
    }
    assert_none(&wrong);
    assert_eq!(table.len(), 85);
}

/// botocore 1.43.11 as a whole: its rewriting of FIPS pseudo-Regions, what it drops, what it takes without a Region.
#[test]
fn botocore() {
    let mut wrong = Vec::new();
    let table: Vec<Value> = cases(ENDPOINTS).into_iter().filter(|it| it["kind"] == "sdk").collect();
    for case in &table {
        assert_eq!(case["sdk"], "botocore");
        let given = &case["given"];
        let mode = if given["global"] == true { "legacy" } else { "regional" };
        let settings = ClientSettings {
            explicit_endpoint: owned(&given["endpoint"]),
            explicit_region: owned(&given["region"]),
            explicit_fips: given["fips"].as_bool(),
            explicit_dual_stack: given["dual_stack"].as_bool(),
            environment: vec![("AWS_STS_REGIONAL_ENDPOINTS".to_owned(), mode.to_owned())],
            ..ClientSettings::default()
        };
        let answer = match client_endpoint(SdkFamily::Boto3, &settings) {
            Ok(it) => json!({"url": it.url, "signing_region": it.signing_region, "signing_name": "sts"}),
            Err(error) => json!({"error": error.fault().as_str()}),
        };
        if answer != case["expect"] {
            wrong.push(format!("{} {}: should be {}, is {answer}", case["id"], given, case["expect"]));
        }
    }
    assert_none(&wrong);
    assert_eq!(table.len(), 135);
}

fn with(region: &str, environment: &[(&str, &str)]) -> ClientSettings {
    ClientSettings {
        explicit_region: Some(region.to_owned()),
        environment: environment.iter().map(|(a, b)| ((*a).to_owned(), (*b).to_owned())).collect(),
        ..ClientSettings::default()
    }
}

/// Who reads `AWS_STS_REGIONAL_ENDPOINTS` goes to the global host by it, and nobody else does.
#[test]
fn the_mode_moves_exactly_those_who_read_it() {
    for family in SdkFamily::ALL {
        let legacy = client_endpoint(family, &with("us-west-2", &[("AWS_STS_REGIONAL_ENDPOINTS", "legacy")]));
        let host = legacy.unwrap().host;
        assert_eq!(host == "sts.amazonaws.com", family.facts().reads_mode(), "{family}");
        // Outside the fifteen Regions the mode changes nothing for anybody.
        for region in ["ap-northeast-2", "ap-east-1", "cn-north-1", "us-gov-west-1"] {
            let legacy = client_endpoint(family, &with(region, &[("AWS_STS_REGIONAL_ENDPOINTS", "legacy")]));
            assert_eq!(legacy.unwrap().signing_region, region, "{family}");
        }
    }
    let ignoring = SdkFamily::ALL.into_iter().filter(|it| !it.facts().reads_mode());
    let names: Vec<_> = ignoring.map(SdkFamily::as_str).collect();
    assert_eq!(names, ["aws-cli-v2", "cpp", "go-v2", "java-v2", "js-v3", "rust"]);
}

#[test]
fn the_default_changed_with_a_version() {
    for (family, before, since) in [
        (SdkFamily::Boto3, "1.39.17", "1.40.0"),
        (SdkFamily::AwsCliV1, "1.41.19", "1.42.0"),
        (SdkFamily::Php, "3.351.11", "3.351.12"),
    ] {
        assert_eq!(family.facts().default_mode, DefaultMode::RegionalSince(since));
        for (version, host) in [(before, "sts.amazonaws.com"), (since, "sts.us-west-2.amazonaws.com")] {
            let settings = ClientSettings { version: Some(version.to_owned()), ..with("us-west-2", &[]) };
            assert_eq!(client_endpoint(family, &settings).unwrap().host, host, "{family} {version}");
        }
        assert_eq!(
            client_endpoint(family, &with("us-west-2", &[])).unwrap().host,
            "sts.us-west-2.amazonaws.com"
        );
    }
    for family in [SdkFamily::JavaV1, SdkFamily::JsV2, SdkFamily::GoV1] {
        assert_eq!(family.facts().default_mode, DefaultMode::Legacy);
        assert_eq!(client_endpoint(family, &with("us-west-2", &[])).unwrap().host, "sts.amazonaws.com");
    }
}

#[test]
fn fips_beside_an_endpoint_is_refused_or_dropped() {
    for family in SdkFamily::ALL {
        let settings = ClientSettings {
            explicit_endpoint: Some("https://sts.us-west-2.amazonaws.com".to_owned()),
            ..with("us-west-2", &[("AWS_USE_FIPS_ENDPOINT", "true")])
        };
        let fault = client_endpoint(family, &settings).err().map(|it| it.fault());
        let refuses = [
            SdkFamily::Cpp,
            SdkFamily::DotNet,
            SdkFamily::GoV2,
            SdkFamily::JavaV2,
            SdkFamily::JsV3,
            SdkFamily::Php,
            SdkFamily::Ruby,
            SdkFamily::Rust,
        ];
        assert_eq!(fault, refuses.contains(&family).then_some(ClientFault::FipsWithEndpoint), "{family}");
    }
}

/// botocore 1.43.11 looks into its older tables even where an endpoint is given and dual-stack is then dropped.
#[test]
fn botocore_has_no_dual_stack_for_two_partitions() {
    for endpoint in [None, Some("https://sts.amazonaws.com")] {
        for (region, is_refused) in [
            ("eu-isoe-west-1", true),
            ("us-isof-south-1", true),
            ("us-isob-east-1", false),
            ("us-west-2", false),
        ] {
            let settings = ClientSettings {
                explicit_endpoint: endpoint.map(str::to_owned),
                ..with(region, &[("AWS_USE_DUALSTACK_ENDPOINT", "true")])
            };
            let fault = client_endpoint(SdkFamily::Boto3, &settings).err().map(|it| it.fault());
            assert_eq!(fault, is_refused.then_some(ClientFault::VariantNotModeled), "{region} {endpoint:?}");
        }
    }
}

#[test]
fn go_v2_goes_on_without_a_region() {
    let endpoint = client_endpoint(SdkFamily::GoV2, &ClientSettings::default()).unwrap();
    assert_eq!((endpoint.url.as_str(), endpoint.signing_region.as_str()), ("https://sts..amazonaws.com", ""));
    let with_endpoint = |url: &str, fips| ClientSettings {
        explicit_endpoint: Some(url.to_owned()),
        explicit_fips: Some(fips),
        ..ClientSettings::default()
    };
    let endpoint =
        client_endpoint(SdkFamily::GoV2, &with_endpoint("https://sts.amazonaws.com", false)).unwrap();
    assert_eq!((endpoint.host.as_str(), endpoint.signing_region.as_str()), ("sts.amazonaws.com", ""));
    for (url, fips, fault) in [
        ("nonsense", false, ClientFault::InvalidEndpoint),
        ("https://sts.amazonaws.com", true, ClientFault::FipsWithEndpoint),
    ] {
        assert_eq!(client_endpoint(SdkFamily::GoV2, &with_endpoint(url, fips)).unwrap_err().fault(), fault);
    }
}

#[test]
fn botocore_checks_the_mode_in_exact_case_and_beside_an_endpoint_too() {
    for (family, is_refused) in
        [(SdkFamily::Boto3, true), (SdkFamily::AwsCliV1, true), (SdkFamily::Rust, false)]
    {
        for mode in ["bogus", "LEGACY", "global"] {
            let settings = ClientSettings {
                explicit_endpoint: Some("https://sts.us-west-2.amazonaws.com".to_owned()),
                ..with("us-west-2", &[("AWS_STS_REGIONAL_ENDPOINTS", mode)])
            };
            let fault = client_endpoint(family, &settings).err().map(|it| it.fault());
            assert_eq!(fault, is_refused.then_some(ClientFault::InvalidMode), "{family} {mode}");
        }
    }
}

#[test]
fn narrower_places_win() {
    let config = |key: &str, value: &str| (key.to_owned(), value.to_owned());
    let mut settings = ClientSettings {
        shared_config: vec![
            config("endpoint_url", "https://d.example"),
            config("services.sts.endpoint_url", "https://c.example"),
        ],
        ..with(
            "us-west-2",
            &[("AWS_ENDPOINT_URL", "https://b.example"), ("AWS_ENDPOINT_URL_STS", "https://a.example")],
        )
    };
    let host = |settings: &ClientSettings| client_endpoint(SdkFamily::Rust, settings).unwrap().host;
    assert_eq!(host(&settings), "a.example");
    settings.environment.pop();
    assert_eq!(host(&settings), "b.example");
    settings.environment.pop();
    assert_eq!(host(&settings), "c.example");
    settings.shared_config.pop();
    assert_eq!(host(&settings), "d.example");
    settings.environment.push(config("AWS_IGNORE_CONFIGURED_ENDPOINT_URLS", "true"));
    assert_eq!(host(&settings), "sts.us-west-2.amazonaws.com");
    settings.explicit_endpoint = Some("https://code.example".to_owned());
    assert_eq!(host(&settings), "code.example");
}

#[test]
fn names() {
    for family in SdkFamily::ALL {
        assert_eq!(family.as_str().parse(), Ok(family));
        assert_eq!(family.to_string(), family.as_str());
        assert!(!family.facts().known.is_empty(), "{family}: a row says how it is known");
    }
    assert!(SdkFamily::ALL.is_sorted_by_key(|it| it.as_str()));
    for (client, version, family) in [
        ("aws-cli", Some("1.45.11"), Some(SdkFamily::AwsCliV1)),
        ("aws-cli", Some("2.9.19"), Some(SdkFamily::AwsCliV2)),
        ("aws-cli", None, Some(SdkFamily::AwsCliV2)),
        ("aws-sdk-rust", None, Some(SdkFamily::Rust)),
        ("aws-sdk-js-v3", None, Some(SdkFamily::JsV3)),
        ("botocore", None, Some(SdkFamily::Boto3)),
        ("kotlin", None, Some(SdkFamily::JavaV2)),
        ("cobol", None, None),
    ] {
        assert_eq!(SdkFamily::of_client(client, version), family, "{client}");
    }
    let error = "cobol".parse::<SdkFamily>().unwrap_err().to_string();
    assert!(error.contains("`aws-cli-v1`") && error.contains("`rust`"), "{error}");
    assert_eq!(SdkFamily::Boto3.facts().known[0], Knowledge::Measured("1.43.11"));
}
