//! What an SDK in a pod takes.

use eks_iam_service_account::{
    Container, CredentialSource, EnvVar, MutationInput, Pod, PodIdentityAccount, ServiceAccount,
    least_pod_identity_version, mutate, pod_environment, too_old_for_pod_identity,
};
use eks_iam_span::Language;
use eks_iam_sts_endpoint::SdkFamily;

/// What the container takes of a pod with that annotation, association and variables of the author.
#[track_caller]
fn check(annotated: bool, associated: bool, own: &[&str], expected: CredentialSource) {
    let annotation = ("eks.amazonaws.com/role-arn".to_owned(), "arn:aws:iam::111122223333:role/r".to_owned());
    let variable = |name: &&str| EnvVar { name: (*name).to_owned(), value: "x".to_owned() };
    let main =
        Container { name: "main".into(), env: own.iter().map(variable).collect(), ..Container::default() };
    let account = |namespace: &str, name: &str| (namespace.to_owned(), name.to_owned());
    let (namespace, name) = account("apps", "reader");
    let association = PodIdentityAccount { namespace: namespace.clone(), service_account: name.clone() };
    let input = MutationInput {
        service_accounts: vec![ServiceAccount {
            namespace: namespace.clone(),
            name: name.clone(),
            annotations: annotated.then_some(annotation).into_iter().collect(),
        }],
        pod: Pod { namespace, service_account: name, containers: vec![main], ..Pod::default() },
        container_credentials: associated.then_some(association).into_iter().collect(),
        ..MutationInput::default()
    };
    let environment = pod_environment(&input.pod, &mutate(&input), "main");
    assert_eq!(CredentialSource::of(&environment), expected, "{environment:?}");
}

#[test]
fn web_identity_hides_an_association_and_keys_hide_both() {
    use CredentialSource as S;
    check(false, false, &[], S::NodeRole);
    check(true, false, &[], S::WebIdentity);
    check(false, true, &[], S::Container);
    // The webhook gives Pod Identity alone where there are both.
    check(true, true, &[], S::Container);
    check(true, true, &["AWS_ROLE_ARN", "AWS_WEB_IDENTITY_TOKEN_FILE"], S::WebIdentity);
    check(true, false, &["AWS_ROLE_ARN"], S::HalfPair);
    check(true, false, &["AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"], S::StaticKeys);
    check(false, true, &["AWS_ACCESS_KEY_ID"], S::Container);
}

#[test]
fn names_and_words() {
    let names: std::collections::BTreeSet<_> = CredentialSource::ALL.map(CredentialSource::as_str).into();
    assert_eq!(names.len(), CredentialSource::ALL.len());
    for source in CredentialSource::ALL {
        assert_ne!(source.explanation(Language::English), source.explanation(Language::Japanese));
    }
}

#[test]
fn versions_and_what_older_ones_say() {
    assert_eq!(least_pod_identity_version(SdkFamily::Boto3), Some("1.34.41"));
    assert!(too_old_for_pod_identity(SdkFamily::JsV3).is_some_and(|it| it.starts_with("169.254.170.23")));
    assert_eq!(too_old_for_pod_identity(SdkFamily::Rust), None);
    for family in SdkFamily::ALL {
        assert!(least_pod_identity_version(family).is_some(), "{}", family.as_str());
    }
}
