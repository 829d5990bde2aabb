//! `unknown-system-group`: a `system:` group that Kubernetes does not define.

use super::{joined_groups::is_joined, checks::*};

pub(super) const RULE: Rule = Rule {
    name: "unknown-system-group",
    severity: Severity::Warning,
    fixable: true,
    message: Words {
        en: "Kubernetes defines no group `{0}`: it grants nothing",
        ja: "Kubernetes にグループ `{0}` はありません。何の権限も与えません",
    },
    explanation: Words {
        en: "Known are system:masters, system:bootstrappers, system:nodes, system:node-proxier, system:authenticated, \
             system:unauthenticated, system:serviceaccounts with and without a namespace, and system:monitoring. Any other \
             name has no binding.",
        ja: "定義されているのは、system:masters、system:bootstrappers、system:nodes、system:node-proxier、\
             system:authenticated、system:unauthenticated、system:serviceaccounts (名前空間付きも可)、system:monitoring です。\
             ほかの名前にはバインディングがありません。",
    },
    example: "- rolearn: arn:aws:iam::111122223333:role/ops\n  username: ops\n  groups:\n  - system:master\n",
    mended: Some("- rolearn: arn:aws:iam::111122223333:role/ops\n  username: ops\n  groups:\n  - system:masters\n"),
};

const KNOWN: [&str; 8] = [
    "system:masters",
    "system:bootstrappers",
    "system:nodes",
    "system:node-proxier",
    "system:authenticated",
    "system:unauthenticated",
    "system:serviceaccounts",
    "system:monitoring",
];

pub(super) fn check(context: &Context<'_>, report: &mut Report) {
    for (section, entry) in context.kept_with(Traits::of(Trait::OddSystemGroup)) {
        for group in groups_of(section, entry).filter(|it| it.text.starts_with("system:")) {
            let text = group.text;
            let known = KNOWN.contains(&text) || text.starts_with("system:serviceaccounts:");
            if known || is_joined(text) || characters::placeholder(text).is_some() || text.contains("{{") {
                continue;
            }
            let lower = text.to_ascii_lowercase();
            let meant = KNOWN.into_iter().find(|it| lower == *it || is_one_slip(&lower, it));
            let fix = meant.and_then(|it| section.replace_group(entry, &group, it));
            report.add(FindingKind::UnknownSystemGroup, section.group_place(entry, &group), &[text], fix);
        }
    }
}
