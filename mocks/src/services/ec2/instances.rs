//! DescribeInstances: how an authenticator, or a person, learns the name of a node.

use std::collections::BTreeMap;

use super::GENERAL;
use crate::{
    Check,
    exchange::{ApiError, Exchange},
    form::Form,
    identity::Caller,
    xml::Tree,
};

/// The instances of the caller's clusters in this region, all or those that are named. Filters and pages are left out.
pub(super) fn describe(exchange: &Exchange<'_>, caller: &Caller, form: &Form) -> Result<Tree, ApiError> {
    let question = exchange.question(caller, "ec2:DescribeInstances", "*");
    exchange.ask(Check::Policy, question, &exchange.policies(caller)).map_err(|verdict| {
        let denial = verdict.denial(exchange.world.denial_text()).replacen(" on resource: *", "", 1);
        ApiError::new(403, "UnauthorizedOperation", format!("{GENERAL} {denial}"))
    })?;
    let clusters = exchange.world.clusters();
    let own = clusters.iter().map(|it| &it.cluster);
    let own = own.filter(|it| it.account == caller.account && it.region == exchange.region);
    let known: BTreeMap<&str, &str> =
        own.flat_map(|it| &it.instances).map(|(id, dns)| (id.as_str(), dns.as_str())).collect();
    let asked: Vec<&str> = (1..).map_while(|at| form.first(&format!("InstanceId.{at}"))).collect();
    if let Some(id) = asked.iter().find(|it| !is_instance_id(it)) {
        return Err(ApiError::new(400, "InvalidInstanceID.Malformed", format!("Invalid id: \"{id}\"")));
    }
    let missing: Vec<&str> = asked.iter().copied().filter(|it| !known.contains_key(it)).collect();
    let text = match missing.as_slice() {
        [] => None,
        [id] => Some(format!("The instance ID '{id}' does not exist")),
        ids => Some(format!("The instance IDs '{}' do not exist", ids.join(", "))),
    };
    if let Some(text) = text {
        return Err(ApiError::new(400, "InvalidInstanceID.NotFound", text));
    }
    let shown = known.iter().filter(|(id, _)| asked.is_empty() || asked.contains(id));
    let reservations = shown.map(|(id, dns)| reservation(exchange, caller, id, dns)).collect();
    Ok(Tree::node(
        "DescribeInstancesResponse",
        vec![Tree::text("requestId", &exchange.request_id), Tree::node("reservationSet", reservations)],
    ))
}

fn reservation(exchange: &Exchange<'_>, caller: &Caller, id: &str, dns: &str) -> Tree {
    let instance = Tree::node(
        "item",
        vec![
            Tree::text("instanceId", id),
            Tree::node("instanceState", vec![Tree::text("code", "16"), Tree::text("name", "running")]),
            Tree::text("privateDnsName", dns),
            Tree::Time("launchTime".to_owned(), exchange.world.began()),
        ],
    );
    Tree::node(
        "item",
        vec![
            Tree::text("reservationId", id.replacen("i-", "r-", 1)),
            Tree::text("ownerId", &caller.account),
            Tree::node("groupSet", Vec::new()),
            Tree::node("instancesSet", vec![instance]),
        ],
    )
}

/// `i-` and 8 or 17 hexadecimal digits.
fn is_instance_id(text: &str) -> bool {
    let digits = text.strip_prefix("i-").unwrap_or_default();
    matches!(digits.len(), 8 | 17) && digits.bytes().all(|it| it.is_ascii_hexdigit())
}
