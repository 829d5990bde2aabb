//! The Kubernetes half of `doctor`: what the user's own kubectl tells, with its own plugin and proxy.

use std::process::Command;

use eks_iam_document::Node;
use eks_iam_span::Language;

use crate::language::pick;

/// What to ask: the file that keeps the answer, and the ways to ask for it. The first that is answered counts.
const QUESTIONS: &[(&str, &[&str])] = &[
    (
        "aws-auth.yaml",
        // The list tells as well that there is none; whoever may read but that one object may not list.
        &[
            "-n kube-system get configmaps --field-selector metadata.name=aws-auth -o yaml",
            "-n kube-system get configmaps aws-auth -o yaml",
        ],
    ),
    ("rbac.yaml", &["get clusterroles,clusterrolebindings,roles,rolebindings -A -o yaml"]),
    ("nodes.yaml", &["get nodes -o yaml"]),
    ("service-accounts.yaml", &["get serviceaccounts -A -o yaml"]),
    ("pods.yaml", &["get pods -A -o yaml"]),
];

/// A kubectl and the context that it is asked in.
#[derive(Debug)]
pub(super) struct Kubectl<'a> {
    pub(super) program: &'a str,
    pub(super) context: Option<&'a str>,
}

/// What it told, and what it may not read, each with the reason.
#[derive(Debug, Default)]
pub(super) struct Answers {
    pub(super) documents: Vec<(String, String)>,
    pub(super) refused: Vec<(String, String)>,
}

impl Kubectl<'_> {
    /// Asks for all, where the context is that of the cluster: two clusters are never mixed.
    pub(super) fn ask(&self, cluster: &str, endpoint: Option<&str>, language: Language) -> Answers {
        let mut answers = Answers::default();
        let view = "config view --minify -o yaml";
        let config = match self.run(view) {
            Ok(config) => config,
            Err(why) => {
                answers.refused.push((format!("kubectl {view}"), why));
                return answers;
            }
        };
        if let Err(why) = is_of(&config, cluster, endpoint, language) {
            let what = pick(language, "Kubernetes by kubectl", "kubectl による Kubernetes");
            answers.refused.push((what.to_owned(), why));
            return answers;
        }
        answers.documents.push(("kubeconfig.yaml".to_owned(), config));
        for (name, ways) in QUESTIONS {
            match self.first(ways) {
                Ok(text) => answers.documents.push(((*name).to_owned(), named(name, text))),
                Err(refused) => answers.refused.push(refused),
            }
        }
        answers
    }

    /// Returns the first answer, or the first way with the reason why not.
    fn first(&self, ways: &[&str]) -> Result<String, (String, String)> {
        let mut refused = None;
        for way in ways {
            match self.run(way) {
                Ok(text) => return Ok(text),
                Err(why) => refused = refused.or_else(|| Some((format!("kubectl {way}"), why))),
            }
        }
        Err(refused.unwrap_or_default())
    }

    fn run(&self, question: &str) -> Result<String, String> {
        let context = self.context.iter().flat_map(|it| ["--context", it]);
        let output = Command::new(self.program).args(context).args(question.split(' ')).output();
        let output = output.map_err(|error| format!("{}: {error}", self.program))?;
        if output.status.success() {
            return Ok(String::from_utf8_lossy(&output.stdout).into_owned());
        }
        let error = String::from_utf8_lossy(&output.stderr).into_owned();
        Err(error.lines().last().unwrap_or_default().to_owned())
    }
}

/// kubectl prints every list as `List`; an empty one tells of what it is empty only by the name that the API gives it.
fn named(file: &str, text: String) -> String {
    let is_empty = |text: &str| {
        let node = eks_iam_document::parse(text).ok();
        node.is_some_and(|it| it.get("items").and_then(Node::as_sequence).is_some_and(<[Node]>::is_empty))
    };
    if file == "aws-auth.yaml" && is_empty(&text) { NO_CONFIG_MAP.to_owned() } else { text }
}

const NO_CONFIG_MAP: &str = "apiVersion: v1\nkind: ConfigMapList\nitems: []\n";

