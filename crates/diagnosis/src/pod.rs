//! What a pod of the snapshot is given by the cluster, and which host and Region its SDK then uses.

use eks_iam_document::Node;
use eks_iam_service_account::{
    Flags, MutationInput, Pod, PodIdentityAccount, ServiceAccount, mutate, pod_environment,
};
use eks_iam_span::{Edit, LineIndex, apply_edits};
use eks_iam_sts_endpoint::{ClientEndpoint, ClientEndpointError, ClientSettings, SdkFamily, client_endpoint};

use crate::{Association, Message, NodeFacts, Snapshot};

/// The audience of a pod's token where nothing says otherwise.
const DEFAULT_AUDIENCE: &str = "sts.amazonaws.com";

/// What one pod is given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PodFacts {
    /// The namespace.
    pub namespace: String,
    /// The name of its service account.
    pub service_account: String,
    /// The role that the service account's annotation names.
    pub role_arn: Option<String>,
    /// The issuer of its token.
    pub issuer: Option<String>,
    /// The audience of its token.
    pub audience: String,
    /// The environment that its first container ends with.
    pub environment: Vec<(String, String)>,
    /// When it was made, for a pod that runs: what was changed since then has not reached it.
    pub created_at: Option<String>,
    /// The Pod Identity association of its service account.
    pub association: Option<Association>,
    /// The node on which it runs.
    pub node: Option<NodeFacts>,
}

impl PodFacts {
    /// Returns the subject of its token.
    #[must_use]
    pub fn subject(&self) -> String {
        format!("system:serviceaccount:{}:{}", self.namespace, self.service_account)
    }

    /// Returns a variable of its environment.
    #[must_use]
    pub fn variable(&self, name: &str) -> Option<&str> {
        self.environment.iter().find(|(it, _)| it == name).map(|(_, value)| value.as_str())
    }
}

impl Snapshot {
    /// Returns what the pod of that name is given, as the pod identity webhook of the cluster's version does it.
    ///
    /// # Errors
    ///
    /// Says what is missing: the pod, or its service account.
    pub fn pod(&self, name: &str) -> Result<PodFacts, Message> {
        let objects = self.objects();
        let of_kind = |kind: &str, name: &str| {
            objects.iter().find(|it| {
                it.get("kind").and_then(Node::as_str) == Some(kind)
                    && it.path(&["metadata", "name"]).and_then(Node::as_str) == Some(name)
            })
        };
        let missing =
            |kind: &str, name: &str| Message::new("missing.object").with("kind", kind).with("name", name);
        let pod_node = of_kind("Pod", name).ok_or_else(|| missing("Pod", name))?;
        let account_name =
            pod_node.path(&["spec", "serviceAccountName"]).and_then(Node::as_str).unwrap_or("default");
        let account_node =
            of_kind("ServiceAccount", account_name).ok_or_else(|| missing("ServiceAccount", account_name))?;
        let account = ServiceAccount::from_manifest(account_node)
            .ok_or_else(|| missing("ServiceAccount", account_name))?;
        let pod = Pod::from_manifest(pod_node).ok_or_else(|| missing("Pod", name))?;
        let created_at =
            pod_node.path(&["metadata", "creationTimestamp"]).and_then(Node::as_str).map(str::to_owned);
        let association = self
            .associations
            .iter()
            .flatten()
            .find(|it| it.namespace == pod.namespace && it.service_account == account.name);
        let node = pod_node.path(&["spec", "nodeName"]).and_then(Node::as_str);
        let annotation =
            |key: &str| account_node.path(&["metadata", "annotations", key]).and_then(Node::as_str);
        Ok(PodFacts {
            namespace: pod.namespace.clone(),
            service_account: account.name.clone(),
            role_arn: annotation("eks.amazonaws.com/role-arn").filter(|it| !it.is_empty()).map(str::to_owned),
            issuer: self.cluster.as_ref().and_then(|it| it.issuer.clone()),
            audience: annotation("eks.amazonaws.com/audience").unwrap_or(DEFAULT_AUDIENCE).to_owned(),
            association: association.cloned(),
            node: node.and_then(|it| self.node(it)),
            environment: self.environment(account, pod, created_at.is_some()),
            created_at,
        })
    }

    /// Returns the environment that the pod's first container ends with. The webhook acts when a pod is made: one that
    /// runs has what its manifest shows.
    fn environment(&self, account: ServiceAccount, pod: Pod, runs: bool) -> Vec<(String, String)> {
        let flags =
            self.cluster.as_ref().map(|it| Flags::for_cluster_version(&it.version).with_region(&it.region));
        let first = pod.containers.first().map(|it| it.name.clone()).unwrap_or_default();
        let associated = self.associations.iter().flatten().map(|it| PodIdentityAccount {
            namespace: it.namespace.clone(),
            service_account: it.service_account.clone(),
        });
        let input = MutationInput {
            service_accounts: vec![account],
            pod,
            flags: flags.unwrap_or_default(),
            container_credentials: associated.collect(),
            ..MutationInput::default()
        };
        let mutation = if runs { eks_iam_service_account::Mutation::default() } else { mutate(&input) };
        pod_environment(&input.pod, &mutation, &first)
    }

