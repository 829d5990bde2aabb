//! A world like that of the scenarios, and plain clients for it.

use eks_iam_mock_aws::{
    Account, Answer, Cluster, Credentials, InstanceProfile, OidcProvider, PodIdentityAssociation, Request,
    Response, Role, SamlProvider, SigningParams, User, World, WorldBuilder, sign,
};
use eks_iam_policy::{NamedPolicy, PolicyDocument};
use eks_iam_token::TokenRequest;

pub(crate) const A: &str = "111122223333";
pub(crate) const B: &str = "444455556666";
pub(crate) const MIKA: &str = "arn:aws:iam::111122223333:user/mika";
pub(crate) const VENDOR: &str = "arn:aws:iam::444455556666:user/vendor";
pub(crate) const OPS: &str = "arn:aws:sts::111122223333:assumed-role/ops/mika";
pub(crate) const ISSUER: &str =
    "https://oidc.eks.us-west-2.amazonaws.com/id/EXAMPLED539D4633E53DE1B71EXAMPLE";
pub(crate) const REGION: &str = "us-west-2";
pub(crate) const STS: &str = "sts.us-west-2.amazonaws.com";
pub(crate) const EKS: &str = "eks.us-west-2.amazonaws.com";

pub(crate) fn policy(name: &str, text: &str) -> NamedPolicy {
    NamedPolicy::new(name, PolicyDocument::parse(text).unwrap())
}

pub(crate) fn allow(action: &str, resource: &str) -> NamedPolicy {
    policy(
        "allow",
        &format!(
            r#"{{"Version":"2012-10-17","Statement":[{{"Effect":"Allow","Action":"{action}","Resource":"{resource}"}}]}}"#
        ),
    )
}

pub(crate) fn trust(principal: &str, action: &str, condition: &str) -> NamedPolicy {
    policy(
        "trust",
        &format!(
            r#"{{"Version":"2012-10-17","Statement":[{{"Effect":"Allow","Principal":{principal},"Action":"{action}","Condition":{condition}}}]}}"#
        ),
    )
}

pub(crate) fn trusts_account(id: &str) -> NamedPolicy {
    trust(&format!(r#"{{"AWS":"{id}"}}"#), "sts:AssumeRole", "{}")
}

fn account_a() -> Account {
    let reader = trust(
        r#"{"Federated":"arn:aws:iam::111122223333:oidc-provider/oidc.eks.us-west-2.amazonaws.com/id/EXAMPLED539D4633E53DE1B71EXAMPLE"}"#,
        "sts:AssumeRoleWithWebIdentity",
        r#"{"StringEquals":{"oidc.eks.us-west-2.amazonaws.com/id/EXAMPLED539D4633E53DE1B71EXAMPLE:sub":"system:serviceaccount:apps:reader"}}"#,
    );
    let person = trust(
        r#"{"Federated":"arn:aws:iam::111122223333:saml-provider/corp"}"#,
        "sts:AssumeRoleWithSAML",
        r#"{"StringEquals":{"saml:aud":"https://signin.aws.amazon.com/saml"}}"#,
    );
    let external = trust(
        r#"{"AWS":"444455556666"}"#,
        "sts:AssumeRole",
        r#"{"StringEquals":{"sts:ExternalId":"shop-7"}}"#,
    );
    Account::new(A)
        .with_disabled_region("ap-east-1")
        .with_user(User::new("mika"))
        .with_user(User::new("marymajor").with_policy(allow("eks:CreateCluster", "*")))
        .with_role(
            Role::new("ops", trusts_account(A))
                .with_policy(allow("eks:*", "*"))
                .with_policy(allow("eks-auth:*", "*")),
        )
        .with_role(Role::new("viewer", trusts_account(A)).with_path("/team/developers/"))
        .with_role(
            Role::new("karpenter", trusts_account(A))
                .with_policy(allow("ec2:RunInstances", "*"))
                .with_policy(allow("sts:DecodeAuthorizationMessage", "*")),
        )
        .with_role(Role::new("guest", external).with_max_session_seconds(43_200))
        .with_role(Role::new("reader", reader))
        .with_role(Role::new("person", person))
        .with_role(Role::new(
            "eks-cluster",
            trust(r#"{"Service":"eks.amazonaws.com"}"#, "sts:AssumeRole", "{}"),
        ))
        .with_role(Role::new(
            "node-role",
            trust(r#"{"Service":"ec2.amazonaws.com"}"#, "sts:AssumeRole", "{}"),
        ))
        .with_role(Role::new(
            "runner",
            policy(
                "trust",
                r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"pods.eks.amazonaws.com"},"Action":["sts:AssumeRole","sts:TagSession"]}]}"#,
            ),
        ))
        .with_instance_profile(InstanceProfile::new("node-profile", "node-role"))
        .with_oidc_provider(OidcProvider::new(ISSUER, ["sts.amazonaws.com"]))
        .with_saml_provider(SamlProvider::new("corp", "https://idp.example.com"))
}

fn account_b() -> Account {
    Account::new(B)
        .with_user(User::new("vendor").with_policy(allow("sts:AssumeRole", "*")))
        .with_role(Role::new("deploy", trusts_account(B)).with_policy(allow("sts:AssumeRole", "*")))
}

/// The map of the cluster `shop`: `ops` is an operator.
pub(crate) const AWS_AUTH: &str = "\
apiVersion: v1
kind: ConfigMap
metadata:
  name: aws-auth
  namespace: kube-system
data:
  mapRoles: |
    - rolearn: arn:aws:iam::111122223333:role/ops
      username: ops:{{SessionName}}
      groups:
        - operators
