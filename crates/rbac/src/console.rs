//! What the EKS console asks of Kubernetes to show its pages of a cluster.

use crate::{Attributes, RbacDecision, RbacObjects, User, can};

/// A page of the EKS console.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ConsolePage {
    /// The nodes of a cluster, with the pods on them.
    Nodes,
    /// Pods, deployments and all that runs them, in all namespaces.
    Workloads,
}

impl ConsolePage {
    /// All pages.
    pub const ALL: [Self; 2] = [Self::Nodes, Self::Workloads];

    /// Returns the stable name in kebab-case.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Nodes => "nodes",
            Self::Workloads => "workloads",
        }
    }

    /// Returns what the page lists: API group and resource, at the cluster scope, each with the verbs `get` and `list`.
    ///
    /// As the roles in the EKS user guide for viewing Kubernetes resources have it; what holds secrets is left out.
    #[must_use]
    pub const fn resources(self) -> &'static [(&'static str, &'static str)] {
        match self {
            Self::Nodes => &[("", "nodes"), ("", "pods")],
            Self::Workloads => &[
                ("", "namespaces"),
                ("", "pods"),
                ("apps", "deployments"),
                ("apps", "daemonsets"),
                ("apps", "statefulsets"),
                ("apps", "replicasets"),
                ("batch", "jobs"),
                ("batch", "cronjobs"),
            ],
        }
    }
}

/// One thing that a page asks for, and the answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConsoleNeed {
    /// The page.
    pub page: ConsolePage,
    /// The API group; `""` is the core group.
    pub api_group: &'static str,
    /// The resource, in the plural.
    pub resource: &'static str,
    /// `get` or `list`.
    pub verb: &'static str,
    /// Whether the user may.
    pub decision: RbacDecision,
}

/// Returns everything that the pages ask for, with the answer for a user.
///
/// ```
/// use eks_iam_rbac::{RbacObjects, User, console_needs};
///
/// let mut objects = RbacObjects::default().with_defaults();
/// objects.add_yaml(&eks_iam_rbac::binding_for_group("viewers", "view", None))?;
/// let groups = ["viewers".to_owned()];
/// let needs = console_needs(&objects, &User { name: "mika", groups: &groups });
/// let missing: Vec<_> = needs.iter().filter(|it| !it.decision.allowed).map(|it| it.resource).collect();
/// assert_eq!(missing, ["nodes", "nodes"], "the role `view` shows no nodes");
/// # Ok::<(), eks_iam_rbac::ParseRbacError>(())
/// ```
#[must_use]
pub fn console_needs(objects: &RbacObjects, user: &User<'_>) -> Vec<ConsoleNeed> {
    let mut needs = Vec::new();
    for page in ConsolePage::ALL {
        for &(api_group, resource) in page.resources() {
            for verb in ["get", "list"] {
                let wanted = Attributes { verb, api_group, resource, ..Attributes::default() };
                let decision = can(objects, user, &wanted);
                needs.push(ConsoleNeed { page, api_group, resource, verb, decision });
            }
        }
    }
    needs
}
