//! A migration as a CloudFormation template.

use eks_iam_document::Node;

use super::{MigratedEntry, Migration, MigrationTarget, target};
use crate::{AssociatedPolicy, tree};

impl Migration {
    /// Returns a CloudFormation template in YAML with a resource `AWS::EKS::AccessEntry` for each entry.
    ///
    /// The cluster must be in a mode with API before the stack is made.
    #[must_use]
    pub fn to_cloudformation(&self, target: &MigrationTarget<'_>) -> String {
        let names: Vec<String> =
            target::names(&self.entries, "").iter().map(|name| format!("AccessEntry{name}")).collect();
        let resources =
            self.entries.iter().zip(&names).map(|(entry, name)| (name.as_str(), resource(entry, target)));
        tree::map([
            ("AWSTemplateFormatVersion", tree::text("2010-09-09")),
            ("Description", tree::text(&format!("Access entries of the EKS cluster {}", target.cluster))),
            ("Resources", tree::map(resources)),
        ])
        .to_yaml()
    }
}

fn resource(entry: &MigratedEntry, target: &MigrationTarget<'_>) -> Node {
    let request = &entry.request;
    let mut properties = vec![
        ("ClusterName", tree::text(target.cluster)),
        ("PrincipalArn", tree::text(&request.principal_arn)),
        ("Type", tree::text(request.entry_type.as_str())),
    ];
    properties.extend(request.username.as_ref().map(|it| ("Username", tree::text(it))));
    if !request.kubernetes_groups.is_empty() {
        properties.push(("KubernetesGroups", tree::texts(&request.kubernetes_groups)));
    }
    if !entry.access_policies.is_empty() {
        properties.push(("AccessPolicies", tree::list(entry.access_policies.iter().map(policy).collect())));
    }
    tree::map([("Type", tree::text("AWS::EKS::AccessEntry")), ("Properties", tree::map(properties))])
}

fn policy(policy: &AssociatedPolicy) -> Node {
    let mut scope = vec![("Type", tree::text(policy.scope.kind()))];
    if !policy.scope.namespaces().is_empty() {
        scope.push(("Namespaces", tree::texts(policy.scope.namespaces())));
    }
    tree::map([("PolicyArn", tree::text(&policy.policy_arn)), ("AccessScope", tree::map(scope))])
}
