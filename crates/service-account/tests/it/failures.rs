//! How a pod's credentials fail.

use std::collections::HashSet;

use eks_iam_error_classifier::{Class, classify};
use eks_iam_policy::PolicyDocument;
use eks_iam_service_account::{
    FailureQuery, Flags, IrsaClaims, MutationInput, Occurs, OidcProvider, PodClient, PodFailure,
    PodFailureKind as Kind, PodIdentityAccount, TrustClaims, check_trust, mutate, needed_trust_statement,
    pod_failures,
};
use eks_iam_span::Language;
use eks_iam_sts_endpoint::SdkFamily;

use crate::{input, variables};

const PROVIDER: &str = "arn:aws:iam::111122223333:oidc-provider/oidc.eks.us-west-2.amazonaws.com/id/AB12";

fn claims() -> TrustClaims {
    TrustClaims::Irsa(IrsaClaims {
        issuer: "https://oidc.eks.us-west-2.amazonaws.com/id/AB12".to_owned(),
        partition: "aws".to_owned(),
        account: "111122223333".to_owned(),
        namespace: "apps".to_owned(),
        service_account: "reader".to_owned(),
        audience: "sts.amazonaws.com".to_owned(),
    })
}

fn client(family: SdkFamily) -> PodClient<'static> {
    PodClient { family, version: None, explicit_endpoint: None, explicit_region: None }
}

fn failures(input: &MutationInput, client: Option<PodClient<'_>>) -> Vec<PodFailure> {
    pod_failures(&FailureQuery {
        input,
        mutation: &mutate(input),
        container: "main",
        client,
        claims: None,
        trust: None,
        providers: None,
    })
}

/// The kinds of that certainty.
fn kinds(failures: &[PodFailure], occurs: Occurs) -> Vec<Kind> {
    failures.iter().filter(|it| it.occurs == occurs).map(|it| it.kind).collect()
}

fn with_pod_identity() -> MutationInput {
    let account = PodIdentityAccount { namespace: "apps".to_owned(), service_account: "reader".to_owned() };
    MutationInput { container_credentials: vec![account], ..input() }
}

fn in_cluster() -> MutationInput {
    MutationInput { flags: Flags::for_cluster_version("1.31").with_region("us-west-2"), ..input() }
}

