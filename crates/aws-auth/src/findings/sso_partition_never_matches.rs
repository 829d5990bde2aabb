//! `sso-partition-never-matches`: an `sso` entry with a partition.

use super::checks::*;
use crate::section::sso_fields;

pub(super) const RULE: Rule = Rule {
    name: "sso-partition-never-matches",
    severity: Severity::Error,
    fixable: false,
    message: Words {
        en: "an `sso` entry that names partition `{0}` matches nothing anywhere",
        ja: "パーティション `{0}` を指定した `sso` のエントリは、どこでも一致しません",
    },
    explanation: Words {
        en: "A fault of the authenticator: with an explicit partition the pattern is built with an empty one. Map the \
             AWSReservedSSO role itself, without its path.",
        ja: "オーセンティケーターの不具合で、partition を明示すると空のパーティションでパターンが作られます。パスを除いた \
             AWSReservedSSO のロールそのものをマッピングしてください。",
    },
    example: "- sso:\n    permissionSetName: Ops\n    accountID: \"111122223333\"\n    partition: aws-cn\n  username: ops\n  \
              groups: [operators]\n",
    mended: None,
};

pub(super) fn check(context: &Context<'_>, report: &mut Report) {
    for (section, entry) in context.kept_with(Traits::of(Trait::Sso)) {
        let (State::Mapping(_), Some(field)) = (entry.sso.state, entry.field(entry.sso)) else { continue };
        let fields = section.tree().and_then(|it| sso_fields(it, entry.sso));
        if let Some(fields) = fields.filter(|it| !it.partition.is_empty()) {
            let place = section.key_place(entry, field);
            report.add(FindingKind::SsoPartitionNeverMatches, place, &[&fields.partition], None);
        }
    }
}
