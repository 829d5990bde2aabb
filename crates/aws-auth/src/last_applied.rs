//! The object against what `kubectl apply` wrote last.

use crate::{
    Section,
    context::arn_of,
    manifest::{Manifest, Shape},
    section::SectionText,
    yaml::{Composer, NodeId},
};

/// The annotation in which `kubectl apply` keeps what it applied.
pub(crate) const ANNOTATION: &str = "kubectl.kubernetes.io/last-applied-configuration";

/// How an object differs from what `kubectl apply` wrote last. Its next run brings the former state back.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LastApplied {
    /// ARNs and accounts that were applied and are gone since: they are locked out now.
    pub gone: Vec<String>,
    /// ARNs and accounts that were added since: the next `kubectl apply` of the old file locks them out.
    pub added: Vec<String>,
    /// Whether the texts of the sections differ at all.
    pub differs: bool,
}

/// Compares an object with its annotation; `None` when it has none that can be read.
pub(crate) fn compare(manifest: &Manifest<'_>, sections: &[SectionText<'_>]) -> Option<LastApplied> {
    if !matches!(manifest.shape, Shape::ConfigMap) {
        return None;
    }
    let annotation = annotation(manifest)?;
    let text = manifest.text_of(annotation)?;
    let tree = Composer::new(text).and_then(|mut it| it.next_document()).ok()??;
    let object = tree.root;
    let applied = Manifest { text, shape: Shape::ConfigMap, tree, object, list: None };
    let before = crate::section::sections(&applied);
    let text_of = |sections: &[SectionText<'_>], section| {
        sections.iter().find(|it| it.section == section).map(|it| it.text.trim_end().to_owned())
    };
    let differs = Section::ALL.iter().any(|&it| text_of(&before, it) != text_of(sections, it));
    let (then, now) = (principals(&before), principals(sections));
    Some(LastApplied {
        gone: then.iter().filter(|it| now.binary_search(it).is_err()).cloned().collect(),
        added: now.iter().filter(|it| then.binary_search(it).is_err()).cloned().collect(),
        differs,
    })
}

/// Returns the annotation's value.
pub(crate) fn annotation(manifest: &Manifest<'_>) -> Option<NodeId> {
    let annotations = manifest.metadata("annotations")?;
    Some(manifest.pair(annotations.value, ANNOTATION)?.value)
}

fn principals(sections: &[SectionText<'_>]) -> Vec<String> {
    let mut all = Vec::new();
    for section in sections {
        all.extend(
            section.entries.iter().map(|it| arn_of(section, it).to_owned()).filter(|it| !it.is_empty()),
        );
        all.extend(section.accounts.iter().map(|it| section.account_text(it).to_owned()));
    }
    all.sort();
    all.dedup();
    all
}