#[test]
fn what_is_known_of_trust_and_provider_decides() {
    let input = in_cluster();
    let claims = claims();
    let mutation = mutate(&input);
    let trust = |statement: &str| {
        let text = format!(r#"{{"Version": "2012-10-17", "Statement": [{statement}]}}"#);
        check_trust(&PolicyDocument::parse(&text).unwrap(), &claims)
    };
    let (right, wrong) =
        (needed_trust_statement(&claims), needed_trust_statement(&claims).replace("reader", "other"));
    let (right, wrong) = (trust(&right), trust(&wrong));
    let of = |trust, providers: &[OidcProvider]| {
        pod_failures(&FailureQuery {
            input: &input,
            mutation: &mutation,
            container: "main",
            client: Some(client(SdkFamily::Boto3)),
            claims: Some(&claims),
            trust: Some(trust),
            providers: Some(providers),
        })
    };
    let provider = |arn: &str, audience: &str| OidcProvider {
        arn: arn.to_owned(),
        client_ids: vec![audience.to_owned()],
    };
    let fits = [provider(PROVIDER, "sts.amazonaws.com")];
    let certain = |failures: &[PodFailure]| kinds(failures, Occurs::Certainly);
    assert_eq!(certain(&of(&right, &fits)), []);
    assert_eq!(certain(&of(&wrong, &fits)), [Kind::RoleDoesNotTrustToken]);
    assert_eq!(certain(&of(&right, &[provider(PROVIDER, "other")])), [Kind::AudienceNotListed]);
    assert_eq!(
        certain(&of(&right, &[provider(&PROVIDER.replace("AB12", "CD34"), "x")])),
        [Kind::ProviderMissing]
    );
    // Ruled out is not possible.
    let possible = kinds(&of(&right, &fits), Occurs::Possibly);
    for kind in
        [Kind::RoleDoesNotTrustToken, Kind::ProviderMissing, Kind::AudienceNotListed, Kind::ScopeRefused]
    {
        assert!(!possible.contains(&kind), "{kind:?}");
    }
    assert!(of(&right, &[]).iter().any(|it| {
        it.text == "No OpenIDConnect provider found in your account for https://oidc.eks.us-west-2.amazonaws.com/id/AB12"
    }));
}

#[test]
fn a_global_endpoint_beside_a_regional_signature() {
    let own = PodClient { explicit_endpoint: Some("https://sts.amazonaws.com"), ..client(SdkFamily::Boto3) };
    assert_eq!(kinds(&failures(&in_cluster(), Some(own)), Occurs::Certainly), [Kind::ScopeRefused]);
    let fits = PodClient { explicit_region: Some("us-east-1"), ..own };
    assert_eq!(kinds(&failures(&in_cluster(), Some(fits)), Occurs::Certainly), []);
}

#[test]
fn variables_by_hand() {
    let token = ("AWS_WEB_IDENTITY_TOKEN_FILE", "/token");
    let mut by_hand = input();
    by_hand.pod.containers[0].env = variables(&[token, ("AWS_ROLE_ARN", "arn:aws:iam::111122223333:role/r")]);
    by_hand.service_accounts[0].annotations.clear();
    let found = failures(&by_hand, None);
    assert_eq!(kinds(&found, Occurs::Certainly), [Kind::TokenFileMissing]);
    assert_eq!(found[0].text, "… open /token: no such file or directory");
    // A volume of the author's may hold it.
    by_hand.pod.containers[0].volume_mounts = vec!["own".to_owned()];
    assert_eq!(kinds(&failures(&by_hand, None), Occurs::Certainly), []);

    let mut half = by_hand.clone();
    half.pod.containers[0].env = variables(&[token]);
    let found = failures(&half, Some(client(SdkFamily::Rust)));
    assert_eq!((found[0].kind, found[0].occurs), (Kind::HalfPair, Occurs::Certainly));
    assert_eq!(found[0].text, "AWS_ROLE_ARN environment variable must be set");

    let mut none = half.clone();
    none.pod.containers[0].env.clear();
    let found = failures(&none, Some(client(SdkFamily::JsV3)));
    assert_eq!(kinds(&found, Occurs::Certainly), [Kind::NodeRoleUsed]);
    assert!(found.iter().any(|it| it.text == "Could not load credentials from any providers"));
    assert!(!found.iter().any(|it| it.text == "Unable to locate credentials"), "that is Python's");
}

#[test]
fn pod_identity() {
    let old = PodClient { version: Some("3.400.0"), ..client(SdkFamily::JsV3) };
    let found = failures(&with_pod_identity(), Some(old));
    assert_eq!(kinds(&found, Occurs::Certainly), [Kind::SdkTooOld]);
    let new = PodClient { version: Some("3.458.0"), ..old };
    assert!(!failures(&with_pod_identity(), Some(new)).iter().any(|it| it.kind == Kind::SdkTooOld));

    let mut windows = with_pod_identity();
    windows.pod.node_selector = vec![("kubernetes.io/os".to_owned(), "windows".to_owned())];
    assert_eq!(kinds(&failures(&windows, None), Occurs::Certainly), [Kind::AgentUnreachable]);

    let mut tokenless = with_pod_identity();
    tokenless.pod.containers[0].env =
        variables(&[("AWS_CONTAINER_CREDENTIALS_FULL_URI", "http://169.254.170.23/v1/credentials")]);
    assert_eq!(kinds(&failures(&tokenless, None), Occurs::Certainly), [Kind::NoAuthorization]);
}

#[test]
fn go_wraps_what_sts_answers() {
    let found = failures(&in_cluster(), Some(client(SdkFamily::GoV1)));
    let text = |kind| found.iter().find(|it| it.kind == kind).map(|it| it.text.as_str());
    assert_eq!(
        text(Kind::RoleDoesNotTrustToken),
        Some(
            "WebIdentityErr: failed to retrieve credentials\ncaused by: AccessDenied: Not authorized to perform \
             sts:AssumeRoleWithWebIdentity"
        )
    );
    assert_eq!(
        text(Kind::TokenFileUnreadable),
        Some(
            "WebIdentityErr: failed fetching WebIdentity token: \ncaused by: … open \
             /var/run/secrets/eks.amazonaws.com/serviceaccount/token: permission denied"
        )
    );
}

/// What a service answers is read back (of a missing association only the code is known), and every kind has words of its own
/// in both languages.
#[test]
fn texts_are_classified_and_kinds_explained() {
    let mut bare = input();
    bare.service_accounts.clear();
    let mut half = bare.clone();
    half.pod.containers[0].env = variables(&[("AWS_WEB_IDENTITY_TOKEN_FILE", "/token")]);
    let mut by_hand = half.clone();
    by_hand.pod.containers[0].env.extend(variables(&[("AWS_ROLE_ARN", "r")]));
    let all = [in_cluster(), by_hand, with_pod_identity(), half, bare].map(|it| failures(&it, None)).concat();
    let mut words = HashSet::new();
    for kind in Kind::ALL {
        let failure =
            all.iter().find(|it| it.kind == kind).unwrap_or_else(|| panic!("{kind:?} never occurs"));
        let (english, japanese) = (failure.cause(Language::English), failure.cause(Language::Japanese));
        assert!(english.is_ascii() && !japanese.is_ascii(), "{kind:?}");
        words.extend([kind.name(), english, japanese]);
    }
    assert_eq!(words.len(), 3 * Kind::ALL.len(), "two kinds share words");
    let unknown: Vec<_> = all
        .iter()
        .filter(|it| it.kind.answer().is_some() && it.kind != Kind::AssociationGone)
        .filter(|it| matches!(classify(&it.text).class(), Class::Other | Class::NotAnError))
        .map(|it| (it.kind, it.text.as_str()))
        .collect();
    assert_eq!(unknown, []);
}
