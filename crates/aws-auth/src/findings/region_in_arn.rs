//! `region-in-arn`: a Region in an IAM ARN, which has none.

use super::checks::*;

pub(super) const RULE: Rule = Rule {
    name: "region-in-arn",
    severity: Severity::Error,
    fixable: true,
    message: Words {
        en: "`{0}` names the Region `{1}`; IAM ARNs have none, so no caller matches it",
        ja: "`{0}` にリージョン `{1}` が含まれています。IAM の ARN にリージョンはないため、どの呼び出し元とも一致しません",
    },
    explanation: Words {
        en: "IAM is not Regional: the fourth field of its ARNs is empty, two colons stand side by side.",
        ja: "IAM はリージョン単位のサービスではなく、ARN の 4 番目のフィールドは空です (コロンが二つ並びます)。",
    },
    example: "- rolearn: arn:aws:iam:us-west-2:111122223333:role/ops\n  username: ops\n  groups: [operators]\n",
    mended: Some("- rolearn: arn:aws:iam::111122223333:role/ops\n  username: ops\n  groups: [operators]\n"),
};

pub(super) fn check(context: &Context<'_>, report: &mut Report) {
    for named in with_fault(context, Fault::Region) {
        let region = named.arn.split(':').nth(3).unwrap_or_default();
        let fix = named.mend(context, Fault::Region);
        report.add(FindingKind::RegionInArn, named.place_of(region), &[named.arn, region], fix);
    }
}
