//! `eks-iam rbac can`: whether a Kubernetes user may do something, and by which binding.

use std::path::PathBuf;

use clap::{Args, Subcommand};
use eks_iam_rbac::{Attributes, RbacObjects, User, can};
use eks_iam_span::Language;
use serde_json::{Value, json};

use crate::{
    batch::LineError,
    face::{Face, Output, needed},
    input::{node, optional_text, read_document, text, texts, to_value},
    language::pick,
    output::{BAD, Failure, GOOD, Status, paint},
    render::shown,
};

/// Ask Kubernetes RBAC.
#[derive(Debug, Args)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    verb: Verb,
}

#[derive(Debug, Subcommand)]
enum Verb {
    Can(CanArguments),
}

/// Tell whether a user may do something, by which binding, or what refuses.
#[derive(Debug, Args)]
#[command(after_long_help = EXAMPLES)]
struct CanArguments {
    /// The verb: get, list, create …
    #[arg(conflicts_with = "batch", requires = "resource")]
    verb: Option<String>,
    /// The resource, in the plural: nodes, pods, deployments.apps …
    resource: Option<String>,
    /// The user name.
    #[arg(long = "as", value_name = "USER", default_value = "")]
    user: String,
    /// A group of the user; may be given several times.
    #[arg(long = "as-group", value_name = "GROUP")]
    groups: Vec<String>,
    /// The namespace; without it the cluster.
    #[arg(long, short)]
    namespace: Option<String>,
    /// Roles and bindings, as `kubectl get -o json` prints them.
    #[arg(long, value_name = "FILE")]
    objects: Option<PathBuf>,
    #[command(flatten)]
    output: Output,
}

const EXAMPLES: &str = "\
Examples:
  kubectl get roles,rolebindings,clusterroles,clusterrolebindings -A -o json > rbac.json
  eks-iam rbac can list nodes --as viewer --as-group viewers --objects rbac.json
  eks-iam rbac can --batch < questions.jsonl";

/// Runs the verb.
pub(crate) fn run(arguments: &Arguments, language: Language) -> Result<Status, Failure> {
    let Verb::Can(arguments) = &arguments.verb;
    let face = Face {
        answer: |line, _| answer(line),
        text: to_text,
        is_yes: |it| it.get("allow") == Some(&json!(true)),
    };
    face.run(&arguments.output, language, || {
        let verb = needed(arguments.verb.as_deref(), "VERB", language)?;
        let resource = needed(arguments.resource.as_deref(), "RESOURCE", language)?;
        let (resource, group) = resource.split_once('.').unwrap_or((resource, ""));
        let objects = match &arguments.objects {
            Some(path) => vec![to_value(&read_document(path, language)?)],
            None => Vec::new(),
        };
        Ok(vec![json!({
            "user": arguments.user,
            "groups": arguments.groups,
            "verb": verb,
            "resource": resource,
            "api_group": group,
            "namespace": arguments.namespace,
            "objects": objects,
        })])
    })
}

fn answer(line: &Value) -> Result<Value, LineError> {
    let mut objects = RbacObjects::default().with_defaults();
    if let Some(list) = node(line, "objects")? {
        list.as_sequence().unwrap_or_default().iter().for_each(|it| objects.add_node(it));
    }
    let groups = texts(line, "groups")?;
    let user = User { name: optional_text(line, "user")?.unwrap_or_default(), groups: &groups };
    let resource = text(line, "resource")?;
    let (resource, subresource) = resource.split_once('/').unwrap_or((resource, ""));
    let wanted = Attributes {
        verb: text(line, "verb")?,
        api_group: optional_text(line, "api_group")?.unwrap_or_default(),
        resource,
        subresource,
        namespace: optional_text(line, "namespace")?.filter(|it| !it.is_empty()),
        name: optional_text(line, "name")?.filter(|it| !it.is_empty()),
        non_resource_url: None,
    };
    let decision = can(&objects, &user, &wanted);
    Ok(json!({"allow": decision.allowed, "by": decision.by, "reason": decision.reason}))
}

fn to_text(answer: &Value, language: Language) -> String {
    let get = |key: &str| shown(answer.get(key).unwrap_or(&Value::Null));
    if answer.get("allow") == Some(&json!(true)) {
        format!("{}: {}\n", paint(GOOD, pick(language, "yes", "はい")), get("by"))
    } else {
        format!("{}: {}\n", paint(BAD, pick(language, "no", "いいえ")), get("reason"))
    }
}
