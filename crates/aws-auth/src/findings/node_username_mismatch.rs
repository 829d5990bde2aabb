//! `node-username-mismatch`: an entry in `system:nodes` with another user name than a node has.

use super::{checks::*, unknown_template_variable};

pub(super) const RULE: Rule = Rule {
    name: "node-username-mismatch",
    severity: Severity::Error,
    fixable: true,
    message: Words {
        en: "`{0}` is no user name of a node, so the node authorizer refuses the kubelet",
        ja: "`{0}` はノードのユーザー名ではないため、ノード認可が kubelet を拒否します",
    },
    explanation: Words {
        en: "A node is known by group system:nodes and user name `system:node:NODENAME` together. EC2 nodes need \
             `system:node:{{EC2PrivateDNSName}}`, Fargate `system:node:{{SessionName}}`.",
        ja: "ノードは、グループ system:nodes とユーザー名 `system:node:NODENAME` の両方で識別されます。EC2 のノードには \
             `system:node:{{EC2PrivateDNSName}}`、Fargate には `system:node:{{SessionName}}` が必要です。",
    },
    example: "- rolearn: arn:aws:iam::111122223333:role/node\n  username: system:node:worker-1\n  groups: \
              [system:bootstrappers, system:nodes]\n",
    mended: Some(
        "- rolearn: arn:aws:iam::111122223333:role/node\n  username: system:node:{{EC2PrivateDNSName}}\n  groups: \
         [system:bootstrappers, system:nodes]\n",
    ),
};

const EC2: &str = "system:node:{{EC2PrivateDNSName}}";
const FARGATE: &str = "system:node:{{SessionName}}";

pub(super) fn check(context: &Context<'_>, report: &mut Report) {
    for (section, entry) in context.kept_with(Traits::of(Trait::Nodes)) {
        let username = username_of(section, entry);
        let told = username.is_empty()
            || username == EC2
            || username == FARGATE
            || characters::placeholder(username).is_some()
            || unknown_template_variable::unknown(username).is_some();
        if told || !has_group(section, entry, "system:nodes") {
            continue;
        }
        let name = if has_group(section, entry, "system:node-proxier") { FARGATE } else { EC2 };
        let fix = section.replace_slot(entry, entry.username, name);
        let place = section.slot_place(entry, entry.username);
        report.add(FindingKind::NodeUsernameMismatch, place, &[username], fix);
    }
}
