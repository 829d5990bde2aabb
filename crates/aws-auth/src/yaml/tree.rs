//! One document as a tree, its nodes in one arena.

use std::collections::HashSet;

use super::{YamlError, value::Value};
use crate::few::Few;

/// The place of a node in its tree.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub(crate) struct NodeId(u32);

/// One node.
#[derive(Clone, Debug)]
pub(crate) struct Node<'a> {
    /// From the first byte of its text (its anchor and tag not counted) to the last.
    pub(crate) start: usize,
    pub(crate) end: usize,
    /// The whole tag, `tag:yaml.org,2002:str` for `!!str`.
    pub(crate) tag: Option<Box<str>>,
    pub(crate) data: Data<'a>,
}

/// What a node holds.
#[derive(Clone, Debug)]
pub(crate) enum Data<'a> {
    Scalar(Value<'a>),
    Sequence {
        items: Few<NodeId, 6>,
        flow: bool,
    },
    Mapping {
        entries: Few<(NodeId, NodeId), 3>,
        flow: bool,
    },
    /// The node that the anchor stands on; it may be one around this.
    Alias(NodeId),
}

/// One document, its nodes in one arena.
#[derive(Clone, Debug, Default)]
pub(crate) struct Tree<'a> {
    nodes: Vec<Node<'a>>,
    /// None for an empty stream.
    pub(crate) root: Option<NodeId>,
    /// The first alias (`*name`).
    pub(crate) first_alias: Option<(usize, usize)>,
    /// The nodes that an alias names.
    pub(super) targets: HashSet<NodeId>,
    /// The `---` or other token behind the document, if anything stands there.
    pub(crate) trailing: Option<(usize, usize)>,
}

impl<'a> Tree<'a> {
    /// Returns a node as it stands.
    pub(crate) fn node(&self, id: NodeId) -> Option<&Node<'a>> {
        self.nodes.get(id.0 as usize)
    }

    /// Returns a node, or the one that its alias names.
    pub(crate) fn target(&self, id: NodeId) -> Option<&Node<'a>> {
        let node = self.node(id)?;
        match node.data {
            Data::Alias(to) => self.node(to),
            _ => Some(node),
        }
    }

    pub(crate) fn has_alias(&self) -> bool {
        self.first_alias.is_some()
    }

    /// Whether an edit of this node would reach elsewhere: it is an alias, or an alias names it.
    pub(crate) fn is_shared(&self, id: NodeId) -> bool {
        self.has_alias()
            && (self.targets.contains(&id)
                || self.node(id).is_some_and(|it| matches!(it.data, Data::Alias(_))))
    }

    pub(super) fn reserve(&mut self, nodes: usize) {
        self.nodes.reserve(nodes);
    }

    pub(super) fn node_mut(&mut self, id: NodeId) -> Option<&mut Node<'a>> {
        self.nodes.get_mut(id.0 as usize)
    }

    pub(super) fn add(&mut self, node: Node<'a>) -> Result<NodeId, YamlError> {
        let at = node.start;
        let id = u32::try_from(self.nodes.len()).map_err(|_| YamlError::new(at, "too many nodes"))?;
        self.nodes.push(node);
        Ok(NodeId(id))
    }
}
