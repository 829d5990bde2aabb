//! `eks-iam token`: makes, reads and verifies the bearer token of an EKS cluster.

use std::{env, path::PathBuf, time::SystemTime};

use clap::{Args, Subcommand};
use eks_iam_sigv4::{Credentials, Timestamp};
use eks_iam_span::Language;
use eks_iam_token::{Identity, StsAnswer, TokenRequest, Verifier, VerifyTokenError, decode, make};
use serde_json::{Value, json};

use crate::{
    batch::LineError,
    face::{Face, Output, needed},
    input::{optional_text, read, text},
    language::pick,
    output::{Failure, Status},
    render::{rows, shown, verdict},
    verbs::sts_endpoint::time,
};

/// Make, read and verify the bearer token of an EKS cluster.
#[derive(Debug, Args)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    verb: Verb,
}

#[derive(Debug, Subcommand)]
enum Verb {
    Make(MakeArguments),
    Decode(DecodeArguments),
    Verify(VerifyArguments),
}

/// Make a token, byte for byte as `aws eks get-token` does, and print it.
///
/// The credentials are AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY and AWS_SESSION_TOKEN of the environment. Whoever has the
/// token is you for 15 minutes.
#[derive(Debug, Args)]
#[command(after_long_help = MAKE_EXAMPLES)]
struct MakeArguments {
    /// The cluster's name.
    #[arg(long, value_name = "NAME", conflicts_with = "batch")]
    cluster: Option<String>,
    /// The Region to sign for.
    #[arg(long, conflicts_with = "batch")]
    region: Option<String>,
    /// The STS host [default: the Region's].
    #[arg(long, conflicts_with = "batch")]
    host: Option<String>,
    #[command(flatten)]
    output: Output,
}

/// Show what a token says of itself; nothing is verified, and its signature is not shown.
#[derive(Debug, Args)]
#[command(after_long_help = DECODE_EXAMPLES)]
struct DecodeArguments {
    /// A file with the token; `-` or nothing reads standard input.
    #[arg(value_name = "FILE", conflicts_with = "batch")]
    file: Option<PathBuf>,
    #[command(flatten)]
    output: Output,
}

/// Verify a token as an EKS cluster does, as far as that goes without asking STS.
///
/// In a batch a line may bring what STS answered. Nothing is sent.
#[derive(Debug, Args)]
#[command(after_long_help = VERIFY_EXAMPLES)]
struct VerifyArguments {
    /// A file with the token; `-` or nothing reads standard input.
    #[arg(value_name = "FILE", conflicts_with = "batch")]
    file: Option<PathBuf>,
    /// The cluster's name.
    #[arg(long, value_name = "NAME", conflicts_with = "batch")]
    cluster: Option<String>,
    /// The cluster's Region.
    #[arg(long, conflicts_with = "batch")]
    region: Option<String>,
    /// The cluster's partition.
    #[arg(long, default_value = "aws")]
    partition: String,
    /// When it is verified [default: now].
    #[arg(long, value_name = "TIME", conflicts_with = "batch")]
    now: Option<String>,
    #[command(flatten)]
    output: Output,
}

const MAKE_EXAMPLES: &str = "\
Examples:
  eks-iam token make --cluster shop --region us-west-2
  eks-iam token make --batch < requests.jsonl";

const DECODE_EXAMPLES: &str = "\
Examples:
  aws eks get-token --cluster-name shop --query status.token --output text | eks-iam token decode
  eks-iam token decode --batch < tokens.jsonl";

const VERIFY_EXAMPLES: &str = "\
Examples:
  eks-iam token verify token.txt --cluster shop --region us-west-2
  eks-iam token verify --batch < tokens.jsonl";

/// Runs the verb.
pub(crate) fn run(arguments: &Arguments, language: Language) -> Result<Status, Failure> {
    match &arguments.verb {
        Verb::Make(it) => run_make(it, language),
        Verb::Decode(it) => run_decode(it, language),
        Verb::Verify(it) => run_verify(it, language),
    }
}

