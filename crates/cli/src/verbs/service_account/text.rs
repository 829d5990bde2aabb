//! The answer for people.

use eks_iam_span::Language;
use serde_json::Value;

use super::{is_certain, list};
use crate::{
    language::pick,
    output::{BAD, FAINT, HEAD, paint},
    render::{printable, rows, shown, verdict},
    verbs::sts_endpoint::remedies_text,
};

pub(super) fn to_text(answer: &Value, language: Language) -> String {
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
    for credentials in list(get("credentials")) {
        text += &credentials_text(credentials, language);
    }
    text + &trust_text(get("trust"), language)
}

/// Where a container's credentials come from, what its SDK does with them, and how they fail.
fn credentials_text(credentials: &Value, language: Language) -> String {
    let part = |key: &str| shown(credentials.get(key).unwrap_or(&Value::Null));
    let word = pick(language, "credentials of", "認証情報:");
    let mut text = format!("  {word} {}: {}: {}\n", part("container"), part("source"), part("message"));
    if let Some(sts) = credentials.get("sts") {
        let part = |key: &str| shown(sts.get(key).unwrap_or(&Value::Null));
        let error = sts.get("error").map(shown);
        text +=
            &format!("    STS: {}\n", error.unwrap_or_else(|| part("url") + ", " + &part("signing_region")));
    }
    text += &call_text(credentials, language);
    let failures = || list(credentials.get("failures").unwrap_or(&Value::Null));
    let words = [
        (true, paint(BAD, pick(language, "fails:", "発生するエラー:"))),
        (false, paint(FAINT, pick(language, "may fail:", "発生しうるエラー:"))),
    ];
    for (certain, word) in words {
        let mut of_kind = failures().filter(|it| is_certain(it) == certain).peekable();
        if of_kind.peek().is_some() {
            text += &format!("    {word}\n");
        }
        for failure in of_kind {
            text += &failure_text(failure);
        }
    }
    text
}

/// A call to STS with the credentials, and the remedies where STS refuses it.
fn call_text(credentials: &Value, language: Language) -> String {
    let Some(call) = credentials.get("sts_call") else { return String::new() };
    let part = |key: &str| shown(call.get(key).unwrap_or(&Value::Null));
    let word = pick(language, "signed calls to STS:", "STS への署名付き呼び出し:");
    if call.get("error").is_some() {
        return format!("    {word} {}\n", part("error"));
    }
    let accepted = call.get("accepted").and_then(Value::as_bool);
    let said = accepted.map(|it| format!(": {}", verdict(language, it))).unwrap_or_default();
    let mut text = format!("    {word} {}, {}{said}\n", part("host"), part("signing_region"));
    if let (Some(false), Some(remedies)) = (accepted, credentials.get("remedies").and_then(Value::as_array)) {
        text += &format!("    {}\n", paint(HEAD, pick(language, "remedies", "対処方法")));
        text += &remedies_text(remedies, "      ", language);
    }
    text
}

fn failure_text(failure: &Value) -> String {
    let part = |key: &str| failure.get(key).and_then(Value::as_str).unwrap_or_default();
    let status = failure.get("status").and_then(Value::as_u64).map(|it| format!("{it} ")).unwrap_or_default();
    let code = if part("code").is_empty() { String::new() } else { format!("{}: ", part("code")) };
    let lines = part("text").lines().map(printable).collect::<Vec<_>>().join("\n        ");
    format!("      {status}{code}{}\n        {}\n", lines.trim_end(), part("cause"))
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
