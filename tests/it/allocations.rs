//! What costs no memory: reading a borrowed ARN, looking a caller up in aws-auth, classifying a message, and, but for the text of the URL, deciding on an
//! endpoint.

use std::hint::black_box;

use allocation_counter::measure;
use eks_iam_arn::{Arn, ArnRef, Principal};
use eks_iam_aws_auth::{AwsAuth, IdentityMap, Lookup};
use eks_iam_error_classifier::{Class, classify};
use eks_iam_sts_endpoint::{EndpointQuery, resolve};

const ARNS: [&str; 12] = [
    "arn:aws:iam::111122223333:role/dev",
    "arn:aws:iam::111122223333:role/aws-reserved/sso.amazonaws.com/eu-west-1/AWSReservedSSO_Ops_0123456789abcdef",
    "arn:aws:iam::111122223333:role/aws-service-role/eks.amazonaws.com/AWSServiceRoleForAmazonEKS",
    "arn:aws:sts::111122223333:assumed-role/dev/mika",
    "arn:aws-cn:iam::111122223333:user/team/mika",
    "arn:aws-us-gov:iam::111122223333:root",
    "arn:aws:sts::111122223333:federated-user/mika",
    "arn:aws:s3:::bucket/a:b/c",
    "arn:aws:iam::11112222333:role/dev",
    "arn\u{ff1a}aws:iam::111122223333:role/dev",
    "arn:aws:iam",
    "",
];

#[test]
fn a_borrowed_arn_is_read_without_an_allocation() {
    for text in ARNS {
        let count = measure(|| {
            black_box(ArnRef::parse(black_box(text))).ok();
            black_box(Principal::parse(black_box(text))).ok();
        })
        .count_total;
        assert_eq!(count, 0, "{text}");
    }
    // The counter counts.
    let owned = measure(|| {
        black_box("arn:aws:iam::111122223333:role/dev".parse::<Arn>()).ok();
    });
    assert!(owned.count_total > 0);
}

#[test]
fn an_endpoint_is_decided_with_one_allocation_at_most() {
    let regions =
        ["us-west-2", "ap-northeast-1", "cn-north-1", "us-gov-west-1", "eusc-de-east-1", "us-iso-east-1"];
    let odd = ["us-west-9", "aws-global", "Tokyo", "us west", ""];
    let endpoints =
        [None, Some("https://sts.us-east-1.amazonaws.com"), Some("http://localhost:4566/"), Some("no url")];
    let switches = [(false, false), (true, false), (false, true), (true, true)];
    let mut most = 0;
    for region in regions.into_iter().chain(odd).map(Some).chain([None]) {
        for endpoint in endpoints {
            for ((fips, dual_stack), global) in switches.into_iter().flat_map(|it| [(it, false), (it, true)])
            {
                let query = EndpointQuery { region, fips, dual_stack, global, endpoint };
                let made = measure(|| {
                    black_box(resolve(black_box(&query))).ok();
                });
                assert!(made.count_total <= 1, "{query:?}: {made:?}");
                most = most.max(made.count_total);
            }
        }
    }
    assert_eq!(most, 1);
}

