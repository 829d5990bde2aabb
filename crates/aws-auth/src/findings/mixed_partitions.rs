//! `mixed-partitions`: another partition than most entries have.

use super::checks::*;

pub(super) const RULE: Rule = Rule {
    name: "mixed-partitions",
    severity: Severity::Warning,
    fixable: false,
    message: Words {
        en: "partition `{0}`, while most entries have `{1}`: a cluster sees callers of its own partition only",
        ja: "パーティションが `{0}` ですが、ほとんどのエントリは `{1}` です。クラスターに届くのは同じパーティションの呼び出し\
             元だけです",
    },
    explanation: Words {
        en: "Credentials of one partition are unknown in another, so an entry of another partition than the cluster's never \
             matches. Mostly the ARN was copied from a document that says `arn:aws:`.",
        ja: "あるパーティションの認証情報はほかのパーティションでは通用しないため、クラスターと違うパーティションのエントリは\
             決して一致しません。多くは `arn:aws:` と書かれた文書から ARN を写したものです。",
    },
    example: "- rolearn: arn:aws-cn:iam::111122223333:role/ops\n  username: ops\n  groups: [operators]\n- rolearn: \
              arn:aws:iam::111122223333:role/dev\n  username: dev\n  groups: [developers]\n",
    mended: None,
};

pub(super) fn check(context: &Context<'_>, report: &mut Report) {
    let Some(most) = context.partition.filter(|_| context.partitions > 1) else { return };
    for (section, entry) in context.kept() {
        let Some(partition) = entry.shape.partition.filter(|it| *it != most) else { continue };
        let named = Named { section, entry, arn: arn_of(section, entry) };
        let written = named.arn.split(':').nth(1).unwrap_or_default();
        let arguments = [partition.id(), most.id()];
        report.add(FindingKind::MixedPartitions, named.place_of(written), &arguments, None);
    }
}
