//! EKS: clusters and access entries, each denied and allowed.

use eks_iam_access_entry::AuthenticationMode;
use eks_iam_mock_aws::{Response, World};
use serde_json::Value;

use crate::support::*;

const MARY: &str = "arn:aws:iam::111122223333:user/marymajor";

fn json(response: &Response) -> Value {
    serde_json::from_str(&response.text()).unwrap_or_else(|_| panic!("no JSON: {}", response.text()))
}

#[track_caller]
fn check_refused(response: &Response, status: u16, code: &str, message: &str) {
    assert_eq!(response.status, status, "{}", response.text());
    assert_eq!(response.header("x-amzn-errortype"), Some(code));
    assert_eq!(json(response)["message"], message);
}

#[test]
fn describe_cluster_denied_and_allowed() {
    let text = "User: arn:aws:iam::111122223333:user/mika is not authorized to perform: eks:DescribeCluster on resource: \
                arn:aws:eks:us-west-2:111122223333:cluster/shop";
    let plain = builder().denial_text(eks_iam_mock_aws::DenialText::Plain).build().unwrap();
    let response = eks(&plain, MIKA, "GET", "/clusters/shop", "");
    check_refused(&response, 403, "AccessDeniedException", text);
    assert_eq!(response.text(), format!("{{\"message\":\"{text}\"}}"));
    assert_eq!(response.header("x-amzn-requestid"), Some("00000000-0000-4000-8000-000000000001"));
    let reason = format!("{text} because no identity-based policy allows the eks:DescribeCluster action");
    check_refused(&eks(&world(), MIKA, "GET", "/clusters/shop", ""), 403, "AccessDeniedException", &reason);

    let response = eks(&world(), OPS, "GET", "/clusters/shop", "");
    let cluster = &json(&response)["cluster"];
    assert_eq!(cluster["status"], "ACTIVE");
    assert_eq!(cluster["arn"], "arn:aws:eks:us-west-2:111122223333:cluster/shop");
    assert_eq!(cluster["identity"]["oidc"]["issuer"], ISSUER);
    assert_eq!(
        cluster["endpoint"],
        "https://EXAMPLED539D4633E53DE1B71EXAMPLE.gr7.us-west-2.eks.amazonaws.com"
    );
    assert_eq!(json(&eks(&world(), OPS, "GET", "/clusters", ""))["clusters"], serde_json::json!(["shop"]));
    check_refused(
        &eks(&world(), OPS, "GET", "/clusters/gone", ""),
        404,
        "ResourceNotFoundException",
        "No cluster found for name: gone.",
    );
}

#[test]
fn create_cluster_wants_the_role_passed() {
    let body = |role: &str| {
        format!(
            r#"{{"name":"new","roleArn":"arn:aws:iam::111122223333:role/{role}","resourcesVpcConfig":{{}}}}"#
        )
    };
    let denied = eks(&world(), MARY, "POST", "/clusters", &body("eks-cluster"));
    let text = "User: arn:aws:iam::111122223333:user/marymajor is not authorized to perform: iam:PassRole on resource: \
                arn:aws:iam::111122223333:role/eks-cluster because no identity-based policy allows the iam:PassRole action";
    check_refused(&denied, 403, "AccessDeniedException", text);

    let passing = || {
        let pass = policy(
            "pass",
            r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"iam:PassRole","Resource":"*","Condition":{"StringEquals":{"iam:PassedToService":"eks.amazonaws.com"}}},{"Effect":"Allow","Action":"eks:*","Resource":"*"}]}"#,
        );
        let account = eks_iam_mock_aws::Account::new(B)
            .with_user(eks_iam_mock_aws::User::new("maker").with_policy(pass))
            .with_role(eks_iam_mock_aws::Role::new(
                "eks-cluster",
                trust(r#"{"Service":"eks.amazonaws.com"}"#, "sts:AssumeRole", "{}"),
            ))
            .with_role(eks_iam_mock_aws::Role::new("wrong", trusts_account(B)));
        World::builder().account(account).build().unwrap()
    };
    let maker = "arn:aws:iam::444455556666:user/maker";
    let world = passing();
    let created = eks(&world, maker, "POST", "/clusters", &body("eks-cluster").replace(A, B));
    assert_eq!(json(&created)["cluster"]["status"], "CREATING", "{}", created.text());
    let again = eks(&world, maker, "POST", "/clusters", &body("eks-cluster").replace(A, B));
    check_refused(&again, 409, "ResourceInUseException", "Cluster already exists with name: new");
    check_refused(
        &eks(&passing(), maker, "POST", "/clusters", &body("wrong").replace(A, B)),
        400,
        "InvalidParameterException",
        "Role with arn: arn:aws:iam::444455556666:role/wrong, could not be assumed because it does not exist or the trusted \
         entity is not correct",
    );
    check_refused(
        &eks(&passing(), maker, "POST", "/clusters", &body("eks-cluster")),
        403,
        "AccessDeniedException",
        "Cross-account pass role is not allowed.",
    );
}

