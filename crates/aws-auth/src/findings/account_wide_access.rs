//! `account-wide-access`: mapAccounts lets every principal of an account log in.

use super::checks::*;

pub(super) const RULE: Rule = Rule {
    name: "account-wide-access",
    severity: Severity::Warning,
    fixable: false,
    message: Words {
        en: "every principal of {0} can log in, with its ARN as user name",
        ja: "{0} のすべてのプリンシパルが、ARN をユーザー名としてログインできます",
    },
    explanation: Words {
        en: "mapAccounts lets in whoever has credentials of the account, without groups. It also hides mistakes: a role whose \
             entry never matches gets 403 in place of 401. List roles instead.",
        ja: "mapAccounts は、そのアカウントの認証情報を持つ全員をグループなしで受け入れます。間違いも隠れます。エントリが\
             一致しないロールは、401 ではなく 403 になります。代わりにロールを列挙してください。",
    },
    example: config_map!("data:\n  mapAccounts: |\n    - \"444455556666\"\n"),
    mended: None,
};

pub(super) fn check(context: &Context<'_>, report: &mut Report) {
    let Some(section) = context.section(Section::MapAccounts) else { return };
    let mut ids: Vec<&str> = accounts(context).map(|(.., text)| text).collect();
    if !ids.is_empty() {
        ids.retain(|it| !it.is_empty());
        ids.dedup();
        ids.truncate(5);
        report.add(FindingKind::AccountWideAccess, section.head(), &[&ids.join(", ")], None);
    }
}
