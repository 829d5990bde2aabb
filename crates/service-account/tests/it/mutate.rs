//! Cases of the webhook beyond the known pods.

use eks_iam_service_account::{
    ConfigMapEntry, Expiration, Flags, InstanceIdentity, Method, MutationInput, PodIdentityAccount, mutate,
    pod_environment,
};

use crate::{annotation, input, variables};

#[track_caller]
fn added(input: &MutationInput) -> Vec<(String, String)> {
    let mutation = mutate(input);
    mutation.containers[0].added_env.iter().map(|it| (it.name.clone(), it.value.clone())).collect()
}

fn names(input: &MutationInput) -> Vec<String> {
    added(input).into_iter().map(|(name, _)| name).collect()
}

fn associated() -> MutationInput {
    let container_credentials =
        vec![PodIdentityAccount { namespace: "apps".to_owned(), service_account: "reader".to_owned() }];
    MutationInput { container_credentials, ..input() }
}

#[test]
fn an_association_goes_before_the_annotation() {
    let mutation = mutate(&associated());
    assert_eq!(mutation.method, Some(Method::PodIdentity));
    assert_eq!(mutation.added_labels, [("eks.amazonaws.com/pod-identity".to_owned(), "enabled".to_owned())]);
}

#[test]
fn flags_do_not_count_for_an_unknown_account_with_an_association() {
    let mut input = MutationInput { service_accounts: Vec::new(), ..associated() };
    input.flags = Flags { token_expiration: 3600, sts_regional_endpoint: true, ..Flags::default() };
    assert!(!names(&input).contains(&"AWS_STS_REGIONAL_ENDPOINTS".to_owned()));
    let volume = mutate(&input).added_volume.unwrap();
    assert_eq!(volume.expiration, Expiration::Between { min: 79_200, max: 86_400 });
}

#[test]
fn windows_paths() {
    let mut input = input();
    input.pod.node_selector = vec![("kubernetes.io/os".to_owned(), "windows".to_owned())];
    let mutation = mutate(&input);
    assert_eq!(
        mutation.containers[0].added_env[1].value,
        r"C:\var\run\secrets\eks.amazonaws.com\serviceaccount\token"
    );
    assert_eq!(
        mutation.containers[0].added_mounts[0].mount_path,
        "/var/run/secrets/eks.amazonaws.com/serviceaccount"
    );
}

#[test]
fn all_variables_there_means_no_mount() {
    let mut input = input();
    input.pod.containers[0].env = variables(&[
        ("AWS_ROLE_ARN", "x"),
        ("AWS_REGION", "us-west-2"),
        ("AWS_STS_REGIONAL_ENDPOINTS", "regional"),
    ]);
    let mutation = mutate(&input);
    assert!(mutation.containers[0].added_env.is_empty() && mutation.containers[0].added_mounts.is_empty());
    assert!(mutation.is_mutated() && mutation.added_volume.is_some());
}

#[test]
fn one_of_a_pair_keeps_the_other_away() {
    let mut input = input();
    input.flags = Flags::for_cluster_version("1.31").with_region("us-west-2");
    input.pod.containers[0].env =
        variables(&[("AWS_WEB_IDENTITY_TOKEN_FILE", "x"), ("AWS_REGION", "eu-west-1")]);
    assert_eq!(names(&input), ["AWS_STS_REGIONAL_ENDPOINTS"]);
    assert_eq!(mutate(&input).containers[0].added_mounts.len(), 1);
}

#[test]
fn defaults_of_cluster_versions() {
    for (version, regional) in [
        ("1.21", false),
        ("1.22", true),
        ("1.31", true),
        ("v1.21.14-eks-1", false),
        ("2.0", true),
        ("", true),
    ] {
        assert_eq!(Flags::for_cluster_version(version).sts_regional_endpoint, regional, "{version}");
    }
}

