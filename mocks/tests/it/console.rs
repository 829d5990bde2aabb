//! The console's page of Kubernetes resources.

use eks_iam_mock_aws::{Account, Cluster, Role, World};

use crate::support::*;

const SENTENCE: &str =
    "Your current user or role does not have access to Kubernetes objects on this EKS cluster";
const VIEWER: &str = "arn:aws:sts::111122223333:assumed-role/viewer/anna";

fn open(action: &str, groups: &str) -> Result<usize, String> {
    let map = format!(
        "- rolearn: arn:aws:iam::111122223333:role/viewer\n  username: viewer\n  groups: [{groups}]\n"
    );
    let role = Role::new("viewer", trusts_account(A)).with_policy(allow(action, "*"));
    let cluster: Cluster = cluster();
    let cluster = if groups == "-" { cluster } else { cluster.with_aws_auth(map) };
    let world = World::builder().account(Account::new(A).with_role(role)).cluster(cluster).build().unwrap();
    let view = world.open_console(VIEWER, "shop").map_err(|denial| denial.message)?;
    assert_eq!(world.calls()[0].event_name(), "AccessKubernetesApi");
    Ok(view.nodes.len() + view.pods.len())
}

#[test]
fn action_mapping_and_rbac_must_all_hold() {
    assert_eq!(open("eks:DescribeCluster", "operators"), Err(SENTENCE.to_owned()));
    assert_eq!(open("eks:AccessKubernetesApi", "-"), Err(SENTENCE.to_owned()));
    assert_eq!(
        open("eks:AccessKubernetesApi", "console-readers"),
        Err("nodes is forbidden: User \"viewer\" cannot list resource \"nodes\" in API group \"\" at the cluster scope".to_owned())
    );
    assert_eq!(open("eks:AccessKubernetesApi", "operators"), Ok(3));
}
