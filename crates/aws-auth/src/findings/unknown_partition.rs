//! `unknown-partition`: no such partition.

use super::checks::*;

pub(super) const RULE: Rule = Rule {
    name: "unknown-partition",
    severity: Severity::Error,
    fixable: false,
    message: Words {
        en: "there is no partition `{0}`, so no caller matches",
        ja: "パーティション `{0}` は存在しないため、どの呼び出し元とも一致しません",
    },
    explanation: Words {
        en: "The partitions are aws, aws-cn (China), aws-us-gov (GovCloud), aws-iso, aws-iso-b, aws-iso-e, aws-iso-f and \
             aws-eusc.",
        ja: "パーティションは aws、aws-cn (中国)、aws-us-gov (GovCloud)、aws-iso、aws-iso-b、aws-iso-e、aws-iso-f、aws-eusc \
             です。",
    },
    example: "- rolearn: arn:aws-gov:iam::111122223333:role/ops\n  username: ops\n  groups: [operators]\n",
    mended: None,
};

pub(super) fn check(context: &Context<'_>, report: &mut Report) {
    for named in with_fault(context, Fault::Partition) {
        let partition = named.arn.split(':').nth(1).unwrap_or_default();
        report.add(FindingKind::UnknownPartition, named.place_of(partition), &[partition], None);
    }
}