/// Tells why a kubeconfig may be of another cluster. Where EKS did not tell the endpoint, the plugin's cluster counts.
fn is_of(config: &str, cluster: &str, endpoint: Option<&str>, language: Language) -> Result<(), String> {
    let node = eks_iam_document::parse(config).map_err(|error| error.message(language))?;
    let text = |path: &[&str]| node.path(path).and_then(Node::as_str).map(str::to_owned);
    let first = node.get("clusters").and_then(Node::as_sequence).and_then(<[Node]>::first);
    let server = first.and_then(|it| it.path(&["cluster", "server"])).and_then(Node::as_str).unwrap_or("-");
    let context = text(&["current-context"]).unwrap_or_else(|| "-".to_owned());
    let plugin = eks_iam_diagnosis::Kubeconfig::read(config);
    let is_same = match endpoint {
        Some(endpoint) => host(server) == host(endpoint),
        None => plugin.as_ref().and_then(|it| it.cluster_name()) == Some(cluster),
    };
    if is_same {
        return Ok(());
    }
    let mend = format!("aws eks update-kubeconfig --name {cluster}");
    Err(match (language, endpoint) {
        (Language::Japanese, Some(endpoint)) => format!(
            "コンテキスト {context} のサーバーは {server} ですが、{cluster} は {endpoint} です。別のクラスターと混ぜないよう除外しました。\
             {mend} を実行するか --context で選んでください"
        ),
        (_, Some(endpoint)) => format!(
            "the context {context} is of {server}, but {cluster} is {endpoint}; it is left out, so that two clusters are \
             not mixed; run {mend}, or choose with --context"
        ),
        (Language::Japanese, None) => format!(
            "{cluster} のエンドポイントが分からず (eks:DescribeCluster)、コンテキスト {context} ({server}) が同じクラスターかを\
             確かめられないため除外しました。{mend} を実行するか --context で選んでください"
        ),
        (_, None) => format!(
            "whether the context {context} ({server}) is of {cluster} cannot be told without eks:DescribeCluster; it is \
             left out, so that two clusters are not mixed; run {mend}, or choose with --context"
        ),
    })
}

/// Returns the host of a URL with its port, if that is not the usual one.
fn host(url: &str) -> String {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    let authority = rest.split('/').next().unwrap_or_default().to_ascii_lowercase();
    authority.strip_suffix(":443").unwrap_or(&authority).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    const CONFIG: &str = "\
kind: Config
clusters: [{name: one, cluster: {server: 'https://ABC.gr7.eu-west-1.eks.amazonaws.com:443/'}}]
contexts: [{name: ctx, context: {cluster: one, user: me}}]
current-context: ctx
users: [{name: me, user: {exec: {args: [eks, get-token, --cluster-name, shop]}}}]
";

    #[test]
    fn a_context_of_the_cluster_is_told_by_its_host() {
        let endpoint = |it| is_of(CONFIG, "shop", it, Language::English);
        assert_eq!(endpoint(Some("https://abc.gr7.eu-west-1.eks.amazonaws.com")), Ok(()));
        let why = endpoint(Some("https://def.gr7.eu-west-1.eks.amazonaws.com")).unwrap_err();
        assert!(why.starts_with("the context ctx is of https://ABC.gr7"), "{why}");
    }

    #[test]
    fn a_config_map_that_is_not_there_is_known_to_be_absent() {
        let list = "apiVersion: v1\nitems: []\nkind: List\nmetadata:\n  resourceVersion: \"\"\n";
        assert_eq!(named("aws-auth.yaml", list.to_owned()), NO_CONFIG_MAP);
        assert_eq!(named("pods.yaml", list.to_owned()), list);
    }

    #[test]
    fn without_an_endpoint_the_plugins_cluster_counts() {
        assert_eq!(is_of(CONFIG, "shop", None, Language::English), Ok(()));
        let why = is_of(CONFIG, "till", None, Language::English).unwrap_err();
        assert!(why.contains("cannot be told without eks:DescribeCluster"), "{why}");
    }
}
