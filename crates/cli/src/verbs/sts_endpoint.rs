//! `eks-iam sts-endpoint`: which STS host a client calls, in which Region it signs, and what STS says to that.

mod host;
mod scope;
mod verify;

use clap::{Args, Subcommand};
use eks_iam_arn::Partition;
use eks_iam_sigv4::Timestamp;
use eks_iam_span::Language;
use eks_iam_sts_endpoint::{EndpointQuery, resolve};
use serde_json::{Value, json};

use crate::{
    batch::LineError,
    face::{Face, Output},
    input::{flag, optional_text},
    language::pick,
    output::{Failure, HEAD, Status, paint},
    render::{rows, shown, verdict},
};

/// Tell which STS endpoint a client calls and in which Region it signs, and why.
///
/// The rules are those of the current SDKs. What one SDK reads from its own environment is not looked at here.
#[derive(Debug, Args)]
#[command(after_long_help = EXAMPLES, args_conflicts_with_subcommands = true)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    verb: Option<Verb>,
    /// The client's Region.
    #[arg(long, conflicts_with = "batch")]
    region: Option<String>,
    /// The endpoint given in code or by AWS_ENDPOINT_URL_STS.
    #[arg(long, value_name = "URL", conflicts_with = "batch")]
    endpoint: Option<String>,
    /// The mode `legacy`: some Regions call the global endpoint.
    #[arg(long, conflicts_with = "batch")]
    global: bool,
    /// FIPS is on.
    #[arg(long, conflicts_with = "batch")]
    fips: bool,
    /// Dual-stack is on.
    #[arg(long, conflicts_with = "batch")]
    dual_stack: bool,
    #[command(flatten)]
    output: Output,
}

#[derive(Debug, Subcommand)]
enum Verb {
    Host(host::Arguments),
    Scope(scope::Arguments),
    Verify(verify::Arguments),
}

const EXAMPLES: &str = "\
Examples:
  eks-iam sts-endpoint --region us-west-2
  eks-iam sts-endpoint --region us-west-2 --global
  eks-iam sts-endpoint --region us-west-2 --endpoint https://sts.amazonaws.com --format json
  eks-iam sts-endpoint host sts.eu-west-1.amazonaws.com --region us-west-2
  eks-iam sts-endpoint scope sts.amazonaws.com 20260713/us-west-2/sts/aws4_request
  eks-iam sts-endpoint --batch < settings.jsonl";

/// Runs the verb.
pub(crate) fn run(arguments: &Arguments, language: Language) -> Result<Status, Failure> {
    match &arguments.verb {
        Some(Verb::Host(it)) => return host::run(it, language),
        Some(Verb::Scope(it)) => return scope::run(it, language),
        Some(Verb::Verify(it)) => return verify::run(it, language),
        None => {}
    }
    let face = Face { answer: |line, _| answer(line), text: to_text, is_yes: |_| true };
    face.run(&arguments.output, language, || {
        Ok(vec![json!({"given": {
            "region": arguments.region,
            "fips": arguments.fips,
            "dual_stack": arguments.dual_stack,
            "global": arguments.global,
            "endpoint": arguments.endpoint,
        }})])
    })
}

fn answer(line: &Value) -> Result<Value, LineError> {
    let given = line.get("given").ok_or_else(|| LineError::missing("given"))?;
    let query = EndpointQuery {
        region: optional_text(given, "region")?,
        fips: flag(given, "fips")?,
        dual_stack: flag(given, "dual_stack")?,
        global: flag(given, "global")?,
        endpoint: optional_text(given, "endpoint")?,
    };
    let endpoint = resolve(&query).map_err(|error| LineError::new(error.kind(), error.to_string()))?;
    Ok(json!({
        "url": endpoint.url(),
        "signing_region": endpoint.signing_region(),
        "signing_name": endpoint.signing_name(),
        "partition": endpoint.partition().map(Partition::id),
        "why": [endpoint.why().as_str()],
        "explanation": {
            "en": endpoint.why().explanation(Language::English),
            "ja": endpoint.why().explanation(Language::Japanese),
        },
    }))
}

fn to_text(answer: &Value, language: Language) -> String {
    let list = [
        (pick(language, "signed for", "署名リージョン"), shown(&answer["signing_region"])),
        (pick(language, "service", "サービス"), shown(&answer["signing_name"])),
        (pick(language, "partition", "パーティション"), shown(&answer["partition"])),
        (
            pick(language, "because", "理由"),
            shown(answer["explanation"].get(language.as_str()).unwrap_or(&Value::Null)),
        ),
    ];
    format!("{}\n{}", paint(HEAD, answer["url"].as_str().unwrap_or_default()), rows(&list))
}

fn refusal_text(answer: &Value, language: Language) -> String {
    let mut text = verdict(language, answer["accept"] == true) + "\n";
    if let Some(message) = answer["message"].as_str() {
        let status = format!("{} {}", answer["status"], answer["code"].as_str().unwrap_or_default());
        text.push_str(&rows(&[
            (pick(language, "status", "ステータス"), status),
            (pick(language, "message", "メッセージ"), message.trim_end().replace('\n', "\n    ")),
        ]));
    }
    text
}

/// Reads a time as AWS or as RFC 3339 writes it.
pub(crate) fn time(text: &str) -> Result<Timestamp, LineError> {
    Timestamp::parse_basic(text)
        .or_else(|_| Timestamp::parse_rfc3339(text))
        .map_err(|error| LineError::new("malformed-time", error.to_string()))
}