#[test]
fn a_message_is_classified_without_an_allocation() {
    use Class::{
        AccessDeniedIdentityPolicyMissing, AccessDeniedUnspecified, AuthenticatorTokenInvalid,
        AwsAuthIdentityUnmapped, ConsoleNoKubernetesAccess, CredentialsExpired, ExplicitDenyScp,
        KubernetesForbiddenRbac, KubernetesUnauthorized, NotAnError, PassRole, StsRegionScopeMismatch,
        WebIdentityNotAuthorized, WebIdentityProviderMissing,
    };
    let user = "User: arn:aws:sts::111122223333:assumed-role/dev/mika is not authorized to perform:";
    let cluster = "arn:aws:eks:us-west-2:111122223333:cluster/prod";
    let id = "a6a7d9c3-498b-44ed-937a-255dc73abd73";
    let messages = [
        (
            AccessDeniedIdentityPolicyMissing,
            format!("An error occurred (AccessDeniedException) when calling the DescribeCluster operation: {user} eks:DescribeCluster on resource: {cluster} because no identity-based policy allows the eks:DescribeCluster action"),
        ),
        (
            ExplicitDenyScp,
            format!("{user} eks:DescribeCluster on resource: {cluster} with an explicit deny in a service control policy: arn:aws:organizations::111122223333:policy/o-a/service_control_policy/p-b"),
        ),
        (
            PassRole,
            format!("operation error EKS: CreateCluster, https response error StatusCode: 403, RequestID: {id}, api error AccessDeniedException: {user} iam:PassRole on resource: arn:aws:iam::111122223333:role/eks because no identity-based policy allows the iam:PassRole action"),
        ),
        (AccessDeniedUnspecified, format!("{user} eks:ListClusters")),
        (
            WebIdentityNotAuthorized,
            format!("WebIdentityErr: failed to retrieve credentials caused by: AccessDenied: Not authorized to perform sts:AssumeRoleWithWebIdentity status code: 403, request id: {id}"),
        ),
        (
            WebIdentityProviderMissing,
            format!("InvalidIdentityToken: No OpenIDConnect provider found in your account for https://oidc.eks.us-west-2.amazonaws.com/id/AB status code: 400, request id: {id}"),
        ),
        (
            StsRegionScopeMismatch,
            "SignatureDoesNotMatch: Credential should be scoped to a valid region, not 'us-west-2'.".to_owned(),
        ),
        (
            CredentialsExpired,
            "An error occurred (ExpiredToken) when calling the GetCallerIdentity operation: The security token included in the request is expired".to_owned(),
        ),
        (
            KubernetesForbiddenRbac,
            "Error from server (Forbidden): pods is forbidden: User \"mika\" cannot list resource \"pods\" in API group \"\" in the namespace \"default\"".to_owned(),
        ),
        (KubernetesUnauthorized, "error: You must be logged in to the server (Unauthorized)".to_owned()),
        (
            AwsAuthIdentityUnmapped,
            "time=\"2026-01-01T00:00:00Z\" level=warning msg=\"access denied\" arn=\"arn:aws:iam::111122223333:user/mika\" error=\"ARN is not mapped: arn:aws:iam::111122223333:user/mika\" path=/authenticate".to_owned(),
        ),
        (AuthenticatorTokenInvalid, "input token was not properly formatted: X-Amz-Date parameter is expired".to_owned()),
        (
            ConsoleNoKubernetesAccess,
            "Your current user or role does not have access to Kubernetes objects on this EKS cluster.".to_owned(),
        ),
        (NotAnError, "2026-01-01T00:00:00Z INFO updated context for the cluster".to_owned()),
    ];
    // The first text of a process makes the table of words.
    black_box(classify(""));
    for (class, message) in &messages {
        let mut read = None;
        let count = measure(|| read = Some(black_box(classify(black_box(message))).class())).count_total;
        assert_eq!((read, count), (Some(*class), 0), "{message}");
    }
}

#[test]
fn a_caller_is_looked_up_without_an_allocation() {
    let entry =
        |at: usize| format!("- {{rolearn: arn:aws:iam::111122223333:role/role-{at}, username: user-{at}}}\n");
    for size in [1, 20, 1000] {
        let roles: String = (0..size).map(entry).collect();
        let map = IdentityMap::new(&AwsAuth::from_data(Some(&roles), None, Some("- '444455556666'\n")));
        for (arn, account, is_found) in [
            ("arn:aws:sts::111122223333:assumed-role/role-0/mika", "111122223333", true),
            ("arn:aws:iam::111122223333:role/role-0", "111122223333", true),
            ("arn:aws:iam::111122223333:role/team/role-0", "111122223333", false),
            ("arn:aws:iam::444455556666:user/dev", "444455556666", true),
            ("no arn", "", false),
        ] {
            let mut found = false;
            let count = measure(|| {
                found = matches!(
                    black_box(map.lookup(black_box(arn), account)),
                    Lookup::Entry(_) | Lookup::Account
                );
            })
            .count_total;
            assert_eq!((found, count), (is_found, 0), "{arn} among {size}");
        }
    }
}
