//! The kubeconfig: how the client comes to its token.

use eks_iam_document::Node;

use super::Snapshot;

/// The part of a kubeconfig that decides which token is made: the credential plugin of its current user.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Kubeconfig {
    /// The version of the interface to the plugin, such as `client.authentication.k8s.io/v1beta1`.
    pub api_version: Option<String>,
    /// The plugin's arguments.
    pub arguments: Vec<String>,
    /// The environment variables that it is given.
    pub environment: Vec<(String, String)>,
}

impl Kubeconfig {
    /// Tells whether a document is one.
    pub(crate) fn is(node: &Node) -> bool {
        node.get("kind").and_then(Node::as_str) == Some("Config") && node.get("users").is_some()
    }

    /// Reads the plugin of the current context's user, or of the only user; `None` when there is none.
    #[must_use]
    pub fn read(text: &str) -> Option<Self> {
        let node = eks_iam_document::parse(text).ok()?;
        let user = current_user(&node)?;
        let exec = user.path(&["user", "exec"])?;
        let texts = |node: Option<&Node>| {
            let items = node.and_then(Node::as_sequence).unwrap_or_default();
            items.iter().filter_map(Node::as_str).map(str::to_owned).collect::<Vec<_>>()
        };
        let variables = exec.get("env").and_then(Node::as_sequence).unwrap_or_default();
        let pair =
            |it: &Node| Some((it.get("name")?.as_str()?.to_owned(), it.get("value")?.as_str()?.to_owned()));
        Some(Self {
            api_version: exec.get("apiVersion").and_then(Node::as_str).map(str::to_owned),
            arguments: texts(exec.get("args")),
            environment: variables.iter().filter_map(pair).collect(),
        })
    }

    /// Returns the value behind an argument of one of these names, such as `--cluster-name`.
    #[must_use]
    pub fn argument(&self, names: &[&str]) -> Option<&str> {
        let at = self.arguments.iter().position(|it| names.contains(&it.as_str()))?;
        self.arguments.get(at + 1).map(String::as_str)
    }

    /// Returns a variable that the plugin is given.
    #[must_use]
    pub fn variable(&self, name: &str) -> Option<&str> {
        self.environment.iter().find(|(it, _)| it == name).map(|(_, value)| value.as_str())
    }

    /// Returns the cluster's name that it makes tokens for.
    #[must_use]
    pub fn cluster_name(&self) -> Option<&str> {
        self.argument(&["--cluster-name", "--cluster-id", "-i"])
    }

    /// Returns the profile that it uses.
    #[must_use]
    pub fn profile(&self) -> Option<&str> {
        self.argument(&["--profile"]).or_else(|| self.variable("AWS_PROFILE"))
    }
}

fn current_user(node: &Node) -> Option<&Node> {
    let users = node.get("users").and_then(Node::as_sequence)?;
    let named = |node: &Node, name: &str| node.get("name").and_then(Node::as_str) == Some(name);
    let context = node.get("current-context").and_then(Node::as_str).and_then(|wanted| {
        let contexts = node.get("contexts").and_then(Node::as_sequence)?;
        contexts.iter().find(|it| named(it, wanted))
    });
    match context.and_then(|it| it.path(&["context", "user"])).and_then(Node::as_str) {
        Some(user) => users.iter().find(|it| named(it, user)),
        None => users.first(),
    }
}

impl Snapshot {
    /// Returns the kubeconfig's credential plugin, where the snapshot holds one.
    #[must_use]
    pub fn kubeconfig(&self) -> Option<Kubeconfig> {
        self.client.kubeconfig.as_ref().and_then(|it| Kubeconfig::read(&it.text))
    }

    /// Returns who the client acts as when `began` starts it: another principal that it was told to be, or the profile
    /// that a Kubernetes client's plugin, or its environment, selects.
    #[must_use]
    pub fn acting(&self, began: &str, is_kubernetes: bool) -> String {
        if let Some(principal) = &self.client.principal {
            return principal.clone();
        }
        let plugin = self.kubeconfig().filter(|_| is_kubernetes);
        let of_plugin = plugin.as_ref().and_then(Kubeconfig::profile);
        let of_environment =
            || self.client.environment.iter().find(|(it, _)| it == "AWS_PROFILE").map(|(_, it)| it.as_str());
        let profile = of_plugin.or_else(of_environment);
        let arn = profile
            .and_then(|it| self.client.profiles.iter().find(|(name, _)| name == it))
            .map(|(_, arn)| arn);
        arn.map_or_else(|| began.to_owned(), Clone::clone)
    }
}
