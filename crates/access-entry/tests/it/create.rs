//! What CreateAccessEntry and its neighbours refuse, in the words of EKS.

use eks_iam_access_entry::{
    AccessEntry, AccessPolicy, AccessScope, ApiRefusal, AuthenticationMode, CreateAccessEntry, CreateContext,
    EntryType, PrincipalState, validate_association, validate_create, validate_update,
};

const ROLE: &str = "arn:aws:iam::111122223333:role/team/ops";

fn request(principal_arn: &str) -> CreateAccessEntry {
    CreateAccessEntry { principal_arn: principal_arn.to_owned(), ..CreateAccessEntry::default() }
}

fn context() -> CreateContext<'static> {
    CreateContext {
        mode: AuthenticationMode::Api,
        cluster_account: Some("111122223333"),
        ..CreateContext::default()
    }
}

#[track_caller]
fn check_refused(request: &CreateAccessEntry, context: &CreateContext<'_>, expected: &str) {
    let refusal = validate_create(request, context).unwrap_err();
    assert_eq!(format!("{} {refusal}", refusal.status()), expected);
}

#[test]
fn mode_config_map_refuses_every_call() {
    let context = CreateContext { mode: AuthenticationMode::ConfigMap, ..context() };
    check_refused(
        &request(ROLE),
        &context,
        "400 InvalidRequestException: The cluster's authentication mode must be set to one of [API, \
         API_AND_CONFIG_MAP] to perform this operation.",
    );
}

#[test]
fn principals() {
    for arn in [
        "arn:aws:sts::111122223333:assumed-role/ops/mika",
        "arn:aws:sts::111122223333:federated-user/mika",
        "arn:aws:iam::111122223333:root",
        "arn:aws:iam::111122223333:group/ops",
        "arn:aws:iam::111122223333:role/*",
        "arn:aws:iam::1111:role/ops",
        "ops",
    ] {
        check_refused(
            &request(arn),
            &context(),
            "400 InvalidParameterException: The principalArn parameter format is not valid",
        );
    }
    check_refused(
        &request("arn:aws:iam::111122223333:role/ops"),
        &CreateContext { principal: PrincipalState::Missing, ..context() },
        "400 InvalidParameterException: The specified principalArn is invalid: invalid principal.",
    );
    check_refused(
        &request(
            "arn:aws:iam::111122223333:role/aws-service-role/batch.amazonaws.com/AWSServiceRoleForBatch",
        ),
        &context(),
        "400 InvalidParameterException: The caller is not allowed to modify access entries with a principalArn value \
         of a Service Linked Role",
    );
}

#[test]
fn names() {
    let groups = CreateAccessEntry { kubernetes_groups: vec!["system:masters".to_owned()], ..request(ROLE) };
    check_refused(
        &groups,
        &context(),
        "400 InvalidParameterException: The kubernetes group name system:masters is invalid, it cannot start with \
         system:",
    );
    let username = CreateAccessEntry { username: Some("system:admin".to_owned()), ..request(ROLE) };
    check_refused(
        &username,
        &context(),
        "400 InvalidParameterException: The username must not begin with system:",
    );
}

#[test]
fn one_entry_a_principal() {
    let entries = [AccessEntry::new(ROLE)];
    check_refused(
        &request(ROLE),
        &CreateContext { entries: &entries, ..context() },
        "409 ResourceInUseException: The specified access entry resource is already in use on this cluster.",
    );
    assert_eq!(
        (ApiRefusal::not_found().status(), ApiRefusal::not_found().code()),
        (404, "ResourceNotFoundException")
    );
}

#[test]
fn node_types_take_no_names_and_no_other_account() {
    for kind in EntryType::ALL.into_iter().filter(|kind| !kind.takes_names()) {
        let node = CreateAccessEntry { entry_type: kind, ..request(ROLE) };
        let stored = validate_create(&node, &context()).unwrap();
        assert!(stored.username.unwrap().starts_with("system:node:"));
        assert!(stored.kubernetes_groups.contains(&"system:nodes".to_owned()));
        let foreign = CreateContext { cluster_account: Some("444455556666"), ..context() };
        assert!(!validate_create(&node, &foreign).unwrap_err().is_observed());
        let named = CreateAccessEntry { username: Some("ops".to_owned()), ..node.clone() };
        assert!(validate_create(&named, &context()).is_err());
        let user = CreateAccessEntry { entry_type: kind, ..request("arn:aws:iam::111122223333:user/ops") };
        assert!(validate_create(&user, &context()).is_err());
    }
}

#[test]
fn what_is_stored() {
    let context =
        CreateContext { principal: PrincipalState::Exists { unique_id: "AROAEXAMPLE" }, ..context() };
    let entry = validate_create(&request(ROLE), &context).unwrap();
    assert_eq!(entry.username.as_deref(), Some("arn:aws:sts::111122223333:assumed-role/ops/{{SessionName}}"));
    assert_eq!(entry.principal_id.as_deref(), Some("AROAEXAMPLE"));
    let changed = validate_update(&entry, Some("ops"), Some(&["ops".to_owned()])).unwrap();
    assert_eq!(
        (changed.username.as_deref(), changed.kubernetes_groups),
        (Some("ops"), vec!["ops".to_owned()])
    );
    let refusal = validate_update(&entry, Some("system:node:ip-10-0-0-1"), None).unwrap_err();
    assert_eq!(refusal.message(), "The username must not begin with system:");
}

#[test]
fn associations() {
    let view = AccessPolicy::by_name("AmazonEKSViewPolicy").unwrap();
    let entry = AccessEntry::new(ROLE);
    let associate = |arn: &str, scope: AccessScope| validate_association(&entry, arn, &scope, "aws");
    assert!(associate(&view.arn("aws"), AccessScope::Cluster).is_ok());
    assert!(associate(&view.arn("aws"), AccessScope::Namespaces(vec!["dev-*".to_owned()])).is_ok());
    assert!(associate(&view.arn("aws"), AccessScope::Namespaces(Vec::new())).is_err());
    assert!(associate(&view.arn("aws-cn"), AccessScope::Cluster).is_err());
    assert!(associate("arn:aws:iam::aws:policy/AmazonEKSViewPolicy", AccessScope::Cluster).is_err());
    let hybrid = AccessPolicy::by_name("AmazonEKSHybridPolicy").unwrap();
    assert!(associate(&hybrid.arn("aws"), AccessScope::Cluster).is_err());
    let node = AccessEntry { entry_type: EntryType::Ec2Linux, ..entry.clone() };
    assert!(validate_association(&node, &view.arn("aws"), &AccessScope::Cluster, "aws").is_err());
}
