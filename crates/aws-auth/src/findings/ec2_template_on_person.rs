//! `ec2-template-on-person`: `{{EC2PrivateDNSName}}` in an entry that is no node's.

use super::checks::*;

pub(super) const RULE: Rule = Rule {
    name: "ec2-template-on-person",
    severity: Severity::Warning,
    fixable: false,
    message: Words {
        en: "`{{EC2PrivateDNSName}}` fails the login of everybody but an EC2 instance",
        ja: "`{{EC2PrivateDNSName}}` があると、EC2 インスタンス以外はログインできません",
    },
    explanation: Words {
        en: "The variable is looked up by the session name, which must be an instance id. For a person the lookup fails, and \
             that denial is final. Use `{{SessionName}}`.",
        ja: "この変数はセッション名から求められ、セッション名はインスタンス ID でなければなりません。人の場合は失敗し、その\
             拒否が最終結果になります。`{{SessionName}}` を使ってください。",
    },
    example: "- rolearn: arn:aws:iam::111122223333:role/dev\n  username: dev:{{EC2PrivateDNSName}}\n  groups: [developers]\n",
    mended: None,
};

const VARIABLE: &str = "{{EC2PrivateDNSName}}";

/// Whether the variable may stand in the entry.
fn names_an_instance(section: &SectionText<'_>, entry: &Entry) -> bool {
    let has = |text: &str| memchr::memchr_iter(b'E', text.as_bytes()).any(|at| text.get(at..).is_some_and(|it| it.starts_with("EC2")));
    has(username_of(section, entry)) || groups_of(section, entry).any(|it| has(it.text))
}

pub(super) fn check(context: &Context<'_>, report: &mut Report) {
    for (section, entry) in context.kept_with(Traits::of(Trait::OddVariable)) {
        let username = username_of(section, entry);
        let none = !username.contains('{') && !groups_of(section, entry).any(|it| it.text.contains('{'));
        if none || is_node(section, entry) || !names_an_instance(section, entry) {
            continue;
        }
        if characters::placeholder(username).is_some() {
            continue;
        }
        if let Some(at) = username.find(VARIABLE) {
            let place = section.part_place(entry, entry.username, at..at + VARIABLE.len());
            report.add(FindingKind::Ec2TemplateOnPerson, place, &[], None);
        } else if let Some(group) = groups_of(section, entry).find(|it| it.text.contains(VARIABLE)) {
            report.add(FindingKind::Ec2TemplateOnPerson, section.group_place(entry, &group), &[], None);
        }
    }
}
