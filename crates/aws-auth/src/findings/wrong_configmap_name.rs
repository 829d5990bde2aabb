//! `wrong-configmap-name`: `metadata.name` is not `aws-auth`.

use super::checks::*;

pub(super) const RULE: Rule = Rule {
    name: "wrong-configmap-name",
    severity: Severity::Error,
    fixable: true,
    message: Words {
        en: "the ConfigMap is named `{0}`, and the authenticator reads `aws-auth` only",
        ja: "ConfigMap の名前が `{0}` です。オーセンティケーターが読むのは `aws-auth` だけです",
    },
    explanation: Words {
        en: "The name aws-auth is fixed in the authenticator; an object of another name is never read and maps nobody. \
             Rename it.",
        ja: "名前 aws-auth はオーセンティケーターに固定されています。別の名前のオブジェクトは読まれず、誰もマッピング\
             されません。名前を aws-auth に変更してください。",
    },
    example: "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: awsauth\n  namespace: kube-system\ndata:\n  mapUsers: \
              '[]'\n",
    mended: Some(config_map!("data:\n  mapUsers: '[]'\n")),
};

pub(super) fn check(context: &Context<'_>, report: &mut Report) {
    let manifest = context.manifest;
    if !matches!(manifest.shape, Shape::ConfigMap) {
        return;
    }
    match manifest.metadata("name") {
        Some(pair) => {
            let name = manifest.text_of(pair.value).unwrap_or_default();
            if name != "aws-auth" {
                let fix = manifest.replace_scalar(pair.value, "aws-auth");
                report.add(FindingKind::WrongConfigmapName, manifest.span(pair.value), &[name], fix);
            }
        }
        None => {
            let metadata = manifest.field("metadata");
            let place = metadata.or(manifest.field("kind"));
            let first = metadata.and_then(|it| Some((it.value, manifest.pairs(it.value).next()?)));
            let fix = first.and_then(|(metadata, first)| {
                manifest.insert_after(metadata, first, "name", "aws-auth")
            });
            let span = place.map_or_else(|| manifest.first_line(), |it| manifest.span(it.key));
            report.add(FindingKind::WrongConfigmapName, span, &[""], fix);
        }
    }
}
