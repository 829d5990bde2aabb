//! Pods: Pod Identity from the agent to S3, and the associations behind it.

use eks_iam_mock_aws::{
    Check, Cluster, Credentials, NodeGroup, PodIdentityAssociation, Request, Response, Role, SigningParams,
    WebIdentityClaims, World, WorldBuilder, sign,
};
use serde_json::Value;

use crate::support::*;

const BOTH: &str = r#"["sts:AssumeRole","sts:TagSession"]"#;

fn pods_trust(actions: &str, condition: &str) -> eks_iam_policy::NamedPolicy {
    policy(
        "trust",
        &format!(
            r#"{{"Version":"2012-10-17","Statement":[{{"Effect":"Allow","Principal":{{"Service":"pods.eks.amazonaws.com"}},"Action":{actions},"Condition":{condition}}}]}}"#
        ),
    )
}

fn with_role(trust: eks_iam_policy::NamedPolicy, association: PodIdentityAssociation) -> WorldBuilder {
    let node =
        Role::new("worker", trust_of_ec2()).with_policy(allow("eks-auth:AssumeRoleForPodIdentity", "*"));
    let account = eks_iam_mock_aws::Account::new(A)
        .with_bucket("shop-images")
        .with_role(node)
        .with_role(Role::new("runner", trust).with_policy(allow("s3:ListAllMyBuckets", "*")));
    let cluster = bare_cluster()
        .with_node_group(NodeGroup::new("one", "arn:aws:iam::111122223333:role/worker"))
        .with_pod_identity_association(association);
    World::builder().account(account).cluster(cluster)
}

