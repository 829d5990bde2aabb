//! `unsupported-arn-service`: an ARN of another service than IAM and STS.

use super::checks::*;

pub(super) const RULE: Rule = Rule {
    name: "unsupported-arn-service",
    severity: Severity::Error,
    fixable: false,
    message: Words {
        en: "`{0}` is neither an IAM nor an STS ARN, so no caller matches it",
        ja: "`{0}` は IAM の ARN でも STS の ARN でもないため、どの呼び出し元とも一致しません",
    },
    explanation: Words {
        en: "Callers are IAM users, roles and the like. A function, an instance or a cluster calls with the role that it \
             runs under: map that role.",
        ja: "呼び出し元は IAM のユーザーやロールなどです。関数、インスタンス、クラスターは、割り当てられたロールで呼び出し\
             ます。そのロールをマッピングしてください。",
    },
    example: "- rolearn: arn:aws:lambda:us-west-2:111122223333:function:ops\n  username: ops\n  groups: [operators]\n",
    mended: None,
};

pub(super) fn check(context: &Context<'_>, report: &mut Report) {
    report_fault(context, report, Fault::Service, FindingKind::UnsupportedArnService);
}
