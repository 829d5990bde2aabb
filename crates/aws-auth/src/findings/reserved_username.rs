//! `reserved-username`: a user name that begins with `system:` and is no node's.

use super::checks::*;

pub(super) const RULE: Rule = Rule {
    name: "reserved-username",
    severity: Severity::Warning,
    fixable: false,
    message: Words {
        en: "`{0}` is a name of Kubernetes' own: the entry impersonates a built-in identity",
        ja: "`{0}` は Kubernetes 自身が使う名前です。このエントリは組み込みの ID になりすますことになります",
    },
    explanation: Words {
        en: "Names that begin with `system:` belong to Kubernetes' own components and service accounts. aws-auth accepts \
             them; access entries and other backends refuse them. Choose another name.",
        ja: "`system:` で始まる名前は、Kubernetes 自身のコンポーネントやサービスアカウントのものです。aws-auth では受け入れ\
             られますが、アクセスエントリやほかのバックエンドでは拒否されます。別の名前にしてください。",
    },
    example: "- rolearn: arn:aws:iam::111122223333:role/ops\n  username: system:admin\n  groups: [operators]\n",
    mended: None,
};

pub(super) fn check(context: &Context<'_>, report: &mut Report) {
    for (section, entry) in context.kept_with(Traits::of(Trait::SystemName)) {
        let username = username_of(section, entry);
        let reserved = username.starts_with("system:") && !username.starts_with("system:node:");
        if reserved && !has_group(section, entry, "system:nodes") && characters::placeholder(username).is_none() {
            let place = section.slot_place(entry, entry.username);
            report.add(FindingKind::ReservedUsername, place, &[username], None);
        }
    }
}
