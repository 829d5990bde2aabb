//! `eks-iam service-account`: what the pod identity webhook gives a pod, what its SDK makes of it, and whom the role trusts.

mod client;
mod trust;

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
/// The question is a YAML or JSON document with `service_accounts`, `pod` and perhaps `flags`. With `sdk` it also tells what
/// that SDK does; with `issuer` (IRSA) or `cluster_arn` (Pod Identity) which trust policy the role needs; and with `trust`,
/// the role's trust policy, what is wrong with it.
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
    let face = Face { answer, text: to_text, is_yes };
    face.run(&arguments.output, language, || {
        let file = needed(arguments.file.as_deref(), "FILE", language)?;
        Ok(vec![to_value(&read_document(file, language)?)])
    })
}

/// The pod gets a role, and the trust policy, where it is known, lets it.
fn is_yes(answer: &Value) -> bool {
    let denied = answer.pointer("/trust/denied").unwrap_or(&Value::Null);
    answer.get("mutated") == Some(&json!(true)) && denied.is_null()
}

fn answer(line: &Value, language: Language) -> Result<Value, LineError> {
    let node =
        parse(&line.to_string()).map_err(|error| LineError::new("malformed-question", error.to_string()))?;
    let input = MutationInput::from_node(&node);
    let mutation = mutate(&input);
    let finding = |it: &eks_iam_service_account::Finding| json!({"kind": it.kind.name(), "severity": it.severity.as_str(), "message": it.message(language)});
    let mut answer = json!({
        "mutated": mutation.is_mutated(),
        "method": mutation.method.map(|it| it.as_str()),
        "containers": mutation.containers.iter().map(container).collect::<Vec<_>>(),
        "added_volume": mutation.added_volume.as_ref().map(volume),
        "added_labels": mutation.added_labels.iter().map(|(name, value)| (name.clone(), json!(value))).collect::<serde_json::Map<_, _>>(),
        "findings": mutation.findings.iter().map(finding).collect::<Vec<_>>(),
        "credentials": client::credentials(line, &input, &mutation, language)?,
    });
    if let (Some(trust), Value::Object(keys)) =
        (trust::trust(line, &input, &mutation, language)?, &mut answer)
    {
        keys.insert("trust".to_owned(), trust);
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

fn to_text(answer: &Value, language: Language) -> String {
    let get = |key: &str| answer.get(key).unwrap_or(&Value::Null);
    let mut text = rows(&[(pick(language, "method", "方式"), shown(get("method")))]);
    for container in list(get("containers")) {
        for variable in list(container.get("added_env").unwrap_or(&Value::Null)) {
            let part = |key: &str| variable.get(key).and_then(Value::as_str).unwrap_or_default();
            text += &format!("  {}={}\n", part("name"), part("value"));
        }
    }
    for finding in list(get("findings")) {
        text += &format!("  {}\n", message(finding));
    }
    let word = pick(language, "credentials of", "認証情報:");
    for credentials in list(get("credentials")) {
        let part = |key: &str| shown(credentials.get(key).unwrap_or(&Value::Null));
        text += &format!("  {word} {}: {}: {}\n", part("container"), part("source"), part("message"));
        if let Some(sts) = credentials.get("sts") {
            let part = |key: &str| shown(sts.get(key).unwrap_or(&Value::Null));
            let error = sts.get("error").map(shown);
            text += &format!(
                "    STS: {}\n",
                error.unwrap_or_else(|| part("url") + ", " + &part("signing_region"))
            );
        }
    }
    text + &trust_text(get("trust"), language)
}

/// Says what is wrong with the trust policy, or else which statement is needed.
fn trust_text(trust: &Value, language: Language) -> String {
    let mut text = String::new();
    for finding in list(trust.get("findings").unwrap_or(&Value::Null)) {
        let severity = finding.get("severity").and_then(Value::as_str).unwrap_or_default();
        text += &format!("  {severity}: {}\n", message(finding));
    }
    if let Some(denied) = trust.get("denied").and_then(Value::as_str) {
        text += &format!("  {} {denied}\n", pick(language, "the pod is told:", "ポッドへの応答:"));
    }
    let needed = trust.get("needed").and_then(Value::as_str).unwrap_or_default();
    if !needed.is_empty() {
        text +=
            &format!("\n{}\n", pick(language, "the role must trust:", "ロールに必要な信頼ステートメント:"));
    }
    text + &needed.lines().map(|line| format!("  {line}\n")).collect::<String>()
}

fn message(finding: &Value) -> String {
    shown(finding.get("message").unwrap_or(&Value::Null))
}

fn list(value: &Value) -> impl Iterator<Item = &Value> {
    value.as_array().into_iter().flatten()
}
