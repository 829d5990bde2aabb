//! Reading and writing an entry in the shape of DescribeAccessEntry.

use std::fmt;

use eks_iam_document::Node;
use eks_iam_span::{Language, Span};

use crate::{AccessEntry, AccessScope, AssociatedPolicy, CreateAccessEntry, EntryType, tree};

impl AccessEntry {
    /// Reads the `accessEntry` of DescribeAccessEntry with `accessPolicies` (of ListAssociatedAccessPolicies:
    /// `policyArn`, `accessScope`) beside its fields. The whole answers are taken too: `accessEntry` around the entry,
    /// `associatedAccessPolicies` for the list. A further key `principalId` is the unique id at the time of creation.
    /// Unknown keys are passed over.
    ///
    /// ```
    /// use eks_iam_access_entry::AccessEntry;
    ///
    /// let text = r#"{"accessEntry": {"principalArn": "arn:aws:iam::111122223333:role/team/ops", "type": "STANDARD"}}"#;
    /// let entry = AccessEntry::from_node(&eks_iam_document::parse(text)?)?;
    /// assert_eq!(entry.principal_arn, "arn:aws:iam::111122223333:role/team/ops");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    ///
    /// When `principalArn` is missing, the type or a scope is unknown, or a field is of another kind than it must be;
    /// [`ReadEntryError::span`] says where.
    pub fn from_node(node: &Node) -> Result<Self, ReadEntryError> {
        let policies = policies(node)?;
        let node = node.get("accessEntry").unwrap_or(node);
        if node.as_mapping().is_none() {
            return Err(ReadEntryError::new(node.span, ErrorKind::NotAMapping));
        }
        let Some(principal_arn) = string(node, "principalArn")? else {
            return Err(ReadEntryError::new(node.span, ErrorKind::Missing("principalArn")));
        };
        Ok(Self {
            cluster_name: string(node, "clusterName")?,
            principal_arn,
            entry_type: entry_type(node)?,
            username: string(node, "username")?,
            kubernetes_groups: strings(node, "kubernetesGroups")?,
            access_policies: if policies.is_empty() { self::policies(node)? } else { policies },
            principal_id: string(node, "principalId")?,
            access_entry_arn: string(node, "accessEntryArn")?,
            created_at: string(node, "createdAt")?,
            modified_at: string(node, "modifiedAt")?,
            tags: tags(node)?,
        })
    }

    /// Returns the entry as one line of JSON in the shape that [`AccessEntry::from_node`] reads.
    #[must_use]
    pub fn to_json(&self) -> String {
        self.to_node().to_json()
    }

    pub(crate) fn to_node(&self) -> Node {
        let optional = |key, value: &Option<String>| value.as_ref().map(|it| (key, tree::text(it)));
        let mut fields = Vec::new();
        fields.extend(optional("clusterName", &self.cluster_name));
        fields.push(("principalArn", tree::text(&self.principal_arn)));
        fields.push(("kubernetesGroups", tree::texts(&self.kubernetes_groups)));
        fields.extend(optional("accessEntryArn", &self.access_entry_arn));
        fields.extend(optional("createdAt", &self.created_at));
        fields.extend(optional("modifiedAt", &self.modified_at));
        fields.push((
            "tags",
            tree::map(self.tags.iter().map(|(key, value)| (key.as_str(), tree::text(value)))),
        ));
        fields.extend(optional("username", &self.username));
        fields.push(("type", tree::text(self.entry_type.as_str())));
        fields.extend(optional("principalId", &self.principal_id));
        fields.push(("accessPolicies", policies_node(&self.access_policies)));
        tree::map(fields)
    }
}

impl CreateAccessEntry {
    /// Reads the body of a CreateAccessEntry request; unknown keys are passed over.
    ///
    /// # Errors
    ///
    /// As [`AccessEntry::from_node`].
    pub fn from_node(node: &Node) -> Result<Self, ReadEntryError> {
        let entry = AccessEntry::from_node(node)?;
        Ok(Self {
            principal_arn: entry.principal_arn,
            entry_type: entry.entry_type,
            username: entry.username,
            kubernetes_groups: entry.kubernetes_groups,
            tags: entry.tags,
        })
    }
}

impl AccessScope {
    /// Reads `{"type": "cluster"}` or `{"type": "namespace", "namespaces": […]}`.
    ///
    /// # Errors
    ///
    /// When the type is neither of the two.
    pub fn from_node(node: &Node) -> Result<Self, ReadEntryError> {
        match node.get("type").and_then(Node::as_str) {
            Some("cluster") => Ok(Self::Cluster),
            Some("namespace") => Ok(Self::Namespaces(strings(node, "namespaces")?)),
            Some(other) => Err(ReadEntryError::new(node.span, ErrorKind::Scope(other.to_owned()))),
            None => Err(ReadEntryError::new(node.span, ErrorKind::Missing("type"))),
        }
    }

    pub(crate) fn to_node(&self) -> Node {
        let kind = ("type", tree::text(self.kind()));
        match self {
            Self::Cluster => tree::map([kind]),
            Self::Namespaces(names) => tree::map([kind, ("namespaces", tree::texts(names))]),
        }
    }
}

