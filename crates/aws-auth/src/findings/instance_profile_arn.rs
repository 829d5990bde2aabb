//! `instance-profile-arn`: the instance profile in place of its role.

use super::checks::*;

pub(super) const RULE: Rule = Rule {
    name: "instance-profile-arn",
    severity: Severity::Error,
    fixable: false,
    message: Words {
        en: "`{0}` is an instance profile; nodes call with the role inside it",
        ja: "`{0}` はインスタンスプロファイルです。ノードはその中のロールで呼び出します",
    },
    explanation: Words {
        en: "An instance profile is a container for a role and may have another name. The entry matches nobody, and the \
             nodes do not join. Use the ARN of the node role.",
        ja: "インスタンスプロファイルはロールの入れ物で、ロールとは名前が違うこともあります。このエントリは誰とも一致せず、\
             ノードはクラスターに参加できません。ノードのロールの ARN を使ってください。",
    },
    example: "- rolearn: arn:aws:iam::111122223333:instance-profile/node\n  username: system:node:{{EC2PrivateDNSName}}\n  \
              groups: [system:bootstrappers, system:nodes]\n",
    mended: None,
};

pub(super) fn check(context: &Context<'_>, report: &mut Report) {
    report_fault(context, report, Fault::InstanceProfile, FindingKind::InstanceProfileArn);
}
