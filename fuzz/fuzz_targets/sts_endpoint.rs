//! Whatever Region and endpoint are given, a Region stays one label of the host, and an endpoint stays as it is.
#![no_main]

use eks_iam_span::Language;
use eks_iam_sts_endpoint::{
    ClientSettings, EndpointQuery, Origins, SdkFamily, client_endpoint, explain, is_region_name, resolve,
};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|input: (Option<&str>, Option<&str>, [bool; 3], u8)| {
    let (region, endpoint, [fips, dual_stack, global], family) = input;
    let query = EndpointQuery { region, fips, dual_stack, global, endpoint };
    if let Ok(found) = resolve(&query) {
        assert!(region.is_none_or(is_region_name));
        assert!(found.url().contains(found.host()));
        match endpoint {
            Some(given) => assert_eq!((found.url(), found.signing_region()), (given, region)),
            None => {
                let region = region.expect("no endpoint without a Region");
                let label = found.host().split('.').nth(1);
                assert!(found.host() == "sts.amazonaws.com" || label == Some(region), "{}", found.host());
                assert!(!found.host().contains(['/', '@', ':', '#', '?', '\\', '%']));
            }
        }
    }
    let trace = explain(&query, &Origins::default());
    let lines = trace.to_json();
    assert!(lines.starts_with('[') && lines.ends_with(']'));
    assert!(!trace.render(Language::Japanese).is_empty());
    let settings = ClientSettings {
        explicit_region: region.map(str::to_owned),
        explicit_endpoint: endpoint.map(str::to_owned),
        explicit_fips: Some(fips),
        explicit_dual_stack: Some(dual_stack),
        environment: vec![(
            "AWS_STS_REGIONAL_ENDPOINTS".to_owned(),
            if global { "legacy" } else { "regional" }.to_owned(),
        )],
        ..ClientSettings::default()
    };
    let family = SdkFamily::ALL[usize::from(family) % SdkFamily::ALL.len()];
    if let Ok(found) = client_endpoint(family, &settings) {
        let _ = found.warnings();
        assert!(found.url.contains(&found.host));
    }
});