    /// Returns as whom the pod of that name calls AWS: a session of the role that it was given, else its node's.
    #[must_use]
    pub fn principal_of_pod(&self, name: &str) -> Option<String> {
        let facts = self.pod(name).ok()?;
        let by_agent = facts.variable("AWS_CONTAINER_CREDENTIALS_FULL_URI").is_some();
        let associated = facts.association.as_ref().filter(|_| by_agent).map(|it| it.role_arn.as_str());
        match facts.variable("AWS_ROLE_ARN").or(associated) {
            Some(role) => crate::node::session_of(role, name),
            None => facts.node.map(|it| it.session_arn()),
        }
    }

    /// Returns the names of all Kubernetes objects of a kind, such as `Pod`.
    #[must_use]
    pub fn names_of(&self, kind: &str) -> Vec<String> {
        let objects = self.objects();
        let of_kind = objects.iter().filter(|it| it.get("kind").and_then(Node::as_str) == Some(kind));
        of_kind.filter_map(|it| it.path(&["metadata", "name"])?.as_str().map(str::to_owned)).collect()
    }

    /// Returns every Kubernetes object of the snapshot, lists taken apart; documents that do not parse are left out.
    pub(crate) fn objects(&self) -> Vec<Node> {
        let mut objects = Vec::new();
        for source in self.kubernetes.iter().flatten() {
            for node in eks_iam_document::parse_all(&source.text).unwrap_or_default() {
                match node.get("items").and_then(Node::as_sequence) {
                    Some(items) => objects.extend(items.iter().cloned()),
                    None => objects.push(node),
                }
            }
        }
        objects
    }

    /// Returns the documents of the snapshot's Kubernetes part, lists whole.
    pub(crate) fn objects_of_lists(&self) -> Vec<Node> {
        let sources = self.kubernetes.iter().flatten();
        sources.flat_map(|it| eks_iam_document::parse_all(&it.text).unwrap_or_default()).collect()
    }

    /// Returns the SDK family of the client, the Rust SDK where none is named.
    pub(crate) fn family(&self) -> SdkFamily {
        self.client.sdk.as_deref().and_then(|it| it.parse().ok()).unwrap_or(SdkFamily::Rust)
    }

    /// Returns the SDK family of the client and all that it is told: by code, by its environment, by the pod's.
    #[must_use]
    pub fn client_settings(&self, pod: Option<&str>) -> OwnedSettings {
        let family = self.family();
        let mut environment = self.client.environment.clone();
        if let Some(facts) = pod.and_then(|it| self.pod(it).ok()) {
            for (name, value) in facts.environment {
                if !environment.iter().any(|(it, _)| *it == name) {
                    environment.push((name, value));
                }
            }
        }
        let has_region = environment.iter().any(|(it, _)| it == "AWS_REGION" || it == "AWS_DEFAULT_REGION");
        let of_cluster = || self.cluster.as_ref().filter(|_| !has_region).map(|it| it.region.clone());
        let region = self.client.region.clone().or_else(of_cluster);
        OwnedSettings { family, endpoint: self.client.endpoint.clone(), region, environment }
    }
}

/// What a client of a snapshot is told, owned.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OwnedSettings {
    /// The SDK family.
    pub family: SdkFamily,
    /// The endpoint that the code sets.
    pub endpoint: Option<String>,
    /// The Region that the code sets, or that everybody at that cluster uses.
    pub region: Option<String>,
    /// The environment variables, the pod's included.
    pub environment: Vec<(String, String)>,
}

impl OwnedSettings {
    /// Returns the host that the client calls, and the Region that it signs for.
    ///
    /// # Errors
    ///
    /// When the client sends nothing, with the text that its family prints.
    pub fn endpoint(&self) -> Result<ClientEndpoint, ClientEndpointError> {
        let settings = ClientSettings {
            explicit_endpoint: self.endpoint.clone(),
            explicit_region: self.region.clone(),
            environment: self.environment.clone(),
            ..ClientSettings::default()
        };
        client_endpoint(self.family, &settings)
    }
}

/// Returns the manifest of a pod as it is when the pod has just been made: without the time at which it was.
pub(crate) fn recreated(text: &str, name: &str) -> String {
    let nodes = eks_iam_document::parse_all(text).unwrap_or_default();
    let is_it = |it: &&Node| {
        it.get("kind").and_then(Node::as_str) == Some("Pod")
            && it.path(&["metadata", "name"]).and_then(Node::as_str) == Some(name)
    };
    let metadata = nodes.iter().find(is_it).and_then(|it| it.get("metadata")).and_then(Node::as_mapping);
    let entry = metadata.and_then(|it| it.iter().find(|it| it.key.as_str() == Some("creationTimestamp")));
    let Some(entry) = entry else { return text.to_owned() };
    let index = LineIndex::new(text);
    let line = index.line_span(index.line_column(entry.key.span.start()).line);
    // The line break goes with the line.
    let end = (line.end() + 1).min(text.len());
    apply_edits(text, &[Edit::delete(eks_iam_span::Span::new(line.start(), end))])
        .unwrap_or_else(|_| text.to_owned())
}