#[test]
fn signatures_are_refused_in_words_of_json() {
    let world = world();
    let mut request = eks_iam_mock_aws::Request::new("GET", "/clusters/shop").with_header("host", EKS);
    let stranger = eks_iam_mock_aws::Credentials::new("AKIAGONE", "lost");
    eks_iam_mock_aws::sign(
        &mut request,
        &eks_iam_mock_aws::SigningParams {
            credentials: &stranger,
            region: REGION,
            service: "eks",
            time: world.now(),
        },
    );
    check_refused(
        &send(&world, &request),
        403,
        "UnrecognizedClientException",
        "The security token included in the request is invalid.",
    );
}

const VIEWER: &str = "arn:aws:iam::111122223333:role/team/developers/viewer";
const VIEW: &str = "arn:aws:eks::aws:cluster-access-policy/AmazonEKSAdminViewPolicy";

#[test]
fn an_access_entry_lets_its_principal_in() {
    let world = world();
    let session = "arn:aws:sts::111122223333:assumed-role/viewer/anna";
    assert_eq!(kubernetes(&world, session, "/api/v1/nodes").status, 401);
    let body = format!(r#"{{"principalArn":"{VIEWER}"}}"#);
    let created = eks(&world, OPS, "POST", "/clusters/shop/access-entries", &body);
    assert_eq!(json(&created)["accessEntry"]["type"], "STANDARD", "{}", created.text());
    let again = eks(&world, OPS, "POST", "/clusters/shop/access-entries", &body);
    check_refused(
        &again,
        409,
        "ResourceInUseException",
        "The specified access entry resource is already in use on this cluster.",
    );
    assert_eq!(kubernetes(&world, session, "/api/v1/nodes").status, 403);

    let target = format!("/clusters/shop/access-entries/{}/access-policies", encode(VIEWER));
    let body = format!(r#"{{"policyArn":"{VIEW}","accessScope":{{"type":"cluster"}}}}"#);
    let associated = eks(&world, OPS, "POST", &target, &body);
    assert_eq!(json(&associated)["associatedAccessPolicy"]["policyArn"], VIEW, "{}", associated.text());
    assert_eq!(kubernetes(&world, session, "/api/v1/nodes").status, 200);

    let entries = json(&eks(&world, OPS, "GET", "/clusters/shop/access-entries", ""));
    assert_eq!(entries["accessEntries"], serde_json::json!([VIEWER]));
    let one = format!("/clusters/shop/access-entries/{}", encode(VIEWER));
    assert_eq!(json(&eks(&world, OPS, "GET", &one, ""))["accessEntry"]["principalArn"], VIEWER);
    assert_eq!(eks(&world, OPS, "DELETE", &one, "").status, 200);
    assert_eq!(kubernetes(&world, session, "/api/v1/nodes").status, 401);
}

#[test]
fn access_entries_need_a_mode_with_api() {
    let world = World::builder();
    let cluster = cluster().with_authentication_mode(AuthenticationMode::ConfigMap);
    let ops = eks_iam_mock_aws::Role::new("ops", trusts_account(A)).with_policy(allow("eks:*", "*"));
    let world =
        world.account(eks_iam_mock_aws::Account::new(A).with_role(ops)).cluster(cluster).build().unwrap();
    let body = r#"{"principalArn":"arn:aws:iam::111122223333:role/ops"}"#;
    check_refused(
        &eks(&world, OPS, "POST", "/clusters/shop/access-entries", body),
        400,
        "InvalidRequestException",
        "The cluster's authentication mode must be set to one of [API, API_AND_CONFIG_MAP] to perform this operation.",
    );
    let mode = r#"{"accessConfig":{"authenticationMode":"API_AND_CONFIG_MAP"}}"#;
    assert_eq!(eks(&world, OPS, "POST", "/clusters/shop/update-config", mode).status, 200);
    assert_eq!(eks(&world, OPS, "POST", "/clusters/shop/access-entries", body).status, 200);
}
