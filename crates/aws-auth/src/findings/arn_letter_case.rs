//! `arn-letter-case`: capitals in the fixed parts of an ARN; letter case is ignored here.

use super::checks::*;

pub(super) const RULE: Rule = Rule {
    name: "arn-letter-case",
    severity: Severity::Info,
    fixable: true,
    message: Words {
        en: "the fixed parts of `{0}` are lower case elsewhere; it matches all the same",
        ja: "`{0}` の固定部分は本来小文字です。一致はします",
    },
    explanation: Words {
        en: "The authenticator ignores letter case when it compares ARNs. Other tools do not; write `arn:`, the partition, \
             the service and `role/` in lower case.",
        ja: "オーセンティケーターは、ARN を比べるときに大文字と小文字を区別しません。ほかのツールは区別するので、`arn:`、\
             パーティション、サービス、`role/` は小文字で書いてください。",
    },
    example: "- rolearn: ARN:aws:iam::111122223333:Role/ops\n  username: ops\n  groups: [operators]\n",
    mended: Some("- rolearn: arn:aws:iam::111122223333:role/ops\n  username: ops\n  groups: [operators]\n"),
};

pub(super) fn check(context: &Context<'_>, report: &mut Report) {
    for named in with_fault(context, Fault::LetterCase) {
        let fix = named.mend(context, Fault::LetterCase);
        report.add(FindingKind::ArnLetterCase, named.place(), &[named.arn], fix);
    }
}
