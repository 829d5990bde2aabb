//! `missing-namespace`: no namespace is given, so the object lands wherever the context points.

use super::checks::*;

pub(super) const RULE: Rule = Rule {
    name: "missing-namespace",
    severity: Severity::Warning,
    fixable: true,
    message: Words {
        en: "no namespace is given: the object lands wherever the kubectl context points",
        ja: "名前空間が指定されていません。kubectl のコンテキストが指す名前空間に作成されます",
    },
    explanation: Words {
        en: "Without `namespace: kube-system` the object goes into the namespace of the current context, mostly default, \
             where the authenticator never reads it.",
        ja: "`namespace: kube-system` がないと、オブジェクトは現在のコンテキストの名前空間 (多くは default) に作られ、\
             オーセンティケーターには読まれません。",
    },
    example: "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: aws-auth\ndata:\n  mapUsers: '[]'\n",
    mended: Some(config_map!("data:\n  mapUsers: '[]'\n")),
};

pub(super) fn check(context: &Context<'_>, report: &mut Report) {
    let manifest = context.manifest;
    if !matches!(manifest.shape, Shape::ConfigMap) || manifest.namespace().is_some() {
        return;
    }
    let metadata = manifest.field("metadata");
    let span = metadata.map_or_else(|| manifest.first_line(), |it| manifest.span(it.key));
    let fix = match (metadata, manifest.metadata("namespace"), manifest.metadata("name")) {
        (_, Some(namespace), _) if manifest.node(namespace.value).is_none_or(|it| it.tag.is_some()) => None,
        (_, Some(namespace), _) if manifest.span(namespace.value).is_empty() => {
            let at = manifest.span(namespace.value).start();
            Some(vec![Edit::insert(at, " kube-system")])
        }
        (_, Some(namespace), _) => manifest.replace_scalar(namespace.value, "kube-system"),
        (Some(metadata), None, Some(name)) => {
            manifest.insert_after(metadata.value, name, "namespace", "kube-system")
        }
        _ => None,
    };
    report.add(FindingKind::MissingNamespace, span, &[], fix);
}
