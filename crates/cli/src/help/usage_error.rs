//! What was wrong with the command line, in Japanese; in English clap says it.

use clap::{
    Error,
    error::{ContextKind, ContextValue, ErrorKind},
};

/// Returns what was wrong in Japanese, or `None` where clap's own text is no error or has no Japanese.
pub(crate) fn usage_error(error: &Error) -> Option<String> {
    let invalid = || text(error, ContextKind::InvalidArg).unwrap_or_default();
    let message = match error.kind() {
        ErrorKind::UnknownArgument => format!("引数 `{}` はありません", invalid()),
        ErrorKind::InvalidSubcommand => {
            format!(
                "コマンド `{}` はありません",
                text(error, ContextKind::InvalidSubcommand).unwrap_or_default()
            )
        }
        ErrorKind::MissingRequiredArgument => format!("必要な引数がありません: {}", invalid()),
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => {
            match text(error, ContextKind::InvalidValue) {
                Some(value) if !value.is_empty() => {
                    format!("`{value}` は {} の値として使えません", invalid())
                }
                _ => format!("{} に値がありません", invalid()),
            }
        }
        ErrorKind::NoEquals => format!("{} の値は `=` で続けます", invalid()),
        ErrorKind::TooManyValues | ErrorKind::TooFewValues | ErrorKind::WrongNumberOfValues => {
            format!("{} の値の数が違います", invalid())
        }
        ErrorKind::ArgumentConflict => match text(error, ContextKind::PriorArg) {
            Some(prior) if prior != invalid() => format!("{} と {prior} は同時に使えません", invalid()),
            _ => format!("{} は 1 回しか使えません", invalid()),
        },
        ErrorKind::MissingSubcommand => "コマンドがありません".to_owned(),
        ErrorKind::InvalidUtf8 => "引数が UTF-8 ではありません".to_owned(),
        _ => return None,
    };
    let mut lines = vec![format!("エラー: {message}")];
    if let Some(values) = text(error, ContextKind::ValidValue).filter(|it| !it.is_empty()) {
        lines.push(format!("  取りうる値: {values}"));
    }
    let similar = [ContextKind::SuggestedArg, ContextKind::SuggestedSubcommand, ContextKind::SuggestedValue];
    if let Some(similar) = similar.into_iter().find_map(|it| text(error, it)) {
        lines.push(format!("  似た名前: {similar}"));
    }
    if let Some(usage) = text(error, ContextKind::Usage) {
        lines.push(format!("\n{}", usage.replacen("Usage:", "使い方:", 1)));
    }
    lines.push("\n詳しくは --help を参照してください。".to_owned());
    Some(lines.join("\n"))
}

fn text(error: &Error, kind: ContextKind) -> Option<String> {
    match error.get(kind)? {
        ContextValue::String(one) => Some(one.clone()),
        ContextValue::Strings(list) => Some(list.join(", ")),
        ContextValue::StyledStr(text) => Some(text.to_string()),
        ContextValue::Number(number) => Some(number.to_string()),
        _ => None,
    }
}
