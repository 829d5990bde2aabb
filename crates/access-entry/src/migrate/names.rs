//! User names and groups of a line, as an entry can have them.

use super::{RefusalReason, arn::Caller};
use crate::{names, reserved_prefix};

/// Returns the user name for the entry.
pub(super) fn username(written: &str, caller: &Caller) -> Result<String, RefusalReason> {
    let username = fill_in(written, caller);
    if username.is_empty() {
        return Err(RefusalReason::EmptyUsername);
    }
    if username.contains("{{AccessKeyID}}") || username.contains("{{EC2PrivateDNSName}}") {
        return Err(RefusalReason::Template);
    }
    if reserved_prefix(&username).is_some() {
        return Err(RefusalReason::ReservedUsername);
    }
    if !names::has_colon_before_session(&username) {
        return Err(RefusalReason::SessionNameWithoutColon);
    }
    Ok(username)
}

/// Returns a group for the entry; reserved ones are returned as they are.
pub(super) fn group(written: &str, caller: &Caller) -> Result<String, RefusalReason> {
    let group = fill_in(written, caller);
    if group.is_empty() {
        return Err(RefusalReason::EmptyGroup);
    }
    let templates = ["{{AccessKeyID}}", "{{EC2PrivateDNSName}}", "{{SessionName}}", "{{SessionNameRaw}}"];
    if templates.iter().any(|template| group.contains(template)) {
        return Err(RefusalReason::Template);
    }
    Ok(group)
}

/// Fills in what is the same for all callers of the line: the account; for a user, who has no session, the empty name.
fn fill_in(written: &str, caller: &Caller) -> String {
    let text = written.replace("{{AccountID}}", &caller.account);
    if caller.is_role {
        return text;
    }
    names::SESSION_TEMPLATES.iter().fold(text, |text, template| text.replace(template, ""))
}

/// Returns a group of one's own to stand for a reserved one: `system:monitoring` becomes `migrated:monitoring`.
pub(super) fn own_group(reserved: &str) -> String {
    let name = reserved_prefix(reserved).and_then(|prefix| reserved.strip_prefix(prefix)).unwrap_or(reserved);
    format!("migrated:{name}")
}

/// Returns the bindings that give the own groups what Kubernetes itself gives to the reserved ones.
pub(super) fn bindings(reason: &RefusalReason) -> Vec<String> {
    let RefusalReason::ReservedGroups(groups) = reason else { return Vec::new() };
    let binding = |group: &String| {
        cluster_role(group).map(|role| eks_iam_rbac::binding_for_group(&own_group(group), role, None))
    };
    groups.iter().filter_map(binding).collect()
}

/// Returns the ClusterRole that Kubernetes or EKS binds to a group of their own.
fn cluster_role(group: &str) -> Option<&'static str> {
    match group {
        "system:bootstrappers" => Some("system:node-bootstrapper"),
        "system:monitoring" => Some("system:monitoring"),
        "system:node-proxier" | "eks:kube-proxy-windows" => Some("system:node-proxier"),
        "system:nodes" => Some("system:node"),
        _ => None,
    }
}
