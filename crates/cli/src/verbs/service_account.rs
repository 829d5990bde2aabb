//! `eks-iam service-account`: what the pod identity webhook gives a pod, what its SDK makes of it, and whom the role trusts.

mod client;
mod text;
mod trust;

use std::path::PathBuf;

use clap::Args;
use eks_iam_document::parse;
use eks_iam_service_account::{AddedVolume, ContainerMutation, Expiration, MutationInput, mutate};
use eks_iam_span::Language;
use serde_json::{Value, json};

use self::client::Containers;
use crate::{
    batch::LineError,
    face::{Face, Output, needed},
    input::{read_document, to_value},
    output::{Failure, Status},
};

/// Tell what the pod identity webhook gives a pod: variables, mounts, the token's volume (IRSA and EKS Pod Identity).
///
/// The question is a YAML or JSON document with `service_accounts` and `pod` (manifests are taken too), and with
/// `cluster_version` and `region`, or with the webhook's `flags`. With `sdk` (and `sdk_version`, `endpoint`, `client_region`) it
/// also tells what that SDK does when it calls STS and which remedies work; with `issuer` (IRSA) or `cluster_arn` (Pod
/// Identity) which trust policy the role needs; with `trust`, the role's trust policy, and `oidc_providers`, what is wrong with
/// them. Each failure that the pod meets or may meet stands with its text and its cause.
#[derive(Debug, Args)]
#[command(after_long_help = EXAMPLES)]
pub(crate) struct Arguments {
    /// The question; `-` is standard input.
    #[arg(value_name = "FILE", conflicts_with = "batch")]
    file: Option<PathBuf>,
    #[command(flatten)]
    output: Output,
}

const EXAMPLES: &str = "\
Examples:
  eks-iam service-account question.yaml
  eks-iam service-account --batch < questions.jsonl";

/// Runs the verb.
pub(crate) fn run(arguments: &Arguments, language: Language) -> Result<Status, Failure> {
    let face = Face { answer, text: text::to_text, is_yes };
    face.run(&arguments.output, language, || {
        let file = needed(arguments.file.as_deref(), "FILE", language)?;
        Ok(vec![to_value(&read_document(file, language)?)])
    })
}

/// The pod gets a role, the trust policy, where it is known, lets it, and nothing fails for certain.
fn is_yes(answer: &Value) -> bool {
    let denied = answer.pointer("/trust/denied").unwrap_or(&Value::Null);
    let fails = list(answer.get("credentials").unwrap_or(&Value::Null))
        .any(|it| list(it.get("failures").unwrap_or(&Value::Null)).any(is_certain));
    answer.get("mutated") == Some(&json!(true)) && denied.is_null() && !fails
}

fn is_certain(failure: &Value) -> bool {
    failure.get("occurs") == Some(&json!("certainly"))
}

fn answer(line: &Value, language: Language) -> Result<Value, LineError> {
    let node = parse(&line.to_string())
        .map_err(|error| LineError::told("malformed-question", |language| error.message(language)))?;
    let input = MutationInput::from_node(&node);
    let mutation = mutate(&input);
    let trust = trust::judge(line, &input, &mutation)?;
    let containers = Containers::new(line, &node, (&input, &mutation), trust.as_ref(), language)?;
    let finding = |it: &eks_iam_service_account::Finding| json!({"kind": it.kind.name(), "severity": it.severity.as_str(), "message": it.message(language)});
    let mut answer = json!({
        "mutated": mutation.is_mutated(),
        "method": mutation.method.map(|it| it.as_str()),
        "containers": mutation.containers.iter().map(container).collect::<Vec<_>>(),
        "added_volume": mutation.added_volume.as_ref().map(volume),
        "added_labels": mutation.added_labels.iter().map(|(name, value)| (name.clone(), json!(value))).collect::<serde_json::Map<_, _>>(),
        "findings": mutation.findings.iter().map(finding).collect::<Vec<_>>(),
        "credentials": containers.answer(language),
    });
    if let (Some(trust), Value::Object(keys)) = (&trust, &mut answer) {
        keys.insert("trust".to_owned(), trust.answer(language));
    }
    if let (false, Value::Object(keys)) = (mutation.init_containers.is_empty(), &mut answer) {
        keys.insert("init_containers".to_owned(), mutation.init_containers.iter().map(container).collect());
    }
    Ok(answer)
}

fn container(it: &ContainerMutation) -> Value {
    let mount = |it: &eks_iam_service_account::AddedMount| json!({"name": it.name, "mount_path": it.mount_path, "read_only": it.read_only});
    json!({
        "name": it.name,
        "added_env": it.added_env.iter().map(|it| json!({"name": it.name, "value": it.value})).collect::<Vec<_>>(),
        "added_mounts": it.added_mounts.iter().map(mount).collect::<Vec<_>>(),
    })
}

fn volume(it: &AddedVolume) -> Value {
    let seconds = match it.expiration {
        Expiration::Seconds(seconds) => json!(seconds),
        Expiration::Between { min, max } => json!({"min": min, "max": max}),
    };
    json!({"name": it.name, "audience": it.audience, "expiration_seconds": seconds, "path": it.path})
}

fn list(value: &Value) -> impl Iterator<Item = &Value> {
    value.as_array().into_iter().flatten()
}
