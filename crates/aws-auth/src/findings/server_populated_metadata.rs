//! `server-populated-metadata`: fields that the API server fills in.

use super::checks::*;

pub(super) const RULE: Rule = Rule {
    name: "server-populated-metadata",
    severity: Severity::Info,
    fixable: true,
    message: Words {
        en: "`{0}` was filled in by the API server; drop it before applying the file again",
        ja: "`{0}` は API サーバーが設定したものです。ファイルを再び適用する前に削除してください",
    },
    explanation: Words {
        en: "The file is a dump of a living object. Most of these fields are harmless, but a stale `resourceVersion` makes \
             a replace fail with a conflict.",
        ja: "このファイルは稼働中のオブジェクトを書き出したものです。ほとんどのフィールドは無害ですが、古い \
             `resourceVersion` があると replace が競合で失敗します。",
    },
    example: "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: aws-auth\n  namespace: kube-system\n  resourceVersion: \
              \"1893\"\n  uid: 5e1d2a7c-7f0b-4f6a-9b1e-2c7f00d0c0de\ndata:\n  mapUsers: '[]'\n",
    mended: Some(config_map!("data:\n  mapUsers: '[]'\n")),
};

const FIELDS: [&str; 4] = ["creationTimestamp", "resourceVersion", "uid", "managedFields"];

pub(super) fn check(context: &Context<'_>, report: &mut Report) {
    let manifest = context.manifest;
    let (Shape::ConfigMap, Some(metadata)) = (&manifest.shape, manifest.field("metadata")) else { return };
    let mut found: Vec<_> = manifest
        .pairs(metadata.value)
        .filter(|it| manifest.text_of(it.key).is_some_and(|it| FIELDS.contains(&it)))
        .collect();
    found.sort_by_key(|it| manifest.span(it.key).start());
    let Some(first) = found.first() else { return };
    let all = found.len() == manifest.pairs(metadata.value).count();
    let name = manifest.text_of(first.key).unwrap_or_default();
    let flow = manifest.is_flow(metadata.value);
    // In braces one after another, for the commas of neighbours would overlap.
    let removed = if flow { found.get(..1).unwrap_or_default() } else { found.as_slice() };
    let edits: Option<Vec<Edit>> = removed.iter().map(|it| manifest.remove_pair(metadata.value, *it)).collect();
    report.add(
        FindingKind::ServerPopulatedMetadata,
        manifest.span(first.key),
        &[name],
        edits.filter(|_| !all),
    );
}
