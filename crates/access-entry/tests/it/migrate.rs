//! Migration: what becomes of a document, and how it is written down.

use eks_iam_access_entry::{
    AuthenticationMode, MigrateOptions, Migration, MigrationTarget, RefusalReason, migrate,
};
use eks_iam_aws_auth::AwsAuth;
use eks_iam_span::Language;

const ROLES: &str = "\
- rolearn: arn:aws:iam::111122223333:role/node-group
  username: system:node:{{EC2PrivateDNSName}}
  groups: [system:bootstrappers, system:nodes]
- rolearn: arn:aws:iam::111122223333:role/ops
  username: ops:{{SessionName}}
  groups: [system:masters, ops-extra]
- rolearn: arn:aws:iam::444455556666:role/partner
  username: partner-{{AccountID}}
  groups: [viewers]
";

const TARGET: MigrationTarget<'static> =
    MigrationTarget { cluster: "shop", region: Some("us-west-2"), mode: AuthenticationMode::ConfigMap };

fn migrated(roles: &str, users: &str) -> Migration {
    let document = AwsAuth::from_data(Some(roles), Some(users), None);
    migrate(&document, &MigrateOptions { account: Some("111122223333"), ..MigrateOptions::default() })
}

/// Returns one word for each line: the type of its entry, or why it has none.
fn outcomes(migration: &Migration) -> Vec<String> {
    let entries =
        migration.entries.iter().map(|it| (it.section, it.index, it.request.entry_type.to_string()));
    let skipped = migration.skipped.iter().map(|it| (it.section, it.index, it.reason.name().to_owned()));
    let refused = migration.refused.iter().map(|it| (it.section, it.index, it.reason.name().to_owned()));
    let mut all: Vec<_> = entries.chain(skipped).chain(refused).collect();
    all.sort();
    all.into_iter().map(|(_, _, word)| word).collect()
}

#[track_caller]
fn check_role(arn: &str, username: &str, groups: &str, expected: &str) {
    let line = format!("- rolearn: \"{arn}\"\n  username: \"{username}\"\n  groups: {groups}\n");
    assert_eq!(outcomes(&migrated(&line, "")), [expected], "{line}");
}

#[track_caller]
fn check_user(arn: &str, username: &str, groups: &str, expected: &str) {
    let line = format!("- userarn: \"{arn}\"\n  username: \"{username}\"\n  groups: {groups}\n");
    assert_eq!(outcomes(&migrated("", &line)), [expected], "{line}");
}

const OPS: &str = "arn:aws:iam::111122223333:role/ops";
const DANA: &str = "arn:aws:iam::111122223333:user/team/dana";

#[test]
fn arns() {
    check_role(OPS, "ops", "[ops]", "STANDARD");
    check_role("ARN:aws:IAM::111122223333:Role/ops", "ops", "[ops]", "STANDARD");
    check_role(DANA, "dana", "[ops]", "STANDARD");
    check_user(DANA, "dana", "[ops]", "STANDARD");
    check_user(OPS, "ops", "[ops]", "STANDARD");
    for never in [
        "arn:aws:iam::111122223333:role/team/ops",
        "arn:aws:sts::111122223333:assumed-role/ops/dana",
        "arn:aws:iam::111122223333:instance-profile/ops",
        "arn:aws:iam::111122223333:group/ops",
        "arn:aws:iam::111122223333:role/*",
        "arn:aws:iam::11112222333:role/ops",
        "arn:aws:iam:us-west-2:111122223333:role/ops",
        "arn:aws-other:iam::111122223333:role/ops",
        "role/ops",
    ] {
        check_role(never, "ops", "[ops]", "never-matches");
    }
    check_user("arn:aws:iam::111122223333:root", "root", "[ops]", "root-user");
    check_user("arn:aws:sts::111122223333:federated-user/dana", "dana", "[ops]", "federated-user");
    check_role(
        "arn:aws:iam::111122223333:role/AWSServiceRoleForBatch",
        "batch",
        "[ops]",
        "service-linked-role",
    );
}

#[test]
fn names() {
    check_role(OPS, "", "[ops]", "empty-username");
    check_role(OPS, "ops", "[\"\"]", "empty-group");
    check_role(OPS, "system:admin", "[ops]", "reserved-username");
    check_role(OPS, "ops", "[ops, system:monitoring]", "reserved-groups");
    check_role(OPS, "ops-{{SessionName}}", "[ops]", "session-name-without-colon");
    check_role(OPS, "ops:{{AccessKeyID}}", "[ops]", "template");
    check_role(OPS, "ops", "[\"ops:{{SessionName}}\"]", "template");
    check_role(OPS, "ops", "[\"ops-{{AccountID}}\"]", "STANDARD");
    check_user(DANA, "dana{{SessionName}}", "[ops]", "STANDARD");
}