";

/// Operators read nodes and pods.
pub(crate) const RBAC: &str = "\
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata: {name: reader}
rules:
  - {apiGroups: [\"\"], resources: [nodes, pods], verbs: [get, list]}
---
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRoleBinding
metadata: {name: operators}
roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: reader}
subjects: [{kind: Group, name: operators, apiGroup: rbac.authorization.k8s.io}]
";

pub(crate) fn cluster() -> Cluster {
    Cluster::new("shop", A, REGION)
        .with_issuer(ISSUER)
        .with_aws_auth(AWS_AUTH)
        .with_object(RBAC)
        .with_pod_identity_association(PodIdentityAssociation::new(
            "apps",
            "reader",
            "arn:aws:iam::111122223333:role/runner",
        ))
        .with_node("ip-192-168-10-20.us-west-2.compute.internal")
        .with_pod("default", "web")
        .with_pod("kube-system", "coredns-0")
}

pub(crate) fn builder() -> WorldBuilder {
    builder_of(cluster())
}

/// The same accounts with another cluster.
pub(crate) fn builder_of(cluster: Cluster) -> WorldBuilder {
    World::builder().account(account_a()).account(account_b()).cluster(cluster)
}

pub(crate) fn world() -> World {
    builder().build().unwrap()
}

pub(crate) fn send(world: &World, request: &Request) -> Response {
    match world.answer(request) {
        Answer::Response(response) => response,
        other => panic!("expected an answer at once, got {other:?}"),
    }
}

/// A signed form POST to a service of the query protocol.
pub(crate) fn form(
    world: &World,
    credentials: &Credentials,
    host: &str,
    service: &str,
    region: &str,
    body: &str,
) -> Request {
    let mut request = unsigned(host, body);
    sign(&mut request, &SigningParams { credentials, region, service, time: world.now() });
    request
}

pub(crate) fn unsigned(host: &str, body: &str) -> Request {
    Request::new("POST", "/")
        .with_header("host", host)
        .with_header("content-type", "application/x-www-form-urlencoded")
        .with_body(body)
}

/// A signed call of STS in the region, as that principal.
pub(crate) fn sts(world: &World, principal: &str, body: &str) -> Response {
    let credentials = world.credentials(principal).unwrap();
    sts_with(world, &credentials, body)
}

pub(crate) fn sts_with(world: &World, credentials: &Credentials, body: &str) -> Response {
    send(world, &form(world, credentials, STS, "sts", REGION, &format!("Version=2011-06-15&{body}")))
}

/// An unsigned call of STS.
pub(crate) fn sts_unsigned(world: &World, body: &str) -> Response {
    send(world, &unsigned(STS, &format!("Version=2011-06-15&{body}")))
}

/// A signed call of EKS in the region, as that principal.
pub(crate) fn eks(world: &World, principal: &str, method: &str, target: &str, body: &str) -> Response {
    eks_with(world, &world.credentials(principal).unwrap(), method, target, body)
}

pub(crate) fn eks_with(
    world: &World,
    credentials: &Credentials,
    method: &str,
    target: &str,
    body: &str,
) -> Response {
    let mut request = Request::new(method, target).with_header("host", EKS).with_body(body);
    sign(&mut request, &SigningParams { credentials, region: REGION, service: "eks", time: world.now() });
    send(world, &request)
}

/// A call of AssumeRoleForPodIdentity as that principal.
pub(crate) fn eks_auth(world: &World, principal: &str, body: &str) -> Response {
    let credentials = world.credentials(principal).unwrap();
    let mut request = Request::new("POST", "/clusters/shop/assume-role-for-pod-identity")
        .with_header("host", "eks-auth.us-west-2.api.aws")
        .with_body(body);
    let params =
        SigningParams { credentials: &credentials, region: REGION, service: "eks-auth", time: world.now() };
    sign(&mut request, &params);
    send(world, &request)
}

pub(crate) fn token(world: &World, principal: &str, cluster: &str) -> String {
    let credentials = world.credentials(principal).unwrap();
    let request = TokenRequest::new(REGION, cluster, &credentials, world.now());
    eks_iam_token::make(&request).unwrap().as_str().to_owned()
}

/// A request to the Kubernetes API of `shop` with that token.
pub(crate) fn kubernetes_with(
    world: &World,
    token: &str,
    method: &str,
    target: &str,
    body: &str,
) -> Response {
    let endpoint = world.cluster_endpoint("shop").unwrap();
    let request = Request::new(method, target)
        .with_header("host", endpoint.trim_start_matches("https://"))
        .with_header("authorization", format!("Bearer {token}"))
        .with_body(body);
    send(world, &request)
}

pub(crate) fn kubernetes(world: &World, principal: &str, target: &str) -> Response {
    kubernetes_with(world, &token(world, principal, "shop"), "GET", target, "")
}

/// The text of the first element of that name.
pub(crate) fn element(xml: &str, name: &str) -> String {
    let (_, rest) = xml.split_once(&format!("<{name}>")).unwrap_or_else(|| panic!("no <{name}> in {xml}"));
    rest.split_once("</").unwrap().0.to_owned()
}

/// Code and message of a refusal of STS or EC2.
pub(crate) fn refusal(response: &Response) -> (u16, String, String) {
    let text = response.text();
    (response.status, element(&text, "Code"), element(&text, "Message"))
}

pub(crate) fn encode(text: &str) -> String {
    text.bytes()
        .map(|byte| match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'~' => {
                char::from(byte).to_string()
            }
            byte => format!("%{byte:02X}"),
        })
        .collect()
}
