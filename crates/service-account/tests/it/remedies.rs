//! The page's remedies over cluster versions, annotations and SDKs.

use eks_iam_service_account::{
    PageRemedy, PodQuery, StsCall, client_settings_of_pod, judge_remedies, sts_call_of_pod,
};
use eks_iam_span::Language;
use eks_iam_sts_endpoint::{SdkFamily, Source};

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
                    version: None,
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
        version: None,
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

/// The Region of a variable that the author set counts, where the SDK reads it.
#[test]
fn the_regional_endpoint_is_that_of_the_clients_own_region() {
    each(|query| {
        let environment = [("AWS_REGION", "eu-west-1"), ("AWS_DEFAULT_REGION", "eu-west-1")];
        let query = PodQuery { explicit_endpoint: Some(GLOBAL), environment: &environment, ..query };
        let second = &judge_remedies(&query)[1];
        let StsCall::Sent { host, signing_region, .. } = &second.after else { panic!("it is sent") };
        assert_eq!((host.as_str(), signing_region.as_str()), ("sts.eu-west-1.amazonaws.com", "eu-west-1"));
        assert!(second.works, "{query:?}");
    });
}

#[test]
fn who_set_a_variable_is_known() {
    each(|query| {
        let query = PodQuery { environment: &[("AWS_REGION", "eu-west-1")], ..query };
        let origins = client_settings_of_pod(&query).origins;
        let origin = |name: &str| origins.iter().find(|(it, _)| it == name).map(|(_, source)| *source);
        assert_eq!(origin("AWS_REGION"), None, "the author's own");
        let expected = match (query.annotation, query.cluster_version) {
            (Some("true"), _) => Some(Source::ServiceAccountAnnotation),
            (None, version) if version != "1.21" => Some(Source::ClusterDefault),
            _ => None,
        };
        assert_eq!(origin("AWS_STS_REGIONAL_ENDPOINTS"), expected, "{query:?}");
    });
    let query = PodQuery {
        cluster_version: "1.31",
        region: "us-west-2",
        annotation: Some("yes"),
        family: SdkFamily::Boto3,
        version: None,
        explicit_endpoint: None,
        explicit_region: None,
        environment: &[],
    };
    let origins = client_settings_of_pod(&query).origins;
    assert!(origins.iter().all(|(_, it)| *it == Source::ClusterDefault), "`yes` is no truth value in Go");
}

/// The version decides where the default changed: an older boto3 in an old cluster calls the global endpoint.
#[test]
fn the_version_counts() {
    let query = PodQuery {
        cluster_version: "1.21",
        region: "us-west-2",
        annotation: None,
        family: SdkFamily::Boto3,
        version: Some("1.26.0"),
        explicit_endpoint: None,
        explicit_region: None,
        environment: &[],
    };
    let host = |query: &PodQuery<'_>| match sts_call_of_pod(query) {
        StsCall::Sent { host, .. } => host,
        other => panic!("{other:?}"),
    };
    assert_eq!(host(&query), "sts.amazonaws.com");
    assert_eq!(host(&PodQuery { version: None, ..query }), "sts.us-west-2.amazonaws.com");
    assert_eq!(host(&PodQuery { cluster_version: "1.31", ..query }), "sts.us-west-2.amazonaws.com");
    assert_eq!(
        host(&PodQuery { cluster_version: "1.31", annotation: Some("false"), ..query }),
        "sts.amazonaws.com",
        "here the third remedy does what it says"
    );
}

#[test]
fn words() {
    let query = PodQuery {
        cluster_version: "1.31",
        region: "us-west-2",
        annotation: None,
        family: SdkFamily::Rust,
        version: None,
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