#[test]
fn nodes() {
    let (ec2, session) = ("system:node:{{EC2PrivateDNSName}}", "system:node:{{SessionName}}");
    check_role(OPS, ec2, "[system:bootstrappers, system:nodes]", "EC2_LINUX");
    check_role(OPS, ec2, "[system:bootstrappers, system:nodes, eks:kube-proxy-windows]", "EC2_WINDOWS");
    check_role(OPS, session, "[system:bootstrappers, system:nodes, system:node-proxier]", "FARGATE_LINUX");
    check_role(OPS, session, "[system:bootstrappers, system:nodes]", "HYBRID_LINUX");
    check_role(OPS, ec2, "[system:bootstrappers]", "node-groups");
    check_role(OPS, ec2, "[system:bootstrappers, system:nodes, system:masters]", "node-groups");
    let other = "arn:aws:iam::444455556666:role/nodes";
    check_role(other, ec2, "[system:bootstrappers, system:nodes]", "node-of-other-account");
}

#[test]
fn the_last_line_of_a_role_counts() {
    let line = |arn: &str, name: &str| format!("- rolearn: {arn}\n  username: {name}\n");
    let roles = line(OPS, "first") + &line(&OPS.to_uppercase(), "second");
    let users = "- userarn: arn:aws:iam::111122223333:role/ops\n  username: third\n\
                 - userarn: arn:aws:iam::111122223333:user/dana\n  username: fourth\n\
                 - userarn: arn:aws:iam::111122223333:user/Dana\n  username: fifth\n";
    let migration = migrated(&roles, users);
    assert_eq!(
        outcomes(&migration),
        ["superseded", "STANDARD", "superseded", "undetermined-duplicate", "undetermined-duplicate"]
    );
}

#[test]
fn iam_tells_the_path() {
    let document = AwsAuth::from_data(
        Some("- rolearn: arn:aws:iam::111122223333:role/OPS\n  username: o\n"),
        None,
        None,
    );
    let principals = ["arn:aws:iam::111122223333:role/team/ops".to_owned()];
    let options = MigrateOptions { principals: &principals, ..MigrateOptions::default() };
    let entries = migrate(&document, &options).entries;
    assert_eq!(entries[0].request.principal_arn, principals[0]);
    assert_eq!(entries[0].notes, []);
    let principals = ["arn:aws:iam::111122223333:role/team/other".to_owned()];
    let refused = migrate(&document, &MigrateOptions { principals: &principals, ..options }).refused;
    assert_eq!(refused[0].reason, RefusalReason::NoSuchPrincipal);
}

#[test]
fn map_accounts_is_refused() {
    let document = AwsAuth::from_data(None, None, Some("- \"111122223333\"\n"));
    let migration = migrate(&document, &MigrateOptions::default());
    assert_eq!(migration.refused[0].arn, "111122223333");
    assert_eq!(
        migration.refused[0].reason.message(Language::English),
        "`mapAccounts` lets in every principal of the account; make one entry for each that needs access"
    );
    assert!(!migration.is_complete());
}

