//! The words of errors.

use eks_iam_span::Language;

use crate::error::ErrorKind as Kind;

/// Returns what is wrong; `found` is what stands at the place, perhaps cut.
pub(crate) fn message(kind: Kind, language: Language, found: &str) -> String {
    let found = &visible(found);
    match language {
        Language::English => english(kind, found),
        Language::Japanese => japanese(kind, found),
    }
}

fn english(kind: Kind, found: &str) -> String {
    match kind {
        Kind::AliasLoop => format!("alias `{found}` stands inside the value it refers to"),
        Kind::BlockHeader => "header of a block (`|` or `>`) is followed by something else".to_owned(),
        Kind::BracketMismatched => format!("bracket `{found}` is closed by one of another kind"),
        Kind::BracketUnclosed => format!("bracket `{found}` is not closed"),
        Kind::BracketUnexpected => format!("bracket `{found}` closes nothing"),
        Kind::ByteOrderMark => "byte order mark U+FEFF stands inside the text".to_owned(),
        Kind::ColonInValue => "colon stands where no key can be".to_owned(),
        Kind::ColonMissing => "key has no `:` after it".to_owned(),
        Kind::CommaBeforeEnd => "comma stands before a closing bracket".to_owned(),
        Kind::CommaMissing => format!("comma or closing bracket is missing before `{found}`"),
        Kind::ControlCharacter => format!("control character {found} stands in the text"),
        Kind::Directive => "directive (a line that begins with `%`) is not one of YAML".to_owned(),
        Kind::DocumentMarker => format!("document marker is followed by `{found}`"),
        Kind::FullWidthBlank => "full-width blank U+3000 stands after the colon".to_owned(),
        Kind::FullWidthColon => "full-width colon U+FF1A stands after the key".to_owned(),
        Kind::ItemAfterKey => "list begins on the line of its key".to_owned(),
        Kind::Indentation => "line is not indented like the lines it belongs to".to_owned(),
        Kind::KeyUnquoted => format!("key `{found}` is not in double quotes"),
        Kind::NotJson => format!("`{found}` is no value of JSON"),
        Kind::QuoteFollowed => format!("closing quote is followed by `{found}`"),
        Kind::QuoteUnclosed if found == "'" => "quoted text has no closing `'`".to_owned(),
        Kind::QuoteUnclosed => "quoted text has no closing `\"`".to_owned(),
        Kind::ReservedCharacter => format!("plain text cannot begin with `{found}`"),
        Kind::Tab => "tab is used as indentation".to_owned(),
        Kind::Tag => "tag, anchor or alias is not complete".to_owned(),
        Kind::TextAfterEnd => format!("text `{found}` follows the end of the document"),
        Kind::TooDeep => "document has too many levels inside one another".to_owned(),
        Kind::TooLong => "document is too long".to_owned(),
        Kind::TooManyAliases => "document has too many aliases".to_owned(),
        Kind::TooManyNodes => "document has too many values".to_owned(),
        Kind::UnknownAlias => format!("alias `{found}` has no anchor before it"),
        Kind::UnknownEscape => format!("`{found}` is no escape"),
        Kind::Unreadable => "text is not YAML from here on".to_owned(),
        Kind::ValueMissing => "value is missing".to_owned(),
    }
}

fn japanese(kind: Kind, found: &str) -> String {
    match kind {
        Kind::AliasLoop => format!("エイリアス `{found}` が、それ自身の参照する値の中にあります"),
        Kind::BlockHeader => "ブロックの記号 (`|` または `>`) の後に余分な文字があります".to_owned(),
        Kind::BracketMismatched => format!("括弧 `{found}` が異なる種類の括弧で閉じられています"),
        Kind::BracketUnclosed => format!("括弧 `{found}` が閉じられていません"),
        Kind::BracketUnexpected => format!("括弧 `{found}` に対応する開き括弧がありません"),
        Kind::ByteOrderMark => "バイトオーダーマーク U+FEFF がテキストの途中にあります".to_owned(),
        Kind::ColonInValue => "キーを書けない位置にコロンがあります".to_owned(),
        Kind::ColonMissing => "キーの後に `:` がありません".to_owned(),
        Kind::CommaBeforeEnd => "閉じ括弧の前にカンマがあります".to_owned(),
        Kind::CommaMissing => format!("`{found}` の前にカンマまたは閉じ括弧がありません"),
        Kind::ControlCharacter => format!("テキストに制御文字 {found} があります"),
        Kind::Directive => "ディレクティブ (`%` で始まる行) が YAML のものではありません".to_owned(),
        Kind::DocumentMarker => format!("ドキュメントの区切りの後に `{found}` があります"),
        Kind::FullWidthBlank => "コロンの後に全角の空白 (U+3000) があります".to_owned(),
        Kind::FullWidthColon => "キーの後に全角のコロン (U+FF1A) があります".to_owned(),
        Kind::ItemAfterKey => "キーと同じ行でリストが始まっています".to_owned(),
        Kind::Indentation => "行の字下げが、属するはずの行と揃っていません".to_owned(),
        Kind::KeyUnquoted => format!("キー `{found}` が二重引用符で囲まれていません"),
        Kind::NotJson => format!("`{found}` は JSON の値ではありません"),
        Kind::QuoteFollowed => format!("閉じ引用符の後に `{found}` があります"),
        Kind::QuoteUnclosed if found == "'" => "引用符 `'` が閉じられていません".to_owned(),
        Kind::QuoteUnclosed => "引用符 `\"` が閉じられていません".to_owned(),
        Kind::ReservedCharacter => format!("引用符のない値は `{found}` で始められません"),
        Kind::Tab => "字下げにタブが使われています".to_owned(),
        Kind::Tag => "タグ、アンカーまたはエイリアスが不完全です".to_owned(),
        Kind::TextAfterEnd => format!("ドキュメントの終わりの後に `{found}` があります"),
        Kind::TooDeep => "ドキュメントの入れ子が深すぎます".to_owned(),
        Kind::TooLong => "ドキュメントが長すぎます".to_owned(),
        Kind::TooManyAliases => "ドキュメントのエイリアスが多すぎます".to_owned(),
        Kind::TooManyNodes => "ドキュメントの値が多すぎます".to_owned(),
        Kind::UnknownAlias => format!("エイリアス `{found}` より前にアンカーがありません"),
        Kind::UnknownEscape => format!("`{found}` はエスケープではありません"),
        Kind::Unreadable => "ここから先は YAML として読めません".to_owned(),
        Kind::ValueMissing => "値がありません".to_owned(),
    }
}