fn run_make(arguments: &MakeArguments, language: Language) -> Result<Status, Failure> {
    let text = |it: &Value, _: Language| format!("{}\n", it["token"].as_str().unwrap_or_default());
    let face = Face { answer: |line, _| make_line(line), text, is_yes: |_| true };
    face.run(&arguments.output, language, || {
        let variable = |name: &str| env::var(name).ok().filter(|it| !it.is_empty());
        Ok(vec![json!({"given": {
            "region": needed(arguments.region.as_deref(), "--region", language)?,
            "host": arguments.host,
            "cluster_id": needed(arguments.cluster.as_deref(), "--cluster", language)?,
            "access_key_id": needed(variable("AWS_ACCESS_KEY_ID").as_deref(), "AWS_ACCESS_KEY_ID", language)?,
            "secret_access_key": needed(variable("AWS_SECRET_ACCESS_KEY").as_deref(), "AWS_SECRET_ACCESS_KEY", language)?,
            "session_token": variable("AWS_SESSION_TOKEN"),
            "time": now().basic(),
        }})])
    })
}

fn make_line(line: &Value) -> Result<Value, LineError> {
    let given = line.get("given").ok_or_else(|| LineError::missing("given"))?;
    let mut credentials = Credentials::new(text(given, "access_key_id")?, text(given, "secret_access_key")?);
    if let Some(token) = optional_text(given, "session_token")? {
        credentials = credentials.with_session_token(token);
    }
    let signed_at = time(text(given, "time")?)?;
    let mut request =
        TokenRequest::new(text(given, "region")?, text(given, "cluster_id")?, &credentials, signed_at);
    request.host = optional_text(given, "host")?;
    if let Some(expires) = given.get("expires").filter(|it| !it.is_null()) {
        let seconds = expires.as_u64().and_then(|it| u32::try_from(it).ok());
        request.expires = seconds.ok_or_else(|| LineError::missing("expires"))?;
    }
    let token = make(&request).map_err(|error| LineError::new("invalid-token-request", error.to_string()))?;
    Ok(json!({"url": token.to_url(), "token": token.as_str()}))
}

fn run_decode(arguments: &DecodeArguments, language: Language) -> Result<Status, Failure> {
    let face = Face { answer: |line, _| decode_line(line), text: decode_text, is_yes: |_| true };
    face.run(&arguments.output, language, || {
        Ok(vec![json!({"token": token_of(arguments.file.as_ref(), language)?})])
    })
}

fn decode_line(line: &Value) -> Result<Value, LineError> {
    let it = decode(text(line, "token")?)
        .map_err(|error| LineError::new(error.reason().name(), error.to_string()))?;
    Ok(json!({
        "host": it.host,
        "access_key_id": it.access_key_id,
        "scope_region": it.scope_region,
        "scope_service": it.scope_service,
        "signed_at": it.signed_at.map(Timestamp::rfc3339),
        "expires_at": it.expires_at.map(Timestamp::rfc3339),
        "expires_parameter": it.expires_parameter,
        "signed_headers": it.signed_headers,
        "signs_cluster_id": it.signs_cluster_id,
        "has_session_token": it.has_session_token,
    }))
}

fn decode_text(answer: &Value, language: Language) -> String {
    let yes_no = |key: &str| match answer[key].as_bool() {
        Some(true) => pick(language, "yes", "はい").to_owned(),
        _ => pick(language, "no", "いいえ").to_owned(),
    };
    rows(&[
        (pick(language, "host", "ホスト"), shown(&answer["host"])),
        (pick(language, "access key", "アクセスキー"), shown(&answer["access_key_id"])),
        (pick(language, "signed for", "署名リージョン"), shown(&answer["scope_region"])),
        (pick(language, "signed at", "署名時刻"), shown(&answer["signed_at"])),
        (pick(language, "good until", "有効期限"), shown(&answer["expires_at"])),
        (pick(language, "signed headers", "署名済みヘッダー"), shown(&answer["signed_headers"])),
        (pick(language, "names a cluster", "クラスター名に署名"), yes_no("signs_cluster_id")),
        (pick(language, "temporary credentials", "一時的な認証情報"), yes_no("has_session_token")),
    ])
}

