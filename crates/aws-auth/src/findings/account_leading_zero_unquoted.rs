//! `account-leading-zero-unquoted`: a plain number that begins with 0.

use super::checks::*;

pub(super) const RULE: Rule = Rule {
    name: "account-leading-zero-unquoted",
    severity: Severity::Warning,
    fixable: true,
    message: Words {
        en: "`{0}` keeps its leading zero here, and tools that go through numbers alter it",
        ja: "`{0}` の先頭のゼロはここでは保たれますが、数値として扱うツールを通すと変わります",
    },
    explanation: Words {
        en: "The authenticator reads accounts as text. eksctl and others turn the number into another one (octal, or \
             1.2345679e+10) when they write the object. Put it in quotes.",
        ja: "オーセンティケーターはアカウントを文字列として読みます。eksctl などは、書き戻すときに別の数値 (8 進数や \
             1.2345679e+10 など) に変えてしまいます。引用符で囲んでください。",
    },
    example: config_map!("data:\n  mapAccounts: |\n    - 012345678901\n"),
    mended: Some(config_map!("data:\n  mapAccounts: |\n    - \"012345678901\"\n")),
};

pub(super) fn check(context: &Context<'_>, report: &mut Report) {
    for (section, item, text) in accounts(context) {
        let digits = text.len() > 1 && text.starts_with('0') && text.bytes().all(|it| it.is_ascii_digit());
        let plain = section.value(item).is_some_and(|it| it.style == Style::Plain);
        if digits && plain {
            let range = section.range(item);
            let edit = Edit::replace(range, write::double_quoted(text));
            let fix = if section.is_shared(item) { None } else { lift::lift(section, &[edit]) };
            report.add(FindingKind::AccountLeadingZeroUnquoted, section.place(range, range), &[text], fix);
        }
    }
}
