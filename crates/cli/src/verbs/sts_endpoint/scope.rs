//! `eks-iam sts-endpoint scope`: what STS says to a credential scope.

use clap::Args;
use eks_iam_span::Language;
use eks_iam_sts_endpoint::{Scope, endpoint_of_host, judge_scope};
use serde_json::{Value, json};

use super::refusal_text;
use crate::{
    batch::LineError,
    face::{Face, Output, needed},
    input::{text, wrong},
    language::pick,
    output::{Failure, Status},
};

/// Tell what STS says to a credential scope.
#[derive(Debug, Args)]
#[command(after_long_help = EXAMPLES)]
pub(super) struct Arguments {
    /// The host that the request goes to.
    #[arg(conflicts_with = "batch")]
    authority: Option<String>,
    /// The scope: DATE/REGION/SERVICE/aws4_request.
    #[arg(conflicts_with = "batch")]
    scope: Option<String>,
    /// The request's time, such as 20260713T093000Z [default: the scope's day].
    #[arg(long, value_name = "TIME")]
    timestamp: Option<String>,
    #[command(flatten)]
    output: Output,
}

const EXAMPLES: &str = "\
Examples:
  eks-iam sts-endpoint scope sts.amazonaws.com 20260713/us-west-2/sts/aws4_request
  eks-iam sts-endpoint scope --batch < scopes.jsonl";

/// Runs the verb.
pub(super) fn run(arguments: &Arguments, language: Language) -> Result<Status, Failure> {
    let face = Face { answer, text: refusal_text, is_yes: |it| it["accept"] == true };
    face.run(&arguments.output, language, || {
        let scope = needed(arguments.scope.as_deref(), "SCOPE", language)?;
        let parts: Vec<&str> = scope.split('/').collect();
        // A whole credential has the key's id before its scope.
        let ([date, region, service, terminator] | [_, date, region, service, terminator]) = parts.as_slice()
        else {
            let why = "a scope has four parts, DATE/REGION/SERVICE/aws4_request";
            let japanese = "スコープは DATE/REGION/SERVICE/aws4_request の 4 つの部分からなります";
            return Err(wrong(language, pick(language, why, japanese)));
        };
        let timestamp = arguments.timestamp.clone().unwrap_or_else(|| format!("{date}T000000Z"));
        Ok(vec![json!({
            "authority": needed(arguments.authority.as_deref(), "AUTHORITY", language)?,
            "timestamp": timestamp,
            "scope": {"date": date, "region": region, "service": service, "terminator": terminator},
        })])
    })
}

fn answer(line: &Value, language: Language) -> Result<Value, LineError> {
    let authority = text(line, "authority")?;
    let host = endpoint_of_host(authority).ok_or_else(|| {
        let text =
            pick(language, "is no host of an STS endpoint", "は STS エンドポイントのホストではありません");
        LineError::new("not-sts", format!("`{}` {text}", authority.escape_debug()))
    })?;
    let given = line.get("scope").ok_or_else(|| LineError::missing("scope"))?;
    let scope = Scope {
        date: text(given, "date")?,
        region: text(given, "region")?,
        service: text(given, "service")?,
        terminator: text(given, "terminator")?,
    };
    Ok(match judge_scope(&host, text(line, "timestamp")?, &scope) {
        Ok(()) => json!({"accept": true}),
        Err(it) => json!({"accept": false, "status": it.status, "code": it.code, "message": it.message}),
    })
}
