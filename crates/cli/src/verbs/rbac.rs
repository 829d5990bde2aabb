//! `eks-iam rbac`: whether a Kubernetes user may do something, and by which binding; what the EKS console needs.

use std::path::PathBuf;

use clap::{Args, Subcommand};
use eks_iam_rbac::{AUTHENTICATED, Attributes, ConsoleNeed, NearMiss, RbacObjects, User, can, console_needs};
use eks_iam_span::Language;
use serde_json::{Value, json};

use crate::{
    batch::LineError,
    face::{Face, Output, needed},
    input::{node, optional_text, read_documents, text, texts, to_value},
    language::pick,
    output::{BAD, Failure, GOOD, Status, paint},
    render::shown,
};

/// The group of those who have not logged in.
const UNAUTHENTICATED: &str = "system:unauthenticated";

/// Ask Kubernetes RBAC.
#[derive(Debug, Args)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    verb: Verb,
}

#[derive(Debug, Subcommand)]
enum Verb {
    Can(CanArguments),
    Console(ConsoleArguments),
}

/// Tell whether a user sees the nodes and workloads of a cluster in the EKS console, and what is missing.
#[derive(Debug, Args)]
struct ConsoleArguments {
    #[command(flatten)]
    who: Who,
    #[command(flatten)]
    output: Output,
}

/// Who asks, and which objects decide.
#[derive(Debug, Args)]
struct Who {
    /// The user name.
    #[arg(long = "as", value_name = "USER", default_value = "")]
    user: String,
    /// A group of the user; may be given several times. `system:authenticated` need not be named.
    #[arg(long = "as-group", value_name = "GROUP")]
    groups: Vec<String>,
    /// Roles and bindings, as `kubectl get -o json` or `-o yaml` prints them; may be given several times.
    #[arg(long, value_name = "FILE")]
    objects: Vec<PathBuf>,
}

impl Who {
    /// Returns the keys of a question.
    fn question(&self, language: Language) -> Result<Value, Failure> {
        let read = |path: &PathBuf| {
            let all = read_documents(path, language)?;
            Ok::<_, Failure>(all.iter().map(to_value).collect::<Vec<_>>())
        };
        let objects = self.objects.iter().map(read).collect::<Result<Vec<_>, _>>()?.concat();
        Ok(json!({"user": self.user, "groups": self.groups, "objects": objects}))
    }
}

/// Tell whether a user may do something, by which binding, or what refuses.
#[derive(Debug, Args)]
#[command(after_long_help = EXAMPLES)]
struct CanArguments {
    /// The verb: get, list, create …
    #[arg(conflicts_with = "batch", requires = "resource")]
    verb: Option<String>,
    /// The resource, in the plural: nodes, pods/log, deployments.apps; or a path such as /healthz.
    resource: Option<String>,
    #[command(flatten)]
    who: Who,
    /// The namespace; without it the cluster.
    #[arg(long, short)]
    namespace: Option<String>,
    /// The object's name.
    #[arg(long)]
    name: Option<String>,
    #[command(flatten)]
    output: Output,
}

const EXAMPLES: &str = "\
Examples:
  kubectl get roles,rolebindings,clusterroles,clusterrolebindings -A -o json > rbac.json
  eks-iam rbac console --as-group viewers --objects rbac.json
  eks-iam rbac can list nodes --as viewer --as-group viewers --objects rbac.json
  eks-iam rbac can --batch < questions.jsonl";

/// Runs the verb.
pub(crate) fn run(arguments: &Arguments, language: Language) -> Result<Status, Failure> {
    let is_yes = |it: &Value| it.get("allow") == Some(&json!(true));
    match &arguments.verb {
        Verb::Can(arguments) => {
            let face = Face { answer, text: to_text, is_yes };
            face.run(&arguments.output, language, || Ok(vec![question(arguments, language)?]))
        }
        Verb::Console(arguments) => {
            let face = Face { answer: answer_console, text: console_text, is_yes };
            face.run(&arguments.output, language, || Ok(vec![arguments.who.question(language)?]))
        }
    }
}

fn question(arguments: &CanArguments, language: Language) -> Result<Value, Failure> {
    let verb = needed(arguments.verb.as_deref(), "VERB", language)?;
    let resource = needed(arguments.resource.as_deref(), "RESOURCE", language)?;
    let mut question = arguments.who.question(language)?;
    if let Value::Object(keys) = &mut question {
        keys.insert("verb".to_owned(), json!(verb));
        keys.insert("namespace".to_owned(), json!(arguments.namespace));
        keys.insert("name".to_owned(), json!(arguments.name));
        if resource.starts_with('/') {
            keys.insert("url".to_owned(), json!(resource));
        } else {
            // `deployments.apps/scale`: the group stands between the resource and the subresource.
            let (first, sub) = resource.split_once('/').map_or((resource, None), |(it, sub)| (it, Some(sub)));
            let (plain, group) = first.split_once('.').unwrap_or((first, ""));
            let plain = sub.map_or_else(|| plain.to_owned(), |sub| format!("{plain}/{sub}"));
            keys.insert("resource".to_owned(), json!(plain));
            keys.insert("api_group".to_owned(), json!(group));
        }
    }
    Ok(question)
}

