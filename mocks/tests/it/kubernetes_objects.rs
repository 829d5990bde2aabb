//! Objects of the Kubernetes API: what is written is felt by the next request.

use eks_iam_access_entry::AuthenticationMode;
use eks_iam_mock_aws::{Account, Request, Response, Role, User, World};
use serde_json::Value;

use crate::support::*;

const MAP: &str = "/api/v1/namespaces/kube-system/configmaps/aws-auth";
const ROLES: &str = "/apis/rbac.authorization.k8s.io/v1/clusterrolebindings";

/// A cluster whose creator is mika; ops is mapped to a group that may do nothing.
fn world() -> World {
    let account = Account::new(A).with_user(User::new("mika")).with_role(Role::new("ops", trusts_account(A)));
    let cluster = eks_iam_mock_aws::Cluster::new("shop", A, REGION)
        .with_issuer(ISSUER)
        .with_aws_auth(AWS_AUTH)
        .with_creator(MIKA)
        .with_node("ip-192-168-10-20.us-west-2.compute.internal")
        .with_authentication_mode(AuthenticationMode::ConfigMap);
    World::builder().account(account).cluster(cluster).build().unwrap()
}

fn send_as(world: &World, principal: &str, method: &str, path: &str, kind: &str, body: &str) -> Response {
    let host = world.cluster_endpoint("shop").unwrap();
    let request = Request::new(method, path)
        .with_header("host", host.trim_start_matches("https://"))
        .with_header("authorization", format!("Bearer {}", token(world, principal, "shop")))
        .with_header("content-type", kind)
        .with_body(body);
    send(world, &request)
}

fn admin(world: &World, method: &str, path: &str, kind: &str, body: &str) -> Response {
    send_as(world, MIKA, method, path, kind, body)
}

fn nodes(world: &World) -> u16 {
    kubernetes(world, OPS, "/api/v1/nodes").status
}

#[track_caller]
fn message(response: &Response) -> (u16, String) {
    let body: Value = serde_json::from_slice(&response.body).unwrap();
    (response.status, body["message"].as_str().unwrap_or_default().to_owned())
}

#[test]
fn a_patched_aws_auth_counts_at_once() {
    let world = world();
    assert_eq!(nodes(&world), 403);
    let masters = r#"{"data":{"mapRoles":"- rolearn: arn:aws:iam::111122223333:role/ops\n  username: ops\n  groups: [system:masters]\n"}}"#;
    for kind in ["application/merge-patch+json", "application/strategic-merge-patch+json"] {
        assert_eq!(admin(&world, "PATCH", MAP, kind, masters).status, 200, "{kind}");
        assert_eq!(nodes(&world), 200, "{kind}");
        let nobody = r#"{"data":{"mapRoles":""}}"#;
        assert_eq!(admin(&world, "PATCH", MAP, kind, nobody).status, 200, "{kind}");
        assert_eq!(nodes(&world), 401, "{kind}");
    }
    let applied = "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: aws-auth}\ndata:\n  mapRoles: |\n    - rolearn: arn:aws:iam::111122223333:role/ops\n      username: ops\n      groups: [system:masters]\n";
    assert_eq!(admin(&world, "PATCH", MAP, "application/apply-patch+yaml", applied).status, 200);
    assert_eq!(nodes(&world), 200);
    let operations = r#"[{"op":"test","path":"/metadata/name","value":"aws-auth"},{"op":"remove","path":"/data/mapRoles"}]"#;
    assert_eq!(admin(&world, "PATCH", MAP, "application/json-patch+json", operations).status, 200);
    assert_eq!(nodes(&world), 401);
    assert_eq!(admin(&world, "DELETE", MAP, "", "").status, 200);
    assert_eq!(
        message(&admin(&world, "GET", MAP, "", "")),
        (404, "configmaps \"aws-auth\" not found".to_owned())
    );
}

