//! `wrapped-in-list`: the object is an item of a `List`.

use super::checks::*;

pub(super) const RULE: Rule = Rule {
    name: "wrapped-in-list",
    severity: Severity::Info,
    fixable: true,
    message: Words {
        en: "the ConfigMap is an item of a `List`",
        ja: "ConfigMap が `List` の項目になっています",
    },
    explanation: Words {
        en: "`kubectl get -o yaml` prints a List when it is asked for several objects. kubectl can apply it; other tools \
             expect the object alone.",
        ja: "`kubectl get -o yaml` は、複数のオブジェクトを求められると List を出力します。kubectl では適用できますが、\
             ほかのツールは単独のオブジェクトを想定しています。",
    },
    example: "apiVersion: v1\nkind: List\nitems:\n- apiVersion: v1\n  kind: ConfigMap\n  metadata:\n    name: aws-auth\n    \
              namespace: kube-system\n  data:\n    mapUsers: '[]'\n",
    mended: Some(config_map!("data:\n  mapUsers: '[]'\n")),
};

pub(super) fn check(context: &Context<'_>, report: &mut Report) {
    let manifest = context.manifest;
    let (Some(list), Some(object)) = (manifest.list, manifest.object) else { return };
    let kind = manifest.pair(list, "kind");
    let span = kind.map_or_else(|| manifest.first_line(), |it| manifest.span(it.value));
    report.add(FindingKind::WrappedInList, span, &[], fix(manifest, list, object));
}

/// Unwraps the object if it is the only item.
fn fix(manifest: &Manifest<'_>, list: NodeId, object: NodeId) -> Option<Vec<Edit>> {
    let items = manifest.pair(list, "items")?;
    let Data::Sequence { items, flow } = &manifest.tree.target(items.value)?.data else { return None };
    let says = |key: &str| manifest.pair(object, key).and_then(|it| manifest.text_of(it.value));
    let whole = says("kind") == Some("ConfigMap") && says("apiVersion") == Some("v1");
    if items.len() != 1 || manifest.tree.has_alias() || !whole {
        return None;
    }
    let (whole, item) = (manifest.span(list), manifest.span(object));
    if *flow || manifest.is_flow(object) {
        return Some(vec![Edit::replace(whole, item.slice(manifest.text))]);
    }
    let column = manifest.column(item.start());
    let lines = format!("{}{}", " ".repeat(column), item.slice(manifest.text));
    let moved = Manifest::moved_lines(&lines, column, 0)?;
    let ends = manifest.text.get(..whole.end())?.ends_with('\n');
    let moved = if ends { moved } else { moved.trim_end().to_owned() };
    Some(vec![Edit::replace(whole, moved)])
}
