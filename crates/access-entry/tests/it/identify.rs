//! Who a caller is: entries, aws-auth and the mode together; and what it may do then.

use eks_iam_access_entry::{
    AccessEntry, AccessPolicy, AccessScope, AssociatedPolicy, AuthenticationMode, ClusterIdentity,
    ClusterMappings, EntryType, IdentitySource, NotIdentified, NotIdentifiedReason, can, identify,
};
use eks_iam_aws_auth::{AwsAuth, Caller, IdentityMap, MapOptions, UnmappedReason};
use eks_iam_rbac::{Attributes, RbacObjects};
use eks_iam_span::Language;

const ROLES: &str = "- rolearn: arn:aws:iam::111122223333:role/ops\n  username: ops\n  groups: [operators]\n";

fn caller() -> Caller {
    Caller {
        arn: "arn:aws:sts::111122223333:assumed-role/ops/mika@example.org".to_owned(),
        account: "111122223333".to_owned(),
        user_id: "AROAEXAMPLEEXAMPLE01:mika@example.org".to_owned(),
        access_key_id: "ASIAIOSFODNN7EXAMPLE".to_owned(),
    }
}

fn entry() -> AccessEntry {
    AccessEntry::new("arn:aws:iam::111122223333:role/team/ops")
}

fn ask(mode: AuthenticationMode, entries: &[AccessEntry]) -> Result<ClusterIdentity, NotIdentified> {
    let map = IdentityMap::new(&AwsAuth::from_data(Some(ROLES), None, None));
    let mappings = ClusterMappings { mode, entries, aws_auth: Some(&map) };
    identify(&mappings, &caller(), &MapOptions::default())
}

#[test]
fn the_entry_wins_even_when_it_gives_less() {
    let identity = ask(AuthenticationMode::ApiAndConfigMap, &[entry()]).unwrap();
    assert_eq!(identity.username, "arn:aws:sts::111122223333:assumed-role/ops/mika-example.org");
    assert_eq!(identity.groups, [""; 0]);
    assert_eq!(identity.uid, "aws-iam-authenticator:111122223333:AROAEXAMPLEEXAMPLE01");
    assert_eq!(identity.source, IdentitySource::AccessEntry { index: 0, entry_type: EntryType::Standard });
}

#[test]
fn the_mode_decides_which_source_is_read() {
    let ops =
        |result: Result<ClusterIdentity, NotIdentified>| result.map(|it| (it.username, it.source.name()));
    let from_map = Ok(("ops".to_owned(), "mapRoles"));
    assert_eq!(ops(ask(AuthenticationMode::ConfigMap, &[entry()])), from_map);
    assert_eq!(ops(ask(AuthenticationMode::ApiAndConfigMap, &[])), from_map);
    let nobody = ask(AuthenticationMode::Api, &[]).unwrap_err();
    assert_eq!((nobody.reason, nobody.reason.name()), (NotIdentifiedReason::NoAccessEntry, "not-mapped"));
    let mappings = ClusterMappings { mode: AuthenticationMode::ConfigMap, entries: &[], aws_auth: None };
    let nobody = identify(&mappings, &caller(), &MapOptions::default()).unwrap_err();
    assert_eq!(nobody.reason, NotIdentifiedReason::NoAwsAuth);
}

#[test]
fn a_recreated_role_is_somebody_else() {
    let stale = AccessEntry { principal_id: Some("AROAOLDOLDOLDOLDOLD1".to_owned()), ..entry() };
    let nobody = ask(AuthenticationMode::Api, std::slice::from_ref(&stale)).unwrap_err();
    assert_eq!((nobody.reason, nobody.entry), (NotIdentifiedReason::PrincipalIdChanged, Some(0)));
    let by_name = ask(AuthenticationMode::ApiAndConfigMap, std::slice::from_ref(&stale)).unwrap();
    assert_eq!(by_name.username, "ops", "aws-auth compares the ARN alone");
    let same = AccessEntry { principal_id: Some("AROAEXAMPLEEXAMPLE01".to_owned()), ..entry() };
    assert!(ask(AuthenticationMode::Api, &[stale, same]).is_ok());
}

#[test]
fn other_names_are_other_principals() {
    for other in [
        "arn:aws:iam::111122223333:role/team/ops2",
        "arn:aws:iam::444455556666:role/team/ops",
        "arn:aws:iam::111122223333:user/ops",
    ] {
        assert!(ask(AuthenticationMode::Api, &[AccessEntry::new(other)]).is_err(), "{other}");
    }
}

#[test]
fn a_person_in_a_nodes_role_is_nobody() {
    let node = AccessEntry { entry_type: EntryType::Ec2Linux, ..entry() };
    let nobody = ask(AuthenticationMode::ApiAndConfigMap, &[node]).unwrap_err();
    assert_eq!(nobody.reason, NotIdentifiedReason::Unmapped(UnmappedReason::TemplateError));
    assert_eq!(
        nobody.reason.message(Language::English),
        "a template of the matching entry cannot be filled in for this caller"
    );
}

fn may(scope: AccessScope, policy: &str, wanted: Attributes<'_>) -> bool {
    let policy_arn = AccessPolicy::by_name(policy).unwrap().arn("aws");
    let access_policies = vec![AssociatedPolicy { policy_arn, scope }];
    let identity = ask(AuthenticationMode::Api, &[AccessEntry { access_policies, ..entry() }]).unwrap();
    let decision = can(&identity, &RbacObjects::default().with_defaults(), &wanted);
    assert_eq!(decision.allowed, decision.reason.is_empty());
    decision.allowed
}

#[test]
fn policies_grant_what_they_say() {
    let list = |resource| Attributes { verb: "list", resource, ..Attributes::default() };
    let inside = |resource| Attributes { namespace: Some("dev-a"), ..list(resource) };
    let dev = || AccessScope::Namespaces(vec!["dev-*".to_owned()]);
    let view = "AmazonEKSViewPolicy";
    assert!(may(AccessScope::Cluster, view, list("pods")));
    assert!(!may(AccessScope::Cluster, view, list("secrets")));
    assert!(!may(AccessScope::Cluster, view, list("nodes")));
    assert!(may(dev(), view, inside("pods")));
    assert!(!may(dev(), view, list("pods")), "a namespace scope is no list over all namespaces");
    assert!(!may(dev(), view, Attributes { namespace: Some("prod"), ..list("pods") }));
    assert!(!may(dev(), "AmazonEKSClusterAdminPolicy", list("nodes")));
    assert!(may(AccessScope::Cluster, "AmazonEKSAdminViewPolicy", list("nodes")));
    let metrics = Attributes { verb: "get", non_resource_url: Some("/metrics"), ..Attributes::default() };
    assert!(may(AccessScope::Cluster, "AmazonEKSClusterAdminPolicy", metrics));
    assert!(!may(AccessScope::Cluster, "AmazonEKSAdminViewPolicy", metrics));
    assert!(!may(AccessScope::Cluster, "AmazonEKSPodIdentityPolicy", list("pods")), "rules not published");
}

#[test]
fn an_entry_without_anything_may_do_next_to_nothing() {
    let identity = ask(AuthenticationMode::Api, &[entry()]).unwrap();
    let pods =
        Attributes { verb: "list", resource: "pods", namespace: Some("default"), ..Attributes::default() };
    let decision = can(&identity, &RbacObjects::default().with_defaults(), &pods);
    assert_eq!(
        decision.reason,
        "pods is forbidden: User \"arn:aws:sts::111122223333:assumed-role/ops/mika-example.org\" cannot list resource \
         \"pods\" in API group \"\" in the namespace \"default\""
    );
}
