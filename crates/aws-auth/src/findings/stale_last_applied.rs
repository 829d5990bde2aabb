//! `stale-last-applied`: the last-applied annotation holds other sections than `data`.

use super::checks::*;
use crate::last_applied;

pub(super) const RULE: Rule = Rule {
    name: "stale-last-applied",
    severity: Severity::Warning,
    fixable: false,
    message: Words {
        en: "what `kubectl apply` wrote last differs from `data`; gone since: {0}; the next apply removes: {1}",
        ja: "最後に `kubectl apply` した内容が `data` と異なります。その後なくなったもの: {0}。次の apply で消えるもの: {1}",
    },
    explanation: Words {
        en: "Somebody edited the object after it was applied from a file. The next `kubectl apply` of that file brings the \
             former entries back and removes what was added since, node roles among them. Decide on one owner of the \
             object and take the changes over into its file.",
        ja: "ファイルから適用された後に、誰かがオブジェクトを直接編集しました。次にそのファイルを `kubectl apply` すると\
             以前のエントリに戻り、その後に追加されたもの (ノードのロールを含む) は消えます。オブジェクトの管理元を一つに\
             決め、変更をそのファイルに取り込んでください。",
    },
    example: "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  annotations:\n    \
              kubectl.kubernetes.io/last-applied-configuration: |\n      {\"data\":{\"mapAccounts\":\"- \
              \\\"444455556666\\\"\\n\"}}\n  name: aws-auth\n  namespace: kube-system\ndata:\n  mapAccounts: '[]'\n",
    mended: None,
};

pub(super) fn check(context: &Context<'_>, report: &mut Report) {
    let manifest = context.manifest;
    let Some(compared) = last_applied::compare(manifest, context.sections).filter(|it| it.differs) else { return };
    let annotations = manifest.metadata("annotations").map(|it| it.value);
    let Some(pair) = annotations.and_then(|it| manifest.pair(it, last_applied::ANNOTATION)) else { return };
    let list = |names: &[String]| if names.is_empty() { "-".to_owned() } else { names.join(", ") };
    report.add(
        FindingKind::StaleLastApplied,
        manifest.span(pair.key),
        &[&list(&compared.gone), &list(&compared.added)],
        None,
    );
}