/// Reads the objects of a question beside Kubernetes' own, and the groups of the user.
fn cluster_of(line: &Value) -> Result<(RbacObjects, Vec<String>), LineError> {
    let mut objects = RbacObjects::default().with_defaults();
    if let Some(list) = node(line, "objects")? {
        match list.as_sequence() {
            Some(items) => items.iter().for_each(|it| objects.add_node(it)),
            None => objects.add_node(&list),
        }
    }
    let mut groups = texts(line, "groups")?;
    let user = optional_text(line, "user")?.unwrap_or_default();
    for group in given_to(user, &groups) {
        if !groups.contains(&group) {
            groups.push(group);
        }
    }
    Ok((objects, groups))
}

/// Returns the groups that the API server gives by itself: to everybody who has logged in, to nobody, and to service
/// accounts.
fn given_to(user: &str, groups: &[String]) -> Vec<String> {
    if user == "system:anonymous" || groups.iter().any(|it| it == UNAUTHENTICATED) {
        return vec![UNAUTHENTICATED.to_owned()];
    }
    let mut given = vec![AUTHENTICATED.to_owned()];
    let account = user.strip_prefix("system:serviceaccount:").and_then(|it| it.split_once(':'));
    if let Some((namespace, _)) = account {
        let all = "system:serviceaccounts";
        given.extend([all.to_owned(), format!("{all}:{namespace}")]);
    }
    given
}

fn answer(line: &Value, language: Language) -> Result<Value, LineError> {
    let (objects, groups) = cluster_of(line)?;
    let user = User { name: optional_text(line, "user")?.unwrap_or_default(), groups: &groups };
    let url = optional_text(line, "url")?;
    let resource = if url.is_some() { "" } else { text(line, "resource")? };
    let (resource, subresource) = resource.split_once('/').unwrap_or((resource, ""));
    let wanted = Attributes {
        verb: text(line, "verb")?,
        api_group: optional_text(line, "api_group")?.unwrap_or_default(),
        resource,
        subresource: optional_text(line, "subresource")?.unwrap_or(subresource),
        namespace: optional_text(line, "namespace")?.filter(|it| !it.is_empty()),
        name: optional_text(line, "name")?.filter(|it| !it.is_empty()),
        non_resource_url: url,
    };
    let decision = can(&objects, &user, &wanted);
    let near = |it: &NearMiss| json!({"kind": it.name(), "message": it.message(language)});
    Ok(json!({
        "allow": decision.allowed,
        "by": decision.by,
        "reason": decision.reason,
        "near_misses": decision.near_misses.iter().map(near).collect::<Vec<_>>(),
    }))
}

fn answer_console(line: &Value, _: Language) -> Result<Value, LineError> {
    let (objects, groups) = cluster_of(line)?;
    let user = User { name: optional_text(line, "user")?.unwrap_or_default(), groups: &groups };
    let needs = console_needs(&objects, &user);
    let need = |it: &ConsoleNeed| {
        json!({
            "page": it.page.name(),
            "verb": it.verb,
            "api_group": it.api_group,
            "resource": it.resource,
            "allow": it.decision.allowed,
            "by": it.decision.by,
            "reason": it.decision.reason,
        })
    };
    Ok(json!({
        "allow": needs.iter().all(|it| it.decision.allowed),
        "needs": needs.iter().map(need).collect::<Vec<_>>(),
    }))
}

fn yes_or_no(is_yes: bool, language: Language) -> String {
    if is_yes {
        paint(GOOD, pick(language, "yes", "はい"))
    } else {
        paint(BAD, pick(language, "no", "いいえ"))
    }
}

fn to_text(answer: &Value, language: Language) -> String {
    let get = |key: &str| shown(answer.get(key).unwrap_or(&Value::Null));
    let is_yes = answer.get("allow") == Some(&json!(true));
    let mut text =
        format!("{}: {}\n", yes_or_no(is_yes, language), get(if is_yes { "by" } else { "reason" }));
    for miss in answer.get("near_misses").and_then(Value::as_array).into_iter().flatten() {
        let message = miss.get("message").and_then(Value::as_str).unwrap_or_default();
        text.push_str(&format!("  {message}\n"));
    }
    text
}

fn console_text(answer: &Value, language: Language) -> String {
    let mut text = String::new();
    for need in answer.get("needs").and_then(Value::as_array).into_iter().flatten() {
        let get = |key: &str| need.get(key).and_then(Value::as_str).unwrap_or_default();
        let is_yes = need.get("allow") == Some(&json!(true));
        let dot = if get("api_group").is_empty() { "" } else { "." };
        let what = format!("{}: {} {}{dot}{}", get("page"), get("verb"), get("resource"), get("api_group"));
        text.push_str(&format!("{} {what}\n", yes_or_no(is_yes, language)));
    }
    text
}