#[test]
fn reserved_groups_come_with_a_proposal() {
    let roles = "- rolearn: arn:aws:iam::111122223333:role/prometheus\n  username: p\n  groups: [system:monitoring]\n";
    let refused = &migrated(roles, "").refused[0];
    assert_eq!(refused.proposal.as_ref().unwrap().request.kubernetes_groups, ["migrated:monitoring"]);
    insta::assert_snapshot!(refused.rbac.join("---\n"), @r#"
    apiVersion: rbac.authorization.k8s.io/v1
    kind: ClusterRoleBinding
    metadata:
      name: "system:monitoring-for-migrated-monitoring"
    subjects:
      - kind: Group
        name: "migrated:monitoring"
        apiGroup: rbac.authorization.k8s.io
    roleRef:
      kind: ClusterRole
      name: "system:monitoring"
      apiGroup: rbac.authorization.k8s.io
    "#);
}

#[test]
fn as_aws_cli() {
    insta::assert_snapshot!(migrated(ROLES, "").to_aws_cli(&TARGET), @r"
    #!/bin/sh
    set -eu

    # Read access entries too. This cannot be taken back.
    aws eks update-cluster-config --region us-west-2 --name shop --access-config authenticationMode=API_AND_CONFIG_MAP
    aws eks wait cluster-active --region us-west-2 --name shop

    aws eks create-access-entry --region us-west-2 --cluster-name shop --principal-arn arn:aws:iam::111122223333:role/node-group --type EC2_LINUX

    aws eks create-access-entry --region us-west-2 --cluster-name shop --principal-arn arn:aws:iam::111122223333:role/ops --type STANDARD --username 'ops:{{SessionName}}' --kubernetes-groups ops-extra
    aws eks associate-access-policy --region us-west-2 --cluster-name shop --principal-arn arn:aws:iam::111122223333:role/ops --policy-arn arn:aws:eks::aws:cluster-access-policy/AmazonEKSClusterAdminPolicy --access-scope type=cluster

    aws eks create-access-entry --region us-west-2 --cluster-name shop --principal-arn arn:aws:iam::444455556666:role/partner --type STANDARD --username partner-444455556666 --kubernetes-groups viewers

    # Compare before any line of aws-auth is removed.
    aws eks list-access-entries --region us-west-2 --cluster-name shop

    # When everybody gets in by the entries, stop reading aws-auth. This cannot be taken back.
    # aws eks update-cluster-config --region us-west-2 --name shop --access-config authenticationMode=API
    ");
}

#[test]
fn as_cloudformation() {
    insta::assert_snapshot!(migrated(ROLES, "").to_cloudformation(&TARGET), @r#"
    AWSTemplateFormatVersion: "2010-09-09"
    Description: Access entries of the EKS cluster shop
    Resources:
      AccessEntrynodegroup:
        Type: AWS::EKS::AccessEntry
        Properties:
          ClusterName: shop
          PrincipalArn: arn:aws:iam::111122223333:role/node-group
          Type: EC2_LINUX
      AccessEntryops:
        Type: AWS::EKS::AccessEntry
        Properties:
          ClusterName: shop
          PrincipalArn: arn:aws:iam::111122223333:role/ops
          Type: STANDARD
          Username: "ops:{{SessionName}}"
          KubernetesGroups:
          - ops-extra
          AccessPolicies:
          - PolicyArn: arn:aws:eks::aws:cluster-access-policy/AmazonEKSClusterAdminPolicy
            AccessScope:
              Type: cluster
      AccessEntrypartner:
        Type: AWS::EKS::AccessEntry
        Properties:
          ClusterName: shop
          PrincipalArn: arn:aws:iam::444455556666:role/partner
          Type: STANDARD
          Username: partner-444455556666
          KubernetesGroups:
          - viewers
    "#);
}

#[test]
fn as_terraform() {
    insta::assert_snapshot!(migrated(ROLES, "").to_terraform(&TARGET), @r#"
    resource "aws_eks_access_entry" "node_group" {
      cluster_name  = "shop"
      principal_arn = "arn:aws:iam::111122223333:role/node-group"
      type          = "EC2_LINUX"
    }

    resource "aws_eks_access_entry" "ops" {
      cluster_name      = "shop"
      principal_arn     = "arn:aws:iam::111122223333:role/ops"
      type              = "STANDARD"
      user_name         = "ops:{{SessionName}}"
      kubernetes_groups = ["ops-extra"]
    }

    resource "aws_eks_access_policy_association" "ops" {
      cluster_name  = aws_eks_access_entry.ops.cluster_name
      principal_arn = aws_eks_access_entry.ops.principal_arn
      policy_arn    = "arn:aws:eks::aws:cluster-access-policy/AmazonEKSClusterAdminPolicy"

      access_scope {
        type = "cluster"
      }
    }

    resource "aws_eks_access_entry" "partner" {
      cluster_name      = "shop"
      principal_arn     = "arn:aws:iam::444455556666:role/partner"
      type              = "STANDARD"
      user_name         = "partner-444455556666"
      kubernetes_groups = ["viewers"]
    }
    "#);
}

#[test]
fn as_eksctl() {
    insta::assert_snapshot!(migrated(ROLES, "").to_eksctl(&TARGET), @r#"
    apiVersion: eksctl.io/v1alpha5
    kind: ClusterConfig
    metadata:
      name: shop
      region: us-west-2
    accessConfig:
      authenticationMode: API_AND_CONFIG_MAP
      accessEntries:
      - principalARN: arn:aws:iam::111122223333:role/node-group
        type: EC2_LINUX
      - principalARN: arn:aws:iam::111122223333:role/ops
        type: STANDARD
        kubernetesUsername: "ops:{{SessionName}}"
        kubernetesGroups:
        - ops-extra
        accessPolicies:
        - policyARN: arn:aws:eks::aws:cluster-access-policy/AmazonEKSClusterAdminPolicy
          accessScope:
            type: cluster
      - principalARN: arn:aws:iam::444455556666:role/partner
        type: STANDARD
        kubernetesUsername: partner-444455556666
        kubernetesGroups:
        - viewers
    "#);
}

#[test]
fn as_json() {
    insta::assert_snapshot!(migrated(ROLES, "").entries[1].to_json(), @r#"{"principalArn":"arn:aws:iam::111122223333:role/ops","type":"STANDARD","username":"ops:{{SessionName}}","kubernetesGroups":["ops-extra"],"accessPolicies":[{"policyArn":"arn:aws:eks::aws:cluster-access-policy/AmazonEKSClusterAdminPolicy","accessScope":{"type":"cluster"}}]}"#);
}
