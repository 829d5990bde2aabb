//! The console's page of Kubernetes resources: a model, for it has no public API.

use std::sync::Arc;

use eks_iam_arn::{ArnRef, Principal};
use eks_iam_aws_auth::Caller as ClusterCaller;
use eks_iam_rbac::{Attributes, User, forbidden_message};
use eks_iam_sigv4::Request;

use super::kubernetes::{authenticated, identify, may};
use crate::{
    Check, Pod, World,
    exchange::Exchange,
    fault::Strike,
    identity::{Caller, UnknownPrincipalError},
    live_cluster::LiveCluster,
};

/// What the console shows of a cluster.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConsoleView {
    /// The nodes.
    pub nodes: Vec<String>,
    /// The pods of all namespaces.
    pub pods: Vec<Pod>,
}

/// What the console shows instead.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConsoleDenial {
    /// The text on the page.
    pub message: String,
}

impl std::fmt::Display for ConsoleDenial {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for ConsoleDenial {}

/// Opens the page as that principal: a user, a root, or a session of a role.
pub(crate) fn open(world: &World, principal: &str, cluster: &str) -> Result<ConsoleView, ConsoleDenial> {
    let denial = |message: String| ConsoleDenial { message };
    let caller = caller(world, principal).map_err(|error| denial(error.to_string()))?;
    let live = world.clusters().iter().find(|it| it.cluster.name == cluster).cloned();
    let live = live.ok_or_else(|| denial(format!("No cluster found for name: {cluster}.")))?;
    record(world, &live, &caller)?;
    let found = identify(world, &live, &cluster_caller(&caller)).map_err(|_| denial(SENTENCE.to_owned()))?;
    let identity = authenticated(found);
    for resource in ["nodes", "pods"] {
        let attributes = Attributes {
            verb: "list",
            api_group: "",
            resource,
            subresource: "",
            namespace: None,
            name: None,
            non_resource_url: None,
        };
        if !may(world, &live, &identity, &attributes) {
            let user = User { name: &identity.username, groups: &identity.groups };
            return Err(denial(forbidden_message(&user, &attributes)));
        }
    }
    Ok(ConsoleView { nodes: live.cluster.nodes.clone(), pods: live.cluster.pods.clone() })
}

/// Asks the policies for `eks:AccessKubernetesApi` and writes the call down.
fn record(world: &World, live: &LiveCluster, caller: &Arc<Caller>) -> Result<(), ConsoleDenial> {
    let region = live.cluster.region.as_str();
    let host = format!("eks.{region}.{}", crate::model::dns_suffix(region));
    let request = Request::new("GET", format!("/clusters/{}", live.cluster.name))
        .with_header("host", host)
        .with_header("user-agent", "console.amazonaws.com");
    let mut exchange =
        Exchange::new(world, &request, Strike::default(), ("eks", region, "AccessKubernetesApi"));
    exchange.is_called_by(caller);
    let question = exchange.question(caller, "eks:AccessKubernetesApi", &live.arn);
    let verdict = exchange.ask(Check::Policy, question, &exchange.policies(caller));
    let error = verdict.err().map(|verdict| exchange.denied(&verdict));
    exchange.record(if error.is_some() { 403 } else { 200 }, error.as_ref());
    if error.is_some() { Err(ConsoleDenial { message: SENTENCE.to_owned() }) } else { Ok(()) }
}

/// The console has the user's credentials by its own sign-in; a role's ARN stands for a session of it.
fn caller(world: &World, principal: &str) -> Result<Arc<Caller>, UnknownPrincipalError> {
    let arn = match ArnRef::parse(principal).ok().and_then(|arn| Principal::try_from(arn).ok()) {
        Some(Principal::Role(role)) => {
            format!("arn:{}:sts::{}:assumed-role/{}/console", role.partition, role.account, role.name)
        }
        _ => principal.to_owned(),
    };
    let credentials = world.credentials(&arn)?;
    let caller = world.identities().caller(&credentials.access_key_id);
    caller.ok_or_else(|| UnknownPrincipalError::new(principal))
}

pub(crate) fn cluster_caller(caller: &Caller) -> ClusterCaller {
    ClusterCaller {
        arn: caller.arn.clone(),
        account: caller.account.clone(),
        user_id: caller.user_id.clone(),
        access_key_id: caller.access_key_id.clone(),
    }
}

const SENTENCE: &str =
    "Your current user or role does not have access to Kubernetes objects on this EKS cluster";
