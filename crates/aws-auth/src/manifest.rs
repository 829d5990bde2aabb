//! The file around the three texts: where the ConfigMap is and what shape it has.

mod describe;
mod edits;
mod server_config;
mod shape;

use eks_iam_span::Span;

use crate::{
    Section,
    yaml::{Composer, Data, Node, NodeId, Tree, Value, YamlError},
};

pub(crate) use self::{describe::Described, server_config::ServerConfig};

/// What the file is.
#[derive(Debug)]
pub(crate) enum Shape {
    /// A ConfigMap, alone, in a `List` or among other documents.
    ConfigMap,
    /// The bare text of one section.
    Bare(Section),
    /// The values of the data keys, without a file: start and end of each in the text.
    Given([Option<(usize, usize)>; 3]),
    /// What `kubectl describe` prints.
    Describe(Described),
    /// The configuration file of a self-hosted authenticator.
    ServerConfig(ServerConfig),
    /// Something else, or nothing.
    NotAConfigMap,
    /// No YAML.
    Broken(YamlError),
}

/// A key of a mapping with its value.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Pair {
    pub(crate) key: NodeId,
    pub(crate) value: NodeId,
}

/// The file, read as far as the ConfigMap.
#[derive(Debug)]
pub(crate) struct Manifest<'a> {
    pub(crate) text: &'a str,
    pub(crate) shape: Shape,
    pub(crate) tree: Tree<'a>,
    /// The ConfigMap.
    pub(crate) object: Option<NodeId>,
    /// The `List` around it.
    pub(crate) list: Option<NodeId>,
}

impl<'a> Manifest<'a> {
    /// Reads the file.
    pub(crate) fn read(text: &'a str) -> Self {
        shape::read(text)
    }

    /// A document without a file: the three values one after another.
    pub(crate) fn given(text: &'a str, places: [Option<(usize, usize)>; 3]) -> Self {
        Self { text, shape: Shape::Given(places), tree: Tree::default(), object: None, list: None }
    }

    fn without_object(text: &'a str, shape: Shape) -> Self {
        Self { text, shape, tree: Tree::default(), object: None, list: None }
    }

    pub(crate) fn node(&self, id: NodeId) -> Option<&Node<'a>> {
        self.tree.node(id)
    }

    /// Returns the place of a node in the file.
    pub(crate) fn span(&self, id: NodeId) -> Span {
        self.node(id).map_or(Span::empty(0), |node| Span::new(node.start, node.end))
    }

    /// Returns the pairs of a mapping; none for anything else.
    pub(crate) fn pairs(&self, mapping: NodeId) -> impl DoubleEndedIterator<Item = Pair> {
        let entries = match self.tree.target(mapping).map(|node| &node.data) {
            Some(Data::Mapping { entries, .. }) => entries.as_slice(),
            _ => &[],
        };
        entries.iter().map(|&(key, value)| Pair { key, value })
    }

    /// Returns the pair with this key, exactly spelt; the last one if there are several.
    pub(crate) fn pair(&self, mapping: NodeId, key: &str) -> Option<Pair> {
        self.pairs(mapping).rev().find(|pair| self.text_of(pair.key) == Some(key))
    }

    /// Returns a pair of the ConfigMap.
    pub(crate) fn field(&self, key: &str) -> Option<Pair> {
        self.pair(self.object?, key)
    }

    /// Returns a pair of the ConfigMap's metadata.
    pub(crate) fn metadata(&self, key: &str) -> Option<Pair> {
        self.pair(self.field("metadata")?.value, key)
    }

    /// Returns a scalar.
    pub(crate) fn scalar(&self, id: NodeId) -> Option<&Value<'a>> {
        match &self.tree.target(id)?.data {
            Data::Scalar(value) => Some(value),
            _ => None,
        }
    }

    /// Returns a scalar's text.
    pub(crate) fn text_of(&self, id: NodeId) -> Option<&str> {
        self.scalar(id).map(|value| value.text.as_ref())
    }

    /// Returns a scalar's text if it is a string to go-yaml.
    pub(crate) fn string(&self, id: NodeId) -> Option<&Value<'a>> {
        let node = self.tree.target(id)?;
        let Data::Scalar(value) = &node.data else { return None };
        let resolved = crate::yaml::resolve(&value.text, value.style, node.tag.as_deref())?;
        (resolved == crate::yaml::Resolved::Text).then_some(value)
    }

    /// Whether a value is null or absent in all but name.
    pub(crate) fn is_null(&self, id: NodeId) -> bool {
        self.tree.target(id).is_some_and(|node| match &node.data {
            Data::Scalar(value) => {
                crate::yaml::resolve(&value.text, value.style, node.tag.as_deref())
                    == Some(crate::yaml::Resolved::Null)
            }
            _ => false,
        })
    }

    pub(crate) fn is_mapping(&self, id: NodeId) -> bool {
        self.tree.target(id).is_some_and(|node| matches!(node.data, Data::Mapping { .. }))
    }

    /// Returns the namespace, where one is given.
    pub(crate) fn namespace(&self) -> Option<&str> {
        self.metadata("namespace").and_then(|pair| self.text_of(pair.value)).filter(|it| !it.is_empty())
    }

    /// Whether the authenticator watches an object of this name and namespace.
    pub(crate) fn is_watched(&self) -> bool {
        let name = self.metadata("name").and_then(|pair| self.text_of(pair.value));
        name == Some("aws-auth") && self.namespace().is_none_or(|it| it == "kube-system")
    }

    /// Whether the API server, or kubectl before it, refuses the object.
    pub(crate) fn is_refused(&self) -> bool {
        let Some(object) = self.object else { return true };
        const FIELDS: [&str; 6] = ["apiVersion", "kind", "metadata", "data", "binaryData", "immutable"];
        let unknown =
            self.pairs(object).any(|it| !FIELDS.contains(&self.text_of(it.key).unwrap_or_default()));
        let misplaced = self.field("metadata").is_some_and(|metadata| {
            Section::ALL.iter().any(|it| self.pair(metadata.value, it.key()).is_some())
        });
        let data = self.field("data");
        let bad_value = data.is_some_and(|data| {
            self.pairs(data.value).any(|it| self.string(it.value).is_none() && !self.is_null(it.value))
        });
        let bad_data = data.is_some_and(|data| {
            !self.is_null(data.value)
                && !matches!(self.tree.target(data.value).map(|it| &it.data), Some(Data::Mapping { .. }))
        });
        unknown || misplaced || bad_value || bad_data
    }
}

/// Reads the documents of a file; the error of the one that cannot be read.
fn documents(text: &str) -> (Vec<Tree<'_>>, Option<YamlError>) {
    let mut trees = Vec::new();
    let mut composer = match Composer::new(text) {
        Ok(composer) => composer,
        Err(error) => return (trees, Some(error)),
    };
    loop {
        match composer.next_document().and_then(|it| it.map(checked).transpose()) {
            Ok(Some(tree)) => trees.push(tree),
            Ok(None) => return (trees, None),
            Err(error) => return (trees, Some(error)),
        }
    }
}

fn checked(tree: Tree<'_>) -> Result<Tree<'_>, YamlError> {
    crate::yaml::check(&tree)?;
    Ok(tree)
}
