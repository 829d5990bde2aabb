//! What the webhook is asked and what it answers.

use crate::{EnvVar, Finding, Flags, Pod, ServiceAccount};

/// Everything that decides what the webhook adds to a pod.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct MutationInput {
    /// The service accounts that the webhook knows when the pod is made.
    pub service_accounts: Vec<ServiceAccount>,
    /// The pod as its author wrote it.
    pub pod: Pod,
    /// The webhook's flags.
    pub flags: Flags,
    /// The entries of the webhook's own ConfigMap; read only with `--watch-config-map`.
    pub config_map: Vec<ConfigMapEntry>,
    /// The service accounts that have a Pod Identity association.
    pub container_credentials: Vec<PodIdentityAccount>,
    /// The identity document of the webhook's instance; needed only with `--compose-role-arn`.
    pub instance_identity: Option<InstanceIdentity>,
}

/// An entry of the ConfigMap `pod-identity-webhook`.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ConfigMapEntry {
    /// The namespace, or `*` for every one.
    pub namespace: String,
    /// The service account's name; no pattern.
    pub service_account: String,
    /// `RoleARN`.
    pub role_arn: String,
    /// `Audience`; takes no default.
    pub audience: String,
    /// `UseRegionalSTS`; takes no default.
    pub use_regional_sts: bool,
    /// `TokenExpiration` in seconds; 0 means the flag's.
    pub token_expiration: i64,
}

/// A service account with a Pod Identity association.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct PodIdentityAccount {
    /// Its namespace.
    pub namespace: String,
    /// Its name.
    pub service_account: String,
}

/// Region and account of the instance on which the webhook runs.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct InstanceIdentity {
    /// The region.
    pub region: String,
    /// The account.
    pub account_id: String,
}

/// The way by which a pod gets its role.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Method {
    /// IAM roles for service accounts: the SDK exchanges a token with STS.
    Irsa,
    /// EKS Pod Identity: an agent on the node hands credentials out.
    PodIdentity,
}

impl Method {
    /// Returns the stable kebab-case name.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Irsa => "irsa",
            Self::PodIdentity => "pod-identity",
        }
    }
}

/// What the webhook makes of a pod.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[non_exhaustive]
pub struct Mutation {
    /// By which way the pod gets a role; none when the webhook has nothing to do.
    pub method: Option<Method>,
    /// What is added to each container, in their order; empty when there is no method.
    pub containers: Vec<ContainerMutation>,
    /// What is added to each init container, in their order; empty when there is no method.
    pub init_containers: Vec<ContainerMutation>,
    /// The volume that is put first; none when one of its name exists.
    pub added_volume: Option<AddedVolume>,
    /// The labels that are added to the pod.
    pub added_labels: Vec<(String, String)>,
    /// What is odd, or will not do what its author wanted.
    pub findings: Vec<Finding>,
}

impl Mutation {
    /// Whether anything is added; the webhook logs `Pod was mutated` then.
    pub fn is_mutated(&self) -> bool {
        self.added_volume.is_some()
            || !self.added_labels.is_empty()
            || self.containers.iter().chain(&self.init_containers).any(ContainerMutation::is_changed)
    }

    /// What is added to the container or init container of that name.
    pub fn container(&self, name: &str) -> Option<&ContainerMutation> {
        self.containers.iter().chain(&self.init_containers).find(|container| container.name == name)
    }
}

/// What is added to one container.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ContainerMutation {
    /// The container's name.
    pub name: String,
    /// Variables, appended in this order behind the author's.
    pub added_env: Vec<EnvVar>,
    /// Mounts, appended behind the author's.
    pub added_mounts: Vec<AddedMount>,
}

impl ContainerMutation {
    fn is_changed(&self) -> bool {
        !self.added_env.is_empty() || !self.added_mounts.is_empty()
    }
}

/// A mount that is added to a container.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AddedMount {
    /// The volume's name.
    pub name: String,
    /// Where it is mounted; on Windows too with forward slashes.
    pub mount_path: String,
    /// Always true.
    pub read_only: bool,
}

/// The projected volume that is added to a pod.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AddedVolume {
    /// Its name.
    pub name: String,
    /// The token's audience.
    pub audience: String,
    /// The token's life.
    pub expiration: Expiration,
    /// The token's path within the volume.
    pub path: String,
}

/// How long a token lives.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Expiration {
    /// So many seconds.
    Seconds(i64),
    /// A random number of seconds: Pod Identity's default is spread out.
    Between {
        /// The least.
        min: i64,
        /// The most.
        max: i64,
    },
}

/// Returns the variables a container ends with: the author's, then those the webhook adds. A name that stands twice is
/// given once, with the last value, as the kubelet does.
pub fn pod_environment(pod: &Pod, mutation: &Mutation, container: &str) -> Vec<(String, String)> {
    let author = pod.containers.iter().chain(&pod.init_containers).find(|it| it.name == container);
    let added = mutation.container(container);
    let mut environment: Vec<(String, String)> = Vec::new();
    let author = author.into_iter().flat_map(|it| &it.env);
    for variable in author.chain(added.into_iter().flat_map(|it| &it.added_env)) {
        environment.retain(|(name, _)| *name != variable.name);
        environment.push((variable.name.clone(), variable.value.clone()));
    }
    environment
}
