//! `invisible-character`: a character that cannot be seen, in an ARN, a key, a group, a user name or an account.
//!
//! U+00A0, U+00AD, U+200B to U+200F, U+2028, U+2029, U+202A to U+202E, U+2060, U+2066 to U+2069, U+FEFF and U+0085.

use super::checks::*;

pub(super) const RULE: Rule = Rule {
    name: "invisible-character",
    severity: Severity::Error,
    fixable: true,
    message: Words {
        en: "invisible character {1} in `{0}`",
        ja: "`{0}` に目に見えない文字 {1} が含まれています",
    },
    explanation: Words {
        en: "Text that was copied from a web page, a chat or a document may hold characters without width. They belong to \
             the value, so that it never matches, or to the key, which is unknown then. Remove them.",
        ja: "ウェブページ、チャット、文書からコピーしたテキストには、幅のない文字が含まれることがあります。値の一部になれば\
             決して一致せず、キーの一部になれば未知のキーになります。削除してください。",
    },
    example: "- rolearn: arn:aws:iam::111122223333:role/\u{200B}ops\n  username: ops\n  groups: [operators]\n",
    mended: Some("- rolearn: arn:aws:iam::111122223333:role/ops\n  username: ops\n  groups: [operators]\n"),
};

pub(super) fn check(context: &Context<'_>, report: &mut Report) {
    let mend = |text: &str| text.chars().filter(|it| !characters::is_invisible(*it)).collect::<String>();
    let unwanted = Unwanted {
        kind: FindingKind::InvisibleCharacter,
        fault: Fault::Invisible,
        is: characters::is_invisible,
        mend,
    };
    report_values(context, report, &unwanted);
    report_keys(context.dropped_or_with(Traits::of(Trait::OddCharacters)), context, report, &unwanted);
    let in_broken = Unwanted { mend: |text| text.chars().map(blank).collect(), ..unwanted };
    report_broken(context, report, &in_broken);
}

/// A look-alike of a blank becomes one, what has no width goes.
fn blank(character: char) -> String {
    match character {
        '\u{A0}' => " ".to_owned(),
        _ => String::new(),
    }
}
