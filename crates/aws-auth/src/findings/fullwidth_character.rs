//! `fullwidth-character`: a full-width form of an ASCII character, or the ideographic space.

use super::checks::*;

pub(super) const RULE: Rule = Rule {
    name: "fullwidth-character",
    severity: Severity::Error,
    fixable: true,
    message: Words {
        en: "full-width character {1} in `{0}`",
        ja: "`{0}` に全角文字 {1} が含まれています",
    },
    explanation: Words {
        en: "A Japanese input method that was left on writes full-width letters, digits, colons and blanks. They never \
             match, and a full-width blank or colon breaks the text. Write them in half width.",
        ja: "日本語入力をオンにしたまま入力すると、全角の英数字、コロン、空白になります。全角の値は決して一致せず、全角の\
             空白やコロンがあるとテキストが読めなくなります。半角で書いてください。",
    },
    example: "- rolearn: arn:aws:iam::１11122223333:role/ops\n  username: ops\n  groups: [operators]\n",
    mended: Some("- rolearn: arn:aws:iam::111122223333:role/ops\n  username: ops\n  groups: [operators]\n"),
};

pub(super) fn check(context: &Context<'_>, report: &mut Report) {
    let unwanted = Unwanted {
        kind: FindingKind::FullwidthCharacter,
        fault: Fault::Fullwidth,
        is: characters::is_fullwidth,
        mend: |text| text.chars().map(characters::to_ascii).collect(),
    };
    report_values(context, report, &unwanted);
    report_keys(context.kept_with(Traits::of(Trait::OddCharacters)), context, report, &unwanted);
    report_broken(context, report, &unwanted);
}
