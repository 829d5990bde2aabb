//! A cluster's Kubernetes API: authentication, authorization, a few reads and the two self reviews.

mod authenticator;
mod objects;
mod path;
mod protobuf;
mod resource;
mod reviews;
mod status;
mod store;
mod write;

use eks_iam_access_entry::{ClusterIdentity, can};
use eks_iam_rbac::{Attributes, User, forbidden_message};
use eks_iam_sigv4::Request;

use self::path::Target;
use crate::{Check, Response, World, digest, fault::Strike, live_cluster::LiveCluster};

pub(crate) use self::{
    authenticator::{authenticated, identify},
    store::{ObjectKey, Objects},
};

/// The operation as faults name it, such as `kubernetes:list`.
pub(crate) fn operation(request: &Request) -> String {
    format!("kubernetes:{}", Target::of(request).attributes().verb)
}

/// Answers a request to the API server of the cluster with that ARN.
pub(crate) fn answer(world: &World, request: &Request, strike: Strike, cluster: &str) -> Response {
    let (live, number) = (world.cluster(cluster), world.next_request());
    let response = match (live, strike.effect) {
        (None, _) => status::not_found(),
        (Some(_), Some(effect)) => status::fault(effect),
        (Some(live), None) => run(world, request, &live),
    };
    response
        .with_header("Audit-Id", audit_id(world, number))
        .with_header("Cache-Control", "no-cache, private")
}

fn run(world: &World, request: &Request, live: &LiveCluster) -> Response {
    let identity = match authenticator::authenticate(world, request, live) {
        Ok(identity) => identity,
        Err(()) => return status::unauthorized(),
    };
    let target = Target::of(request);
    let attributes = target.attributes();
    let user = User { name: &identity.username, groups: &identity.groups };
    if !may(world, live, &identity, &attributes) {
        return status::forbidden(&forbidden_message(&user, &attributes), &attributes);
    }
    match (request.method.as_str(), request.path()) {
        ("POST", path) if path.ends_with("/selfsubjectreviews") => reviews::who(world, request, &identity),
        ("POST", path) if path.ends_with("/tokenreviews") => {
            reviews::token(request, |token| authenticator::of_token(world, live, token))
        }
        ("POST", "/api/v1/nodes") => objects::register_node(world, live, request),
        ("POST", path) if path.ends_with("subjectaccessreviews") => {
            reviews::access(request, |who, asked| match who {
                None => may(world, live, &identity, asked),
                Some((name, groups)) => eks_iam_rbac::can(&live.rbac, &User { name, groups }, asked).allowed,
            })
        }
        ("GET" | "HEAD", path) => objects::read(live, path, &attributes),
        _ => write::change(world, request, &live.arn, &attributes),
    }
}

/// Whether RBAC or an access policy allows it; the verdict is `access-entry`'s, which takes everybody for somebody known,
/// so RBAC alone is asked for the anonymous user.
pub(crate) fn may(
    world: &World,
    live: &LiveCluster,
    identity: &ClusterIdentity,
    attributes: &Attributes<'_>,
) -> bool {
    let by_rbac = || {
        let user = User { name: &identity.username, groups: &identity.groups };
        eks_iam_rbac::can(&live.rbac, &user, attributes).allowed
    };
    world.skips(Check::Rbac)
        || is_own_node(identity, attributes)
        || if authenticator::is_anonymous(identity) {
            by_rbac()
        } else {
            can(identity, &live.rbac, attributes).allowed
        }
}

/// What the Node authorizer allows a kubelet, which it knows by its user name and group: to make, read and update a node.
fn is_own_node(identity: &ClusterIdentity, attributes: &Attributes<'_>) -> bool {
    let node = identity.username.strip_prefix("system:node:");
    let is_node = node.is_some() && identity.groups.iter().any(|it| it == "system:nodes");
    let is_own = attributes.name.is_none_or(|it| Some(it) == node);
    is_node
        && is_own
        && attributes.api_group.is_empty()
        && attributes.resource == "nodes"
        && matches!(attributes.verb, "create" | "get" | "patch" | "update")
}

fn audit_id(world: &World, number: u64) -> String {
    digest::uuid(&["audit-id", world.seed(), &number.to_string()])
}
