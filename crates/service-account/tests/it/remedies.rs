//! The page's remedies over cluster versions, annotations and SDKs.

use eks_iam_service_account::{PageRemedy, PodQuery, StsCall, judge_remedies, sts_call_of_pod};
use eks_iam_span::Language;
use eks_iam_sts_endpoint::SdkFamily;

const GLOBAL: &str = "https://sts.amazonaws.com";

/// Every combination that the page is about.
fn each(mut check: impl FnMut(PodQuery<'_>)) {
    for family in SdkFamily::ALL {
        for cluster_version in ["1.21", "1.22", "1.31"] {
            for annotation in [None, Some("true"), Some("false")] {
                check(PodQuery {
                    cluster_version,
                    region: "us-west-2",
                    annotation,
                    family,
                    explicit_endpoint: None,
                    explicit_region: None,
                    environment: &[],
                });
            }
        }
    }
}

fn works(query: &PodQuery<'_>) -> Vec<&'static str> {
    judge_remedies(query)
        .iter()
        .filter(|verdict| verdict.works)
        .map(|verdict| verdict.remedy.name())
        .collect()
}

#[test]
fn beside_the_global_endpoint_the_third_never_helps() {
    each(|query| {
        let query = PodQuery { explicit_endpoint: Some(GLOBAL), ..query };
        assert!(!sts_call_of_pod(&query).is_accepted(), "{query:?}");
        assert_eq!(works(&query), ["remove-endpoint", "regional-endpoint", "sign-for-endpoint"], "{query:?}");
        let third = &judge_remedies(&query)[2];
        assert!(third.remedy == PageRemedy::GlobalServiceAccount && !third.changes);
    });
}

#[test]
fn without_an_endpoint_everything_works() {
    each(|query| {
        assert!(sts_call_of_pod(&query).is_accepted(), "{query:?}");
        assert_eq!(works(&query).len(), 4, "{query:?}");
    });
}

#[test]
fn another_regions_endpoint() {
    each(|query| {
        let query = PodQuery { explicit_endpoint: Some("https://sts.eu-west-1.amazonaws.com"), ..query };
        assert_eq!(works(&query), ["remove-endpoint", "regional-endpoint", "sign-for-endpoint"], "{query:?}");
    });
}

#[test]
fn an_endpoint_from_the_environment() {
    let query = PodQuery {
        cluster_version: "1.31",
        region: "us-west-2",
        annotation: None,
        family: SdkFamily::Rust,
        explicit_endpoint: None,
        explicit_region: None,
        environment: &[("AWS_ENDPOINT_URL_STS", GLOBAL)],
    };
    assert_eq!(works(&query), ["remove-endpoint", "regional-endpoint", "sign-for-endpoint"]);
    let old = PodQuery { family: SdkFamily::JavaV1, ..query };
    assert!(sts_call_of_pod(&old).is_accepted(), "the variable is not read");
    let legacy = PodQuery { environment: &[("AWS_STS_REGIONAL_ENDPOINTS", "legacy")], ..old };
    let StsCall::Sent { host, signing_region, .. } = sts_call_of_pod(&legacy) else { panic!("it is sent") };
    assert_eq!((host.as_str(), signing_region.as_str()), ("sts.amazonaws.com", "us-east-1"));
}

#[test]
fn words() {
    let query = PodQuery {
        cluster_version: "1.31",
        region: "us-west-2",
        annotation: None,
        family: SdkFamily::Rust,
        explicit_endpoint: Some(GLOBAL),
        explicit_region: None,
        environment: &[],
    };
    let verdicts = judge_remedies(&query);
    assert_eq!(
        verdicts[2].why(Language::English),
        "the client still calls sts.amazonaws.com and signs for us-west-2, but it accepts us-east-1 only"
    );
    assert_eq!(
        verdicts[3].why(Language::Japanese),
        "クライアントは sts.amazonaws.com を呼び出し、受け入れられる us-east-1 で署名します"
    );
    for verdict in verdicts {
        assert!(matches!(verdict.after, StsCall::Sent { .. }));
        for language in Language::ALL {
            assert!(!verdict.remedy.instruction(language).is_empty());
        }
    }
}
