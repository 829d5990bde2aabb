//! `authenticator-server-config`: the configuration file of a self-hosted authenticator.

use super::checks::*;

pub(super) const RULE: Rule = Rule {
    name: "authenticator-server-config",
    severity: Severity::Error,
    fixable: true,
    message: Words {
        en: "this is the configuration of a self-hosted aws-iam-authenticator, which EKS never reads",
        ja: "これは自前で動かす aws-iam-authenticator の設定であり、EKS では読まれません",
    },
    explanation: Words {
        en: "A file with `server`, `clusterID` or the sections at its top is read by the program's own `server` command \
             only. On EKS each section has to be a text inside the ConfigMap aws-auth.",
        ja: "`server` や `clusterID`、あるいは最上位に各セクションを持つファイルは、プログラム自身の `server` コマンド\
             だけが読みます。EKS では、各セクションを ConfigMap aws-auth の中の文字列にする必要があります。",
    },
    example: "clusterID: shop\nserver:\n  mapRoles:\n  - rolearn: arn:aws:iam::111122223333:role/ops\n    username: ops\n    \
              groups: [operators]\n",
    mended: Some(config_map!(
        "data:\n  mapRoles: |\n    - rolearn: arn:aws:iam::111122223333:role/ops\n      username: ops\n      groups: \
         [operators]\n"
    )),
};

pub(super) fn check(context: &Context<'_>, report: &mut Report) {
    let Shape::ServerConfig(config) = &context.manifest.shape else { return };
    let whole = Span::new(0, context.manifest.text.len());
    let fix = (!config.data.is_empty()).then(|| vec![Edit::replace(whole, config.manifest())]);
    report.add(FindingKind::AuthenticatorServerConfig, context.manifest.first_line(), &[], fix);
}
