//! `arn-whitespace`: a blank or a line feed in or around an ARN.

use super::checks::*;

pub(super) const RULE: Rule = Rule {
    name: "arn-whitespace",
    severity: Severity::Error,
    fixable: true,
    message: Words {
        en: "the ARN holds white space, so no caller matches it",
        ja: "ARN に空白や改行が含まれているため、どの呼び出し元とも一致しません",
    },
    explanation: Words {
        en: "The text is compared as it is, not trimmed. Blanks inside quotes and the line feed of a `|` block belong to the \
             value; blanks behind a plain value do not.",
        ja: "値は前後の空白を取り除かずにそのまま比べられます。引用符の中の空白や `|` ブロックの改行は値の一部です。引用符の\
             ない値の後ろの空白は含まれません。",
    },
    example: "- rolearn: \"arn:aws:iam::111122223333:role/ops \"\n  username: ops\n  groups: [operators]\n",
    mended: Some("- rolearn: \"arn:aws:iam::111122223333:role/ops\"\n  username: ops\n  groups: [operators]\n"),
};

pub(super) fn check(context: &Context<'_>, report: &mut Report) {
    for named in with_fault(context, Fault::Whitespace) {
        let clean: String = named.arn.chars().filter(|it| !characters::is_plain_space(*it)).collect();
        let free = context.may_take(
            &characters::cleaned(named.arn),
            named.section.section,
            named.entry.index,
        );
        let fix = if free {
            named.section.replace_slot(named.entry, named.entry.arn, &clean)
        } else {
            None
        };
        report.add(FindingKind::ArnWhitespace, named.place(), &[], fix);
    }
}
