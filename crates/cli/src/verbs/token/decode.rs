//! `eks-iam token decode`: what a token says of itself.

use std::path::PathBuf;

use clap::Args;
use eks_iam_arn::UniqueIdKind;
use eks_iam_sigv4::Timestamp;
use eks_iam_span::Language;
use eks_iam_sts_endpoint::endpoint_of_host;
use eks_iam_token::decode;
use serde_json::{Value, json};

use super::{now, token_of};
use crate::{
    batch::LineError,
    face::{Face, Output},
    input::{optional_text, text},
    language::pick,
    output::{BAD, Failure, Status, paint},
    render::{rows, shown},
    verbs::sts_endpoint::time,
};

/// Show what a token says of itself; nothing is verified, and its signature is not shown.
///
/// Which cluster it is for cannot be read: the name is signed, not sent.
#[derive(Debug, Args)]
#[command(after_long_help = EXAMPLES)]
pub(super) struct Arguments {
    /// A file with the token; `-` or nothing reads standard input.
    #[arg(value_name = "FILE", conflicts_with = "batch")]
    file: Option<PathBuf>,
    /// When it is looked at [default: now].
    #[arg(long, value_name = "TIME", conflicts_with = "batch")]
    now: Option<String>,
    #[command(flatten)]
    output: Output,
}

const EXAMPLES: &str = "\
Examples:
  aws eks get-token --cluster-name shop --query status.token --output text | eks-iam token decode
  eks-iam token decode token.txt --format json
  eks-iam token decode --batch < tokens.jsonl";

/// Runs the verb.
pub(super) fn run(arguments: &Arguments, language: Language) -> Result<Status, Failure> {
    let face = Face { answer: |line, _| answer(line), text: to_text, is_yes: |_| true };
    face.run(&arguments.output, language, || {
        let at = arguments.now.clone().unwrap_or_else(|| now().basic());
        Ok(vec![json!({"token": token_of(arguments.file.as_ref(), language)?, "now": at})])
    })
}

fn answer(line: &Value) -> Result<Value, LineError> {
    let token = text(line, "token")?;
    let at = optional_text(line, "now")?.map(time).transpose()?;
    let it = decode(token).map_err(|error| LineError::new(error.reason().name(), error.to_string()))?;
    let accepted = endpoint_of_host(&it.host).map(|host| host.scope_region.to_owned());
    Ok(json!({
        "length": token.len(),
        "host": it.host,
        "access_key_id": it.access_key_id,
        "access_key_kind": UniqueIdKind::of(&it.access_key_id).map(UniqueIdKind::as_str),
        "scope_region": it.scope_region,
        "scope_service": it.scope_service,
        "host_accepts_region": accepted,
        "signed_at": it.signed_at.map(Timestamp::rfc3339),
        "expires_at": it.expires_at.map(Timestamp::rfc3339),
        "expired": it.expires_at.zip(at).map(|(end, at)| at > end),
        "expires_parameter": it.expires_parameter,
        "signed_headers": it.signed_headers,
        "signs_cluster_id": it.signs_cluster_id,
        "has_session_token": it.has_session_token,
    }))
}

fn to_text(answer: &Value, language: Language) -> String {
    let yes_no = |key: &str| match answer[key].as_bool() {
        Some(true) => pick(language, "yes", "はい").to_owned(),
        _ => pick(language, "no", "いいえ").to_owned(),
    };
    let noted = |key: &str, holds: bool, note: &str| match holds {
        true => format!("{} {}", shown(&answer[key]), paint(BAD, note)),
        false => shown(&answer[key]),
    };
    let region = &answer["host_accepts_region"];
    let other_region = match language {
        Language::Japanese => format!("(ホストが受け入れるのは {})", shown(region)),
        _ => format!("(the host accepts {})", shown(region)),
    };
    rows(&[
        (pick(language, "host", "ホスト"), shown(&answer["host"])),
        (
            pick(language, "signed for", "署名リージョン"),
            noted("scope_region", region.is_string() && *region != answer["scope_region"], &other_region),
        ),
        (
            pick(language, "access key", "アクセスキー"),
            format!("{} ({})", shown(&answer["access_key_id"]), shown(&answer["access_key_kind"])),
        ),
        (pick(language, "signed at", "署名時刻"), shown(&answer["signed_at"])),
        (
            pick(language, "good until", "有効期限"),
            noted("expires_at", answer["expired"] == true, pick(language, "(over)", "(期限切れ)")),
        ),
        (pick(language, "signed headers", "署名済みヘッダー"), shown(&answer["signed_headers"])),
        (pick(language, "names a cluster", "クラスター名に署名"), yes_no("signs_cluster_id")),
        (pick(language, "temporary credentials", "一時的な認証情報"), yes_no("has_session_token")),
    ])
}
