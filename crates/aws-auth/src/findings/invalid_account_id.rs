//! `invalid-account-id`: an account id that is not twelve digits, in an ARN or in mapAccounts.

use super::checks::*;

pub(super) const RULE: Rule = Rule {
    name: "invalid-account-id",
    severity: Severity::Error,
    fixable: false,
    message: Words {
        en: "the account id `{0}` is not twelve digits, so no caller has it",
        ja: "アカウント ID `{0}` は 12 桁の数字ではないため、該当する呼び出し元はありません",
    },
    explanation: Words {
        en: "Account ids have twelve digits, leading zeros counted, without hyphens. They are compared as text.",
        ja: "アカウント ID は、先頭のゼロを含めて 12 桁の数字で、ハイフンは付きません。文字列として比べられます。",
    },
    example: "- rolearn: arn:aws:iam::1111-2222-3333:role/ops\n  username: ops\n  groups: [operators]\n",
    mended: None,
};

pub(super) fn check(context: &Context<'_>, report: &mut Report) {
    for named in with_fault(context, Fault::Account) {
        let account = named.arn.split(':').nth(4).unwrap_or_default();
        report.add(FindingKind::InvalidAccountId, named.place_of(account), &[account], None);
    }
    for (section, item, text) in accounts(context) {
        let clean = characters::cleaned(text);
        let twelve = clean.len() == 12 && clean.bytes().all(|it| it.is_ascii_digit());
        let spaced = text.contains(characters::is_plain_space);
        if (!twelve || spaced) && characters::placeholder(text).is_none() {
            let range = section.range(item);
            report.add(FindingKind::InvalidAccountId, section.place(range, range), &[text], None);
        }
    }
}
