//! What a call asks of IAM and of Kubernetes.

use eks_iam_error_classifier::{Class, FieldName};
use eks_iam_policy::Request;
use eks_iam_rbac::Attributes;

use crate::Case;

/// What the console asks IAM for before it asks the cluster.
pub(super) const CONSOLE_ACTION: &str = "eks:AccessKubernetesApi";

/// Returns what the call asks of IAM: what the text says was denied, else what the operation needs.
pub(super) fn of_iam(case: &Case<'_>) -> Option<Request> {
    let caller = case.caller()?;
    if let (Some(action), Some(resource)) =
        (case.symptom.value(FieldName::Action), case.symptom.value(FieldName::Resource))
    {
        return Some(with_context(Request::new(caller, action, resource), case));
    }
    let cluster = || case.snapshot.cluster.as_ref().map(eks_arn);
    let (action, resource) = match case.attempt.operation.as_deref() {
        Some("console.open-resources") => (CONSOLE_ACTION, cluster()?),
        Some("eks.describe-cluster") => ("eks:DescribeCluster", cluster()?),
        Some("eks.list-clusters") => ("eks:ListClusters", "*".to_owned()),
        Some("eks.create-access-entry") => ("eks:CreateAccessEntry", cluster()?),
        Some("eks.create-cluster") => {
            let name = case.parameter("name").unwrap_or("*");
            let cluster = case.snapshot.cluster.as_ref();
            let (region, account) = cluster
                .map_or((case.snapshot.client.region.as_deref()?, account(caller)?), |it| {
                    (it.region.as_str(), it.account.as_str())
                });
            ("eks:CreateCluster", format!("arn:{}:eks:{region}:{account}:cluster/{name}", partition(region)))
        }
        Some("s3.list-buckets") => ("s3:ListAllMyBuckets", "*".to_owned()),
        Some("s3.list-objects") => {
            ("s3:ListBucket", format!("arn:aws:s3:::{}", case.parameter("bucket").unwrap_or("*")))
        }
        Some("aws.request") => {
            (case.parameter("action")?, case.parameter("resource").unwrap_or("*").to_owned())
        }
        None if case.symptom.class() == Class::ConsoleNoKubernetesAccess => (CONSOLE_ACTION, cluster()?),
        _ => (case.symptom.value(FieldName::Action)?, "*".to_owned()),
    };
    Some(with_context(Request::new(caller, action, resource), case))
}

fn eks_arn(cluster: &crate::Cluster) -> String {
    cluster.arn()
}

fn account(arn: &str) -> Option<&str> {
    eks_iam_arn::ArnRef::parse(arn).ok().map(|it| it.account())
}

fn partition(region: &str) -> &'static str {
    eks_iam_arn::Partition::for_region(region).id()
}

/// Adds the condition keys that AWS fills in and that an operator knows.
fn with_context(mut request: Request, case: &Case<'_>) -> Request {
    if let Some(cluster) = &case.snapshot.cluster {
        request = request.with("aws:RequestedRegion", cluster.region.as_str());
    } else if let Some(region) = &case.snapshot.client.region {
        request = request.with("aws:RequestedRegion", region.as_str());
    }
    if let Ok(entity) = case.snapshot.entity(&request.principal) {
        let arn = entity.arn.to_owned();
        request = request.with("aws:PrincipalArn", arn);
    }
    if let Some(account) = account(&request.principal) {
        let account = account.to_owned();
        request = request.with("aws:PrincipalAccount", account);
    }
    if case.snapshot.client.mfa {
        request = request.with("aws:MultiFactorAuthPresent", "true");
    } else if request.principal.contains(":assumed-role/") {
        request = request.with("aws:MultiFactorAuthPresent", "false");
    }
    if let Some(bucket) = bucket(case.snapshot, &request.resource) {
        request.resource_account = Some(bucket.account.clone());
        request = request.with("aws:ResourceAccount", bucket.account.as_str());
    }
    if request.action.eq_ignore_ascii_case("iam:PassRole") {
        let service = passed_to(case).to_owned();
        request = request.with("iam:PassedToService", service);
    }
    request
}

/// Returns the bucket that a resource is, or is in.
pub(super) fn bucket<'a>(snapshot: &'a crate::Snapshot, resource: &str) -> Option<&'a crate::Bucket> {
    let name = resource.split_once(":s3:::")?.1.split('/').next()?;
    snapshot.buckets.iter().find(|it| it.name == name)
}

/// Returns the service to which the call hands the role.
pub(super) fn passed_to(case: &Case<'_>) -> &'static str {
    let operation = case.attempt.operation.as_deref().unwrap_or_default();
    let code = case.symptom.value(FieldName::ErrorCode).unwrap_or_default();
    let is_ec2 = operation.starts_with("ec2.") || operation.is_empty() && code == "UnauthorizedOperation";
    let in_china = case.symptom.value(FieldName::Resource).is_some_and(|it| it.starts_with("arn:aws-cn:"));
    match (is_ec2, in_china) {
        (true, true) => "ec2.amazonaws.com.cn",
        (true, false) => "ec2.amazonaws.com",
        (false, _) => "eks.amazonaws.com",
    }
}

/// Returns what the call asks of Kubernetes.
pub(super) fn of_kubernetes<'a>(case: &Case<'a>) -> Vec<Attributes<'a>> {
    let list =
        |resource, namespace| Attributes { verb: "list", resource, namespace, ..Attributes::default() };
    match case.attempt.operation.as_deref() {
        Some("kubernetes.who-am-i") => vec![Attributes {
            verb: "create",
            api_group: "authentication.k8s.io",
            resource: "selfsubjectreviews",
            ..Attributes::default()
        }],
        Some("kubernetes.list-nodes") => vec![list("nodes", None)],
        Some("kubernetes.register-node") => {
            vec![Attributes { verb: "create", resource: "nodes", ..Attributes::default() }]
        }
        Some("kubernetes.request") => match (case.parameter("verb"), case.parameter("resource")) {
            (Some(verb), Some(resource)) => {
                let (resource, subresource) = resource.split_once('/').unwrap_or((resource, ""));
                vec![Attributes {
                    verb,
                    resource,
                    subresource,
                    api_group: case.parameter("api-group").unwrap_or_default(),
                    namespace: case.parameter("namespace"),
                    name: case.parameter("name"),
                    non_resource_url: None,
                }]
            }
            _ => Vec::new(),
        },
        Some("kubernetes.list-pods") => {
            vec![list("pods", Some(case.parameter("namespace").unwrap_or("default")))]
        }
        Some("console.open-resources") => vec![list("nodes", None), list("pods", None)],
        _ => match (case.symptom.value(FieldName::K8sVerb), case.symptom.value(FieldName::K8sResource)) {
            (Some(verb), Some(resource)) => vec![Attributes { verb, resource, ..Attributes::default() }],
            _ => Vec::new(),
        },
    }
}
