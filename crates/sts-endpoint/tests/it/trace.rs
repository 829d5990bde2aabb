//! The trace: which input decided each step, where it came from, in both languages and as JSON.

use eks_iam_span::Language;
use eks_iam_sts_endpoint::{
    ClientSettings, EndpointQuery, Origins, SdkFamily, Source, TABLE_SOURCE, Trace, client_endpoint, explain,
    resolve,
};
use serde_json::{Value, json};

/// A pod: EKS put the Region and the mode there, its author the endpoint, the image a config file.
fn pod() -> ClientSettings {
    let pair = |name: &str, value: &str| (name.to_owned(), value.to_owned());
    ClientSettings {
        environment: vec![
            pair("AWS_ENDPOINT_URL_STS", "https://sts.amazonaws.com"),
            pair("AWS_STS_REGIONAL_ENDPOINTS", "regional"),
            pair("AWS_DEFAULT_REGION", "us-west-2"),
            pair("AWS_REGION", "us-west-2"),
        ],
        shared_config: vec![pair("use_fips_endpoint", "true")],
        origins: vec![
            ("AWS_STS_REGIONAL_ENDPOINTS".to_owned(), Source::ServiceAccountAnnotation),
            ("AWS_DEFAULT_REGION".to_owned(), Source::ClusterDefault),
        ],
        ..ClientSettings::default()
    }
}

