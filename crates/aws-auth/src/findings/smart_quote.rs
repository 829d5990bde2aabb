//! `smart-quote`: typographic quotes, which become part of the value.

use super::checks::*;

pub(super) const RULE: Rule = Rule {
    name: "smart-quote",
    severity: Severity::Error,
    fixable: true,
    message: Words {
        en: "typographic quote {1} in `{0}`: it is part of the value",
        ja: "`{0}` に装飾用の引用符 {1} が含まれています。値の一部として扱われます",
    },
    explanation: Words {
        en: "Word processors turn straight quotes into typographic ones. YAML knows only the straight ones, so the others \
             belong to the value. Remove them.",
        ja: "ワープロソフトは、まっすぐな引用符を装飾用のものに置き換えることがあります。YAML が引用符と認めるのはまっすぐな\
             ものだけなので、それ以外は値の一部になります。削除してください。",
    },
    example: "- rolearn: “arn:aws:iam::111122223333:role/ops”\n  username: ops\n  groups: [operators]\n",
    mended: Some("- rolearn: arn:aws:iam::111122223333:role/ops\n  username: ops\n  groups: [operators]\n"),
};

pub(super) fn check(context: &Context<'_>, report: &mut Report) {
    let unwanted = Unwanted {
        kind: FindingKind::SmartQuote,
        fault: Fault::SmartQuote,
        is: characters::is_smart_quote,
        mend: |text| text.chars().filter(|it| !characters::is_smart_quote(*it)).collect(),
    };
    report_values(context, report, &unwanted);
}