pub(crate) fn policies_node(policies: &[AssociatedPolicy]) -> Node {
    let policy = |it: &AssociatedPolicy| {
        tree::map([("policyArn", tree::text(&it.policy_arn)), ("accessScope", it.scope.to_node())])
    };
    tree::list(policies.iter().map(policy).collect())
}

fn policies(node: &Node) -> Result<Vec<AssociatedPolicy>, ReadEntryError> {
    let list = node.get("accessPolicies").or_else(|| node.get("associatedAccessPolicies"));
    let Some(list) = list.filter(|it| !it.is_null()) else { return Ok(Vec::new()) };
    let Some(items) = list.as_sequence() else {
        return Err(ReadEntryError::new(list.span, ErrorKind::NotAList("accessPolicies")));
    };
    items.iter().map(policy).collect()
}

fn policy(node: &Node) -> Result<AssociatedPolicy, ReadEntryError> {
    let Some(policy_arn) = string(node, "policyArn")? else {
        return Err(ReadEntryError::new(node.span, ErrorKind::Missing("policyArn")));
    };
    let Some(scope) = node.get("accessScope") else {
        return Err(ReadEntryError::new(node.span, ErrorKind::Missing("accessScope")));
    };
    Ok(AssociatedPolicy { policy_arn, scope: AccessScope::from_node(scope)? })
}

fn entry_type(node: &Node) -> Result<EntryType, ReadEntryError> {
    let Some(name) = string(node, "type")? else { return Ok(EntryType::default()) };
    let span = node.get("type").map(|it| it.span).unwrap_or_default();
    EntryType::from_name(&name).ok_or_else(|| ReadEntryError::new(span, ErrorKind::Type(name)))
}

fn tags(node: &Node) -> Result<Vec<(String, String)>, ReadEntryError> {
    let Some(tags) = node.get("tags").and_then(Node::as_mapping) else { return Ok(Vec::new()) };
    let pair = |key: &Node, value: &Node| Some((key.as_str()?.to_owned(), value.as_str()?.to_owned()));
    tags.iter()
        .map(|it| {
            pair(&it.key, &it.value)
                .ok_or_else(|| ReadEntryError::new(it.value.span, ErrorKind::NotText("tags")))
        })
        .collect()
}

fn string(node: &Node, key: &'static str) -> Result<Option<String>, ReadEntryError> {
    let Some(value) = node.get(key).filter(|it| !it.is_null()) else { return Ok(None) };
    match value.as_str() {
        Some(text) => Ok(Some(text.to_owned())),
        None => Err(ReadEntryError::new(value.span, ErrorKind::NotText(key))),
    }
}

fn strings(node: &Node, key: &'static str) -> Result<Vec<String>, ReadEntryError> {
    let Some(value) = node.get(key).filter(|it| !it.is_null()) else { return Ok(Vec::new()) };
    let Some(items) = value.as_sequence() else {
        return Err(ReadEntryError::new(value.span, ErrorKind::NotAList(key)));
    };
    let text = |it: &Node| {
        it.as_str().map(str::to_owned).ok_or_else(|| ReadEntryError::new(it.span, ErrorKind::NotText(key)))
    };
    items.iter().map(text).collect()
}

/// Why a document is no access entry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReadEntryError {
    span: Span,
    kind: ErrorKind,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum ErrorKind {
    NotAMapping,
    Missing(&'static str),
    NotText(&'static str),
    NotAList(&'static str),
    Type(String),
    Scope(String),
}

impl ReadEntryError {
    const fn new(span: Span, kind: ErrorKind) -> Self {
        Self { span, kind }
    }

    /// Returns where in the document.
    #[must_use]
    pub const fn span(&self) -> Span {
        self.span
    }

    /// Returns the message for people, one line.
    #[must_use]
    pub fn message(&self, language: Language) -> String {
        let japanese = language == Language::Japanese;
        match &self.kind {
            ErrorKind::NotAMapping if japanese => "アクセスエントリがオブジェクトではありません".to_owned(),
            ErrorKind::NotAMapping => "access entry is no object".to_owned(),
            ErrorKind::Missing(key) if japanese => format!("`{key}` がありません"),
            ErrorKind::Missing(key) => format!("`{key}` is missing"),
            ErrorKind::NotText(key) if japanese => format!("`{key}` が文字列ではありません"),
            ErrorKind::NotText(key) => format!("`{key}` is no text"),
            ErrorKind::NotAList(key) if japanese => format!("`{key}` がリストではありません"),
            ErrorKind::NotAList(key) => format!("`{key}` is no list"),
            ErrorKind::Type(name) if japanese => format!("アクセスエントリのタイプ `{name}` はありません"),
            ErrorKind::Type(name) => format!("`{name}` is no type of access entry"),
            ErrorKind::Scope(name) if japanese => {
                format!(
                    "アクセススコープのタイプ `{name}` はありません。`cluster` か `namespace` を指定します"
                )
            }
            ErrorKind::Scope(name) => {
                format!("`{name}` is no type of access scope, expected `cluster` or `namespace`")
            }
        }
    }
}

impl fmt::Display for ReadEntryError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message(Language::English))
    }
}

impl std::error::Error for ReadEntryError {}
