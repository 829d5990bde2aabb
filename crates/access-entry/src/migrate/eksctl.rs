//! A migration as a configuration file of eksctl.

use eks_iam_document::Node;

use super::{MigratedEntry, Migration, MigrationTarget};
use crate::{AssociatedPolicy, AuthenticationMode, tree};

impl Migration {
    /// Returns a configuration file for `eksctl create accessentry -f FILE`.
    #[must_use]
    pub fn to_eksctl(&self, target: &MigrationTarget<'_>) -> String {
        let mut metadata = vec![("name", tree::text(target.cluster))];
        metadata.extend(target.region.map(|region| ("region", tree::text(region))));
        let mode = target.mode.max(AuthenticationMode::ApiAndConfigMap);
        let access = tree::map([
            ("authenticationMode", tree::text(mode.as_str())),
            ("accessEntries", tree::list(self.entries.iter().map(entry).collect())),
        ]);
        tree::map([
            ("apiVersion", tree::text("eksctl.io/v1alpha5")),
            ("kind", tree::text("ClusterConfig")),
            ("metadata", tree::map(metadata)),
            ("accessConfig", access),
        ])
        .to_yaml()
    }
}

fn entry(entry: &MigratedEntry) -> Node {
    let request = &entry.request;
    let mut fields = vec![
        ("principalARN", tree::text(&request.principal_arn)),
        ("type", tree::text(request.entry_type.as_str())),
    ];
    fields.extend(request.username.as_ref().map(|it| ("kubernetesUsername", tree::text(it))));
    if !request.kubernetes_groups.is_empty() {
        fields.push(("kubernetesGroups", tree::texts(&request.kubernetes_groups)));
    }
    if !entry.access_policies.is_empty() {
        fields.push(("accessPolicies", tree::list(entry.access_policies.iter().map(policy).collect())));
    }
    tree::map(fields)
}

fn policy(policy: &AssociatedPolicy) -> Node {
    tree::map([("policyARN", tree::text(&policy.policy_arn)), ("accessScope", policy.scope.to_node())])
}
