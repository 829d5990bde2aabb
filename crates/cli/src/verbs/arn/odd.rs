//! What is wrong with an ARN, and odd characters, in words of both languages.

use eks_iam_arn::{ArnPart, NotAPrincipalError, OddCharacter, ParseArnError, PrincipalFault};
use eks_iam_span::Language;

/// Says why a text is no ARN, in which part and at which byte.
pub(crate) fn why_no_arn(error: &ParseArnError, language: Language) -> String {
    if language != Language::Japanese {
        return error.to_string();
    }
    let part = match error.part() {
        ArnPart::Prefix => "先頭の `arn:`",
        ArnPart::Partition => "パーティション",
        ArnPart::Service => "サービス",
        ArnPart::Region => "リージョン",
        ArnPart::Account => "アカウント",
        ArnPart::Resource => "リソース",
        _ => "ARN",
    };
    match error.odd_character() {
        Some(odd) => format!("ARN の形式が正しくありません: {part}、{}", place(&odd, language)),
        None => format!("ARN の形式が正しくありません: {part} ({} バイト目)", error.offset()),
    }
}

/// Says why an ARN names nobody.
pub(crate) fn why_nobody(error: &NotAPrincipalError, language: Language) -> String {
    if let Some(error) = error.parse_error() {
        return why_no_arn(&error, language);
    }
    if language != Language::Japanese {
        return error.to_string();
    }
    let why = match error.fault() {
        PrincipalFault::Service => "サービスが `iam` でも `sts` でもないため、プリンシパルを表しません",
        PrincipalFault::Resource => {
            "ユーザー、ロール、セッション、フェデレーティッドユーザー、ルートユーザーのいずれでもありません"
        }
        PrincipalFault::Partition => "パーティションが分かりません",
        PrincipalFault::Region => "プリンシパルの ARN にはリージョンがありません",
        PrincipalFault::Account => "アカウント ID が 12 桁の数字ではありません",
        PrincipalFault::Name => match error.odd_character() {
            Some(odd) => return format!("名前またはパスに使えない文字があります。{}", place(&odd, language)),
            None => "名前またはパスが不完全です",
        },
        _ => "プリンシパルを表しません",
    };
    why.to_owned()
}

/// Names an odd character with its code point and place.
pub(super) fn place(odd: &OddCharacter, language: Language) -> String {
    match language {
        Language::Japanese => {
            let code = u32::from(odd.character());
            format!("{} バイト目に{} U+{code:04X} があります", odd.offset(), japanese(odd.name()))
        }
        _ => format!("there is a {odd}"),
    }
}

fn japanese(name: &str) -> &str {
    match name {
        "space" => "空白",
        "tab" => "タブ",
        "line break" => "改行",
        "control character" => "制御文字",
        "full-width colon" => "全角コロン",
        "full-width slash" => "全角スラッシュ",
        "full-width hyphen" => "全角ハイフン",
        "full-width at sign" => "全角アットマーク",
        "full-width underscore" => "全角アンダースコア",
        "full-width full stop" => "全角ピリオド",
        "full-width asterisk" => "全角アスタリスク",
        "full-width digit" => "全角数字",
        "full-width letter" => "全角英字",
        "full-width character" => "全角文字",
        "ideographic space" => "全角の空白",
        "no-break space" => "改行しない空白 (NBSP)",
        "wide or narrow space" => "幅の異なる空白",
        "zero-width space" => "幅のない空白",
        "zero-width joiner or non-joiner" => "目に見えない結合文字",
        "byte order mark" => "バイト順マーク (BOM)",
        "soft hyphen" => "目に見えないハイフン",
        "invisible direction mark" => "目に見えない書字方向の制御文字",
        "invisible character" => "目に見えない文字",
        "invisible Hangul filler" => "目に見えないハングルフィラー",
        "look-alike hyphen" => "ハイフンに似た文字",
        "Japanese long vowel mark" => "長音記号",
        "look-alike slash" => "スラッシュに似た文字",
        "look-alike colon" => "コロンに似た文字",
        "typographic quotation mark" => "印刷用の引用符",
        "look-alike letter" => "英字に似た別の文字",
        "character outside ASCII" => "ASCII 以外の文字",
        "white space" => "空白文字",
        "character" => "使えない文字",
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use eks_iam_arn::odd_characters;

    use super::*;

    #[test]
    fn every_odd_character_has_a_japanese_name() {
        let mut names = 0;
        for letter in '\0'..=char::MAX {
            for odd in odd_characters(letter.encode_utf8(&mut [0; 4])) {
                assert_ne!(japanese(odd.name()), odd.name(), "{odd}");
                names += 1;
            }
        }
        assert!(names > 200, "{names}");
    }
}
