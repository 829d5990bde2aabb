//! The few fields of Kubernetes objects that decide what a pod is given.

/// A service account, as far as the webhook looks at it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ServiceAccount {
    /// Its namespace.
    pub namespace: String,
    /// Its name.
    pub name: String,
    /// Its annotations.
    pub annotations: Vec<(String, String)>,
}

/// A variable of a container.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct EnvVar {
    /// The name, such as `AWS_REGION`.
    pub name: String,
    /// The value; empty when it comes from elsewhere (`valueFrom`).
    pub value: String,
}

/// A container or init container.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Container {
    /// Its name.
    pub name: String,
    /// The variables its author set.
    pub env: Vec<EnvVar>,
    /// The names of the volumes its author mounts.
    pub volume_mounts: Vec<String>,
}

impl Container {
    /// Whether the author set a variable of that name.
    pub(crate) fn has_env(&self, name: &str) -> bool {
        self.env.iter().any(|variable| variable.name == name)
    }
}

/// A pod as its author wrote it, before the webhook.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Pod {
    /// Its namespace.
    pub namespace: String,
    /// The service account it runs as; `default` where its author named none.
    pub service_account: String,
    /// Its annotations.
    pub annotations: Vec<(String, String)>,
    /// Its node selector: the only thing by which the webhook tells Windows.
    pub node_selector: Vec<(String, String)>,
    /// Its containers.
    pub containers: Vec<Container>,
    /// Its init containers.
    pub init_containers: Vec<Container>,
    /// The names of its volumes.
    pub volumes: Vec<String>,
}

impl Pod {
    /// Whether the webhook takes the pod for one of Windows.
    pub(crate) fn is_windows(&self) -> bool {
        ["kubernetes.io/os", "beta.kubernetes.io/os"]
            .iter()
            .any(|label| value_of(&self.node_selector, label) == Some("windows"))
    }
}

/// The value under a key; the last one counts, as in a map.
pub(crate) fn value_of<'a>(pairs: &'a [(String, String)], key: &str) -> Option<&'a str> {
    pairs.iter().rev().find(|(name, _)| name == key).map(|(_, value)| value.as_str())
}
