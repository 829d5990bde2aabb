//! What an identity may do: RBAC, or the access policies of its entry.

use eks_iam_arn::wildcard_match;
use eks_iam_rbac::{AUTHENTICATED, Attributes, NearMiss, RbacDecision, RbacObjects, User};

use crate::{AccessPolicy, AccessScope, AssociatedPolicy, ClusterIdentity, PolicyRule};

impl PolicyRule {
    /// Returns whether the rule allows the request, as an RBAC rule of the same text would.
    #[must_use]
    pub fn allows(&self, wanted: &Attributes<'_>) -> bool {
        self.to_rbac().allows(wanted)
    }

    fn to_rbac(self) -> eks_iam_rbac::PolicyRule {
        let owned = |list: &[&str]| list.iter().map(|&it| it.to_owned()).collect();
        eks_iam_rbac::PolicyRule {
            verbs: owned(self.verbs),
            api_groups: owned(self.api_groups),
            resources: owned(self.resources),
            resource_names: Vec::new(),
            non_resource_urls: owned(self.non_resource_urls),
        }
    }
}

impl AccessScope {
    /// Returns whether a policy of this scope counts for a request.
    ///
    /// A namespace scope never reaches what has no namespace: nodes, URLs, a list over all namespaces.
    #[must_use]
    pub fn covers(&self, wanted: &Attributes<'_>) -> bool {
        match self {
            Self::Cluster => true,
            Self::Namespaces(names) => wanted
                .namespace
                .is_some_and(|namespace| names.iter().any(|pattern| wildcard_match(pattern, namespace))),
        }
    }
}

/// Returns whether an identity may do something: by RBAC (user name and groups) or by the access policies of its entry.
///
/// Any allow is enough. Policies whose rules EKS does not publish grant nothing here. Policies do not count for
/// somebody who impersonates another (`--as`): ask `eks_iam_rbac::can` for the impersonated user then.
///
/// ```
/// use eks_iam_access_entry::{AccessEntry, AccessPolicy, AccessScope, AssociatedPolicy, AuthenticationMode};
/// use eks_iam_access_entry::{ClusterMappings, can, identify};
/// use eks_iam_aws_auth::{Caller, MapOptions};
/// use eks_iam_rbac::{Attributes, RbacObjects};
///
/// let view = AccessPolicy::by_name("AmazonEKSViewPolicy").unwrap();
/// let mut entry = AccessEntry::new("arn:aws:iam::111122223333:role/viewer");
/// entry.access_policies.push(AssociatedPolicy { policy_arn: view.arn("aws"), scope: AccessScope::Cluster });
/// let caller = Caller {
///     arn: "arn:aws:sts::111122223333:assumed-role/viewer/mika".to_owned(),
///     account: "111122223333".to_owned(),
///     user_id: "AROAEXAMPLEEXAMPLE01:mika".to_owned(),
///     access_key_id: "ASIAIOSFODNN7EXAMPLE".to_owned(),
/// };
/// let mappings = ClusterMappings { mode: AuthenticationMode::Api, entries: &[entry], aws_auth: None };
/// if let Ok(identity) = identify(&mappings, &caller, &MapOptions::default()) {
///     let list = |resource| Attributes { verb: "list", resource, ..Attributes::default() };
///     assert!(can(&identity, &RbacObjects::default(), &list("pods")).allowed);
///     assert!(!can(&identity, &RbacObjects::default(), &list("nodes")).allowed);
/// }
/// ```
#[must_use]
pub fn can(identity: &ClusterIdentity, objects: &RbacObjects, wanted: &Attributes<'_>) -> RbacDecision {
    let mut groups = identity.groups.clone();
    if !groups.iter().any(|it| it == AUTHENTICATED) {
        groups.push(AUTHENTICATED.to_owned());
    }
    let user = User { name: &identity.username, groups: &groups };
    let mut decision = eks_iam_rbac::can(objects, &user, wanted);
    for policy in &identity.policies {
        judge(policy, wanted, &mut decision);
    }
    decision.allowed = !decision.by.is_empty();
    if decision.allowed {
        decision.near_misses.clear();
        decision.reason.clear();
    }
    decision
}

fn judge(associated: &AssociatedPolicy, wanted: &Attributes<'_>, decision: &mut RbacDecision) {
    let Some(policy) = AccessPolicy::by_arn(&associated.policy_arn) else { return };
    let rules = policy.rules().unwrap_or_default();
    let label = format!("AccessPolicy {}", policy.name());
    let allowing = rules.iter().position(|rule| rule.allows(wanted));
    match (allowing, associated.scope.covers(wanted)) {
        (Some(at), true) => {
            decision.by.push(format!("{label}, scope {}, rule {}", associated.scope.kind(), at + 1));
        }
        (Some(_), false) => {
            let namespace = associated.scope.namespaces().join(", ");
            decision.near_misses.push(NearMiss::Namespace { binding: label, namespace });
        }
        (None, true) => {
            let covering = rules.iter().map(|rule| rule.to_rbac()).filter(|rule| rule.covers_object(wanted));
            let allowed: Vec<String> = covering.flat_map(|rule| rule.verbs).collect();
            if !allowed.is_empty() {
                decision.near_misses.push(NearMiss::Verb { binding: label, allowed });
            }
        }
        (None, false) => {}
    }
}