#[test]
fn a_stale_writer_is_told() {
    let world = world();
    let old = admin(&world, "GET", MAP, "", "").text();
    let patch = r#"{"data":{"mapUsers":"[]"}}"#;
    admin(&world, "PATCH", MAP, "application/merge-patch+json", patch);
    let text = "Operation cannot be fulfilled on configmaps \"aws-auth\": the object has been modified; please apply your \
                changes to the latest version and try again";
    assert_eq!(message(&admin(&world, "PUT", MAP, "application/json", &old)), (409, text.to_owned()));
    let current = admin(&world, "GET", MAP, "", "").text();
    assert_eq!(admin(&world, "PUT", MAP, "application/json", &current).status, 200);
    let created = admin(&world, "POST", MAP.trim_end_matches("/aws-auth"), "application/json", &current);
    assert_eq!(message(&created), (409, "configmaps \"aws-auth\" already exists".to_owned()));
}

#[test]
fn a_binding_gives_and_takes() {
    let world = world();
    let binding = r#"{"metadata":{"name":"ops"},"roleRef":{"apiGroup":"rbac.authorization.k8s.io","kind":"ClusterRole","name":"cluster-admin"},"subjects":[{"kind":"Group","name":"operators"}]}"#;
    let trial = format!("{ROLES}?dryRun=All");
    assert_eq!(admin(&world, "POST", &trial, "application/json", binding).status, 201);
    assert_eq!(nodes(&world), 403, "a trial changes nothing");
    assert_eq!(admin(&world, "POST", ROLES, "application/json", binding).status, 201);
    assert_eq!(nodes(&world), 200);
    assert!(admin(&world, "GET", ROLES, "", "").text().contains("\"kind\":\"ClusterRoleBindingList\""));
    assert_eq!(admin(&world, "DELETE", &format!("{ROLES}/ops"), "", "").status, 200);
    assert_eq!(nodes(&world), 403);
    let forbidden = send_as(&world, OPS, "POST", ROLES, "application/json", binding);
    let text = "clusterrolebindings.rbac.authorization.k8s.io is forbidden: User \"ops:mika\" cannot create resource \
                \"clusterrolebindings\" in API group \"rbac.authorization.k8s.io\" at the cluster scope";
    assert_eq!(message(&forbidden), (403, text.to_owned()));
}

#[test]
fn a_token_is_reviewed() {
    let world = world();
    let review = |token: &str| {
        let body = format!(r#"{{"spec":{{"token":"{token}"}}}}"#);
        let path = "/apis/authentication.k8s.io/v1/tokenreviews";
        let response = admin(&world, "POST", path, "application/json", &body);
        assert_eq!(response.status, 201, "{}", response.text());
        assert!(!response.text().contains("k8s-aws-v1"), "the token is not repeated");
        serde_json::from_slice::<Value>(&response.body).unwrap()["status"].clone()
    };
    let known = review(&token(&world, OPS, "shop"));
    assert_eq!(
        (known["authenticated"].as_bool(), known["user"]["username"].as_str()),
        (Some(true), Some("ops:mika"))
    );
    assert_eq!(review("nonsense")["error"], "invalid bearer token");
    assert!(review(&token(&world, OPS, "other"))["authenticated"].is_null());
}

#[test]
fn access_of_others_is_reviewed() {
    let world = world();
    let may = |user: &str, group: &str| {
        let body = format!(
            r#"{{"spec":{{"user":"{user}","groups":["{group}"],"resourceAttributes":{{"verb":"list","resource":"nodes"}}}}}}"#
        );
        let path = "/apis/authorization.k8s.io/v1/subjectaccessreviews";
        admin(&world, "POST", path, "application/json", &body).text().contains("\"allowed\":true")
    };
    assert!(may("anybody", "system:masters"));
    assert!(!may("anybody", "operators"));
}

#[test]
fn kubectl_finds_what_it_asks_before_it_applies() {
    let world = world();
    let get = |path: &str| kubernetes(&world, OPS, path);
    assert!(get("/openapi/v3").text().contains("/openapi/v3/apis/rbac.authorization.k8s.io/v1"));
    assert!(get("/openapi/v3/api/v1").text().contains("\"name\":\"fieldValidation\""));
    assert_eq!(get("/openapi/v3/apis/apps/v1").status, 404);
    assert!(get("/apis/rbac.authorization.k8s.io/v1").text().contains("\"clusterrolebindings\""));
    assert!(get("/api/v1").text().contains("\"shortNames\":[\"cm\"]"));
}