fn trust_of_ec2() -> eks_iam_policy::NamedPolicy {
    trust(r#"{"Service":"ec2.amazonaws.com"}"#, "sts:AssumeRole", "{}")
}

fn bare_cluster() -> Cluster {
    Cluster::new("shop", A, REGION).with_issuer(ISSUER)
}

fn association() -> PodIdentityAssociation {
    PodIdentityAssociation::new("apps", "reader", "arn:aws:iam::111122223333:role/runner")
}

fn claims(world: &World) -> WebIdentityClaims {
    WebIdentityClaims::pod_identity(ISSUER, "apps", "reader", "reader-7d4b9c-x2k", world.now())
}

fn agent(world: &World, token: &str) -> Response {
    let request = Request::new("GET", "/v1/credentials")
        .with_header("host", "169.254.170.23")
        .with_header("authorization", token);
    send(world, &request)
}

fn ask(world: &World) -> Response {
    agent(world, &world.web_identity_token(&claims(world)))
}

fn credentials(response: &Response) -> Credentials {
    assert_eq!(response.status, 200, "{}", response.text());
    let body: Value = serde_json::from_slice(&response.body).unwrap();
    let text = |name: &str| body[name].as_str().unwrap().to_owned();
    Credentials::new(text("AccessKeyId"), text("SecretAccessKey")).with_session_token(text("Token"))
}

fn buckets(world: &World, credentials: &Credentials) -> Response {
    let mut request = Request::new("GET", "/").with_header("host", "s3.us-west-2.amazonaws.com");
    let params = SigningParams { credentials, region: REGION, service: "s3", time: world.now() };
    sign(&mut request, &params);
    send(world, &request)
}

#[test]
fn a_pod_reads_its_buckets() {
    let world = with_role(pods_trust(BOTH, "{}"), association()).build().unwrap();
    let credentials = credentials(&ask(&world));
    let text = buckets(&world, &credentials).text();
    assert_eq!(element(&text, "Name"), "shop-images");
    let arn = element(&sts_with(&world, &credentials, "Action=GetCallerIdentity").text(), "Arn");
    assert!(arn.starts_with("arn:aws:sts::111122223333:assumed-role/runner/eks-shop-reader-7d4-"), "{arn}");
    let names: Vec<_> = world.calls().iter().map(|it| it.event_name().to_owned()).collect();
    assert_eq!(names, ["AssumeRoleForPodIdentity", "ListBuckets", "GetCallerIdentity"]);
}

#[test]
fn the_trust_must_allow_tags() {
    let world = with_role(pods_trust(r#""sts:AssumeRole""#, "{}"), association()).build().unwrap();
    let response = ask(&world);
    let id = world.calls()[0].request_id().to_owned();
    let text = format!(
        "[{id}]: (AccessDeniedException): Unauthorized Exception! EKS does not have permissions to assume the associated \
         role., fault: client\n"
    );
    assert_eq!((response.status, response.text()), (400, text));
    let trust = pods_trust(r#""sts:AssumeRole""#, "{}");
    let untagged = with_role(trust, association().without_session_tags()).build().unwrap();
    assert_eq!(ask(&untagged).status, 200);
}

#[test]
fn conditions_see_the_tags() {
    let condition = |namespace: &str| {
        format!(
            r#"{{"StringEquals":{{"aws:RequestTag/kubernetes-namespace":"{namespace}","aws:SourceAccount":"{A}"}}}}"#
        )
    };
    let status = |namespace: &str| {
        ask(&with_role(pods_trust(BOTH, &condition(namespace)), association()).build().unwrap()).status
    };
    assert_eq!((status("apps"), status("other")), (200, 400));
}

#[test]
fn a_token_is_checked() {
    let world = with_role(pods_trust(BOTH, "{}"), association()).build().unwrap();
    let refused = |claims: WebIdentityClaims| {
        let response = agent(&world, &world.web_identity_token(&claims));
        let text = response.text();
        let code = text.split(['(', ')']).nth(1).unwrap_or_default().to_owned();
        (response.status, code)
    };
    let expired = WebIdentityClaims { expires_at: world.now(), ..claims(&world) };
    assert_eq!(refused(expired), (400, "ExpiredTokenException".to_owned()));
    let other = WebIdentityClaims { audience: "sts.amazonaws.com".to_owned(), ..claims(&world) };
    assert_eq!(refused(other.clone()), (400, "InvalidTokenException".to_owned()));
    let nobody =
        WebIdentityClaims { subject: "system:serviceaccount:apps:other".to_owned(), ..claims(&world) };
    assert_eq!(refused(nobody), (404, "ResourceNotFoundException".to_owned()));
    assert_eq!(agent(&world, "").text(), "Service account token cannot be empty\n");
    assert_eq!(agent(&world, "Bearer x").status, 400);
    let lax = with_role(pods_trust(BOTH, "{}"), association()).skip(Check::PodIdentityToken).build().unwrap();
    assert_eq!(agent(&lax, &lax.web_identity_token(&other)).status, 200);
}

#[test]
fn the_node_must_be_allowed() {
    let account = eks_iam_mock_aws::Account::new(A).with_role(Role::new("worker", trust_of_ec2()));
    let cluster = bare_cluster().with_node_role("arn:aws:iam::111122223333:role/worker");
    let world = World::builder().account(account).cluster(cluster).build().unwrap();
    let response = ask(&world);
    let text = response.text();
    let expected = "(AccessDeniedException): User: arn:aws:sts::111122223333:assumed-role/worker/i-0123456789abcdef0 is not \
                    authorized to perform: eks-auth:AssumeRoleForPodIdentity";
    assert!(response.status == 400 && text.contains(expected), "{text}");
}

#[test]
fn tags_pass_on_to_a_target_role() {
    let target = "arn:aws:iam::444455556666:role/automation";
    let trusts = |actions: &str| {
        policy(
            "trust",
            &format!(
                r#"{{"Version":"2012-10-17","Statement":[{{"Effect":"Allow","Principal":{{"AWS":"arn:aws:iam::111122223333:role/runner"}},"Action":{actions}}}]}}"#
            ),
        )
    };
    let answer = |actions: &str| {
        let other = eks_iam_mock_aws::Account::new(B).with_role(Role::new("automation", trusts(actions)));
        let runner = Role::new("runner", pods_trust(BOTH, "{}"))
            .with_policy(allow("sts:AssumeRole", target))
            .with_policy(allow("sts:TagSession", target));
        let node = Role::new("worker", trust_of_ec2()).with_policy(allow("eks-auth:*", "*"));
        let account = eks_iam_mock_aws::Account::new(A).with_role(runner).with_role(node);
        let cluster = bare_cluster()
            .with_node_role("arn:aws:iam::111122223333:role/worker")
            .with_pod_identity_association(association().with_target_role(target));
        let world = World::builder().account(account).account(other).cluster(cluster).build().unwrap();
        let response = ask(&world);
        (response.status, response.text())
    };
    assert!(answer(BOTH).1.contains("\"AccountId\":\"444455556666\""));
    assert_eq!(answer(r#""sts:AssumeRole""#).0, 400);
}

#[test]
fn s3_has_words_of_its_own() {
    let world = world();
    let denied = buckets(&world, &world.credentials(MIKA).unwrap());
    let (status, code, message) = refusal(&denied);
    let text = format!(
        "User: {MIKA} is not authorized to perform: s3:ListAllMyBuckets because no identity-based policy allows the \
         s3:ListAllMyBuckets action"
    );
    assert_eq!((status, code, message), (403, "AccessDenied".to_owned(), text));
    let unknown = buckets(&world, &Credentials::new("AKIAIOSFODNN7EXAMPLE", "secret"));
    assert_eq!(refusal(&unknown).1, "InvalidAccessKeyId");
}

#[test]
fn associations_are_made_by_the_api() {
    let world = world();
    let target = "/clusters/shop/pod-identity-associations";
    let admin = "arn:aws:iam::111122223333:root";
    let body = |role: &str| {
        format!(
            r#"{{"namespace":"apps","serviceAccount":"writer","roleArn":"arn:aws:iam::111122223333:role/{role}"}}"#
        )
    };
    let text = eks(&world, OPS, "POST", target, &body("reader")).text();
    assert!(text.contains("not authorized to perform: iam:PassRole"), "{text}");
    let made = eks(&world, admin, "POST", target, &body("reader"));
    let made: Value = serde_json::from_slice(&made.body).unwrap();
    let id = made["association"]["associationId"].as_str().unwrap().to_owned();
    let again = eks(&world, admin, "POST", target, &body("reader"));
    assert_eq!(again.status, 409);
    assert!(again.text().contains(&format!("Association already exists: {id}")), "{}", again.text());
    let one = format!("{target}/{id}");
    let updated = eks(&world, admin, "POST", &one, r#"{"disableSessionTags":true,"policy":"{}"}"#);
    assert_eq!(updated.status, 400, "a policy must be one");
    assert_eq!(eks(&world, admin, "POST", &one, &body("ops")).status, 200);
    assert!(eks(&world, admin, "GET", &one, "").text().contains("role/ops"));
    assert!(eks(&world, admin, "GET", target, "").text().contains(&id));
    assert_eq!(eks(&world, admin, "DELETE", &one, "").status, 200);
    assert_eq!(eks(&world, admin, "GET", &one, "").status, 404);
}

#[test]
fn a_node_group_needs_a_role_that_ec2_may_assume() {
    let world = world();
    let admin = "arn:aws:iam::111122223333:root";
    let create = |role: &str| {
        let body = format!(
            r#"{{"nodegroupName":"one","subnets":["subnet-1"],"nodeRole":"arn:aws:iam::111122223333:role/{role}"}}"#
        );
        eks(&world, admin, "POST", "/clusters/shop/node-groups", &body)
    };
    let refused = create("eks-cluster").text();
    let expected = "Following required service principals [ec2.amazonaws.com] were not found in the trust relationships of \
                    nodeRole arn:aws:iam::111122223333:role/eks-cluster";
    assert!(refused.contains(expected), "{refused}");
    assert_eq!(create("node-role").status, 200);
    let entries = eks(&world, admin, "GET", "/clusters/shop/access-entries", "").text();
    assert!(entries.contains("role/node-role"), "{entries}");
    assert_eq!(create("node-role").status, 409);
    let in_use = eks(&world, admin, "DELETE", "/clusters/shop", "");
    assert!(in_use.text().contains("Cluster has nodegroups attached"), "{}", in_use.text());
    assert_eq!(eks(&world, admin, "DELETE", "/clusters/shop/node-groups/one", "").status, 200);
    assert_eq!(eks(&world, admin, "DELETE", "/clusters/shop", "").status, 200);
    assert_eq!(eks(&world, admin, "GET", "/clusters/shop", "").status, 404);
}
