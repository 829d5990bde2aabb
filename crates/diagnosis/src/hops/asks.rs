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
        None if case.symptom.class() == Class::ConsoleNoKubernetesAccess => (CONSOLE_ACTION, cluster()?),
        _ => (case.symptom.value(FieldName::Action)?, "*".to_owned()),
    };
    Some(with_context(Request::new(caller, action, resource), case))
}

fn eks_arn(cluster: &crate::Cluster) -> String {
    cluster.arn()
}

/// Adds the condition keys that AWS fills in and that an operator knows.
fn with_context(mut request: Request, case: &Case<'_>) -> Request {
    if let Some(cluster) = &case.snapshot.cluster {
        request = request.with("aws:RequestedRegion", cluster.region.as_str());
    } else if let Some(region) = &case.snapshot.client.region {
        request = request.with("aws:RequestedRegion", region.as_str());
    }
    if request.action.eq_ignore_ascii_case("iam:PassRole") {
        let service = passed_to(case).to_owned();
        request = request.with("iam:PassedToService", service);
    }
    request
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
