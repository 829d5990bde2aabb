//! `not-a-configmap`: the text is some other object, or none.

use super::checks::*;

pub(super) const RULE: Rule = Rule {
    name: "not-a-configmap",
    severity: Severity::Error,
    fixable: false,
    message: Words {
        en: "this is not the ConfigMap aws-auth: {0}",
        ja: "これは ConfigMap aws-auth ではありません ({0:word})",
    },
    explanation: Words {
        en: "The authenticator reads one object only: `apiVersion: v1`, `kind: ConfigMap`, name aws-auth in namespace \
             kube-system. Anything else is never read. Supply what `kubectl -n kube-system get configmap aws-auth -o \
             yaml` prints.",
        ja: "オーセンティケーターが読むのは、名前空間 kube-system にある名前 aws-auth の `apiVersion: v1`、`kind: \
             ConfigMap` だけです。それ以外は読まれません。`kubectl -n kube-system get configmap aws-auth -o yaml` \
             の出力を渡してください。",
    },
    example: "apiVersion: v1\nkind: Secret\nmetadata:\n  name: aws-auth\n  namespace: kube-system\n",
    mended: None,
};

pub(super) fn check(context: &Context<'_>, report: &mut Report) {
    let manifest = context.manifest;
    if !matches!(manifest.shape, Shape::NotAConfigMap) {
        return;
    }
    let kind = manifest
        .text
        .lines()
        .find_map(|line| line.trim_start_matches(['"', ' ', '{']).strip_prefix("kind"))
        .map(|it| it.trim_matches([' ', ':', '"', ',', '\'']))
        .filter(|it| !it.is_empty());
    let found = match kind {
        Some(kind) => format!("kind {kind}"),
        None if manifest.text.trim().is_empty() => "an empty text".to_owned(),
        None => "no kind".to_owned(),
    };
    report.add(FindingKind::NotAConfigmap, manifest.first_line(), &[&found], None);
}