#[test]
fn expirations() {
    let with = |pod: &str, account: &str, flag: i64| {
        let mut input = input();
        input.flags.token_expiration = flag;
        input.pod.annotations = vec![annotation("token-expiration", pod)];
        input.service_accounts[0].annotations.push(annotation("token-expiration", account));
        mutate(&input).added_volume.unwrap().expiration
    };
    assert_eq!(with("700", "800", 900), Expiration::Seconds(700));
    assert_eq!(with("x", "800", 900), Expiration::Seconds(800));
    assert_eq!(with("x", "1e3", 900), Expiration::Seconds(900));
    assert_eq!(with("1", "800", 900), Expiration::Seconds(600));
    assert_eq!(with("+999999", "800", 900), Expiration::Seconds(999_999));
}

#[test]
fn skipped_containers_are_one_csv_record() {
    let skips = |text: &str| {
        let mut input = input();
        input.pod.annotations = vec![annotation("skip-containers", text)];
        mutate(&input).containers[0].added_env.is_empty()
    };
    for text in ["main", "a,main", "\"main\",b", "\nmain\nother"] {
        assert!(skips(text), "{text:?}");
    }
    for text in ["", " main", "Main", "main\"", "\"main", "a\nmain", "\"main\"x"] {
        assert!(!skips(text), "{text:?}");
    }
}

#[test]
fn the_config_map_counts_where_it_is_watched() {
    let entry = |namespace: &str, role: &str| ConfigMapEntry {
        namespace: namespace.to_owned(),
        service_account: "reader".to_owned(),
        role_arn: role.to_owned(),
        token_expiration: 5,
        ..ConfigMapEntry::default()
    };
    let mut input = input();
    input.service_accounts[0].annotations.clear();
    input.config_map = vec![entry("*", "every"), entry("apps", "apps")];
    assert!(!mutate(&input).is_mutated());
    input.flags.watch_config_map = true;
    assert_eq!(added(&input)[0].1, "apps");
    let volume = mutate(&input).added_volume.unwrap();
    assert_eq!((volume.audience.as_str(), volume.expiration), ("", Expiration::Seconds(5)));
    input.config_map.pop();
    assert_eq!(added(&input)[0].1, "every");
}

#[test]
fn role_names_are_completed() {
    let role = |region: &str, value: &str| {
        let mut input = input();
        input.flags.compose_role_arn = true;
        input.instance_identity =
            Some(InstanceIdentity { region: region.to_owned(), account_id: "111122223333".to_owned() });
        input.service_accounts[0].annotations = vec![annotation("role-arn", value)];
        added(&input)[0].1.clone()
    };
    assert_eq!(role("us-west-2", "a/b"), "arn:aws:iam::111122223333:role/a/b");
    assert_eq!(role("us-isob-east-1", "a"), "arn:aws-iso-b:iam::111122223333:role/a");
    assert_eq!(role("eu-isoe-west-1", "a"), "arn:aws:iam::111122223333:role/a");
    assert_eq!(role("us-west-2", "arn:x"), "arn:x");
}

#[test]
fn environment_of_a_container() {
    let mut input = input();
    input.flags = Flags::for_cluster_version("1.31").with_region("us-west-2");
    input.pod.containers[0].env = variables(&[("A", "1"), ("A", "2"), ("AWS_REGION", "eu-west-1")]);
    let environment = pod_environment(&input.pod, &mutate(&input), "main");
    let names: Vec<_> = environment.iter().map(|(name, value)| format!("{name}={value}")).collect();
    assert_eq!(
        names,
        [
            "A=2",
            "AWS_REGION=eu-west-1",
            "AWS_STS_REGIONAL_ENDPOINTS=regional",
            "AWS_ROLE_ARN=arn:aws:iam::111122223333:role/reader",
            "AWS_WEB_IDENTITY_TOKEN_FILE=/var/run/secrets/eks.amazonaws.com/serviceaccount/token"
        ]
    );
}
