//! `eks-iam service-account`: what the pod identity webhook gives a pod.

use std::path::PathBuf;

use clap::Args;
use eks_iam_document::parse;
use eks_iam_service_account::{AddedVolume, ContainerMutation, Expiration, MutationInput, mutate};
use eks_iam_span::Language;
use serde_json::{Value, json};

use crate::{
    batch::LineError,
    face::{Face, Output, needed},
    input::{read_document, to_value},
    language::pick,
    output::{Failure, Status},
    render::{rows, shown},
};

/// Tell what the pod identity webhook gives a pod: variables, mounts, the token's volume (IRSA and EKS Pod Identity).
///
/// The question is a YAML or JSON document with `service_accounts`, `pod` and perhaps `flags`.
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
    let face = Face { answer, text: to_text, is_yes: |it| it.get("mutated") == Some(&json!(true)) };
    face.run(&arguments.output, language, || {
        let file = needed(arguments.file.as_deref(), "FILE", language)?;
        Ok(vec![to_value(&read_document(file, language)?)])
    })
}

fn answer(line: &Value, language: Language) -> Result<Value, LineError> {
    let node =
        parse(&line.to_string()).map_err(|error| LineError::new("malformed-question", error.to_string()))?;
    let mutation = mutate(&MutationInput::from_node(&node));
    let finding = |it: &eks_iam_service_account::Finding| json!({"kind": it.kind.name(), "severity": it.severity.as_str(), "message": it.message(language)});
    let mut answer = json!({
        "mutated": mutation.is_mutated(),
        "method": mutation.method.map(|it| it.as_str()),
        "containers": mutation.containers.iter().map(container).collect::<Vec<_>>(),
        "added_volume": mutation.added_volume.as_ref().map(volume),
        "added_labels": mutation.added_labels.iter().map(|(name, value)| (name.clone(), json!(value))).collect::<serde_json::Map<_, _>>(),
        "findings": mutation.findings.iter().map(finding).collect::<Vec<_>>(),
    });
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

fn to_text(answer: &Value, language: Language) -> String {
    let get = |key: &str| answer.get(key).unwrap_or(&Value::Null);
    let mut text = rows(&[(pick(language, "method", "方式"), shown(get("method")))]);
    for container in get("containers").as_array().into_iter().flatten() {
        for variable in container.get("added_env").and_then(Value::as_array).into_iter().flatten() {
            let part = |key: &str| variable.get(key).and_then(Value::as_str).unwrap_or_default();
            text.push_str(&format!("  {}={}\n", part("name"), part("value")));
        }
    }
    for finding in get("findings").as_array().into_iter().flatten() {
        text.push_str(&format!("  {}\n", shown(finding.get("message").unwrap_or(&Value::Null))));
    }
    text
}
