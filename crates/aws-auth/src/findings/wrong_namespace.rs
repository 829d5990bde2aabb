//! `wrong-namespace`: the namespace is not exactly `kube-system`.

use super::checks::*;

pub(super) const RULE: Rule = Rule {
    name: "wrong-namespace",
    severity: Severity::Error,
    fixable: true,
    message: Words {
        en: "the namespace is `{0}`, and the authenticator reads `kube-system` only",
        ja: "名前空間が `{0}` です。オーセンティケーターが読むのは `kube-system` だけです",
    },
    explanation: Words {
        en: "The namespace kube-system is fixed in the authenticator; an object elsewhere is never read and maps nobody.",
        ja: "名前空間 kube-system はオーセンティケーターに固定されています。ほかの名前空間のオブジェクトは読まれず、\
             誰もマッピングされません。",
    },
    example: "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: aws-auth\n  namespace: default\ndata:\n  mapUsers: '[]'\n",
    mended: Some(config_map!("data:\n  mapUsers: '[]'\n")),
};

pub(super) fn check(context: &Context<'_>, report: &mut Report) {
    let manifest = context.manifest;
    let Some(namespace) = manifest.namespace().filter(|it| *it != "kube-system") else { return };
    if let (Shape::ConfigMap, Some(pair)) = (&manifest.shape, manifest.metadata("namespace")) {
        let fix = manifest.replace_scalar(pair.value, "kube-system");
        report.add(FindingKind::WrongNamespace, manifest.span(pair.value), &[namespace], fix);
    }
}
