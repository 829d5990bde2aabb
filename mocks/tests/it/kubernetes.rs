//! The Kubernetes API: who gets in, and what may they do there?

use eks_iam_access_entry::AuthenticationMode;
use eks_iam_mock_aws::{Request, World};

use crate::support::*;

#[test]
fn a_mapped_operator_reads_nodes_and_pods() {
    let world = world();
    let nodes = kubernetes(&world, OPS, "/api/v1/nodes");
    assert_eq!(nodes.status, 200, "{}", nodes.text());
    assert!(nodes.text().starts_with("{\"kind\":\"NodeList\",\"apiVersion\":\"v1\","));
    assert!(nodes.text().contains("ip-192-168-10-20.us-west-2.compute.internal"));
    let pods = kubernetes(&world, OPS, "/api/v1/namespaces/default/pods").text();
    assert!(pods.contains("\"web\"") && !pods.contains("coredns"), "{pods}");
    let log = world.authenticator_log();
    assert!(log[0].contains("msg=\"STS response\""), "{log:?}");
}

#[test]
fn forbidden_in_kubernetes_words() {
    let response = kubernetes(&world(), OPS, "/api/v1/namespaces/kube-system/configmaps/aws-auth");
    assert_eq!(
        response.text(),
        "{\"kind\":\"Status\",\"apiVersion\":\"v1\",\"metadata\":{},\"status\":\"Failure\",\"message\":\"configmaps \
         \\\"aws-auth\\\" is forbidden: User \\\"ops:mika\\\" cannot get resource \\\"configmaps\\\" in API group \\\"\\\" in \
         the namespace \\\"kube-system\\\"\",\"reason\":\"Forbidden\",\"details\":{\"name\":\"aws-auth\",\
         \"kind\":\"configmaps\"},\"code\":403}\n"
    );
}

#[test]
fn nobody_is_unauthorized() {
    let world = world();
    let response = kubernetes(&world, MIKA, "/api/v1/nodes");
    assert_eq!(
        response.text(),
        "{\"kind\":\"Status\",\"apiVersion\":\"v1\",\"metadata\":{},\"status\":\"Failure\",\"message\":\"Unauthorized\",\
         \"reason\":\"Unauthorized\",\"code\":401}\n"
    );
    let log = world.authenticator_log();
    assert!(log.last().unwrap().contains("error=\"identity is not mapped\""), "{log:?}");
}

#[test]
fn tokens_of_other_clusters_and_old_ones_are_refused() {
    let world = world();
    let other = token(&world, OPS, "shop-staging");
    assert_eq!(kubernetes_with(&world, &other, "GET", "/api/v1/nodes", "").status, 401);
    assert!(world.authenticator_log().last().unwrap().contains("SignatureDoesNotMatch"));
    let old = token(&world, OPS, "shop");
    world.advance(16 * 60);
    assert_eq!(kubernetes_with(&world, &old, "GET", "/api/v1/nodes", "").status, 401);
    assert!(world.authenticator_log().last().unwrap().contains("15 minute expiration"));
    assert_eq!(kubernetes_with(&world, "nonsense", "GET", "/api/v1/nodes", "").status, 401);
}

#[test]
fn anonymous_requests_are_somebodys() {
    let world = world();
    let get = |path: &str| {
        let host = world.cluster_endpoint("shop").unwrap();
        send(&world, &Request::new("GET", path).with_header("host", host.trim_start_matches("https://")))
    };
    assert!(get("/api/v1/nodes").text().contains("User \\\"system:anonymous\\\" cannot list resource"));
    assert_eq!(get("/version").status, 200);
}

fn post(world: &World, path: &str, body: &str) -> String {
    let response = kubernetes_with(world, &token(world, OPS, "shop"), "POST", path, body);
    assert_eq!(response.status, 201, "{}", response.text());
    response.text()
}

#[test]
fn self_reviews() {
    let world = world();
    let who = post(&world, "/apis/authentication.k8s.io/v1/selfsubjectreviews", "{}");
    assert!(who.contains("\"username\":\"ops:mika\"") && who.contains("\"system:authenticated\""), "{who}");
    let may = |verb: &str, resource: &str| {
        let body =
            format!(r#"{{"spec":{{"resourceAttributes":{{"verb":"{verb}","resource":"{resource}"}}}}}}"#);
        post(&world, "/apis/authorization.k8s.io/v1/selfsubjectaccessreviews", &body)
            .contains("\"allowed\":true")
    };
    assert!(may("list", "nodes"));
    assert!(!may("delete", "nodes"));
}

#[test]
fn discovery_and_the_config_map() {
    let world = world();
    assert!(kubernetes(&world, OPS, "/version").text().contains("v1.31.0-eks"));
    assert!(kubernetes(&world, OPS, "/api").text().contains("\"versions\":[\"v1\"]"));
    assert!(kubernetes(&world, OPS, "/apis").text().contains("authorization.k8s.io"));
    assert!(kubernetes(&world, OPS, "/api/v1").text().contains("\"nodes\""));
    let creator = builder_with_creator();
    let map = kubernetes(&creator, MIKA, "/api/v1/namespaces/kube-system/configmaps/aws-auth");
    assert!(map.text().contains("ops:{{SessionName}}"), "{}", map.text());
    assert_eq!(kubernetes(&creator, MIKA, "/api/v1/namespaces/kube-system/configmaps/other").status, 404);
}

/// The creator is an administrator without any line in aws-auth.
fn builder_with_creator() -> World {
    let account = eks_iam_mock_aws::Account::new(A).with_user(eks_iam_mock_aws::User::new("mika"));
    World::builder()
        .account(account)
        .cluster(cluster().with_creator(MIKA).with_authentication_mode(AuthenticationMode::ConfigMap))
        .build()
        .unwrap()
}