#[test]
fn every_step_names_its_source() {
    let endpoint = client_endpoint(SdkFamily::Boto3, &pod()).unwrap();
    assert_eq!(
        endpoint.trace.render(Language::English),
        "\
AWS_REGION = us-west-2 (environment): this SDK does not read it
AWS_DEFAULT_REGION = us-west-2 (environment, by the cluster's default): the client's Region
AWS_ENDPOINT_URL_STS = https://sts.amazonaws.com (environment): the endpoint, taken byte for byte; it does not change the signing Region
use_fips_endpoint = true (shared config file): FIPS is on
AWS_STS_REGIONAL_ENDPOINTS = regional (environment, by the service account's annotation): beside an endpoint the mode changes nothing
fips = true (default of the SDK): beside an endpoint the SDK drops it without a word
host = sts.amazonaws.com (rule set): an endpoint is given, so the host is the given one; it does not change the signing Region
signing region = us-west-2 (rule set): requests are signed for this Region
signing name = sts (rule set): requests are signed for this service
"
    );
}

#[test]
fn in_japanese() {
    let query = EndpointQuery { region: Some("ap-northeast-2"), global: true, ..EndpointQuery::default() };
    let origins = Origins { global: Source::SharedConfig, ..Origins::default() };
    assert_eq!(
        explain(&query, &origins).render(Language::Japanese).replace(TABLE_SOURCE, "TABLE"),
        "\
region = ap-northeast-2 (コード): クライアントのリージョンです。
mode = legacy (共有設定ファイル): このリージョンは、グローバルエンドポイントだけを使っていた 15 のリージョンに含まれないため、モードは何も変えません。
partition = aws (ルールセット): リージョンが登録されているパーティションです。
table = TABLE (ルールセット): リージョンを調べた表です。
host = sts.ap-northeast-2.amazonaws.com (ルールセット): リージョン自身のエンドポイントを使います。
signing region = ap-northeast-2 (ルールセット): リクエストはこのリージョンで署名されます。
signing name = sts (ルールセット): リクエストはこのサービスで署名されます。
"
    );
}

fn json_of(trace: &Trace) -> Value {
    serde_json::from_str(&trace.to_json()).unwrap()
}

#[test]
fn as_json() {
    let query = EndpointQuery { region: Some("us-west-2"), fips: true, ..EndpointQuery::default() };
    let origins = Origins { fips: Source::Environment, ..Origins::default() };
    assert_eq!(
        json_of(&explain(&query, &origins)),
        json!([
            {"input": "region", "value": "us-west-2", "source": "code", "effect": "region-taken"},
            {"input": "fips", "value": "true", "source": "environment", "effect": "fips-taken"},
            {"input": "partition", "value": "aws", "source": "rule-set", "effect": "partition-listed"},
            {"input": "table", "value": TABLE_SOURCE, "source": "rule-set", "effect": "table-used"},
            {"input": "host", "value": "sts-fips.us-west-2.amazonaws.com", "source": "rule-set",
                "effect": "host-chosen", "why": "fips"},
            {"input": "signing region", "value": "us-west-2", "source": "rule-set", "effect": "signing-region"},
            {"input": "signing name", "value": "sts", "source": "rule-set", "effect": "signing-name"},
        ])
    );
    // A hostile value stays one string.
    let odd = "\"\\\n\u{1}\u{7f}é";
    let query = EndpointQuery { region: Some(odd), ..EndpointQuery::default() };
    let json = json_of(&explain(&query, &Origins::default()));
    assert_eq!(json[0]["value"], odd);
    assert_eq!((&json[1]["value"], &json[1]["effect"]), (&json!("invalid-region"), &json!("refused")));
}

/// How the partition was found is told: listed, by the shape of the name, or taken for the commercial one.
#[test]
fn the_partition_says_how_it_was_found() {
    for (region, effect) in [
        ("cn-north-1", "partition-listed"),
        ("cn-north-9", "partition-by-pattern"),
        ("mars-1", "partition-fallback"),
    ] {
        let query = EndpointQuery { region: Some(region), ..EndpointQuery::default() };
        assert_eq!(json_of(&explain(&query, &Origins::default()))[1]["effect"], effect, "{region}");
    }
}

#[test]
fn words_in_both_languages_for_every_step() {
    let mut seen = std::collections::BTreeSet::new();
    for family in SdkFamily::ALL {
        for region in
            [None, Some("us-west-2"), Some("ap-northeast-2"), Some("fips-us-west-2"), Some("mars-1")]
        {
            for endpoint in [None, Some("https://sts.amazonaws.com")] {
                for mode in [None, Some("legacy"), Some("regional")] {
                    for dual_stack in [false, true] {
                        let settings = ClientSettings {
                            explicit_endpoint: endpoint.map(str::to_owned),
                            explicit_region: region.map(str::to_owned),
                            explicit_dual_stack: Some(dual_stack),
                            environment: mode
                                .map(|it| ("AWS_STS_REGIONAL_ENDPOINTS".to_owned(), it.to_owned()))
                                .into_iter()
                                .collect(),
                            ..ClientSettings::default()
                        };
                        let Ok(found) = client_endpoint(family, &settings) else { continue };
                        assert_eq!(
                            found.trace.render(Language::English).lines().count(),
                            found.trace.steps().len()
                        );
                        for step in found.trace.steps() {
                            seen.insert(step.effect.as_str());
                            let titles = Language::ALL.map(|it| step.effect.title(it));
                            assert!(
                                !titles[0].is_empty() && titles[0] != titles[1],
                                "{}",
                                step.effect.as_str()
                            );
                            assert!(titles[0].is_ascii() && !titles[1].is_ascii());
                        }
                    }
                }
            }
        }
    }
    assert_eq!(
        Vec::from_iter(seen),
        [
            "dual-stack-taken",
            "endpoint-taken",
            "host-chosen",
            "mode-beside-endpoint",
            "mode-beside-variant",
            "mode-ignored",
            "mode-outside-list",
            "mode-taken",
            "partition-fallback",
            "partition-listed",
            "region-assumed",
            "region-rewritten",
            "region-taken",
            "signing-name",
            "signing-region",
            "table-used",
            "variant-dropped",
        ]
    );
}

/// A proxy's URL may hold a password; the answer has it byte for byte, what is told of it does not.
#[test]
fn passwords_of_urls_are_not_told() {
    for (endpoint, shown) in [
        ("https://mika:s3cret@proxy.example.com:3128/sts", "https://[redacted]@proxy.example.com:3128/sts"),
        ("https://mika:s3/cret@proxy.example.com", "https://[redacted]@proxy.example.com"),
        ("https://mika:s3cret@", "https://[redacted]@"),
        ("mika:s3cret@proxy.example.com", "[redacted]@proxy.example.com"),
        ("https://proxy.example.com/mika@sts?a@b", "https://proxy.example.com/mika@sts?a@b"),
    ] {
        let query =
            EndpointQuery { region: Some("us-west-2"), endpoint: Some(endpoint), ..EndpointQuery::default() };
        match resolve(&query) {
            Ok(found) => {
                assert_eq!(found.url(), endpoint);
                let trace = explain(&query, &Origins::default());
                assert!(
                    trace.render(Language::English).contains(&format!("endpoint = {shown} (")),
                    "{trace:?}"
                );
                assert!(trace.to_json().contains(shown) && !format!("{trace:?}").contains("s3cret"));
            }
            Err(error) => {
                assert!(error.to_string().contains(&format!("`{shown}`")), "{error}");
                assert!(!format!("{error:?}").contains("cret@"), "{error:?}");
            }
        }
    }
}

#[test]
fn a_step_is_one_line_whatever_was_given() {
    let endpoint = Some("https://proxy.example.com/\n\u{1b}]0;x\u{7}");
    let query = EndpointQuery { region: Some("us-west-2"), endpoint, ..EndpointQuery::default() };
    let trace = explain(&query, &Origins::default());
    let text = trace.render(Language::English);
    assert_eq!(text.lines().count(), trace.steps().len());
    assert!(text.chars().all(|it| it == '\n' || !it.is_control()), "{text:?}");
}
