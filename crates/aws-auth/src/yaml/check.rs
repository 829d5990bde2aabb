//! What reads as YAML and still cannot be decoded.

use std::collections::HashSet;

use super::{
    YamlError,
    resolve::{Resolved, resolve},
    tree::{Data, NodeId, Tree},
    value::{Style, Value},
};

/// What is to be visited.
#[derive(Clone, Copy)]
enum Visit {
    Value(NodeId),
    Key(NodeId),
    LeaveAlias(NodeId),
}

/// go-yaml's measure against alias bombs: how many of the visits may come from aliases.
#[derive(Default)]
struct Budget {
    visits: usize,
    from_aliases: usize,
}

impl Budget {
    const LOW: usize = 400_000;
    const HIGH: usize = 4_000_000;

    fn exceeded(&self) -> bool {
        if self.from_aliases <= 100 || self.visits <= 1000 {
            return false;
        }
        // In thousandths, so that no float is needed.
        let allowed = match self.visits {
            ..=Self::LOW => 990,
            Self::HIGH.. => 100,
            visits => 990 - 890 * (visits - Self::LOW) / (Self::HIGH - Self::LOW),
        };
        self.from_aliases.saturating_mul(1000) / self.visits > allowed
    }
}

/// Refuses what go-yaml's decoder and the conversion to JSON refuse: keys that are collections, tags that do not fit,
/// numbers that JSON has not, merges of what is no mapping, aliases that contain themselves or blow up.
pub(crate) fn check(tree: &Tree<'_>) -> Result<(), YamlError> {
    let mut stack: Vec<Visit> = tree.root.map(Visit::Value).into_iter().collect();
    let mut open = HashSet::new();
    let mut budget = Budget::default();
    while let Some(visit) = stack.pop() {
        let (Visit::Value(id) | Visit::Key(id)) = visit else {
            if let Visit::LeaveAlias(id) = visit {
                open.remove(&id);
            }
            continue;
        };
        let Some(node) = tree.node(id) else { continue };
        budget.visits += 1;
        budget.from_aliases += usize::from(!open.is_empty());
        if budget.exceeded() {
            return Err(YamlError::new(node.start, "document contains excessive aliasing"));
        }
        let key = matches!(visit, Visit::Key(_));
        match &node.data {
            Data::Scalar(value) => check_scalar(value, node.tag.as_deref(), node.start, key)?,
            Data::Alias(to) => {
                if !open.insert(id) {
                    return Err(YamlError::new(node.start, "anchor value contains itself"));
                }
                stack.push(Visit::LeaveAlias(id));
                stack.push(if key { Visit::Key(*to) } else { Visit::Value(*to) });
            }
            Data::Sequence { .. } | Data::Mapping { .. } if key => {
                return Err(YamlError::new(node.start, "invalid map key"));
            }
            Data::Sequence { items, .. } => stack.extend(items.iter().rev().copied().map(Visit::Value)),
            Data::Mapping { entries, .. } => {
                for &(key, value) in entries.iter().rev() {
                    stack.push(Visit::Value(value));
                    if is_merge(tree, key) {
                        check_merge(tree, value)?;
                    } else {
                        stack.push(Visit::Key(key));
                    }
                }
            }
        }
    }
    Ok(())
}

fn check_scalar(value: &Value<'_>, tag: Option<&str>, at: usize, key: bool) -> Result<(), YamlError> {
    match resolve(&value.text, value.style, tag) {
        None => Err(YamlError::new(at, "cannot decode the value as its tag says")),
        Some(Resolved::NonFinite) if !key => Err(YamlError::new(at, "json: unsupported value")),
        Some(Resolved::Null) if key => Err(YamlError::new(at, "unsupported map key of type nil")),
        Some(_) => Ok(()),
    }
}

/// Whether a key is `<<`, plain.
pub(crate) fn is_merge(tree: &Tree<'_>, key: NodeId) -> bool {
    tree.node(key).is_some_and(|node| match &node.data {
        Data::Scalar(value) => {
            value.text == "<<"
                && match node.tag.as_deref() {
                    None => value.style == Style::Plain,
                    Some(tag) => tag == "tag:yaml.org,2002:merge" || tag == "!",
                }
        }
        _ => false,
    })
}

fn check_merge(tree: &Tree<'_>, value: NodeId) -> Result<(), YamlError> {
    let mapping = |id: NodeId| tree.target(id).is_some_and(|node| matches!(node.data, Data::Mapping { .. }));
    let fits = match tree.node(value).map(|node| &node.data) {
        Some(Data::Sequence { items, .. }) => items.iter().all(|&item| mapping(item)),
        _ => mapping(value),
    };
    let at = tree.node(value).map_or(0, |node| node.start);
    let problem = "map merge requires map or sequence of maps as the value";
    if fits { Ok(()) } else { Err(YamlError::new(at, problem)) }
}
