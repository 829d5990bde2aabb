//! `eks-iam token verify`: judges a token as a cluster does, or more strictly.

use std::path::PathBuf;

use clap::Args;
use eks_iam_sigv4::Timestamp;
use eks_iam_span::Language;
use eks_iam_token::{Identity, Rules, StsAnswer, StsRequest, Verifier, VerifyTokenError};
use serde_json::{Value, json};

use super::{now, token_of};
use crate::{
    batch::LineError,
    face::{Face, Output, needed},
    input::{flag, optional_text, text},
    language::pick,
    output::{Failure, Status},
    render::{rows, shown, verdict},
    verbs::sts_endpoint::time,
};

/// Verify a token as an EKS cluster does, step by step and with its words.
///
/// Without `--ask-sts` nothing is sent: all is checked that can be checked without STS, which then proves signature and
/// cluster. In a batch a line may bring what STS answered.
#[derive(Debug, Args)]
#[command(after_long_help = EXAMPLES)]
pub(super) struct Arguments {
    /// A file with the token; `-` or nothing reads standard input.
    #[arg(value_name = "FILE", conflicts_with = "batch")]
    file: Option<PathBuf>,
    /// The cluster's name.
    #[arg(long, visible_alias = "cluster-name", value_name = "NAME", conflicts_with = "batch")]
    cluster: Option<String>,
    /// The cluster's Region.
    #[arg(long, conflicts_with = "batch")]
    region: Option<String>,
    /// The cluster's partition.
    #[arg(long, default_value = "aws", conflicts_with = "batch")]
    partition: String,
    /// When it is verified [default: now].
    #[arg(long, value_name = "TIME", conflicts_with = "batch")]
    now: Option<String>,
    /// Accept only what makers make: each parameter once and well spelt, a scope that fits the host, nothing in the future.
    #[arg(long)]
    strict: bool,
    /// Send the token to the STS endpoint that it names, as the cluster would (build feature `live`).
    #[arg(long, conflicts_with = "batch")]
    ask_sts: bool,
    #[command(flatten)]
    output: Output,
}

const EXAMPLES: &str = "\
Examples:
  eks-iam token verify token.txt --cluster shop --region us-west-2
  eks-iam token verify token.txt --cluster shop --region us-west-2 --strict --format json
  eks-iam token verify token.txt --cluster shop --region us-west-2 --ask-sts
  eks-iam token verify --batch < tokens.jsonl";

/// Runs the verb.
pub(super) fn run(arguments: &Arguments, language: Language) -> Result<Status, Failure> {
    let answer = match (arguments.strict, arguments.ask_sts) {
        (false, false) => |line: &Value, _: Language| answer(line, Rules::AsEks, &|_| None),
        (true, false) => |line: &Value, _: Language| answer(line, Rules::Strict, &|_| None),
        (false, true) => |line: &Value, _: Language| answer(line, Rules::AsEks, &asked_live),
        (true, true) => |line: &Value, _: Language| answer(line, Rules::Strict, &asked_live),
    };
    if arguments.ask_sts && !cfg!(feature = "live") {
        let why = pick(
            language,
            "--ask-sts needs the build feature `live`",
            "--ask-sts にはビルド機能 `live` が必要です",
        );
        return Err(crate::input::wrong(language, why));
    }
    let face = Face { answer, text: to_text, is_yes: |it| it["accept"] == true };
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

/// Asks STS; a text where there is no answer.
type Ask<'a> = &'a dyn Fn(&StsRequest) -> Option<Result<StsAnswer, String>>;

#[cfg(feature = "live")]
fn asked_live(request: &StsRequest) -> Option<Result<StsAnswer, String>> {
    Some(crate::live::ask_sts(request))
}

#[cfg(not(feature = "live"))]
fn asked_live(_: &StsRequest) -> Option<Result<StsAnswer, String>> {
    None
}

fn answer(line: &Value, rules: Rules, ask: Ask<'_>) -> Result<Value, LineError> {
    let given = line.get("verifier").ok_or_else(|| LineError::missing("verifier"))?;
    let mut verifier =
        Verifier::as_eks(text(given, "partition")?, text(given, "region")?, text(given, "cluster_id")?);
    verifier.rules = if flag(given, "strict")? { Rules::Strict } else { rules };
    let at = time(text(line, "now")?)?;
    Ok(match verified(text(line, "token")?, &verifier, at, line.get("sts"), ask)? {
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
            "explanation": {
                "en": error.reason().explanation(Language::English),
                "ja": error.reason().explanation(Language::Japanese),
            },
            "http_status": error.http_status(),
            "sts_asked": error.reason().asked_sts(),
        }),
    })
}

/// Verifies with what STS answered, where that is given or asked for.
fn verified(
    token: &str,
    verifier: &Verifier<'_>,
    now: Timestamp,
    sts: Option<&Value>,
    ask: Ask<'_>,
) -> Result<Result<Option<Identity>, VerifyTokenError>, LineError> {
    let request = match verifier.prepare(token, now) {
        Ok(request) => request,
        Err(error) => return Ok(Err(error)),
    };
    let answer = match sts.filter(|it| !it.is_null()) {
        Some(sts) => Some(given_answer(sts)?),
        None => ask(&request),
    };
    Ok(match answer {
        None => Ok(None),
        Some(Err(cause)) => Err(request.unreachable(&cause)),
        Some(Ok(answer)) => request.finish(&answer).map(Some),
    })
}

fn given_answer(sts: &Value) -> Result<Result<StsAnswer, String>, LineError> {
    if let Some(error) = optional_text(sts, "error")? {
        return Ok(Err(error.to_owned()));
    }
    let status = sts.get("status").and_then(Value::as_u64).and_then(|it| u16::try_from(it).ok());
    Ok(Ok(StsAnswer {
        status: status.ok_or_else(|| LineError::missing("status"))?,
        body: text(sts, "body")?.to_owned(),
    }))
}

fn to_text(answer: &Value, language: Language) -> String {
    let accepted = answer["accept"] == true;
    let mut text = verdict(language, accepted) + "\n";
    if accepted && answer["sts_asked"] == true {
        text.push_str(&rows(&[
            ("arn", shown(&answer["arn"])),
            (pick(language, "canonical", "正規形"), shown(&answer["canonical"])),
            (pick(language, "account", "アカウント"), shown(&answer["account"])),
            (pick(language, "user id", "ユーザー ID"), shown(&answer["user_id"])),
            (pick(language, "session", "セッション名"), shown(&answer["session_name"])),
            (pick(language, "access key", "アクセスキー"), shown(&answer["access_key_id"])),
        ]));
    } else if accepted {
        let note = pick(
            language,
            "all that can be checked without STS holds; signature and cluster name are checked by STS",
            "STS に問い合わせずに確認できる項目はすべて問題ありません。署名とクラスター名は STS が確認します",
        );
        text.push_str(&format!("  {note}\n"));
    } else {
        let explanation = answer["explanation"].get(language.as_str()).unwrap_or(&Value::Null);
        text.push_str(&rows(&[
            (pick(language, "reason", "理由"), shown(&answer["reason"])),
            (pick(language, "message", "メッセージ"), shown(&answer["message"])),
            (pick(language, "that is", "説明"), shown(explanation)),
        ]));
    }
    text
}
