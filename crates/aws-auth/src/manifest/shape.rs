//! Finding the ConfigMap in what people have.

use super::{Data, Described, Manifest, NodeId, ServerConfig, Shape, Tree, documents};
use crate::Section;

/// Reads a file.
pub(super) fn read(text: &str) -> Manifest<'_> {
    if let Some(described) = Described::read(text) {
        return Manifest::without_object(text, Shape::Describe(described));
    }
    let (trees, error) = documents(text);
    let mut candidates: Vec<Manifest<'_>> =
        trees.into_iter().flat_map(|tree| config_maps(text, tree)).collect();
    candidates.sort_by_key(|it| std::cmp::Reverse(rank(it)));
    if let Some(best) = candidates.into_iter().next()
        && rank(&best) > 0
    {
        return best;
    }
    match error {
        Some(_) if looks_bare(text) => Manifest::without_object(text, Shape::Bare(bare_section(text))),
        Some(error) => Manifest::without_object(text, Shape::Broken(error)),
        None => Manifest::without_object(text, Shape::NotAConfigMap),
    }
}

/// How much a candidate is what was meant: 0 for what is no candidate at all.
fn rank(manifest: &Manifest<'_>) -> usize {
    match manifest.shape {
        Shape::ConfigMap => {
            let name =
                manifest.metadata("name").and_then(|it| manifest.text_of(it.value)).unwrap_or_default();
            let lower = name.to_ascii_lowercase();
            let named = lower.contains("aws") && lower.contains("auth");
            match (manifest.is_watched(), name == "aws-auth", named || has_sections(manifest)) {
                (true, ..) => 5,
                (_, true, _) => 4,
                (.., true) => 3,
                _ => 0,
            }
        }
        Shape::ServerConfig(_) => 2,
        Shape::Bare(_) => 1,
        _ => 0,
    }
}

fn has_sections(manifest: &Manifest<'_>) -> bool {
    let Some(object) = manifest.object else { return false };
    let holders =
        ["data", "binaryData", "metadata"].iter().filter_map(|it| manifest.field(it)).map(|it| it.value);
    std::iter::once(object).chain(holders).any(|holder| {
        manifest.pairs(holder).any(|pair| {
            let key = manifest.text_of(pair.key).unwrap_or_default();
            Section::ALL.iter().any(|it| it.key().eq_ignore_ascii_case(key))
        })
    })
}

/// Returns a manifest for each thing in a document that may be meant.
fn config_maps<'a>(text: &'a str, tree: Tree<'a>) -> Vec<Manifest<'a>> {
    let Some(root) = tree.root else { return Vec::new() };
    let whole = Manifest { text, shape: Shape::NotAConfigMap, tree, object: Some(root), list: None };
    let kind = whole.field("kind").and_then(|it| whole.text_of(it.value)).map(str::to_owned);
    match kind.as_deref() {
        Some("ConfigMap") if is_v1(&whole) => vec![Manifest { shape: Shape::ConfigMap, ..whole }],
        Some("List" | "ConfigMapList") => from_list(whole),
        Some(_) => Vec::new(),
        None => without_kind(whole),
    }
}

fn is_v1(manifest: &Manifest<'_>) -> bool {
    manifest.field("apiVersion").and_then(|it| manifest.text_of(it.value)) == Some("v1")
}

fn from_list(whole: Manifest<'_>) -> Vec<Manifest<'_>> {
    let items: Vec<NodeId> = match whole.field("items").and_then(|it| whole.tree.target(it.value)) {
        Some(node) => match &node.data {
            Data::Sequence { items, .. } => items.to_vec(),
            _ => Vec::new(),
        },
        None => Vec::new(),
    };
    let list = whole.object;
    // The items of a ConfigMapList need not say what they are.
    let bare = whole.field("kind").and_then(|it| whole.text_of(it.value)) == Some("ConfigMapList");
    let mut found: Vec<(usize, NodeId)> = Vec::new();
    let mut probe = Manifest { shape: Shape::ConfigMap, list, ..whole };
    for item in items {
        probe.object = Some(item);
        let kind = probe.field("kind").and_then(|it| probe.text_of(it.value));
        if kind.map_or(bare, |it| it == "ConfigMap") {
            found.push((rank(&probe), item));
        }
    }
    let best = found.into_iter().rev().max_by_key(|(rank, _)| *rank);
    match best {
        Some((rank, item)) if rank > 0 => {
            probe.object = Some(item);
            vec![probe]
        }
        _ => Vec::new(),
    }
}

fn without_kind(whole: Manifest<'_>) -> Vec<Manifest<'_>> {
    let text = whole.text;
    if let Some(config) = ServerConfig::read(&whole) {
        return vec![Manifest { shape: Shape::ServerConfig(config), ..whole }];
    }
    let Some(Data::Sequence { items, .. }) = whole.object.and_then(|it| whole.node(it)).map(|it| &it.data)
    else {
        return Vec::new();
    };
    let scalars = items.iter().all(|&it| {
        whole
            .text_of(it)
            .is_some_and(|it| it.bytes().any(|byte| byte.is_ascii_digit()) && !it.contains("arn:"))
    });
    let section = if scalars && !items.is_empty() { Section::MapAccounts } else { bare_section(text) };
    let entries = scalars
        || items.iter().any(|&it| matches!(whole.node(it).map(|it| &it.data), Some(Data::Mapping { .. })));
    if entries || looks_bare(text) {
        return vec![Manifest::without_object(text, Shape::Bare(section))];
    }
    Vec::new()
}

/// Whether a text that may be no YAML looks like the text of one section.
fn looks_bare(text: &str) -> bool {
    let first = text.lines().map(str::trim_start).find(|it| !it.is_empty() && !it.starts_with('#'));
    let lower = text.to_ascii_lowercase();
    first.is_some_and(|it| it.starts_with("- ") || it.starts_with("-\t") || it.starts_with('['))
        && (lower.contains("rolearn") || lower.contains("userarn"))
}

fn bare_section(text: &str) -> Section {
    let lower = text.to_ascii_lowercase();
    let count = |word: &str| lower.matches(word).count();
    if count("userarn") > count("rolearn") { Section::MapUsers } else { Section::MapRoles }
}
