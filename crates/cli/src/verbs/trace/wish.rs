//! Reads what a caller wants to do: an action of AWS, a verb and a resource of Kubernetes, the console.

use eks_iam_span::Language;

/// The API group of resources that people name without one.
const GROUPS: &[(&str, &[&str])] = &[
    ("apps", &["deployments", "daemonsets", "statefulsets", "replicasets"]),
    ("batch", &["jobs", "cronjobs"]),
    ("networking.k8s.io", &["ingresses", "networkpolicies"]),
    ("rbac.authorization.k8s.io", &["roles", "rolebindings", "clusterroles", "clusterrolebindings"]),
];

/// The verbs that RBAC knows.
const VERBS: [&str; 14] = [
    "get",
    "list",
    "watch",
    "create",
    "update",
    "patch",
    "delete",
    "deletecollection",
    "use",
    "bind",
    "escalate",
    "impersonate",
    "approve",
    "sign",
];

/// What kubectl takes for the name of a resource, which RBAC knows by its plural alone.
const PLURALS: &[(&str, &[&str])] = &[
    ("configmaps", &["cm", "configmap"]),
    ("cronjobs", &["cj", "cronjob"]),
    ("daemonsets", &["ds", "daemonset"]),
    ("deployments", &["deploy", "deployment"]),
    ("events", &["ev", "event"]),
    ("ingresses", &["ing", "ingress"]),
    ("jobs", &["job"]),
    ("namespaces", &["ns", "namespace"]),
    ("nodes", &["no", "node"]),
    ("persistentvolumeclaims", &["pvc", "persistentvolumeclaim"]),
    ("persistentvolumes", &["pv", "persistentvolume"]),
    ("pods", &["po", "pod"]),
    ("replicasets", &["rs", "replicaset"]),
    ("secrets", &["secret"]),
    ("serviceaccounts", &["sa", "serviceaccount"]),
    ("services", &["svc", "service"]),
    ("statefulsets", &["sts", "statefulset"]),
];

/// An operation with its parameters.
pub(super) type Wish = (String, Vec<(String, String)>);

/// Reads a call such as `list nodes`, `get pods/web in shop`, `eks:DescribeCluster`, `sts:AssumeRole ARN`, `console`.
pub(super) fn read(call: &str, language: Language) -> Result<Wish, String> {
    let words: Vec<&str> = call.split_whitespace().collect();
    match words.as_slice() {
        ["console"] => Ok(("console.open-resources".to_owned(), Vec::new())),
        ["auth", "whoami"] | ["whoami"] => Ok(("kubernetes.who-am-i".to_owned(), Vec::new())),
        [action] if is_action(action) => Ok(of_aws(action, None)),
        [action, resource] if is_action(action) => Ok(of_aws(action, Some(resource))),
        [verb, resource] => of_kubernetes(verb, resource, None, language),
        [verb, resource, "in" | "-n" | "--namespace", namespace] => {
            of_kubernetes(verb, resource, Some(namespace), language)
        }
        _ => Err(match language {
            Language::Japanese => format!(
                "`{call}` を読み取れません。'list nodes'、'get pods/web in shop'、'eks:DescribeCluster'、'console' の形で書いてください"
            ),
            _ => format!(
                "`{call}` is no call; write 'list nodes', 'get pods/web in shop', 'eks:DescribeCluster' or 'console'"
            ),
        }),
    }
}

fn is_action(word: &str) -> bool {
    word.split_once(':').is_some_and(|(service, name)| {
        let is_name =
            |it: &str| !it.is_empty() && it.chars().all(|it| it.is_ascii_alphanumeric() || it == '-');
        is_name(service) && is_name(name)
    })
}

fn of_aws(action: &str, resource: Option<&str>) -> Wish {
    let parameter = |name: &str, value: &str| (name.to_owned(), value.to_owned());
    let role = || resource.map(|it| parameter("role-arn", it)).into_iter().collect();
    match action.to_ascii_lowercase().as_str() {
        "sts:assumerole" => ("sts.assume-role".to_owned(), role()),
        "sts:assumerolewithwebidentity" => ("sts.assume-role-with-web-identity".to_owned(), role()),
        "sts:getcalleridentity" => ("sts.get-caller-identity".to_owned(), Vec::new()),
        "eks:describecluster" if resource.is_none() => ("eks.describe-cluster".to_owned(), Vec::new()),
        "eks:listclusters" => ("eks.list-clusters".to_owned(), Vec::new()),
        "s3:listallmybuckets" | "s3:listbuckets" => ("s3.list-buckets".to_owned(), Vec::new()),
        _ => {
            let mut parameters = vec![parameter("action", action)];
            parameters.extend(resource.map(|it| parameter("resource", it)));
            ("aws.request".to_owned(), parameters)
        }
    }
}

/// `pods/web` is the pod `web`, `pods/log` its logs: what is a subresource of Kubernetes is no name.
fn of_kubernetes(
    verb: &str,
    resource: &str,
    namespace: Option<&str>,
    language: Language,
) -> Result<Wish, String> {
    if !VERBS.contains(&verb) {
        return Err(no_verb(verb, resource, language));
    }
    const SUBRESOURCES: [&str; 7] = ["log", "exec", "status", "scale", "portforward", "eviction", "token"];
    let (resource, rest) = resource.split_once('/').unwrap_or((resource, ""));
    let (resource, group) = resource.split_once('.').unwrap_or((resource, ""));
    let resource = PLURALS.iter().find(|(_, names)| names.contains(&resource)).map_or(resource, |(it, _)| it);
    let known = GROUPS.iter().find(|(_, names)| names.contains(&resource)).map_or("", |(group, _)| *group);
    let group = if group.is_empty() { known } else { group };
    let is_subresource = SUBRESOURCES.contains(&rest);
    let resource = if is_subresource { format!("{resource}/{rest}") } else { resource.to_owned() };
    let name = if is_subresource { "" } else { rest };
    let all = [
        ("verb", verb.to_owned()),
        ("resource", resource),
        ("api-group", group.to_owned()),
        ("namespace", namespace.unwrap_or_default().to_owned()),
        ("name", name.to_owned()),
    ];
    let given = all.into_iter().filter(|(_, value)| !value.is_empty());
    Ok(("kubernetes.request".to_owned(), given.map(|(name, value)| (name.to_owned(), value)).collect()))
}

/// Says what RBAC's verbs are, and what the commands of kubectl are among them.
fn no_verb(verb: &str, resource: &str, language: Language) -> String {
    let instead = match verb {
        "logs" => Some("get pods/log".to_owned()),
        "exec" | "attach" => Some("create pods/exec".to_owned()),
        "port-forward" => Some("create pods/portforward".to_owned()),
        "apply" | "edit" | "label" | "annotate" => Some(format!("patch {resource}")),
        "describe" => Some(format!("get {resource}")),
        "scale" => Some("patch deployments/scale".to_owned()),
        _ => None,
    };
    let verbs = VERBS.join(", ");
    match (language, instead) {
        (Language::Japanese, Some(it)) => {
            format!("`{verb}` は Kubernetes の API の動詞ではありません。'{it}' と書いてください")
        }
        (Language::Japanese, None) => {
            format!("`{verb}` は Kubernetes の API の動詞ではありません。使えるもの: {verbs}")
        }
        (_, Some(it)) => format!("`{verb}` is no verb of the Kubernetes API; write '{it}'"),
        (_, None) => format!("`{verb}` is no verb of the Kubernetes API; these are: {verbs}"),
    }
}
