//! EKS: REST with JSON.

mod access_entries;
mod clusters;
mod node_groups;
mod pod_identity;

use eks_iam_sigv4::Request;
use serde_json::{Value, json};

use crate::{
    Response, World,
    exchange::{ApiError, Exchange},
    fault::{Effect, Strike},
    form::{decode, pairs},
    identity::Caller,
};

/// The operation as faults name it.
pub(crate) fn operation(request: &Request) -> String {
    let (name, _) = resolve(request);
    format!("eks:{name}")
}

/// Answers a request to EKS of a region.
pub(crate) fn answer(world: &World, request: &Request, strike: Strike, region: &str) -> Response {
    let (name, _) = resolve(request);
    let mut exchange = Exchange::new(world, request, strike, ("eks", region, name));
    let result = run(&mut exchange);
    write(exchange, result)
}

fn run(exchange: &mut Exchange<'_>) -> Result<Value, ApiError> {
    if let Some(effect) = exchange.effect {
        return Err(fault(effect));
    }
    let region = exchange.region.clone();
    let caller = exchange.authenticate(&region)?;
    let (operation, segments) = resolve(exchange.request);
    let call = Call { caller: &caller, segments: &segments, body: body(exchange.request)? };
    if let Some(name) = call.cluster() {
        exchange.note("name", name);
    }
    match operation {
        "ListClusters" => clusters::list(exchange, &call),
        "CreateCluster" => clusters::create(exchange, &call),
        "DescribeCluster" => clusters::describe(exchange, &call),
        "UpdateClusterConfig" => clusters::update(exchange, &call),
        "ListAccessEntries" => access_entries::list(exchange, &call),
        "CreateAccessEntry" => access_entries::create(exchange, &call),
        "DescribeAccessEntry" => access_entries::describe(exchange, &call),
        "DeleteAccessEntry" => access_entries::delete(exchange, &call),
        "ListAssociatedAccessPolicies" => access_entries::list_policies(exchange, &call),
        "UpdateAccessEntry" => access_entries::update(exchange, &call),
        "AssociateAccessPolicy" => access_entries::associate(exchange, &call),
        "DisassociateAccessPolicy" => access_entries::disassociate(exchange, &call),
        "ListAccessPolicies" => access_entries::list_all_policies(exchange, &call),
        "DeleteCluster" => clusters::delete(exchange, &call),
        "ListNodegroups" => node_groups::list(exchange, &call),
        "ListAddons" => node_groups::list_addons(exchange, &call),
        "CreateNodegroup" => node_groups::create(exchange, &call),
        "DescribeNodegroup" => node_groups::describe(exchange, &call),
        "DeleteNodegroup" => node_groups::delete(exchange, &call),
        "ListPodIdentityAssociations" => pod_identity::list(exchange, &call),
        "CreatePodIdentityAssociation" => pod_identity::create(exchange, &call),
        "DescribePodIdentityAssociation" => pod_identity::describe(exchange, &call),
        "UpdatePodIdentityAssociation" => pod_identity::update(exchange, &call),
        "DeletePodIdentityAssociation" => pod_identity::delete(exchange, &call),
        _ => Err(ApiError::without_message(404, "UnknownOperationException")),
    }
}

pub(super) use self::{clusters::cluster_arn, pod_identity::external_id};

/// The ARN of a Pod Identity association.
pub(super) fn association_arn(cluster: &crate::Cluster, id: &str) -> String {
    pod_identity::arn(&cluster.region, &cluster.account, &cluster.name, id)
}

/// A call whose signature is good.
#[derive(Debug)]
struct Call<'a> {
    caller: &'a Caller,
    /// The path's segments, decoded.
    segments: &'a [String],
    body: Value,
}

impl Call<'_> {
    /// The cluster that the path names.
    fn cluster(&self) -> Option<&str> {
        self.segments
            .get(1)
            .map(String::as_str)
            .filter(|_| self.segments.first().is_some_and(|it| it == "clusters"))
    }

    /// The last segment of the path.
    fn last(&self) -> &str {
        self.segments.last().map_or("", String::as_str)
    }

    /// The principal that the path names.
    fn principal(&self) -> &str {
        self.segments.get(3).map_or("", String::as_str)
    }

    fn text(&self, name: &str) -> Option<&str> {
        self.body.get(name).and_then(Value::as_str)
    }

    fn texts(&self, name: &str) -> Vec<String> {
        let items = self.body.get(name).and_then(Value::as_array);
        items.into_iter().flatten().filter_map(Value::as_str).map(str::to_owned).collect()
    }
}