fn run_verify(arguments: &VerifyArguments, language: Language) -> Result<Status, Failure> {
    let face =
        Face { answer: |line, _| verify_line(line), text: verify_text, is_yes: |it| it["accept"] == true };
    face.run(&arguments.output, language, || {
        Ok(vec![json!({
            "token": token_of(arguments.file.as_ref(), language)?,
            "verifier": {
                "partition": arguments.partition,
                "region": needed(arguments.region.as_deref(), "--region", language)?,
                "cluster_id": needed(arguments.cluster.as_deref(), "--cluster", language)?,
            },
            "now": arguments.now.clone().unwrap_or_else(|| now().basic()),
        })])
    })
}

fn verify_line(line: &Value) -> Result<Value, LineError> {
    let given = line.get("verifier").ok_or_else(|| LineError::missing("verifier"))?;
    let verifier =
        Verifier::as_eks(text(given, "partition")?, text(given, "region")?, text(given, "cluster_id")?);
    let at = time(text(line, "now")?)?;
    Ok(match verified(text(line, "token")?, &verifier, at, line.get("sts"))? {
        Ok(None) => json!({"accept": true, "reason": null, "sts_asked": false}),
        Ok(Some(it)) => json!({
            "accept": true,
            "reason": null,
            "sts_asked": true,
            "arn": it.arn,
            "canonical": it.canonical,
            "account": it.account,
            "user_id": it.user_id,
            "session_name": it.session_name,
            "access_key_id": it.access_key_id,
        }),
        Err(error) => json!({
            "accept": false,
            "reason": error.reason().name(),
            "message": error.to_string(),
            "http_status": error.http_status(),
        }),
    })
}

/// Verifies with what STS answered, where that is given.
fn verified(
    token: &str,
    verifier: &Verifier<'_>,
    now: Timestamp,
    sts: Option<&Value>,
) -> Result<Result<Option<Identity>, VerifyTokenError>, LineError> {
    let request = match verifier.prepare(token, now) {
        Ok(request) => request,
        Err(error) => return Ok(Err(error)),
    };
    let Some(sts) = sts.filter(|it| !it.is_null()) else {
        return Ok(Ok(None));
    };
    if let Some(error) = optional_text(sts, "error")? {
        return Ok(Err(request.unreachable(error)));
    }
    let status = sts.get("status").and_then(Value::as_u64).and_then(|it| u16::try_from(it).ok());
    let answer = StsAnswer {
        status: status.ok_or_else(|| LineError::missing("status"))?,
        body: text(sts, "body")?.to_owned(),
    };
    Ok(request.finish(&answer).map(Some))
}

fn verify_text(answer: &Value, language: Language) -> String {
    let accepted = answer["accept"] == true;
    let mut text = verdict(language, accepted) + "\n";
    if accepted {
        let note = pick(
            language,
            "all that can be checked without STS holds; signature and cluster name are checked by STS",
            "STS に問い合わせずに確認できる項目はすべて問題ありません。署名とクラスター名は STS が確認します",
        );
        text.push_str(&format!("  {note}\n"));
    } else {
        let list = [
            (pick(language, "reason", "理由"), shown(&answer["reason"])),
            (pick(language, "message", "メッセージ"), shown(&answer["message"])),
        ];
        text.push_str(&rows(&list));
    }
    text
}

fn token_of(file: Option<&PathBuf>, language: Language) -> Result<String, Failure> {
    let source = read(file.map_or("-".as_ref(), PathBuf::as_path), language)?;
    Ok(source.text.trim().to_owned())
}

fn now() -> Timestamp {
    let seconds = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).map_or(0, |it| it.as_secs());
    Timestamp::from_unix(i64::try_from(seconds).unwrap_or(i64::MAX))
}
