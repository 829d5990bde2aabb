//! `eks-iam sts-endpoint host`: may a verifier of EKS tokens send a token there?

use clap::Args;
use eks_iam_span::Language;
use eks_iam_sts_endpoint::{Form, token_host};
use serde_json::{Value, json};

use crate::{
    batch::LineError,
    face::{Face, Output, needed},
    input::text,
    language::pick,
    output::{Failure, Status},
    render::{rows, shown, verdict},
};

/// Tell whether a verifier of EKS tokens may send a token to a host.
#[derive(Debug, Args)]
#[command(after_long_help = EXAMPLES)]
pub(super) struct Arguments {
    /// The host that the token names.
    #[arg(conflicts_with = "batch")]
    authority: Option<String>,
    /// The cluster's partition.
    #[arg(long, default_value = "aws")]
    partition: String,
    /// The cluster's Region.
    #[arg(long)]
    region: Option<String>,
    #[command(flatten)]
    output: Output,
}

const EXAMPLES: &str = "\
Examples:
  eks-iam sts-endpoint host sts.eu-west-1.amazonaws.com --region us-west-2
  eks-iam sts-endpoint host sts.cn-north-1.amazonaws.com.cn --partition aws-cn --region cn-north-1
  eks-iam sts-endpoint host --batch < hosts.jsonl";

/// Runs the verb.
pub(super) fn run(arguments: &Arguments, language: Language) -> Result<Status, Failure> {
    let face = Face { answer, text: to_text, is_yes: |it| it["accept"] == true };
    face.run(&arguments.output, language, || {
        Ok(vec![json!({
            "authority": needed(arguments.authority.as_deref(), "AUTHORITY", language)?,
            "partition": arguments.partition,
            "region": needed(arguments.region.as_deref(), "--region", language)?,
        })])
    })
}

fn answer(line: &Value, language: Language) -> Result<Value, LineError> {
    let verdict = token_host(text(line, "authority")?, text(line, "partition")?, text(line, "region")?);
    Ok(json!({
        "accept": verdict.is_accepted(),
        "form": verdict.form().map(Form::as_str),
        "sts_region": verdict.sts_region(),
        "scope_region": verdict.scope_region(),
        "why": verdict.refusal().map(|it| it.as_str()),
        "message": verdict.refusal().map(|it| it.title(language)),
    }))
}

fn to_text(answer: &Value, language: Language) -> String {
    let list = match answer["message"].as_str() {
        Some(message) => {
            let kind = answer["why"].as_str().unwrap_or_default();
            vec![(pick(language, "because", "理由"), format!("{message} ({kind})"))]
        }
        None => vec![
            (pick(language, "form", "形式"), shown(&answer["form"])),
            (pick(language, "region", "リージョン"), shown(&answer["sts_region"])),
            (pick(language, "scope region", "スコープのリージョン"), shown(&answer["scope_region"])),
        ],
    };
    format!("{}\n{}", verdict(language, answer["accept"] == true), rows(&list))
}