/// Returns what to do.
pub(crate) const fn advice(kind: Kind, language: Language) -> &'static str {
    let (english, japanese) = match kind {
        Kind::AliasLoop => ("write the value out", "値をそのまま書きます"),
        Kind::BlockHeader => ("begin the text on the next line", "本文は次の行から書きます"),
        Kind::BracketMismatched | Kind::BracketUnclosed => {
            ("add the closing bracket of the same kind", "同じ種類の閉じ括弧を追加します")
        }
        Kind::BracketUnexpected => {
            ("remove it, or add the opening bracket", "削除するか、開き括弧を追加します")
        }
        Kind::ByteOrderMark | Kind::CommaBeforeEnd => ("remove it", "削除します"),
        Kind::ColonInValue => (
            "put a value with a colon in quotes, or give the key a line of its own",
            "コロンを含む値を引用符で囲むか、キーを別の行に書きます",
        ),
        Kind::ColonMissing => (
            "write `key: value`, with a blank after the colon",
            "「キー: 値」の形で、コロンの後に半角の空白を入れて書きます",
        ),
        Kind::CommaMissing => ("separate items with `,`", "要素を `,` で区切ります"),
        Kind::ControlCharacter => (
            "remove it, or write it as an escape in double quotes",
            "削除するか、二重引用符の中でエスケープとして書きます",
        ),
        Kind::Directive => ("remove the line", "その行を削除します"),
        Kind::DocumentMarker => ("give the marker a line of its own", "区切りだけの行にします"),
        Kind::FullWidthBlank => ("write a half-width blank", "半角の空白にします"),
        Kind::FullWidthColon => ("write a half-width `:` and a blank", "半角の `:` と空白にします"),
        Kind::ItemAfterKey => ("begin the list on the next line", "リストは次の行から書きます"),
        Kind::Indentation => {
            ("indent it with as many blanks as its neighbours", "前後の行と同じ数の半角の空白で字下げします")
        }
        Kind::KeyUnquoted => ("write it as `\"key\"`", "`\"キー\"` の形で書きます"),
        Kind::NotJson => (
            "write true, false, null, a number, or text in double quotes",
            "true、false、null、数値、または二重引用符で囲んだ文字列を書きます",
        ),
        Kind::QuoteFollowed => (
            "separate it, or double a quote that belongs to the text",
            "区切りを入れるか、文字としての引用符は二つ重ねます",
        ),
        Kind::QuoteUnclosed => ("add the closing quote", "閉じ引用符を追加します"),
        Kind::ReservedCharacter => ("put the value in quotes", "値を引用符で囲みます"),
        Kind::Tab => ("indent with blanks", "半角の空白で字下げします"),
        Kind::Tag => ("complete it, or put the value in quotes", "正しく書くか、値を引用符で囲みます"),
        Kind::TextAfterEnd => (
            "remove it, or begin another document with `---`",
            "削除するか、`---` で別のドキュメントを始めます",
        ),
        Kind::TooDeep => ("use fewer levels", "入れ子を減らします"),
        Kind::TooLong | Kind::TooManyNodes => ("split it", "分割します"),
        Kind::TooManyAliases => ("write the values out", "値をそのまま書きます"),
        Kind::UnknownAlias => (
            "put a value that begins with `*` in quotes, or define the anchor",
            "`*` で始まる値を引用符で囲むか、アンカーを定義します",
        ),
        Kind::UnknownEscape => ("write a backslash as `\\\\`", "バックスラッシュは `\\\\` と書きます"),
        Kind::Unreadable => ("compare it with the lines around it", "前後の行と見比べます"),
        Kind::ValueMissing => {
            ("write the value, or `\"\"` for an empty one", "値を書きます。空の値は `\"\"` と書きます")
        }
    };
    match language {
        Language::English => english,
        Language::Japanese => japanese,
    }
}

/// Names characters that cannot be seen by their number.
fn visible(found: &str) -> String {
    let mut shown = String::new();
    for c in found.chars() {
        if c.is_control() || matches!(c, '`' | '\u{fffe}' | '\u{ffff}' | '\u{feff}') {
            shown.push_str(&format!("U+{:04X}", u32::from(c)));
        } else {
            shown.push(c);
        }
    }
    shown
}