/// Finds the operation by method and path.
fn resolve(request: &Request) -> (&'static str, Vec<String>) {
    let segments: Vec<_> = request.path().split('/').filter(|it| !it.is_empty()).map(decode).collect();
    let parts: Vec<_> = segments.iter().map(String::as_str).collect();
    let name = match (request.method.as_str(), parts.as_slice()) {
        ("GET", ["clusters"]) => "ListClusters",
        ("POST", ["clusters"]) => "CreateCluster",
        ("GET", ["clusters", _]) => "DescribeCluster",
        ("POST", ["clusters", _, "update-config"]) => "UpdateClusterConfig",
        ("GET", ["clusters", _, "access-entries"]) => "ListAccessEntries",
        ("POST", ["clusters", _, "access-entries"]) => "CreateAccessEntry",
        ("GET", ["clusters", _, "access-entries", _]) => "DescribeAccessEntry",
        ("DELETE", ["clusters", _, "access-entries", _]) => "DeleteAccessEntry",
        ("GET", ["clusters", _, "access-entries", _, "access-policies"]) => "ListAssociatedAccessPolicies",
        ("POST", ["clusters", _, "access-entries", _, "access-policies"]) => "AssociateAccessPolicy",
        ("DELETE", ["clusters", _]) => "DeleteCluster",
        ("POST", ["clusters", _, "access-entries", _]) => "UpdateAccessEntry",
        ("DELETE", ["clusters", _, "access-entries", _, "access-policies", _]) => "DisassociateAccessPolicy",
        ("GET", ["access-policies"]) => "ListAccessPolicies",
        ("GET", ["clusters", _, "node-groups"]) => "ListNodegroups",
        ("GET", ["clusters", _, "addons"]) => "ListAddons",
        ("POST", ["clusters", _, "node-groups"]) => "CreateNodegroup",
        ("GET", ["clusters", _, "node-groups", _]) => "DescribeNodegroup",
        ("DELETE", ["clusters", _, "node-groups", _]) => "DeleteNodegroup",
        ("GET", ["clusters", _, "pod-identity-associations"]) => "ListPodIdentityAssociations",
        ("POST", ["clusters", _, "pod-identity-associations"]) => "CreatePodIdentityAssociation",
        ("GET", ["clusters", _, "pod-identity-associations", _]) => "DescribePodIdentityAssociation",
        ("POST", ["clusters", _, "pod-identity-associations", _]) => "UpdatePodIdentityAssociation",
        ("DELETE", ["clusters", _, "pod-identity-associations", _]) => "DeletePodIdentityAssociation",
        _ => "Unknown",
    };
    (name, segments)
}

fn body(request: &Request) -> Result<Value, ApiError> {
    if request.body.is_empty() {
        return Ok(json!({}));
    }
    serde_json::from_slice(&request.body)
        .map_err(|_| ApiError::new(400, "SerializationException", "Unable to parse the request body"))
}

/// The value of a query parameter.
fn query(request: &Request, name: &str) -> Option<String> {
    pairs(request.query()).into_iter().find(|(key, _)| key == name).map(|(_, value)| value)
}

fn fault(effect: Effect) -> ApiError {
    match effect {
        Effect::Status(503) => ApiError::new(503, "ServiceUnavailableException", "Service unavailable."),
        Effect::Status(status) => ApiError::new(status, "ServerException", "Internal error."),
        _ => ApiError::new(429, "ThrottlingException", "Rate exceeded"),
    }
}

pub(super) fn write(exchange: Exchange<'_>, result: Result<Value, ApiError>) -> Response {
    let id = exchange.request_id.clone();
    let (status, body) = match &result {
        Ok(value) => (200, value.to_string()),
        Err(error) => (error.status, error_body(error)),
    };
    let mut response = Response::new(status, body)
        .with_header("x-amzn-RequestId", id)
        .with_header("Content-Type", "application/json");
    if let Err(error) = &result {
        response = response.with_header("x-amzn-ErrorType", error.code.clone());
    }
    exchange.record(status, result.as_ref().err());
    response
}

/// Errors of the API model tell which things they are about, all null but one at most; refusals at the door do not.
fn error_body(error: &ApiError) -> String {
    let message = Value::from(error.message.clone());
    match error.code.as_str() {
        "ResourceNotFoundException" => format!(
            "{{\"clusterName\":null,\"nodegroupName\":null,\"fargateProfileName\":null,\"addonName\":null,\
             \"subscriptionId\":null,\"message\":{message}}}"
        ),
        "ResourceInUseException" => format!(
            "{{\"clusterName\":null,\"nodegroupName\":null,\"addonName\":null,\"message\":{message}}}"
        ),
        "InvalidParameterException" => format!(
            "{{\"clusterName\":null,\"nodegroupName\":null,\"fargateProfileName\":null,\"addonName\":null,\
             \"subscriptionId\":null,\"message\":{message}}}"
        ),
        "InvalidRequestException" => format!(
            "{{\"clusterName\":null,\"nodegroupName\":null,\"addonName\":null,\"subscriptionId\":null,\
             \"message\":{message}}}"
        ),
        _ => format!("{{\"message\":{message}}}"),
    }
}
