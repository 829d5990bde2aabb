//! Lines of nodes: their names are reserved, so their entries have a type of their own.

use super::{MigrateOptions, RefusalReason, arn::Caller};
use crate::EntryType;

const BOOTSTRAPPERS: &str = "system:bootstrappers";
const NODES: &str = "system:nodes";
const NODE_PROXIER: &str = "system:node-proxier";
const WINDOWS: &str = "eks:kube-proxy-windows";

/// Returns the type of a node's line, or why it cannot have one; `None` for a line that is no node's.
pub(super) fn entry_type(
    caller: &Caller,
    username: &str,
    groups: &[&str],
    options: &MigrateOptions<'_>,
) -> Option<Result<EntryType, RefusalReason>> {
    let has = |group: &str| groups.contains(&group);
    let (kind, allowed): (_, &[&str]) = match username {
        "system:node:{{EC2PrivateDNSName}}" if has(WINDOWS) => {
            (EntryType::Ec2Windows, &[BOOTSTRAPPERS, NODES, WINDOWS])
        }
        "system:node:{{EC2PrivateDNSName}}" => (EntryType::Ec2Linux, &[BOOTSTRAPPERS, NODES]),
        "system:node:{{SessionName}}" if has(NODE_PROXIER) => {
            (EntryType::FargateLinux, &[BOOTSTRAPPERS, NODES, NODE_PROXIER])
        }
        "system:node:{{SessionName}}" => (EntryType::HybridLinux, &[BOOTSTRAPPERS, NODES]),
        _ => return None,
    };
    if !caller.is_role || options.account.is_some_and(|own| own != caller.account) {
        return Some(Err(RefusalReason::NodeOfOtherAccount));
    }
    // An entry of such a type gives the groups of a node, no less and no more.
    if !has(NODES) || groups.iter().any(|group| !allowed.contains(group)) {
        return Some(Err(RefusalReason::NodeGroups));
    }
    Some(Ok(kind))
}
